"""Consistency checks over the archive: what cannot be right, with the rows that show it.

Each check is a small function that yields findings; every finding becomes a `problem` row with
evidence and a severity. `error` means that a number is almost surely wrong, `warning` that two
statements cannot both be right, `info` that something is worth a look. Facts are taken as corrected: what
a person has put right is found no more.
"""
