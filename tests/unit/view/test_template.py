"""Colours: readable in both themes, and every name that is used exists in both."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import duecourse.view
from duecourse.view.template import DARK, LIGHT, layout, standalone, stylesheet

FOLDER = Path(duecourse.view.__file__).parent


def luminance(colour: str) -> float:
    def channel(number: int) -> float:
        share = number / 255
        return share / 12.92 if share <= 0.03928 else float(((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = (channel(int(colour[place : place + 2], 16)) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["ink", "quiet", "accent", "warn"])
def test_text_is_readable(theme: dict[str, str], name: str) -> None:
    for ground in ("paper", "soft"):
        assert contrast(theme[f"--dc-{name}"], theme[f"--dc-{ground}"]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_lines_and_edges_stand_out(theme: dict[str, str]) -> None:
    for name in ("accent", "accent-deep", "grey-3"):
        assert contrast(theme[f"--dc-{name}"], theme["--dc-paper"]) >= 3


def test_both_themes_know_every_colour_that_is_used() -> None:
    files = [*FOLDER.rglob("*.py"), *FOLDER.rglob("*.css"), *FOLDER.rglob("*.js")]
    used = set(re.findall(r"var\((--dc-[a-z0-9-]+)", "".join(path.read_text("utf-8") for path in files)))
    assert used - {"--dc-font", "--dc-part"} <= set(LIGHT) == set(DARK)


def test_the_stylesheet_begins_with_the_colours() -> None:
    css = stylesheet("p {}")
    assert LIGHT["--dc-accent"] in css and DARK["--dc-accent"] in css and css.endswith("p {}")


@pytest.mark.parametrize(
    "sentence", ["You owe ¥1,234.50 & <more>. " * 6, "您一共欠 ¥1,234.50，其中一部分是罚息。" * 5]
)
def test_a_figure_that_stands_alone_says_what_it_shows(sentence: str) -> None:
    figure = {"data": [], "layout": layout()}
    alone = standalone(figure, "How <much>?", sentence)["layout"]
    assert alone["title"]["text"] == "<b>How &lt;much&gt;?</b>"
    lines = alone["title"]["subtitle"]["text"].split("<br>")
    assert len(lines) > 1 and "<more>" not in "".join(lines)
    assert (
        alone["height"] - alone["margin"]["t"] == figure["layout"]["height"] - figure["layout"]["margin"]["t"]
    )
