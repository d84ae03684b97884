"""Binder: a fresh environment built from `binder/` alone, as Binder builds it, and a lesson run in it."""

from __future__ import annotations

import json
import socket
import subprocess
import time
import urllib.request
from pathlib import Path
from typing import Any

import nbformat
import pytest
from kit import environment
from websocket import create_connection

LABEL = "-".join(("Zq7", "owed", "to", "nobody"))  # in pieces: this file lies in the repository too

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
    for kind in ("*.py", "*.po", "*.js", "*.css"):
        for expected in source.rglob(kind):
            assert (place / expected.relative_to(source)).is_file(), expected
    ask = "from duecourse import files, paths; print(paths.DATA); print(files.my_folder())"
    data = built.run("python", "-c", ask, cwd=tmp_path).splitlines()
    assert data == [f"{place}/_data", f"{built.variables['HOME']}/duecourse-my"]
    files = {path.relative_to(built.checkout / "data") for path in (built.checkout / "data").rglob("*.*")}
    assert files and {path.relative_to(data[0]) for path in Path(data[0]).rglob("*.*")} == files


def test_jupyter_finds_the_page_s_extension(built: Built) -> None:
    source = built.checkout / "src" / "duecourse" / "lab" / "labextensions" / "duecourse"
    files = [file.relative_to(source) for file in source.rglob("*") if file.is_file()]
    prefix = Path(built.run("python", "-c", "import sys; print(sys.prefix)").strip())
    found = prefix / "share" / "jupyter" / "labextensions" / "duecourse"
    assert files and all((found / file).read_bytes() == (source / file).read_bytes() for file in files)


def test_jupyter_takes_the_course_s_settings(built: Built, tmp_path: Path) -> None:
    config = json.loads(built.run("jupyter", "lab", "--show-config-json", cwd=tmp_path))
    assert config["ServerApp"]["contents_manager_class"] == "duecourse.server.LessonContents"
    assert config["ServerApp"]["kernel_websocket_connection_class"] == (
        "duecourse.server.QuickWebsocketConnection"
    )
    assert config["LabApp"]["news_url"] is None
    settings = built.folder / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    assert '"fetchNews": "false"' in settings.read_text("utf-8")


class Session:
    """A server in the repository's own folder, which is the home too: so Binder starts it."""

    def __init__(self, built: Built) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        home = {"HOME": str(built.checkout), "BINDER_LAUNCH_HOST": "https://localhost/"}
        command = ["jupyter", "lab", "--no-browser", "--allow-root", f"--ServerApp.port={self.port}"]
        self.process = subprocess.Popen(
            [built.folder / "bin" / command[0], *command[1:], "--IdentityProvider.token=secret"],
            cwd=built.checkout,
            env=built.variables | home,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def __enter__(self) -> Session:
        for _ in range(600):
            try:
                self.ask("GET", "/api")
                return self
            except OSError:
                time.sleep(0.1)
        raise AssertionError("JupyterLab did not start")

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(30)

    def ask(self, method: str, path: str, /, **body: object) -> Any:
        """What the server answers a page."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            method=method,
            headers={"Authorization": "token secret"},
            data=json.dumps(body).encode() if body else None,
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read() or "null")

    def run(self, lesson: str, code: str) -> None:
        """Run code in the kernel of a lesson, and wait until it is done."""
        body = {"path": lesson, "name": lesson, "type": "notebook", "kernel": {"name": "python3"}}
        kernel = self.ask("POST", "/api/sessions", **body)["kernel"]["id"]
        address = f"ws://127.0.0.1:{self.port}/api/kernels/{kernel}/channels?token=secret"
        page = create_connection(address, timeout=120)
        header = {"msg_id": "1", "msg_type": "execute_request", "session": "s"}
        content = {"code": code, "store_history": True, "silent": False}
        empty: dict[str, object] = {"parent_header": {}, "metadata": {}}
        page.send(json.dumps({"header": header, "channel": "shell", "content": content, **empty}))
        while "execute_reply" not in (answer := page.recv()):
            pass
        assert '"status": "ok"' in answer, answer
        page.close()


CASE_OF_THEIR_OWN = f"""
from dataclasses import replace
from duecourse.case import load_example, save_case
from duecourse.locale import Text
case = load_example("courier")
label = {LABEL!r}
save_case(replace(case, debts=(replace(case.debts[0], labels=Text.same(label)), *case.debts[1:])))
open("a-file-of-my-own.txt", "w").write(label)
"""


def test_what_is_saved_on_binder_touches_nothing_of_the_repository(built: Built) -> None:
    git = ("git", "-c", "user.name=x", "-c", "user.email=x@localhost")
    for words in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "the course"]):
        built.run(*git, *words)
    lesson = "notebooks/zh/00_start_here.ipynb"
    with Session(built) as session:
        model = session.ask("GET", f"/api/contents/{lesson}")
        session.run(lesson, CASE_OF_THEIR_OWN)
        model["content"]["cells"].append(nbformat.v4.new_markdown_cell(LABEL))
        session.ask("PUT", f"/api/contents/{lesson}", type="notebook", content=model["content"])
        session.ask("POST", f"/api/contents/{lesson}/checkpoints")
        again = session.ask("GET", f"/api/contents/{lesson}")
        assert again["content"]["cells"][-1]["source"] == LABEL
    assert built.run("git", "status", "--porcelain") == ""
    my = built.checkout / "duecourse-my"
    holding = {
        file.relative_to(built.checkout).as_posix()
        for file in built.checkout.rglob("*")
        if file.is_file() and LABEL.encode() in file.read_bytes()
    }
    assert {file for file in holding if not file.startswith("duecourse-my/")} == set()
    assert "duecourse-my/lessons/zh/a-file-of-my-own.txt" in holding
    for place in (my, *(path for path in my.rglob("*") if path.name != "a-file-of-my-own.txt")):
        assert place.stat().st_mode & 0o077 == 0, place


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
