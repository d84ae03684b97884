"""Which lessons there are: those whose folders lie in `data/lessons`, in the order of their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from duecourse.files import DataFileError, read_file
from duecourse.locale import Text
from duecourse.paths import LESSON_DATA


@dataclass(frozen=True)
class Entry:
    """A lesson as the others know it. name: of its folders. number: which its notebooks bear. about: what
    one can say after it."""

    name: str
    number: int
    title: Text
    about: Text

    @property
    def notebook(self) -> str:
        """The name of its notebook in every language."""
        return f"{self.number:02}_{self.name}.ipynb"


def read_lessons(folder: Path) -> dict[str, Entry]:
    """The lessons of a folder, by name. Raises DataFileError for a file that is not as it should be."""
    found: dict[int, Entry] = {}
    for file in sorted(folder.glob("*/lesson.toml")):
        table = read_file(file)
        number = table.take("number")
        if type(number) is not int or not 0 <= number <= 99:
            raise table.error("number", f"{number!r} is no number of a lesson", "Write number = 7")
        if number in found:
            remedy = f"{found[number].name} has it: take another"
            raise DataFileError(file, "number", f"{number} is there twice", remedy)
        found[number] = Entry(file.parent.name, number, table.both("title"), table.both("about"))
        table.finish()
    return {found[number].name: found[number] for number in sorted(found)}


@cache
def lessons() -> dict[str, Entry]:
    """The lessons of the course, by name, in their order."""
    return read_lessons(LESSON_DATA)
