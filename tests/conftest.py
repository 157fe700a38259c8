"""What all tests share."""

from nlp import kept

kept._FILE = kept._FILE.with_name("tests.kept")  # tests compile expressions that no command needs
