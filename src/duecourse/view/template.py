"""Colours and type of all charts: one accent, greys, patterns. In a light and a dark theme.

A figure names its colours `var(--dc-…)`. The page fills in those of the theme it shows at the
moment; `painted` fills in the light ones where there is no page to do so.
"""

from __future__ import annotations

from html import escape
from textwrap import wrap
from typing import Any

LIGHT = {
    "--dc-ink": "#24292f",
    "--dc-quiet": "#57606a",
    "--dc-line": "#d5dae0",
    "--dc-paper": "#ffffff",
    "--dc-soft": "#f4f6f8",
    "--dc-accent": "#0b6b74",
    "--dc-accent-soft": "#7fb9bf",
    "--dc-accent-deep": "#083e44",
    "--dc-grey-1": "#dfe4e8",
    "--dc-grey-2": "#a9b4bd",
    "--dc-grey-3": "#5d6973",
    "--dc-warn": "#9a3412",
}
DARK = {
    "--dc-ink": "#e6e9ec",
    "--dc-quiet": "#a6afb8",
    "--dc-line": "#3d444d",
    "--dc-paper": "#111418",
    "--dc-soft": "#1b2026",
    "--dc-accent": "#4fb3bf",
    "--dc-accent-soft": "#2c6a72",
    "--dc-accent-deep": "#b9e4e9",
    "--dc-grey-1": "#343b43",
    "--dc-grey-2": "#67727d",
    "--dc-grey-3": "#b3bcc4",
    "--dc-warn": "#fdba74",
}
# Chinese comes after the Latin faces, in simplified forms: else a Japanese face may be picked.
FONT = (
    'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", '
    '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", sans-serif'
)
HEIGHT = 340
CHINESE = "\u2e80"  # from here on a letter is twice as wide
AXIS_TITLE = {"standoff": 8, "font": {"size": 13, "color": "var(--dc-quiet)"}}


def stylesheet(rules: str) -> str:
    """`rules` preceded by the colours, for the page."""

    def block(selector: str, colours: dict[str, str]) -> str:
        lines = "".join(f"  {name}: {value};\n" for name, value in colours.items())
        return f"{selector} {{\n{lines}  --dc-font: {FONT};\n}}\n"

    dark = 'body[data-jp-theme-light="false"] .dc-card, body.vscode-dark .dc-card'
    return block(".dc-card", LIGHT) + block(dark, DARK) + rules


def painted(part: Any) -> Any:
    """A copy of a figure with the light theme's colours filled in."""
    if isinstance(part, dict):
        return {key: painted(value) for key, value in part.items()}
    if isinstance(part, list):
        return [painted(value) for value in part]
    if isinstance(part, str) and part.startswith("var(--dc-"):
        return FONT if part == "var(--dc-font)" else LIGHT[part[4:-1]]
    return part


def standalone(figure: dict[str, Any], title: str, sentence: str) -> dict[str, Any]:
    """A copy of a figure for a page that has nothing else: with its title and sentence, in light colours."""
    width = 46 if max(sentence, default="") > CHINESE else 90
    lines = "<br>".join(escape(line, quote=False) for line in wrap(sentence, width))
    alone: dict[str, Any] = painted(figure)
    heading = 86 + 20 * lines.count("<br>")
    alone["layout"] |= {
        "title": {
            "text": f"<b>{escape(title, quote=False)}</b>",
            "subtitle": {"text": lines, "font": {"size": 13, "color": LIGHT["--dc-ink"]}},
            "font": {"size": 17},
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "pad": {"t": 12},
        },
        "height": alone["layout"]["height"] + heading,
        "margin": {**alone["layout"]["margin"], "t": alone["layout"]["margin"]["t"] + heading},
    }
    return alone


def layout(**more: Any) -> dict[str, Any]:
    """What all charts have in common, with `more` on top of it (one level deep)."""
    text = {"family": "var(--dc-font)", "size": 13, "color": "var(--dc-ink)"}
    axis = {
        "gridcolor": "var(--dc-line)",
        "linecolor": "var(--dc-grey-2)",
        "zerolinecolor": "var(--dc-grey-2)",
        "tickfont": {"color": "var(--dc-quiet)", "size": 12},
        "automargin": True,
        "title": AXIS_TITLE,
        "tickangle": 0,
    }
    base: dict[str, Any] = {
        "height": HEIGHT,
        "margin": {"l": 12, "r": 16, "t": 16, "b": 12},
        "font": text,
        "paper_bgcolor": "var(--dc-paper)",
        "plot_bgcolor": "var(--dc-paper)",
        "colorway": ["var(--dc-accent)", "var(--dc-grey-3)", "var(--dc-accent-soft)", "var(--dc-grey-2)"],
        "hovermode": "x unified",
        "hoverlabel": {
            "bgcolor": "var(--dc-soft)",
            "bordercolor": "var(--dc-line)",
            "font": {**text, "size": 12},
        },
        "legend": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1.02,
            "yanchor": "bottom",
            "traceorder": "normal",
            "font": {"size": 12},
            "itemclick": False,
            "itemdoubleclick": False,
        },
        "dragmode": "zoom",
        "uirevision": "stay",
    }
    for key in ("xaxis", "yaxis"):
        base[key] = {**axis, **more.pop(key, {})}
    for key, value in more.items():
        base[key] = {**base[key], **value} if isinstance(value, dict) and key in base else value
    return base
