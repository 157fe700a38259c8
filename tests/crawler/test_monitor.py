from __future__ import annotations

from crawler.monitor import Night, falling


def nights(*tonight: float, length: float = 400, articles: int = 8) -> list[Night]:
    usual = [Night(f"2026-02-{day:02}", 8, (0.0, 0.1, 0.0), 400) for day in range(1, 5)]
    return [*usual, Night("2026-02-05", articles, tonight, length)]


def test_a_field_that_goes_missing_is_named() -> None:
    assert falling(nights(0.0, 0.9, 0.2), "2026-02-05") == (
        "date missing in 90%, usually 10%; text missing in 20%, usually 0%"
    )


def test_texts_cut_to_less_than_half_are_named() -> None:
    assert falling(nights(0.0, 0.1, 0.0, length=150), "2026-02-05") == (
        "150 characters an article, usually 400"
    )


def test_usual_nights_and_too_few_articles_or_nights_are_no_alarm() -> None:
    assert falling(nights(0.0, 0.2, 0.1), "2026-02-05") == ""
    assert falling(nights(1.0, 1.0, 1.0, articles=2), "2026-02-05") == ""
    assert falling(nights(1.0, 1.0, 1.0)[3:], "2026-02-05") == ""
    assert falling(nights(1.0, 1.0, 1.0), "2026-02-06") == ""
