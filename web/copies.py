"""The captured page as a sanitised copy: safe to show beside the facts.

Guarantees: the copy has no script, form, event handler, refresh or address to load from; it is
served with `sandbox; default-src 'none'`, so that even a mistake here runs nothing.
"""

from __future__ import annotations

import nh3

CSP = "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'self'"
_TAGS = nh3.ALLOWED_TAGS - {"img", "map", "area"} | {"section", "article", "header", "footer", "font", "nav"}
_ATTRIBUTES = {
    "*": {"title", "lang", "align", "class"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>
<style>body{{font:16px/1.8 system-ui,sans-serif;margin:1rem auto;max-width:46rem;padding:0 1rem}}
table{{border-collapse:collapse}}td,th{{border:1px solid #ccc;padding:.2rem .5rem}}</style></head>
<body>{body}</body></html>"""


def sanitised(html: str, title: str) -> str:
    """A page of our own around the harmless part of `html`."""
    body = nh3.clean(
        html,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        url_schemes=set(),
        clean_content_tags={"script", "style", "title", "noscript", "template"},
    )
    return _PAGE.format(title=nh3.clean_text(title), body=body)
