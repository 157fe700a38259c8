"""Spider bases, one a family of content management systems or digital newspapers."""
