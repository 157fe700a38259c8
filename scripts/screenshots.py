"""Renews the pictures of the site in `docs/` from the sample archive.

    make archive && xianzhi serve --port 8001 &
    python scripts/screenshots.py http://127.0.0.1:8001

Shoots with Debian's Chromium, as the browser tests do.
"""

from __future__ import annotations

import json
import shutil
import sys
import urllib.parse
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

DOCS = Path(__file__).parent.parent / "docs"
DESKTOP, PHONE = (1200, 900), (390, 844)
_CONFLICT = "SELECT event FROM conflict WHERE event IS NOT NULL ORDER BY field LIMIT 1"
_PROJECT = "SELECT id FROM project ORDER BY reports DESC LIMIT 1"
_FACT = "SELECT article || '#' || id FROM event_report WHERE kind = 'groundbreaking' ORDER BY id LIMIT 1"


def _asked(site: str, sql: str) -> str:
    address = f"{site}/archive.json?_shape=arrays&sql={urllib.parse.quote(sql)}"
    with urllib.request.urlopen(address) as answer:
        return str(json.load(answer)["rows"][0][0])


def _pages(site: str) -> dict[str, tuple[str, tuple[int, int]]]:
    """Name of the picture, address and size of the window."""
    return {
        "home": ("/", DESKTOP),
        "phone": ("/", PHONE),
        "search": ("/search?q=集中开工 高青", DESKTOP),
        "region": ("/region/370322", DESKTOP),
        "event": (f"/event/{_asked(site, _CONFLICT)}", DESKTOP),
        "project": (f"/project/{_asked(site, _PROJECT)}", DESKTOP),
        "evidence": (f"/-/evidence/{_asked(site, _FACT)}", DESKTOP),
        "source": ("/source/sample_paper", DESKTOP),
        "map": ("/pictures/map?quarter=2025-Q4&city=370300", DESKTOP),
        "question": ("/archive/league_of_a_quarter", DESKTOP),
    }


def _shoot(page: Page, name: str, address: str, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=DOCS / f"{name}.png")


def main() -> None:
    """Shoot all pages of the site whose address is given."""
    site = sys.argv[1].rstrip("/")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        page = browser.new_context(locale="zh-CN", base_url=site).new_page()
        for name, (address, size) in _pages(site).items():
            _shoot(page, name, address, size)
        browser.close()


if __name__ == "__main__":
    main()
