"""Text in, facts with evidence out. Pure: no network, database, clock or environment."""
