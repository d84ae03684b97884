"""What the commands say, in the learner's language, and every failure as one line with its remedy.

Read by any Python from 3.6 on, before anything is installed: so no newer syntax here.
"""

import errno
import importlib.util
import os
import subprocess
import sys
from typing import Dict, List, Mapping, Optional, TextIO

LOCALE = os.path.join(
    os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "src", "duecourse", "locale"
)
LANGUAGES = tuple(
    sorted(name for name in os.listdir(LOCALE) if os.path.isdir(os.path.join(LOCALE, name, "LC_MESSAGES")))
)

_language = "en"


class Problem(Exception):
    """A failure the learner can do something about: the key of its message, and what goes into it."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def __str__(self) -> str:
        return say(self.key, **self.values)


def speak(language: str) -> None:
    """Speak "en" or "zh" from now on."""
    global _language
    _language = language


def language() -> str:
    """The language spoken now."""
    return _language


def say(key: str, **values: object) -> str:
    """The message `key` of setup.po with `values` in its {places}."""
    return said_in(_readable_language(), key).format(**values)


def said_in(language: str, key: str) -> str:
    """The message `key` of setup.po in one language, whatever this window can show."""
    catalogue = os.path.join(LOCALE, language, "LC_MESSAGES", "setup.po")
    with open(catalogue, encoding="utf-8") as file:
        return _read_messages(file.read())[key][0]


def _read_messages(text: str) -> Dict[str, List[str]]:
    """What the package's own reader says: that file alone, for the package around it needs a newer Python."""
    spec = importlib.util.spec_from_file_location("po", os.path.join(LOCALE, "po.py"))
    assert spec is not None and spec.loader is not None
    reader = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reader)
    found = reader.read_messages(text)  # type: Dict[str, List[str]]
    return found


def _readable_language() -> str:
    """The language spoken, or English where this window has no Chinese characters."""
    try:
        "中文".encode(getattr(sys.stdout, "encoding", None) or "ascii")
    except UnicodeError:
        return "en"
    return _language


def tell(key: str, **values: object) -> None:
    """Print the message `key`."""
    show(say(key, **values))


def show(text: str, end: str = "\n", stream: Optional[TextIO] = None) -> None:
    """Print text at once, also where the window cannot show every character."""
    stream = stream or sys.stdout
    encoding = getattr(stream, "encoding", None) or "ascii"
    stream.write(text.encode(encoding, "replace").decode(encoding) + end)
    stream.flush()


def learner_language(environment: Mapping[str, str] = os.environ) -> str:
    """The language this machine is set to: "zh" for any Chinese, otherwise "en"."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "")
        if value and value.split(".")[0] not in ("C", "POSIX"):
            return _nearest(value)
    return _nearest(_system_language())


def _nearest(name: str) -> str:
    """The language of the course that a machine's name for its own begins with, otherwise English."""
    return next((language for language in LANGUAGES if name.lower().startswith(language)), "en")


def _system_language() -> str:
    """What Windows or macOS itself is set to, where no variable says so."""
    try:
        if sys.platform == "win32":
            import ctypes
            import locale

            number = ctypes.windll.kernel32.GetUserDefaultUILanguage()
            return locale.windows_locale.get(number, "")
        if sys.platform == "darwin":
            command = ["defaults", "read", "-g", "AppleLocale"]
            answer = subprocess.run(command, stdout=subprocess.PIPE, timeout=5)
            return answer.stdout.decode("ascii", "replace")
    except (OSError, AttributeError, subprocess.SubprocessError):
        pass
    return ""


def from_os_error(error: OSError) -> Problem:
    """The Problem behind an error of the operating system."""
    place = error.filename or ""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return Problem("disk_full")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Problem("not_writable", folder=place)
    return Problem("other", what=" ".join(str(error).split()))
