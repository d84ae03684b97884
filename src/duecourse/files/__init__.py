"""Files: strict tables, sources by id, whole-file writing under a lock, where a learner's things lie."""

from .learner import COPIES_MADE_FROM, lessons_folder, my_folder

__all__ = ["COPIES_MADE_FROM", "lessons_folder", "my_folder"]
