"""Reads a message file, `.po`, as it is written.

The commands of `binder/course.py` read their messages with it too, by any Python from 3.6 on: so no newer
syntax here.
"""

import re
from typing import Dict, List

_PART = re.compile(r'^(msgid|msgstr)(?:\[[0-9]\])? "(.*"(?:\n".*")*)$', re.MULTILINE)
_ESCAPE = re.compile(r"\\(.)")
_MEANT = {"n": "\n", "t": "\t"}


def read_messages(text: str) -> Dict[str, List[str]]:
    """The messages in the text of a file: under each key its words, one text a plural form."""
    found = {}  # type: Dict[str, List[str]]
    forms = []  # type: List[str]
    for part, quoted in _PART.findall(text):
        words = quoted[:-1].replace('"\n"', "")
        if "\\" in words:
            words = _ESCAPE.sub(lambda escape: _MEANT.get(escape.group(1), escape.group(1)), words)
        if part == "msgid":
            forms = found[words] = []
        else:
            forms.append(words)
    found.pop("", None)  # the head of the file
    return found
