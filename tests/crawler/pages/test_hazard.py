"""Hazards: named on two signs, and never on an ordinary page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.pages.hazard import find_hazard

URL = "http://www.example.cn/news/2026/1.html"
ARTICLE = (
    "<html><head><title>验证码短信诈骗提醒</title></head><body><p>"
    + "民警提醒市民不要泄露验证码，点击滑块链接前请核实。" * 40
)
REPORT = (
    "<title>收到验证码不要告诉陌生人</title><p>近期，我市连续发生多起以短信为诱饵的诈骗案件。"
    "骗子冒充客服，要求受害人进行安全验证，拖动滑块并说出验证码。一旦照办，账户里的钱就会被分批转走。</p>"
)
DELETED = (
    "<title>转账记录已被删除 银行员工帮老人追回养老钱</title><p>"
    "发现手机里的转账记录已被删除，张大爷急忙赶到银行。柜员查询后确认，这笔钱在转出前已被系统拦下。</p>"
)
LOGIN_BOX = "<form>用户名<input> 密码<input type=password> 登录</form>"
COOKIE_JS = "<script>document.cookie='__jsl_clearance_s=1';location.href='/'</script>"
RUISHU = '<html><meta content="{qtABC"><script r=\'m\' src="/4QbVtADbnLVIc/c.FxJzG50F.js"></script></html>'


@pytest.mark.parametrize(
    ("status", "headers", "html", "kind"),
    [
        (521, {"Set-Cookie": "__jsluid_h=ab; path=/"}, COOKIE_JS, "challenge_jiasule"),
        (412, {"Set-Cookie": "enable_kE9sTbR7dqS=1"}, RUISHU, "challenge_ruishu"),
        (202, {}, "<script>$_ts=window['$_ts'];</script>", "challenge_ruishu"),
        (405, {"Set-Cookie": "acw_tc=76b20f"}, "", "challenge_aliyun"),
        (200, {}, "<title>安全验证</title><script src='gt4.js'></script><p>拖动滑块</p>", "captcha"),
        (403, {}, "<p>访问过于频繁，请输入验证码</p>", "captcha"),
        (200, {}, "<title>访问验证</title><p>为保障您的正常访问，请拖动滑块完成安全验证。</p>", "captcha"),
        (200, {}, "<title>请输入验证码</title><p>此验证码用于确认这些请求是您的正常行为。</p>", "captcha"),
        (200, {}, "<title>页面未找到</title>", "soft_404"),
        (200, {}, "<title>404错误</title>", "soft_404"),
        (200, {}, "<title>某某新闻</title><p>该稿件已下线</p>", "soft_404"),
        (
            200,
            {},
            "<p>对不起，您访问的页面不存在。请检查您输入的网址是否正确。点此返回网站首页。</p>",
            "soft_404",
        ),
        (200, {}, "<title>某县新闻网</title><p>该信息已被删除</p>", "soft_404"),
        (
            200,
            {},
            "<title>网站升级维护</title><p>本网站正在升级维护，给您带来不便敬请谅解。</p>",
            "maintenance",
        ),
        (200, {}, "<p>尊敬的用户：网站系统正在维护中，请稍后访问。</p>", "maintenance"),
        (200, {}, "<h1>网站建设中</h1><p>网站正在建设，敬请期待</p>", "maintenance"),
        (
            200,
            {},
            "<title>拦截提示</title><p>您提交的内容含有不合法参数，已被管理员设置拦截</p>",
            "challenge_waf",
        ),
        (200, {}, "<p>您的访问请求可能对网站造成安全威胁，请求已被阻断。请求ID：7f</p>", "challenge_waf"),
        (405, {}, "<h1>405</h1><p>您的请求被阻断，事件ID：7f</p>", "challenge_waf"),
        (200, {}, "<b>Fatal error</b>: Uncaught Error in /www/a.php on line 12", "server_error"),
        (200, {}, "<h1>Server Error in '/' Application.</h1>", "server_error"),
        (200, {}, "<p>系统繁忙，请稍后再试</p>", "server_error"),
        (200, {}, "<h1>502 Bad Gateway</h1><hr>nginx", "server_error"),
        (200, {}, "<form><input type=password>用户登录</form>", "login_wall"),
        (200, {}, "<div id=app></div><script src=a.js></script>", "shell"),
        (200, {}, "", "empty"),
        (200, {}, "<p>" + "\ufffd县" * 40 + "</p>", "wrong_charset"),
        (200, {}, "<p>" + "项目开工，" * 40 + "</p><!-- 页脚", "truncated"),
    ],
)
def test_hazard_is_named(status: int, headers: dict[str, str], html: str, kind: str) -> None:
    found = find_hazard(status, headers, html, URL)
    assert found is not None
    assert found.kind == kind
    assert found.detail


@pytest.mark.parametrize(
    ("status", "headers", "html"),
    [
        (200, {}, ARTICLE),
        (200, {}, REPORT),
        (200, {}, DELETED),
        (200, {}, LOGIN_BOX + REPORT),
        (200, {}, LOGIN_BOX + "<title>新路通车</title><p>" + "十二个项目今天开工，总投资36亿元。" * 8),
        (200, {}, "<title>404路公交线路调整</title><p>自5月1日起，404路公交线路调整。</p>"),
        (200, {}, "<h1>县政府网站停机检修</h1><p>因机房供电改造，县政府网站定于4月11日22时起停机检修。</p>"),
        (200, {}, "<p>全县道路正在升级改造，过往车辆请绕行黄河路。</p>"),
        (200, {}, "<title>设备维护中心成立</title><p>县农机维护中心今日揭牌。</p>"),
        (200, {}, REPORT + "<p>您还没有登录，请先登录后发表评论</p>"),
        (200, {"Set-Cookie": "acw_tc=76b20f"}, ARTICLE),
        (200, {}, "<title>要闻</title><li>供电公司处置系统异常事件<li>走私船被拦截<li>网络安全威胁通报"),
        (200, {}, "<p>我国发射卫星，服务器出口增长15%</p><img src=a.jpg>"),
        (200, {}, "<p>市公安局破获一起攻击网站案，嫌疑人被拦截</p>"),
        (200, {}, REPORT + "<b>Warning</b>: mysql_connect(): timeout in /www/a.php on line 12"),
        (412, {}, "<p>Precondition Failed</p>"),
        (503, {}, "<p>Service Unavailable</p>"),
        (404, {}, "<title>404</title>"),
        (200, {}, "<title>快讯</title><p>今日，全县首个光伏项目并网发电。</p>"),
    ],
)
def test_one_sign_is_no_hazard(status: int, headers: dict[str, str], html: str) -> None:
    assert find_hazard(status, headers, html, URL) is None


def test_a_page_that_ends_at_home_is_gone() -> None:
    found = find_hazard(200, {}, "<title>某县政府网</title>", URL, "http://www.example.cn/")
    assert found is not None
    assert (found.kind, found.detail) == ("soft_404", "redirected to http://www.example.cn/")


@given(st.integers(100, 599), st.text(max_size=300))
def test_no_text_raises(status: int, html: str) -> None:
    find_hazard(status, {}, html, URL)
