"""Pictures of the archive, each a drawing with the rows behind it, at an address of its own.

Guarantees: a picture shows what its rows hold and nothing else; the rows stand beside it as a table,
as CSV and as JSON; unknown stays unknown (a gap), never zero.
"""
