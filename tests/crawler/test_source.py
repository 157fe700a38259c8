from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import succeed

from archive.regions import RegionCodes
from crawler.addresses import clean, is_public, key_of, literal_ip
from crawler.errors import SourceError
from crawler.guard import PublicResolver, refusal
from crawler.loader import SourceLoader
from crawler.source import Source, load_sources, parse_source

SHIPPED = Path(__file__).parents[2] / "crawler" / "sources"
HEAD = 'id = "a"\nname = "甲"\npublisher = "乙"\nhome = "淄博市"\n'
ENTRY = 'platform = "jcms"\nentry = "http://a.gov.cn/col/1"\n'


def read(text: str) -> Source:
    return parse_source(text, Path("x/a.toml"))


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        ("id = ", "not TOML", ""),
        (ENTRY, "id", "missing"),
        (HEAD.replace('"a"', '"b"') + ENTRY, "id", "file's name"),
        (HEAD + ENTRY.replace("jcms", "web"), "platform", "none of"),
        (HEAD + ENTRY.replace("http://", "ftp://"), "entry", "no http"),
        (HEAD + ENTRY + "delay = -1\n", "delay", "negative"),
        (HEAD + ENTRY + 'delay = "2"\n', "delay", "no number"),
        (HEAD + ENTRY + 'allow = ["("]\n', "allow", "no regular expression"),
        (HEAD + ENTRY + "colour = 1\n", "colour", "unknown key"),
        (HEAD + "editions = []\n", "editions", "none given"),
        (HEAD + ENTRY + "[selectors]\nnext_page = 'a'\n", "selectors.item", "missing"),
        (HEAD + ENTRY + "[selectors]\nitem = 'li['\n", "selectors.item", "no CSS selector"),
    ],
)
def test_a_wrong_file_is_named_with_key_and_reason(text: str, key: str, reason: str) -> None:
    with pytest.raises(SourceError) as raised:
        read(text)
    message = str(raised.value)
    assert message.startswith(f"x/a.toml: {key}")
    assert reason in message
    assert "\n" not in message


def test_editions_hold_on_their_days() -> None:
    source = read(
        HEAD
        + '[[editions]]\nuntil = 2019-12-31\nplatform = "paperindex"\nentry = "http://a.cn/%Y%m%d/i.htm"\n'
        '[[editions]]\nsince = 2020-01-01\nplatform = "founder_new"\nentry = "http://a.cn/%Y%m/%d/n.html"\n'
    )
    found = [source.edition(day) for day in (date(2019, 12, 31), date(2020, 1, 1))]
    assert [edition and edition.platform for edition in found] == ["paperindex", "founder_new"]
    assert found[1]
    assert found[1].entries(date(2026, 2, 3)) == ("http://a.cn/202602/03/n.html",)


def test_shipped_sources_load_and_report_on_known_regions() -> None:
    sources = load_sources(SHIPPED)
    codes = RegionCodes(None)
    assert len(sources) >= 16
    assert [key for key, source in sources.items() if codes.of(source.home) is None] == []
    assert SourceLoader(SHIPPED).list() == sorted(sources)


def test_every_shipped_source_is_of_a_family_with_reviewed_pages() -> None:
    recorded = Path(__file__).parent / "pages" / "recorded"
    families = {edition.platform for source in load_sources(SHIPPED).values() for edition in source.editions}
    for family in families:
        results = {page.stem.split("-")[0] for page in (recorded / family).glob("*.json")}
        assert results >= {"list", "article"}, family


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://a.gov.cn/x", None),
        ("file:///etc/passwd", "scheme"),
        ("http://b.gov.cn/x", "offsite"),
        ("http://a.gov.cn@127.0.0.1/x", "private_address"),
        ("http://169.254.169.254/latest", "private_address"),
        ("http://2130706433/", "private_address"),
        ("http://[::ffff:10.0.0.1]/", "private_address"),
        ("http://127.0.0.1:8701/", None),
        ("http://127.0.0.1:8702/", "private_address"),
    ],
)
def test_the_guard_lets_out_only_what_belongs_to_the_source(url: str, reason: str | None) -> None:
    assert refusal(read(HEAD + ENTRY + 'private = ["127.0.0.1:8701"]\n'), url) == reason


def test_a_name_that_resolves_to_a_private_address_is_refused() -> None:
    assert PublicResolver._public("8.8.8.8", "a.gov.cn") == "8.8.8.8"
    with pytest.raises(Exception, match="private address"):
        PublicResolver._public("10.0.0.1", "a.gov.cn")


PRIVATE = """127.0.0.1 0.0.0.0 10.1.2.3 100.64.0.1 169.254.169.254 240.0.0.1 255.255.255.255 224.0.0.1 :: ::1
::127.0.0.1 ::ffff:127.0.0.1 ::ffff:a00:1 64:ff9b::7f00:1 2002:7f00:1:: fe80::1 fec0::1 fc00::1 ff02::1"""


def test_private_addresses_are_known_in_all_their_forms() -> None:
    assert [address for address in PRIVATE.split() if is_public(address)] == []
    assert [is_public(address) for address in ("8.8.8.8", "2400:3200::1", "64:ff9b::808:808")] == [True] * 3
    hosts = ("2130706433", "017700000001", "0x7f.1", "127.1", "0", "[::ffff:7f00:1]")
    source = read(HEAD + ENTRY)
    assert {refusal(source, f"http://{host}/") for host in hosts} == {"private_address"}


def test_a_name_that_turns_private_after_its_first_answer_is_not_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = iter(("93.184.216.34", "127.0.0.1", "0.0.0.0"))
    monkeypatch.setattr(CachingThreadedResolver, "getHostByName", lambda *_: succeed(next(answers)))
    resolver = PublicResolver(reactor=None, cache_size=0, timeout=1)  # type: ignore[arg-type]
    given: list[object] = []
    for _ in range(3):
        resolver.getHostByName("a.gov.cn").addBoth(given.append)
    assert [str(one) for one in given[:1]] == ["93.184.216.34"]
    assert ["private address" in str(one) for one in given[1:]] == [True, True]


def test_twins_share_a_key_and_sessions_are_dropped() -> None:
    twins = [
        "http://www.a.cn/x/1.html?from=wx",
        "https://m.a.cn/x/1.html#top",
        "http://a.cn/x/1.html;jsessionid=1F",
    ]
    assert {key_of(url) for url in twins} == {"a.cn/x/1.html"}
    assert clean("http://a.cn/x/", "../y.html;jsessionid=1F?b=1#t") == "http://a.cn/y.html?b=1"
    drawn = [f"http://a.cn/show.php?id=3&t={moment}" for moment in (1700000001, 1700000002000)]
    assert {clean("", url) for url in drawn} == {"http://a.cn/show.php?id=3"}
    assert clean("", "http://a.cn/show.php?t=1700000001") == "http://a.cn/show.php?t=1700000001"
    assert (literal_ip("0x7f000001"), is_public("192.168.1.1")) == ("127.0.0.1", False)


def test_an_address_that_grows_without_end_belongs_to_no_source() -> None:
    source = read(HEAD + ENTRY)
    assert [source.allows("http://a.gov.cn/" + "x/" * steps) for steps in (100, 2000)] == [True, False]
