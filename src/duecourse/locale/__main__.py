"""Compile every message file: `python -m duecourse.locale`. Needs Babel, which the tests install."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from . import FOLDER, LANGUAGES

_NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)  # the same messages always give the same bytes


def compiled(source: Path) -> bytes:
    """The bytes of the `.mo` file that belongs to this `.po` file."""
    with source.open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)
    catalogue.creation_date = _NO_DATE
    target = BytesIO()
    write_mo(target, catalogue)
    return target.getvalue()


def sources() -> list[Path]:
    """Every `.po` file, both languages."""
    return [path for name in LANGUAGES for path in sorted((FOLDER / name / "LC_MESSAGES").glob("*.po"))]


if __name__ == "__main__":
    for path in sources():
        target, content = path.with_suffix(".mo"), compiled(path)
        if not target.exists() or target.read_bytes() != content:
            target.write_bytes(content)
