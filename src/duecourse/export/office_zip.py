"""Word and Excel files are zip archives: the same content as the same bytes, and nobody's name in them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape

from duecourse.locale import LANGUAGES

from .safe_text import one_line

_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)  # the first that a zip archive can hold
_CORE: Final = "docProps/core.xml"
_APP: Final = "docProps/app.xml"


def parts_of(archive: bytes) -> dict[str, bytes]:
    """What an archive holds, by name."""
    with zipfile.ZipFile(BytesIO(archive)) as file:
        return {name: file.read(name) for name in file.namelist()}


def same_bytes(parts: Mapping[str, bytes], *, title: str, language: str, on: date) -> bytes:
    """An archive with fixed times, and with properties that name the paper but no person or machine."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as new:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            content = parts[name]
            if name == _CORE:
                content = _core(title, language, on)
            elif name == _APP:
                content = _app()
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            new.writestr(entry, content, compresslevel=6)
    return target.getvalue()


def _core(title: str, language: str, on: date) -> bytes:
    tag = LANGUAGES[language].tag
    time = f"{on.isoformat()}T00:00:00Z"
    text = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        "<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(one_line(title))}</dc:title><dc:language>{tag}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{time}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{time}</dcterms:modified>'
        "</cp:coreProperties>"
    )
    return text.encode()


def _app() -> bytes:
    return (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        b"</Properties>"
    )
