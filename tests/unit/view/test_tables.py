"""Tables and steps as HTML: escaped, aligned, marked up for who hears them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from duecourse.locale import in_language
from duecourse.view.tables import Column, Table, steps_html, table_html

TABLE = Table(
    "Owed",
    [
        Column("Day", "date"),
        Column("Late", "days"),
        Column("Rate", "percent"),
        Column("Total", "money"),
        Column("Note"),
    ],
    [
        (date(2026, 9, 25), 0, Decimal("0.0005"), Decimal("1000"), "on time"),
        (date(2026, 11, 11), 1047, Decimal("0.00055"), Decimal("-1234.5"), None),
    ],
    sums=("Sum", None, None, Decimal("234.50"), None),
)


def cells(html: str) -> list[str]:
    return re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", html)


def test_values_as_the_language_writes_them() -> None:
    table = Table(TABLE.caption, TABLE.columns, TABLE.rows)
    html = table_html(table)
    assert cells(html)[5:] == [
        "25 Sep 2026", "0", "0.050%", "¥1,000.00", "on time",
        "11 Nov 2026", "1,047", "0.055%", "−¥1,234.50", "–",
    ]  # fmt: skip
    with in_language("zh"):
        assert "2026年9月25日" in table_html(table)


def test_rows_and_columns_are_headed() -> None:
    html = table_html(
        Table("Owed", [Column("Lender"), Column("Total", "money")], [("A", 1)], sums=("All", 1))
    )
    assert html.count('<th scope="col"') == 2
    assert html.count('<th scope="row"') == 2
    assert "<caption>Owed</caption>" in html and "<tfoot>" in html
    assert '<div class="dc-scroll" role="region" tabindex="0" aria-label="Owed">' in html


def test_all_text_is_escaped() -> None:
    evil = '<img src=x onerror="alert(1)">&'
    html = table_html(Table(evil, [Column(evil)], [(evil,)], sums=(evil,))) + steps_html([(evil, evil)])
    assert "<img" not in html and 'onerror="' not in html
    assert html.count("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;") == 7


def test_a_value_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="column of date"):
        table_html(Table("x", [Column("Day", "date")], [("tomorrow",)]))
    with pytest.raises(ValueError, match="column of money"):
        table_html(Table("x", [Column("Owed", "money")], [(1.5,)]))  # type: ignore[list-item]


def test_steps_with_and_without_a_source() -> None:
    html = steps_html([("¥1 = ¥1", "your contract"), ("¥2 = ¥2", None)])
    assert html == (
        '<ol class="dc-steps"><li>¥1 = ¥1<cite class="dc-source">Rests on: your contract</cite></li>'
        "<li>¥2 = ¥2</li></ol>"
    )
