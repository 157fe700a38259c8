"""The sample web: our own articles rendered as four kinds of site, served on loopback."""
