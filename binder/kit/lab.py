"""Opens the course: JupyterLab on the notebooks, in the learner's language, on this machine only."""

from __future__ import annotations

import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import webbrowser
from pathlib import Path

from kit import environment, settings
from kit.messages import Problem, from_os_error, language, tell

HOST = "127.0.0.1"
FIRST_PORT = 8888
PORTS_TRIED = 50
PATIENCE_SECONDS = 90
NOTEBOOKS = environment.ROOT / "notebooks"
LOG = environment.VENV / "lab.log"
PLAIN = "jupyter_server.services.contents.largefilemanager.AsyncLargeFileManager"
"""What opens and saves the files themselves, not a learner's copies of them."""


def open_course(port: int | None = None, *, browser: bool = True, edit: bool = False) -> None:
    """Start the server, open lesson 0 in the browser and stay until the learner stops it.

    edit: for who writes lessons: what is saved goes into the lessons themselves, and there is nothing of
    a learner's that could get into them. Raises Problem where `port` is taken, none is free, or
    JupyterLab does not start.
    """
    chosen = choose_port(port)
    _prepare_environment()
    settings.configure(environment.VENV)
    token = secrets.token_hex(24)
    if edit:
        tell("lab_editing")
    signal.signal(signal.SIGTERM, _stop)
    with (
        tempfile.TemporaryDirectory(prefix="duecourse-") as nobody,
        LOG.open("wb") as log,
        subprocess.Popen(
            [*_command(chosen), *([f"--ServerApp.contents_manager_class={PLAIN}"] if edit else [])],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=_environment(token) | ({"DUECOURSE_MY": nobody} if edit else {}),
        ) as server,
    ):
        try:
            _wait_until_up(server, chosen)
            _show(f"http://{HOST}:{chosen}/lab{_first_notebook()}?token={token}", browser)
            server.wait()
        except KeyboardInterrupt:
            tell("lab_stopping")
        finally:
            server.terminate()
    LOG.unlink(missing_ok=True)  # it was for a start that fails; nothing of what was learned is left in it
    tell("lab_stopped")


def _prepare_environment() -> None:
    """Bring the environment up to date. Where that cannot be done now, the earlier one goes on working."""
    try:
        environment.prepare()
    except (Problem, OSError) as error:
        if not environment.still_works():
            raise
        problem = error if isinstance(error, Problem) else from_os_error(error)
        tell("lab_earlier", problem=problem)


def choose_port(asked: int | None) -> int:
    """The port asked for, or else the first free one. Raises Problem where there is none."""
    if asked is not None:
        if not is_free(asked):
            raise Problem("port_taken", port=asked)
        return asked
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        if is_free(port):
            if port != FIRST_PORT:
                tell("port_next", taken=FIRST_PORT, port=port)
            return port
    raise Problem("ports_taken", first=FIRST_PORT, last=FIRST_PORT + PORTS_TRIED - 1)


def is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name != "nt":  # there it would mean: share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError):
            return False
    return True


def _command(port: int) -> list[str]:
    command = [
        str(environment.PYTHON),
        str(Path(__file__).with_name("start_jupyter.py")),
        "--no-browser",
        f"--ServerApp.ip={HOST}",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={NOTEBOOKS}",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    return command


def _environment(token: str) -> dict[str, str]:
    """Jupyter's own folders inside the environment: what a learner has set up for other work, a
    password or a kernel of the same name, cannot get in the way, and nothing is left outside."""
    own = environment.VENV / "jupyter"
    return environment.environment() | {
        "JUPYTER_TOKEN": token,
        "JUPYTER_CONFIG_DIR": str(own / "config"),
        "JUPYTER_DATA_DIR": str(own / "data"),
        "JUPYTER_RUNTIME_DIR": str(own / "runtime"),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "IPYTHONDIR": str(own / "ipython"),
    }


def _first_notebook() -> str:
    path = Path(language()) / "00_start_here.ipynb"
    return f"/tree/{path.as_posix()}" if (NOTEBOOKS / path).is_file() else ""


def _wait_until_up(server: subprocess.Popen[bytes], port: int) -> None:
    tell("lab_starting")
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        connection = http.client.HTTPConnection(HOST, port, timeout=5)
        try:
            connection.request("GET", "/api")
            if connection.getresponse().status == http.client.OK:
                return
        except OSError:
            time.sleep(0.05)
        finally:
            connection.close()
    raise Problem("lab_not_started", log=LOG)


def _show(address: str, browser: bool) -> None:
    opened = browser and _has_browser() and webbrowser.open(address)
    tell("lab_open" if opened else "lab_open_yourself", address=address)
    tell("lab_how_to_stop")


def _has_browser() -> bool:
    """Whether a browser with a window can be opened: not a text browser in this very terminal."""
    if sys.platform in ("win32", "darwin") or "BROWSER" in os.environ:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _stop(*_: object) -> None:
    raise KeyboardInterrupt
