"""The published archive: Datasette over a read-only release."""
