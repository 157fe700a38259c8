from __future__ import annotations

import tomllib
from pathlib import Path

from crawler.source import load_sources
from sample.server import PORTS, serve
from sample.sites import SITES
from sample.sources import FILES, write


def test_the_files_enter_each_site_where_it_is_entered() -> None:
    files = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in FILES.glob("*.toml")}
    assert set(files) == {f"sample_{name}" for name in SITES}
    for name in ("portal", "news", "disclosure"):
        host = f"127.0.0.1:{PORTS[name]}"
        assert files[f"sample_{name}"]["entry"] == [f"http://{host}{path}" for path in SITES[name].entries(1)]


def test_written_files_name_the_served_ports(tmp_path: Path) -> None:
    with serve() as web:
        written = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in write(tmp_path / "s", web)}
        hosts = web.hosts
    assert {stem: row["private"] for stem, row in written.items()} == {
        f"sample_{name}": [host] for name, host in hosts.items()
    }
    assert all(row["sample"] for row in written.values())


def test_the_crawler_takes_the_files_as_sample_sources() -> None:
    loaded = load_sources(FILES)
    assert {key: (source.platform, source.sample) for key, source in loaded.items()} == {
        "sample_portal": ("jcms", True),
        "sample_news": ("trs", True),
        "sample_paper": ("founder_new", True),
        "sample_disclosure": ("disclosure", True),
    }
