"""Binder: a fresh environment built from `binder/` alone, as Binder builds it, and a lesson run in it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import nbformat
import pytest
from kit import environment

FIRST_LESSONS = [
    str(lesson.relative_to(environment.ROOT))
    for language in ("en", "zh")
    for lesson in sorted((environment.ROOT / "notebooks" / language).glob("*.ipynb"))[:1]
]


class Built:
    """The environment and what runs in it."""

    def __init__(self, folder: Path, checkout: Path, variables: dict[str, str]) -> None:
        self.folder = folder
        self.checkout = checkout
        self.variables = variables | {"PATH": f"{folder / 'bin'}:{variables['PATH']}"}

    def run(self, *command: str, cwd: Path | None = None) -> str:
        """Run a program there and return what it prints. Fails the test where the program fails."""
        answer = subprocess.run(
            [*command],
            cwd=cwd or self.checkout,
            env=self.variables,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert answer.returncode == 0, f"{command}\n{answer.stdout[-2000:]}\n{answer.stderr[-4000:]}"
        return answer.stdout


@pytest.fixture(scope="module")
def built(
    checkout: Path, bare_machine: dict[str, str], base_python: str, tmp_path_factory: pytest.TempPathFactory
) -> Built:
    folder = tmp_path_factory.mktemp("binder") / "env"
    subprocess.run([base_python, "-m", "venv", str(folder)], env=bare_machine, check=True)
    built = Built(folder, checkout, bare_machine)
    built.run("pip", "install", "--quiet", "--require-hashes", "-r", "binder/requirements.txt")
    built.run(str(checkout / "binder" / "postBuild"))
    return built


def test_the_python_is_one_the_course_runs_on(checkout: Path) -> None:
    assert (checkout / "binder" / "runtime.txt").read_text("utf-8") == "python-3.12\n"


def test_nothing_is_missing_and_nothing_contradicts(built: Built) -> None:
    assert "No broken requirements" in built.run("pip", "check")


def test_the_package_brings_its_data_messages_and_page_files(built: Built, tmp_path: Path) -> None:
    place = built.run("python", "-c", "import duecourse; print(duecourse.__path__[0])", cwd=tmp_path).strip()
    assert Path(place).is_relative_to(built.folder)
    source = built.checkout / "src" / "duecourse"
    for kind in ("*.py", "*.mo", "*.js", "*.css"):
        for expected in source.rglob(kind):
            assert (place / expected.relative_to(source)).is_file(), expected
    ask = "from duecourse.paths import DATA, my_folder; print(DATA); print(my_folder())"
    data = built.run("python", "-c", ask, cwd=tmp_path).splitlines()
    assert data == [f"{place}/_data", f"{built.variables['HOME']}/duecourse-my"]
    files = {path.relative_to(built.checkout / "data") for path in (built.checkout / "data").rglob("*.*")}
    assert files and {path.relative_to(data[0]) for path in Path(data[0]).rglob("*.*")} == files


def test_jupyter_takes_the_course_s_settings(built: Built, tmp_path: Path) -> None:
    config = json.loads(built.run("jupyter", "lab", "--show-config-json", cwd=tmp_path))
    assert config["ServerApp"]["kernel_websocket_connection_class"] == (
        "duecourse.server.QuickWebsocketConnection"
    )
    assert config["LabApp"]["news_url"] is None
    settings = built.folder / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    assert '"fetchNews": "false"' in settings.read_text("utf-8")


@pytest.mark.parametrize("lesson", FIRST_LESSONS)
def test_a_lesson_runs(built: Built, lesson: str, tmp_path: Path) -> None:
    source = built.checkout / lesson
    copy = tmp_path / source.name
    built.run(
        "jupyter",
        "nbconvert",
        "--to",
        "notebook",
        "--execute",
        "--output",
        str(copy),
        str(source),
        cwd=tmp_path,
    )
    code = [cell for cell in nbformat.read(copy, as_version=4).cells if cell.cell_type == "code"]
    assert code and all(cell.execution_count for cell in code if cell.source)
