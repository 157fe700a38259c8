"""Pure parsers: decoded HTML in, Listing, Page or Hazard out. Only bs4, lxml and the stdlib."""
