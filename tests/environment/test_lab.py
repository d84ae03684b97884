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


def failed_start(checkout: Path, variables: dict[str, str], *words: str) -> str:
    """What `course.py env` says where it must fail."""
    answer = subprocess.run(
        ["python3", "binder/course.py", "env", *words],
        cwd=checkout,
        env=variables,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert answer.returncode == 1 and answer.stderr.count("\n") == 1, answer.stderr
    return answer.stderr


def test_a_fresh_machine_without_network(
    checkout: Path, bare_machine: dict[str, str], tmp_path: Path
) -> None:
    nowhere = {
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "PIP_RETRIES": "0",
        "PIP_TIMEOUT": "2",
        "PIP_EXTRA_INDEX_URL": "",
        "PIP_FIND_LINKS": "",
        "PIP_NO_CACHE_DIR": "1",
    }
    assert "no connection" in failed_start(checkout, bare_machine | nowhere, "--lang", "en")
    assert "连不上网络" in failed_start(checkout, bare_machine | nowhere, "--lang", "zh")


def test_then_with_it_the_unfinished_installation_heals_and_the_course_opens(
    checkout: Path, bare_machine: dict[str, str]
) -> None:
    assert (checkout / ".venv").is_dir() and not (checkout / ".venv" / "made-from.txt").exists()
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


def test_an_environment_is_made_anew_after_the_course_was_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_from = tmp_path / "made-from.txt"
    made_from.write_text(environment._fingerprint(), encoding="utf-8")
    assert environment._is_current(made_from, environment._fingerprint())
    shutil.copytree(environment.ROOT / "binder", tmp_path / "binder")
    shutil.copy(environment.ROOT / "pyproject.toml", tmp_path)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    assert not environment._is_current(made_from, environment._fingerprint())
