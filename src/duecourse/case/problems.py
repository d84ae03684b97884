"""What is wrong with a case, said so that the person who typed it can put it right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from duecourse import files
from duecourse.files import Path, shown
from duecourse.locale import has_message, say, say_count, separator
from duecourse.rules import products


class Problem(files.Problem):
    """One thing in a case to put right. called: the debt's own name."""

    SUBJECT: ClassVar[str] = "case"

    @property
    def where(self) -> str:
        """The place as people read it: "debt 2 (jintiao), payment 1, amount". Empty for the whole case."""
        return place(self.path, self.called)


def place(path: Path, called: str = "") -> str:
    """A path in words of the present language."""
    words: list[str] = []
    table = ""
    for i, part in enumerate(path):
        if isinstance(part, int):
            continue
        number = path[i + 1] if i + 1 < len(path) else None
        if isinstance(number, int):
            name = say(f"case.place_{part}", number=number + 1)
            words.append(
                say("case.place_called", place=name, called=shown(called)) if i == 0 and called else name
            )
        else:
            words.append(field_label(part, table))
        table = part
    return separator().join(words)


def field_label(name: str, table: str = "") -> str:
    """What a key of the file is called in the present language; the key itself where it has no name."""
    for key in (f"case.field_{table}_{name}", f"case.field_{name}"):
        if has_message(key):
            return say(key)
    meaning = products.meanings().get(name)
    if meaning is None:
        return name
    label = str(meaning.labels)
    return label[:1].lower() + label[1:]  # it stands within a sentence


class CaseError(ValueError):
    """A case that cannot be used as it stands. `problems` holds all that is wrong, not only the first.

    file: the name of the file, if there is one. backup: whether a good earlier version is kept, which
    `restore_backup` brings back. `str()` says all of it in the present language.
    """

    def __init__(self, problems: Iterable[files.Problem], *, file: str = "", backup: bool = False) -> None:
        self.problems = tuple(problems)
        self.file = file
        self.backup = backup
        super().__init__(self.problems)

    def __str__(self) -> str:
        count = len(self.problems)
        if self.file:
            lines = [say_count("case.error_in_file", count, file=self.file)]
        else:
            lines = [say_count("case.error", count)]
        lines += [f"· {problem}" for problem in self.problems]
        if self.backup:
            lines.append(say("case.backup_kept"))
        return "\n".join(lines)

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows: the sentences, not the program's inner workings."""
        return str(self).splitlines()


class ChangedMeanwhile(files.SaveError):
    """Nothing was saved, since the case is not any more what the change began with."""

    SUBJECT: ClassVar[str] = "case"
