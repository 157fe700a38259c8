"""What can be wrong with an archive, said in one line for a person."""

from __future__ import annotations


class ArchiveError(Exception):
    """The archive cannot be used as asked; the message names the file and the reason."""

    exit_code = 1
