"""The sample web: our own articles rendered as four kinds of site and served on loopback.

Everything in it is invented and labelled 示例数据. Real county names stand in it because the genre asks for
them; the figures, firms and projects do not exist. `sample.server.serve` serves it, `sample.sources.write`
writes the source files that fit the served ports, and `sample.truth` says what "really" happened, so that
merging can be scored.
"""
