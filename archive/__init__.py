"""archive.db: schema and migrations, the one writer, search, merging, checks, releases."""
