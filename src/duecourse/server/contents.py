"""The lessons as the page opens and saves them: the learner's own copies, under the lessons' addresses.

The page asks for `en/00_start_here.ipynb` and gets the copy in the learner's folder; what it saves goes
there, checkpoints and all. So an address works the same from a learner's own computer, from Binder and
from a hub, links between lessons hold, and nothing that is saved touches a file of the course.
"""

from __future__ import annotations

import asyncio
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from jupyter_server.files.handlers import FilesHandler
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from tornado.web import HTTPError, RequestHandler
from traitlets import default

from duecourse.files import undisturbed
from duecourse.locale import LANGUAGES, in_language, say

from .copies import Copies, make_private
from .shown import Notebook, drop_seen, drop_views, seen_in

Model = dict[str, Any]

LESSONS: Final = "notebooks"
SIGN_OF_THE_COURSE: Final = "src/duecourse/__init__.py"
"""A folder `notebooks` with this beside it holds lessons."""


@dataclass(frozen=True)
class Lesson:
    """A file or folder among the lessons. path: from their folder, with "/"."""

    copies: Copies
    path: str


class LessonContents(AsyncLargeFileManager):  # type: ignore[misc]
    """Serves lessons from the learner's own copies, and everything else as it lies on the disk."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._own: AsyncLargeFileManager | None = None
        self._renewed: set[Path] = set()
        self._shown: set[str] = set()
        self._gone: set[str] = set()
        self._seen: dict[str, set[str]] = {}
        self._one_save = asyncio.Lock()  # of this process; of all of them there is the lock of a file

    @default("files_handler_class")
    def _asks_here(self) -> type[RequestHandler]:
        return FilesHandler  # the usual one would read the course's files from the disk

    @default("files_handler_params")
    def _asks_nothing_else(self) -> Model:
        return {}

    # -- which file is meant

    def _lesson(self, path: str) -> Lesson | None:
        """The lesson at a path; None for anything else, and where no copy can be made."""
        place = Path(self._get_os_path(path.strip("/")))
        for folder in (place, *place.parents):
            if folder.name == LESSONS and (folder.parent / SIGN_OF_THE_COURSE).is_file():
                return Lesson(Copies(folder), _below(place, folder))
        return None

    def _own_at(self, path: str) -> Lesson | None:
        """The lesson at a path, its copy at hand; None for anything else.

        Raises HTTPError where the learner's folder cannot be written.
        """
        lesson = self._lesson(path)
        if lesson is not None and not self._is_ready(lesson.copies):
            raise HTTPError(403, _in_both("privacy.no_copy", folder=lesson.copies.folder.parent))
        return lesson

    def _is_ready(self, copies: Copies) -> bool:
        """Whether the copies are there. They are renewed when the server first looks at them."""
        try:
            if copies.course not in self._renewed or not copies.folder.is_dir():
                self._notice_gone(copies)
                copies.renew()
                self._renewed.add(copies.course)
            if self._own is None:
                self._own = AsyncLargeFileManager(
                    parent=self, root_dir=str(copies.folder), delete_to_trash=False, notary=self.notary
                )
        except OSError as error:
            self.log.warning("No copy of the lessons: %s", error)
            return False
        return True

    @property
    def _inside(self) -> AsyncLargeFileManager:
        assert self._own is not None
        return self._own

    def _outwards(self, lesson: Lesson, model: Model) -> Model:
        """A model of the copies as one of the page's: with the addresses the page knows."""
        place = lesson.copies.course / model["path"]
        model["path"] = _below(place, Path(os.path.abspath(self.root_dir)))
        model["name"] = place.name if model["path"] else ""
        if model["type"] == "directory" and model.get("content"):
            for one in model["content"]:
                self._outwards(lesson, one)
        return model

    # -- reading

    async def get(
        self,
        path: str,
        content: bool = True,
        type: str | None = None,
        format: str | None = None,
        require_hash: bool = False,
    ) -> Model:
        """A file or folder. Where a copy cannot be made, the course's own, which cannot be saved."""
        lesson = self._lesson(path)
        if lesson is None:
            model: Model = await super().get(path, content, type, format, require_hash)
            return model
        ready = self._is_ready(lesson.copies)
        if ready:
            self._notice_gone(lesson.copies)
            if not content and lesson.path in self._gone:
                raise HTTPError(404, f"{path} was deleted")
            ready = not content or self._is_up_to_date(lesson)
        if not ready:
            model = await super().get(path, content, type, format, require_hash)
            return model | {"writable": False}
        model = await self._inside.get(lesson.path, content, type, format, require_hash)
        return self._outwards(lesson, model)

    def _is_up_to_date(self, lesson: Lesson) -> bool:
        """Bring a copy up to date before it is shown. False where that cannot be done and there is none."""
        try:
            if (lesson.copies.course / lesson.path).is_dir():
                lesson.copies.make_missing()
                return True
            lesson.copies.renew(lesson.path)
        except OSError as error:
            self.log.warning("Not renewed: %s", error)
            if not (lesson.copies.folder / lesson.path).exists():
                return False
        self._shown.add(lesson.path)
        self._gone.discard(lesson.path)
        self._seen.pop(lesson.path, None)
        return True

    def exists(self, path: str) -> bool:
        """Whether there is such a file or folder: a copy, or what a copy would be made from."""
        lesson = self._lesson(path)
        copied = lesson is not None and self._is_ready(lesson.copies) and self._inside.exists(lesson.path)
        return bool(copied or super().exists(path))

    async def file_exists(self, path: str) -> bool:
        """Whether there is such a file."""
        lesson = self._lesson(path)
        if lesson is None or not self._is_ready(lesson.copies):
            return bool(await super().file_exists(path))
        return bool(await self._inside.file_exists(lesson.path))

    async def dir_exists(self, path: str) -> bool:
        """Whether there is such a folder."""
        lesson = self._lesson(path)
        if lesson is None or not self._is_ready(lesson.copies):
            return bool(await super().dir_exists(path))
        return bool(await self._inside.dir_exists(lesson.path))

    async def is_hidden(self, path: str) -> bool:
        """Whether it is hidden."""
        lesson = self._lesson(path)
        if lesson is None or not self._is_ready(lesson.copies):
            return bool(await super().is_hidden(path))
        return bool(await self._inside.is_hidden(lesson.path))

    async def get_kernel_path(self, path: str, model: Model | None = None) -> str:
        """The folder a lesson's kernel works in: the copy's, so that a file a cell writes lies there."""
        lesson = self._lesson(path)
        if lesson is None or not self._is_ready(lesson.copies):
            return str(await super().get_kernel_path(path, model))
        folder = lesson.copies.folder / await self._inside.get_kernel_path(lesson.path)
        try:
            return Path(os.path.relpath(folder, self.root_dir)).as_posix()
        except ValueError:  # on another drive of Windows, where there is no way from here to there
            return str(await super().get_kernel_path(path, model))

    # -- writing

    async def save(self, model: Model, path: str = "") -> Model:
        """Save a file. A notebook among the lessons is saved without the views of its widgets."""
        lesson = self._own_at(path)
        if lesson is None:
            saved: Model = await super().save(model, path)
            return saved
        notebook = model.get("content") if model.get("type") == "notebook" else None
        async with self._one_save:
            with undisturbed(lesson.copies.folder):  # what is deleted meanwhile would be written once more
                if isinstance(notebook, dict):
                    drop_views(notebook)
                    self._drop_deleted(lesson, notebook)
                saved = await self._inside.save(model, lesson.path)
                self._shown.add(lesson.path)
        self._make_private(lesson.path)
        return self._outwards(lesson, saved)

    def _notice_gone(self, copies: Copies) -> None:
        """Notice the copies that were shown and have been deleted since, by the learner's own button."""
        gone = {path for path in self._shown if not (copies.folder / path).exists()}
        self._gone |= gone
        self._shown -= gone

    def _drop_deleted(self, lesson: Lesson, notebook: Notebook) -> None:
        """What stood on an open page when everything was deleted is not written to the disk again."""
        self._notice_gone(lesson.copies)
        if lesson.path in self._gone:
            self._gone.discard(lesson.path)
            self._seen[lesson.path] = seen_in(notebook, self._as_it_comes(lesson))
        drop_seen(notebook, self._seen.get(lesson.path, set()))

    def _as_it_comes(self, lesson: Lesson) -> Notebook:
        try:
            found: Notebook = json.loads((lesson.copies.course / lesson.path).read_bytes())
        except (OSError, ValueError):
            return {}
        return found

    def _make_private(self, path: str) -> None:
        """Let the learner alone read a copy, and what is kept beside it."""
        place = Path(self._inside._get_os_path(path))
        checkpoints = place.parent / ".ipynb_checkpoints"
        for one in (place, checkpoints, *checkpoints.glob(f"{place.stem}-*")):
            make_private(one)

    async def delete(self, path: str) -> None:
        """Delete a file, for good. A lesson comes back as the course has it."""
        lesson = self._own_at(path)
        if lesson is None:
            await super().delete(path)
            return
        await self._inside.delete(lesson.path)
        self._shown.discard(lesson.path)

    async def rename(self, old_path: str, new_path: str) -> None:
        """Rename a file, or move it. What is among the lessons stays there."""
        old, new = self._own_at(old_path), self._own_at(new_path)
        if old is None and new is None:
            await super().rename(old_path, new_path)
            return
        if old is None or new is None:
            raise HTTPError(400, _in_both("privacy.stays_here"))
        await self._inside.rename(old.path, new.path)
        self._shown.discard(old.path)
        self._shown.add(new.path)

    async def copy(self, from_path: str, to_path: str | None = None) -> Model:
        """Copy a file. What is among the lessons stays there."""
        lesson, to = self._own_at(from_path), to_path and self._own_at(to_path)
        if lesson is None and not to:
            copied: Model = await super().copy(from_path, to_path)
            return copied
        if lesson is None or (to_path is not None and not to):
            raise HTTPError(400, _in_both("privacy.stays_here"))
        copied = await self._inside.copy(lesson.path, to.path if to else None)
        self._make_private(copied["path"])
        return self._outwards(lesson, copied)

    # -- checkpoints

    async def create_checkpoint(self, path: str) -> Model:
        """Keep the file as it is now."""
        lesson = self._own_at(path)
        if lesson is None:
            return dict(await super().create_checkpoint(path))
        made = dict(await self._inside.create_checkpoint(lesson.path))
        self._make_private(lesson.path)
        return made

    async def restore_checkpoint(self, checkpoint_id: str, path: str) -> None:
        """Bring back what was kept."""
        lesson = self._own_at(path)
        if lesson is None:
            await super().restore_checkpoint(checkpoint_id, path)
        else:
            await self._inside.restore_checkpoint(checkpoint_id, lesson.path)

    async def list_checkpoints(self, path: str) -> list[Model]:
        """What was kept of a file."""
        lesson = self._lesson(path)
        if lesson is None or not self._is_ready(lesson.copies):
            return list(await super().list_checkpoints(path))
        return list(await self._inside.list_checkpoints(lesson.path))

    async def delete_checkpoint(self, checkpoint_id: str, path: str) -> None:
        """Delete what was kept of a file."""
        lesson = self._own_at(path)
        if lesson is None:
            await super().delete_checkpoint(checkpoint_id, path)
        else:
            await self._inside.delete_checkpoint(checkpoint_id, lesson.path)


def _below(place: Path, folder: Path) -> str:
    """The address of a place from a folder above it; empty for the folder itself."""
    return "" if place == folder else place.relative_to(folder).as_posix()


def _in_both(key: str, **values: object) -> str:
    """A message in every language: the server does not know which of them the page speaks."""
    said = []
    for name in LANGUAGES:
        with in_language(name):
            said.append(say(key, **values))
    return " / ".join(said)
