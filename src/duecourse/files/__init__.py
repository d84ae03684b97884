"""Files: strict tables, sources by id, whole-file writing under a lock, where a learner's things lie."""

from .disk import (
    drop_file,
    free_aside,
    make_folder,
    may_be_there,
    not_yours,
    put_aside,
    put_in_place,
    save_error,
    saving,
    sync_folder,
    write_new,
    written_beside,
)
from .errors import DataFileError, in_short, one_of
from .learner import COPIES_MADE_FROM, lessons_folder, my_folder
from .lock import lock_of, locked, undisturbed
from .problems import Label, Path, Problem, SaveError, shown
from .sources import STATUSES, Source, Sources, status_text
from .tables import Table, places, read_file, read_table, read_text
from .toml_lines import KeyLines
from .toml_syntax import parse
from .toml_writing import write_toml
from .whole import leftovers, mark_of, write_whole

__all__ = [
    "COPIES_MADE_FROM",
    "STATUSES",
    "DataFileError",
    "KeyLines",
    "Label",
    "Path",
    "Problem",
    "SaveError",
    "Source",
    "Sources",
    "Table",
    "drop_file",
    "free_aside",
    "in_short",
    "leftovers",
    "lessons_folder",
    "lock_of",
    "locked",
    "make_folder",
    "mark_of",
    "may_be_there",
    "my_folder",
    "not_yours",
    "one_of",
    "parse",
    "places",
    "put_aside",
    "put_in_place",
    "read_file",
    "read_table",
    "read_text",
    "save_error",
    "saving",
    "shown",
    "status_text",
    "sync_folder",
    "undisturbed",
    "write_new",
    "write_toml",
    "write_whole",
    "written_beside",
]
