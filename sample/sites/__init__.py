"""The four sites, one module a family of CMS; each turns the editions of a night into pages."""

from __future__ import annotations

from sample.sites import disclosure, news, paper, portal
from sample.sites.page import Site

SITES: dict[str, Site] = {
    site.name: site for site in (portal.PORTAL, news.NEWS, paper.PAPER, disclosure.DISCLOSURE)
}
