"""The case on the disk: loaded, saved whole or not at all, with a backup of the last good one.

A save writes a new file beside the old one, waits until it is on the disk, keeps the old one as
`….bak` if it is good, and only then puts the new one in its place. Whatever happens in between, a
good file is there. A file that a person edited into nonsense is kept as `….broken`, never overwritten
without a copy; nor does it ever replace a good backup.

From reading what is there to replacing it, only one process is at work (`lock`). Who changes a part of
the learner's case does so through `change_case`: on the case as it is now, not as it was once read.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from duecourse.files import (
    KeyLines,
    free_aside,
    leftovers,
    locked,
    may_be_there,
    my_folder,
    not_yours,
    parse,
    saving,
    sync_folder,
    write_whole,
)
from duecourse.paths import DATA

from .model import Case
from .problems import CaseError, Problem
from .reading import LISTS, read_case
from .writing import case_text

DEFAULT_EXAMPLE: Final = "courier"
LARGEST_FILE: Final = 5_000_000  # bytes; a long case has some ten thousand

AnyPath = str | os.PathLike[str]


# -- loading


def load_case(path: AnyPath) -> Case:
    """The case in a file.

    Args:
        path: of the file.

    Returns:
        The case.

    Raises:
        CaseError: everything that is wrong with the file, with the line and the remedy.

    Example:
        >>> load_case(save_case(load_example("courier"))).debts[0].id
        'jintiao'
    """
    file = Path(path)
    text = read_text(file)
    try:
        return parse_case(text, file=file)
    except CaseError as error:
        raise CaseError(error.problems, file=error.file, backup=_good(backup_of(file))) from None


def parse_case(text: str, *, file: Path | None = None) -> Case:
    """The case in a text.

    Args:
        text: as a case file has it.
        file: the file it is from, for the error.

    Returns:
        The case.

    Raises:
        CaseError: everything that is wrong with the file, with the line and the remedy.

    Example:
        >>> parse_case('savings = { amount = "800" }').savings
        Decimal('800.00')
    """
    name = f"{file.resolve().parent.name}/{file.name}" if file is not None else ""
    tree, problems = parse(text, LISTS)
    case: Case | None = None
    if not problems:
        case, found = read_case(tree)
        if found:
            lines = KeyLines(text)
            problems = [replace(problem, line=lines.of(problem.path)) for problem in found]
    if case is None:
        raise CaseError([replace(problem, file=name) for problem in problems], file=name)
    return case


def read_text(file: Path) -> str:
    """The text of a file, also where an old editor saved it in another encoding. Raises CaseError."""

    def refuse(why: str, **values: object) -> CaseError:
        name = f"{file.parent.name}/{file.name}" if file.parent.name else file.name
        return CaseError(
            [Problem(why, (), file.name, values, file=name)], file=name, backup=_good(backup_of(file))
        )

    try:
        if file.stat().st_size > LARGEST_FILE:
            raise refuse("file_too_large", most=LARGEST_FILE // 1_000_000)
        raw = file.read_bytes()
    except FileNotFoundError:
        known = [found.name for found in file.parent.glob("*.toml")] if file.parent.is_dir() else []
        near = get_close_matches(file.name, known, 1)
        raise refuse("no_file_near" if near else "no_file", near=near[0] if near else "") from None
    except OSError as error:
        theirs = not_yours(file) if isinstance(error, PermissionError) else None
        if theirs is not None:
            raise CaseError([replace(theirs, file=file.name)], file=file.name) from None
        raise refuse("file_not_opened", reason=error.strerror or "") from None
    for encoding in (
        ("utf-8-sig", "utf-16") if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    ):
        try:
            return raw.decode(encoding).replace("\r\n", "\n").removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
    raise refuse("not_text")


# -- examples, and the learner's own


def examples() -> tuple[str, ...]:
    """The names of the example households, the usual one first.

    Returns:
        The names, as `load_example` takes them.

    Example:
        >>> examples()[0]
        'courier'
    """
    names = sorted(file.stem for file in (DATA / "cases").glob("*.toml"))
    return tuple(sorted(names, key=lambda name: name != DEFAULT_EXAMPLE))


def load_example(name: str = DEFAULT_EXAMPLE) -> Case:
    """An example household by its name.

    Args:
        name: one of `examples`.

    Returns:
        The case, as it is looked at on its own day.

    Raises:
        CaseError: a name there is none of.

    Example:
        >>> case = load_example("courier")
        >>> case.figures(case.as_of).days_past_due
        47
    """
    return load_case(DATA / "cases" / f"{name}.toml")


def own_file() -> Path:
    """Where the learner's own case is kept.

    It need not be there.

    Returns:
        The file.

    Example:
        >>> own_file().suffix
        '.toml'
    """
    return my_folder() / "case.toml"


def has_own_case() -> bool:
    """Whether there is a case of the learner's own.

    Returns:
        True for one that cannot be read, too.

    Example:
        >>> has_own_case()
        False
    """
    return may_be_there(own_file())


def learner_case() -> Case | None:
    """The learner's own case.

    Returns:
        The case; None where there is none.

    Raises:
        CaseError: everything that is wrong with the file, with the line and the remedy.

    Example:
        >>> _ = save_case(load_example("courier"))
        >>> learner_case().own
        True
    """
    return replace(load_case(own_file()), own=True) if has_own_case() else None


def open_case(example: str = DEFAULT_EXAMPLE) -> Case:
    """The learner's own case, or else an example household.

    Args:
        example: the household to take where the learner has no case.

    Returns:
        The case.

    Raises:
        CaseError: everything that is wrong with the file, with the line and the remedy.

    Example:
        >>> open_case().own
        False
    """
    return learner_case() or load_example(example)


# -- saving


def save_case(case: Case, path: AnyPath | None = None) -> Path:
    """A case saved, in the learner's own file if no other is named.

    It takes the place of whatever is there: to change a part of the learner's own, use `change_case`.

    Args:
        case: the case.
        path: the file; the learner's own if left out.

    Returns:
        The file.

    Raises:
        CaseError: a case that could not be read again; then nothing has changed.
        SaveError: the disk refuses; then nothing has changed.

    Example:
        >>> save_case(load_example("courier")) == own_file()
        True
    """
    file = Path(path) if path is not None else own_file()
    text = checked_text(case, file)
    with locked(file):
        write_whole(file, text, kept_as=kept_as)
    return file


def change_case(change: Callable[[Case], Case]) -> Case:
    """The learner's own case changed as it is now on the disk, and saved.

    Args:
        change: is given the case, returns the changed one; it is called while nobody else can save.

    Returns:
        The changed case.

    Raises:
        CaseError: there is no case, or none that can be read, or the changed one could not be read again;
            then nothing has changed.
        SaveError: the disk refuses; then nothing has changed.

    Example:
        >>> from dataclasses import replace
        >>> _ = save_case(load_example("courier"))
        >>> change_case(lambda case: replace(case, savings=Decimal("500"))).savings
        Decimal('500.00')
    """
    file = own_file()
    with locked(file):
        case = change(replace(load_case(file), own=True))
        write_whole(file, checked_text(case, file), kept_as=kept_as)
    return case


def checked_text(case: Case, over: Path) -> str:
    """The text of the case in the place of a file, whose notes stay if it can be read.

    Raises CaseError where the text could not be read again.
    """
    try:
        before = read_text(over)
    except CaseError:
        before = ""
    text = case_text(case, before)
    parse_case(text)
    return text


def restore_backup(path: AnyPath | None = None) -> Case:
    """The last good version of a case brought back.

    What stands in the file now is kept: as the backup if it is good, else as `….broken`.

    Args:
        path: the file; the learner's own if left out.

    Returns:
        The case.

    Raises:
        CaseError: no good backup is kept.
        SaveError: the disk refuses.

    Example:
        >>> from dataclasses import replace
        >>> first = load_example("courier")
        >>> for case in (first, replace(first, savings=Decimal("500"))):
        ...     _ = save_case(case)
        >>> restore_backup().savings == first.savings
        True
    """
    file = Path(path) if path is not None else own_file()
    backup = backup_of(file)
    if not may_be_there(backup):
        raise CaseError([Problem("no_backup", (), backup.name)], file=backup.name)
    with locked(file):
        case = load_case(backup)
        write_whole(file, read_text(backup), kept_as=kept_as)
    return replace(case, own=path is None)


def forget_case() -> None:
    """The learner's own case deleted, with its backup and whatever else was kept of it.

    Raises:
        SaveError: the disk refuses.

    Example:
        >>> _ = save_case(load_example("courier"))
        >>> forget_case()
        >>> has_own_case()
        False
    """
    file = own_file()
    if not may_be_there(file.parent):
        return
    with locked(file), saving():
        aside = file.parent.glob(f"{file.name}.broken*")
        for kept in (file, backup_of(file), *aside, *drafts_of(file), *leftovers(file)):
            kept.unlink(missing_ok=True)
        sync_folder(file.parent)


def kept_as(file: Path) -> Path:
    """Under which name what stands in a file is kept: as the backup if it is a good case, else aside."""
    return backup_of(file) if _good(file) else free_aside(file)


def backup_of(file: Path) -> Path:
    """Where the last good version of a file is kept."""
    return file.with_name(file.name + ".bak")


def draft_of(file: Path, number: int = 1) -> Path:
    """Where an unfinished form is kept; each further one has a number."""
    return file.with_name(f"{file.stem}.draft{'' if number == 1 else f'-{number}'}.toml")


def drafts_of(file: Path) -> list[Path]:
    """Whatever is kept of unfinished forms, also what could not be read and was put aside."""
    return list(file.parent.glob(f"{file.stem}.draft*"))


def _good(file: Path) -> bool:
    """Whether a file holds a case that can be used."""
    try:
        tree, problems = parse(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        return False
    return not problems and read_case(tree)[0] is not None
