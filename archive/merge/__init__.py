"""From reports to events and projects: derived tables, made again whole from what was said.

Guarantees: the same facts give the same rows in any order of insertion, every time; nothing that
was said is changed; every derived value traces to its reports by foreign keys.
"""
