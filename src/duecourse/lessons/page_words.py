"""What the page's own extension says: its messages and the lessons' titles, as a module of JavaScript."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from duecourse.lab import EXTENSION
from duecourse.locale import LANGUAGES, in_language, say

from .listing import lessons

SAID: Final = ("starting", "stopped", "start_again", "show_code")
"""The messages of `lab` that the page shows as they are."""


def page_words() -> dict[str, dict[str, object]]:
    """By language: its tag, each message, and each lesson's title with its number."""
    found: dict[str, dict[str, object]] = {}
    for code, about in LANGUAGES.items():
        with in_language(code):
            titles = {
                name: say("lab.title", number=entry.number, title=entry.title)
                for name, entry in lessons().items()
            }
            found[code] = {"tag": about.tag, **{key: say(f"lab.{key}") for key in SAID}, "lessons": titles}
    return found


def write(file: Path = EXTENSION / "static" / "words.js") -> None:
    """Write them where the page loads them."""
    words = json.dumps(page_words(), ensure_ascii=False, indent=2)
    file.write_text(
        "// Written by `python -m duecourse.lessons` from the messages and the lessons' titles.\n"
        f"export const words = {words};\n",
        encoding="utf-8",
    )
