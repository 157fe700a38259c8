"""Where a page states its publication, and what on it is another date."""

from __future__ import annotations

import pytest

from crawler.pages.article import parse_article

TITLE = "某县十二个重点项目集中开工"
TEXT = "全县三季度重点项目集中开工仪式在开发区举行，总投资86亿元，涉及新材料等三个领域。"
BODY = f"<div id=zoom><p>{TEXT}</p><p>{TEXT}</p></div>"
FETCHED = "2026-11-20T02:00:00"


def published(
    byline: str = "", meta: str = "", after: str = "", url: str = "", fetched: str | None = None
) -> str | None:
    head = f"<head><title>{TITLE}</title>{meta}</head>"
    return parse_article(f"{head}<h1>{TITLE}</h1><div>{byline}</div>{BODY}{after}", url, fetched).published


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("发布时间：2022-05-18 10:19　来源：某县融媒体中心", "2022-05-18T10:19"),
        ("发布日期：2006-4-5　作者：县政府办公室　阅读次数：128", "2006-04-05"),
        ("发布时间：18-03-08 23:16", "2018-03-08T23:16"),
        ("http://www.example.cn 2004年05月12日10:24 某某社", "2004-05-12T10:24"),
        ("NEWS.EXAMPLE.COM　　2004年05月06日08:17　　来源：某某网　【我来说两句】", "2004-05-06T08:17"),
        ("2003年05月12日", "2003-05-12"),
        ("某某网 2003年05月12日", "2003-05-12"),
        ("添加人：admin　添加时间：2006-4-5 10:12:33　点击：128", "2006-04-05T10:12:33"),
        ("<span>2005年5月12日 星期四</span><span>第A2版：要闻</span>", "2005-05-12"),
        ("今天是2026年5月12日 星期二", None),
        ("<div>18</div><div>2022-05</div>", "2022-05-18"),
        ("<div>2022</div><div>05/18</div><div>10:19</div>", "2022-05-18T10:19"),
        ("作者：佚名　文章来源：本站原创　点击数：128　更新时间：2006-4-5", "2006-04-05"),
        ("2004年5月6日 (周四) 08:17 某某社", "2004-05-06T08:17"),
        ("<span>2004-05-06</span><span>08:17</span><span>来源：某报</span>", "2004-05-06T08:17"),
        ("Posted by admin on May 6th, 2004", "2004-05-06"),
        ("发信站：某某社区 (Thu May  6 08:17:12 2004)", "2004-05-06T08:17:12"),
        ("5/6/2004 12:17:12 AM", "2004-05-06T00:17:12"),
        ("2004年5月6日8点17分", "2004-05-06T08:17"),
        ("有效期至：2026-05-18", None),
        ("2026-11-20 晴 5℃~12℃", None),
        ("成文日期：2022-05-18", None),
        ("更新时间：2022-05-18 10:19", None),
        ("2022年5月18日，项目集中开工。2022年6月1日，设备进场。", None),
        ("", None),
    ],
)
def test_byline(byline: str, expected: str | None) -> None:
    assert published(byline) == expected


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        ("<meta name=PubDate content='2022/05/18 10:19'>", "2022-05-18T10:19"),
        ("<meta name=PubDate content='1652840340000'>", "2022-05-18T10:19:00"),
        ("<meta name='apub:time' content='2019-9-7 21:30:50'>", "2019-09-07T21:30:50"),
        ("<meta itemprop=datePublished content='2019-09-07T21:30:50+08:00'>", "2019-09-07T21:30:50"),
        ("<meta property='og:release_date' content='2019-09-07'>", "2019-09-07"),
        ("<meta name=dateModified content='2019-09-07'>", None),
        ("<meta name=expirydate content='2019-09-07'><meta name=update content='2019-09-07'>", None),
        ("<script>var publish_time = '2019-09-08 11:42:03';</script>", "2019-09-08T11:42:03"),
        ('<script>var ct = "1581517074";</script>', "2020-02-12T22:17:54"),
        ("<script>a={pubDate:'2019-09-08'},b={pubDate:'2019-09-09'}</script>", None),
        ('<script>x={"publishDate":"2019-09-07T20:51:23.000Z"}</script>', "2019-09-08T04:51:23"),
        ("<script>var pubTime='2019-09-07T20:51:23Z'</script>", "2019-09-08T04:51:23"),
        ("<script>var pubTime='2019-09-07T20:51:23+00:00'</script>", "2019-09-08T04:51:23"),
        (
            "<meta property='article:published_time' content='2019-09-07T20:51:23+00:00'>",
            "2019-09-08T04:51:23",
        ),
        (
            '<script type="application/ld+json">{"datePublished":"2019-09-07T20:51Z"}</script>',
            "2019-09-08T04:51",
        ),
        ("<time datetime='2019-09-07T20:51:23Z'>7 Sep</time>", "2019-09-08T04:51:23"),
    ],
)
def test_statement_outside_the_text(meta: str, expected: str | None) -> None:
    assert published(meta=meta) == expected


def test_a_day_without_year_is_read_against_the_fetch_or_the_last_revision() -> None:
    revised = "<meta itemprop=dateUpdate content='2019-10-08 12:00:57'>"
    assert published("发布时间：10-08 12:00", meta=revised) == "2019-10-08T12:00"
    assert published("发布时间：10-08 12:00", fetched=FETCHED) == "2026-10-08T12:00"
    assert published("发布时间：10-08 12:00") is None


@pytest.mark.parametrize("clock", ["09:30", "20:30"])
def test_a_zone_that_the_page_itself_belies_is_not_believed(clock: str) -> None:
    stated = f"<meta property='article:published_time' content='2019-09-07T{clock}:00+00:00'>"
    assert published(f"发布时间：2019-09-07 {clock}", meta=stated) == f"2019-09-07T{clock}"


def test_a_title_or_a_signature_dates_nothing() -> None:
    page = f"<h1>行情分析2019年8月19日</h1><div id=zoom><p>{TEXT}</p><p>{TEXT}</p><p>2019年8月20日</p></div>"
    assert parse_article(page).published is None


def test_a_table_of_properties_above_the_title_states_the_publication() -> None:
    rows = [("发文日期", "2022-05-16"), ("发布日期", "2022年5月18日"), ("成文日期：", "2022-05-17")]
    table = "".join(f"<tr><td>{name}</td><td>{value}</td></tr>" for name, value in rows)
    page = f"<title>{TITLE}</title><table>{table}</table><p>一</p><p>二</p><p>三</p><h2>{TITLE}</h2>{BODY}"
    assert parse_article(page).published == "2022-05-18"


def rows(form: str) -> str:
    return "".join(form.format(f"2026-0{at}-1{at}") for at in range(1, 9))


@pytest.mark.parametrize(
    "around",
    [
        "<ul>" + rows("<li><a href=x>丙县某项目开工</a><p>发布时间：{}</p></li>") + "</ul>",
        "<table>" + rows("<tr><td><a href=x>丙县某项目开工</a></td><td>{}</td></tr>") + "</table>",
    ],
)
@pytest.mark.parametrize(("byline", "expected"), [("<p>2022-05-18 某网</p>", "2022-05-18"), ("", None)])
def test_a_list_beside_the_article_does_not_date_it(around: str, byline: str, expected: str | None) -> None:
    article = f"<div><h1>{TITLE}</h1>{byline}{BODY}</div>"
    assert parse_article(f"<title>{TITLE}</title>{around}{article}").published == expected
    assert parse_article(f"<title>{TITLE}</title>{article}{around}").published == expected


@pytest.mark.parametrize("other", ["下一篇：丙县开工（2026-10-12 08:00）", "网友 2026-10-12 08:00"])
def test_a_stamp_behind_the_text_may_belong_to_something_else(other: str) -> None:
    assert published(after=f"<p>{other}</p>") is None


def test_a_headline_may_be_a_sentence_within_the_body() -> None:
    title = "总投资86亿元！十二个项目开工"
    page = f"<title>{title}</title><div><h1>{title}</h1><p>2022-05-18 来源：某报</p><p>{TEXT}{TEXT}</p></div>"
    assert parse_article(page).published == "2022-05-18"


def test_a_headline_may_hold_the_byline() -> None:
    page = f"<title>{TITLE} - 某网</title><h1>{TITLE}<br><span>2022-05-18 10:19:33 来源：</span></h1>{BODY}"
    assert parse_article(page).published == "2022-05-18T10:19:33"


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("<p>某县应急管理局</p><p>2022年5月18日</p>", "2022-05-18"),
        ("<p>某县人民政府办公室　2022年5月18日</p>", "2022-05-18"),
        ("<p>2022年5月18日</p>", None),
        ("<p>会议时间：2022年5月18日 09:00</p>", None),
    ],
)
def test_who_signs_a_notice_dates_it_where_nothing_else_does(end: str, expected: str | None) -> None:
    page = f"<p>今天是2026年11月20日 星期五</p><h1>{TITLE}</h1><div><p>{TEXT}</p><p>{TEXT}</p>{end}</div>"
    assert parse_article(page).published == expected
    assert published("2022-05-20 09:00", after=end) == "2022-05-20T09:00"


def test_a_serial_number_in_a_folder_of_the_month_is_no_day() -> None:
    assert published(url="http://a.cn/article/202205/20220503312345.shtml") is None
    assert published(url="http://a.cn/a/202205181234567.html") == "2022-05-18"


def test_elements_named_after_publication_and_lines_behind_the_text() -> None:
    assert published(after="<i class=pubtime>2021-05-12 08:00</i>") == "2021-05-12T08:00"
    assert published(after="<time datetime=2021-05-12>昨天</time>") == "2021-05-12"
    assert published(after="<p>2021-05-12 08:00:01</p>") == "2021-05-12T08:00:01"
    assert published(after="<ul><li>甲县开工 2021-05-12</li><li>乙县开工 2021-05-13</li></ul>") is None


def test_the_address_comes_last() -> None:
    url = "http://a.cn/xw/202205/t20220518_7901.html"
    assert published(url=url) == "2022-05-18"
    assert published("2022-05-20 09:00", url=url) == "2022-05-20T09:00"


def test_a_saved_page_names_its_address() -> None:
    saved = "<!-- saved from url=(0044)http://a.cn/xw/202205/t20220518_7901.html -->"
    assert parse_article(f"{saved}<h1>{TITLE}</h1>{BODY}").published == "2022-05-18"
