"""From a fresh copy and an empty home to the open course, in an environment of its own."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from kit import environment
from websocket import create_connection

PATIENCE_SECONDS = 300
NOWHERE = {
    "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
    "PIP_RETRIES": "0",
    "PIP_TIMEOUT": "2",
    "PIP_EXTRA_INDEX_URL": "",
    "PIP_FIND_LINKS": "",
    "PIP_NO_CACHE_DIR": "1",
    "UV_HTTP_RETRIES": "0",
}
"""A network in which no package is to be found."""


class Opened:
    """A running course: what it said, its address, and how long it took."""

    def __init__(self, said: str, seconds: float) -> None:
        self.said = said
        self.seconds = seconds
        address = re.search(r"(http://127\.0\.0\.1:\d+)/lab(\S*)\?token=(\w+)", said)
        assert address is not None, said
        self.server, self.path, self.token = address.groups()

    def get(self, path: str, **body: object) -> str:
        request = urllib.request.Request(
            self.server + path,
            headers={"Authorization": f"token {self.token}"},
            data=json.dumps(body).encode() if body else None,
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.read().decode()


@contextmanager
def opened(checkout: Path, variables: dict[str, str], *words: str) -> Iterator[Opened]:
    """`make lab` until it gives its address; stopped in the end as by Ctrl+C, which must succeed."""
    began = time.monotonic()
    with subprocess.Popen(
        ["make", "lab", "browser=no", *words],
        cwd=checkout,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        said = ""
        try:
            for line in process.stdout:
                said += line
                if "http://" in line:
                    break
            course = Opened(said, time.monotonic() - began)
            yield course
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            rest = process.stdout.read()
    assert "Traceback" not in said + rest
    with pytest.raises(OSError):
        course.get("/api")


def env(checkout: Path, variables: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """`course.py env`, to its end."""
    return subprocess.run(
        ["python3", "binder/course.py", "env", *words],
        cwd=checkout,
        env=variables,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_SECONDS,
        check=False,
    )


def failed_start(checkout: Path, variables: dict[str, str], *words: str) -> str:
    """What `course.py env` says where it must fail."""
    answer = env(checkout, variables, *words)
    assert answer.returncode == 1 and answer.stderr.count("\n") == 1, answer.stderr
    return answer.stderr


def ready(checkout: Path, variables: dict[str, str]) -> str:
    """What `course.py env` says where it must succeed."""
    answer = env(checkout, variables, "--lang", "en")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stdout


def test_a_fresh_machine_without_network(checkout: Path, bare_machine: dict[str, str]) -> None:
    assert "no connection" in failed_start(checkout, bare_machine | NOWHERE, "--lang", "en")
    assert "连不上网络" in failed_start(checkout, bare_machine | NOWHERE, "--lang", "zh")


def test_then_with_it_the_unfinished_installation_heals_and_the_course_opens(
    checkout: Path, bare_machine: dict[str, str]
) -> None:
    assert not (checkout / ".venv").exists()
    with opened(checkout, bare_machine, "lang=zh") as course:
        assert "[4/4]" in course.said
        assert "JupyterLab" in course.get("/lab" + course.path)
        translation = json.loads(course.get("/lab/api/settings/@jupyterlab/translation-extension:plugin"))
        assert translation["schema"]["properties"]["locale"]["default"] == "zh_CN"
        shown = {entry["name"] for entry in json.loads(course.get("/api/contents"))["content"]}
        assert {"en", "zh"} <= shown and "my" not in shown
    home = Path(bare_machine["HOME"])
    assert [path.name for path in home.rglob("*") if "jupyter" in path.name.lower()] == []


def test_the_second_start_is_quick_and_a_kernel_answers(checkout: Path, bare_machine: dict[str, str]) -> None:
    with opened(checkout, bare_machine, "lang=en") as course:
        print(f"second start: {course.seconds:.2f} s")
        assert course.seconds < 5
        assert "[1/" not in course.said
        first = "notebooks/en/00_start_here.ipynb"
        assert course.path == ("/tree/en/00_start_here.ipynb" if (checkout / first).is_file() else "")
        kernel = json.loads(course.get("/api/kernels", name="python3"))["id"]
        address = f"{course.server.replace('http', 'ws')}/api/kernels/{kernel}/channels?token={course.token}"
        socket = create_connection(address, timeout=60)
        header = {"msg_id": "1", "msg_type": "kernel_info_request", "session": "s"}
        empty: dict[str, object] = {"parent_header": {}, "metadata": {}, "content": {}}
        socket.send(json.dumps({"header": header, "channel": "shell", **empty}))
        while "kernel_info_reply" not in (answer := socket.recv()):
            pass
        socket.close()
        assert '"language_info"' in answer


def where_it_is_from(checkout: Path) -> Path:
    """The folder from which the environment of a copy takes the course, asked of a program in it."""
    ask = "import duecourse; print(duecourse.__path__[0])"
    told = subprocess.run(
        [checkout / ".venv/bin/python", "-c", ask], capture_output=True, text=True, check=True
    )
    subprocess.run([checkout / ".venv/bin/jupyter", "--version"], capture_output=True, check=True)
    return Path(told.stdout.strip()).parents[1]


@pytest.fixture
def offline(bare_machine: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """The same machine without a network, and with nothing fetched before."""
    return (
        bare_machine
        | NOWHERE
        | {"UV_CACHE_DIR": str(tmp_path / "empty"), "PIP_CACHE_DIR": str(tmp_path / "none")}
    )


def test_what_cannot_be_renewed_goes_on_working(
    checkout: Path, bare_machine: dict[str, str], offline: dict[str, str]
) -> None:
    lock = checkout / "binder" / "requirements.txt"
    before, settings = lock.read_text("utf-8"), checkout / ".venv" / "jupyter" / "set-by-the-learner"
    settings.touch()
    lock.write_text(before + "# newer\n", "utf-8")
    try:
        assert "no connection" in failed_start(checkout, offline, "--lang", "en")
        assert where_it_is_from(checkout) == checkout
        with opened(checkout, offline, "lang=en") as course:
            assert "no connection" in course.said and "as it was set up before" in course.said
            assert "JupyterLab" in course.get("/lab" + course.path)
    finally:
        lock.write_text(before, "utf-8")
    assert "[1/" not in ready(checkout, offline), "the earlier one is still the right one"
    lock.write_text(before + "# newer\n", "utf-8")
    try:
        assert "[4/4]" in ready(checkout, bare_machine)
        assert settings.exists(), "what was set in JupyterLab stays"
        assert not list(checkout.glob(".venv-*")) and where_it_is_from(checkout) == checkout
    finally:
        lock.write_text(before, "utf-8")


def test_killed_while_it_makes_a_new_one_the_earlier_one_stands(
    checkout: Path, bare_machine: dict[str, str]
) -> None:
    ready(checkout, bare_machine)
    lock = checkout / "binder" / "requirements.txt"
    before = lock.read_text("utf-8")
    lock.write_text(before + "# newer\n", "utf-8")
    try:
        command = ["python3", "binder/course.py", "env"]
        with subprocess.Popen(
            command, cwd=checkout, env=bare_machine, stdout=subprocess.DEVNULL, start_new_session=True
        ) as process:
            while not (checkout / ".venv-new" / "pyvenv.cfg").exists():
                assert process.poll() is None
                time.sleep(0.05)
            os.killpg(process.pid, signal.SIGKILL)
    finally:
        lock.write_text(before, "utf-8")
    assert "[1/" not in ready(checkout, bare_machine) and where_it_is_from(checkout) == checkout


def test_a_copied_and_a_renamed_folder_work_without_a_network(
    checkout: Path, offline: dict[str, str], tmp_path: Path
) -> None:
    copy = tmp_path / "a copy 副本"
    shutil.copytree(checkout, copy, symlinks=True)
    assert "[1/1]" in ready(copy, offline)
    assert where_it_is_from(copy) == copy and where_it_is_from(checkout) == checkout
    renamed = copy.rename(tmp_path / "renamed")
    ready(renamed, offline)
    assert where_it_is_from(renamed) == renamed
    assert str(copy).encode() not in b"".join(
        file.read_bytes()
        for file in (renamed / ".venv" / "bin").iterdir()
        if file.is_file() and file.stat().st_size < 9999
    )
    with opened(renamed, offline, "lang=zh") as course:
        assert "JupyterLab" in course.get("/lab" + course.path)


def test_stopped_between_two_renamings_the_earlier_one_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("VENV", "BEFORE"):
        monkeypatch.setattr(environment, name, tmp_path / name)
    (tmp_path / "BEFORE").mkdir()
    monkeypatch.setattr(environment, "install", lambda: None)
    environment.prepare()
    assert (tmp_path / "VENV").is_dir() and not (tmp_path / "BEFORE").exists()
