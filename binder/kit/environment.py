"""The course's own Python environment, `.venv`, made from the locked list of packages.

A stamp says what it was made from. While it fits, a start costs one look at three files. It is taken
away before anything changes and written last, so that an interrupted install is noticed and redone.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

from kit import settings
from kit.messages import Problem, say, show

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "made-from.txt"
LOG = VENV / "install.log"

LOCK = ROOT / "binder" / "requirements.txt"
EXTRA_LOCKS = {
    "test": ROOT / "tests" / "requirements.txt",
    "bench": ROOT / "tests" / "benchmarks" / "requirements.txt",
}

# What pip is told about the network (a mirror, a proxy, a certificate) uv should know as well.
PIP_TO_UV = {"index-url": "UV_DEFAULT_INDEX", "proxy": "ALL_PROXY", "cert": "SSL_CERT_FILE"}

# How the installers word a failure, the more certain signs first, and the message it becomes.
CAUSES = (
    ("disk_full", r"No space left on device|os error 28\b|Errno 28\b|os error 112\b|not enough space"),
    ("lock_mismatch", r"DO NOT MATCH THE HASHES|[Hh]ash mismatch|all requirements to have .*hash"),
    ("bad_certificate", r"(?i)certificate.verify.failed|invalid peer certificate|UnknownIssuer"),
    ("no_wheel", r"no wheels? (with|that|usable|available)|no usable wheels|--no-build|only-binary"),
    ("path_too_long", r"os error 206\b|name or extension is too long|File name too long"),
    ("not_writable", r"Permission denied|Read-only file system|Access is denied|os error (5|13|32)\b"),
    (
        "no_network",
        r"NewConnectionError|ConnectTimeout|ReadTimeout|Connection (refused|reset|broken)|name resolution"
        r"|getaddrinfo failed|dns error|error sending request|tunnel error|timed out|[Ff]ailed to fetch"
        r"|Network is unreachable|ProxyError|No matching distribution found",
    ),
)


def prepare(extra: str | None = None) -> None:
    """Make or mend the environment where it needs it; `extra` adds what the tests or benchmarks use."""
    if not _is_current(STAMP, _fingerprint()):
        _install()
    if extra is not None:
        stamp, lock = VENV / f"made-from-{extra}.txt", EXTRA_LOCKS[extra]
        fingerprint = _fingerprint(lock)
        if not _is_current(stamp, fingerprint):
            stamp.unlink(missing_ok=True)
            Steps(1)(f"step_{extra}", _uv_install(lock), uv_environment())
            stamp.write_text(fingerprint, encoding="utf-8")


def environment() -> dict[str, str]:
    """The variables a program in the environment is started with."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    return kept | {
        "VIRTUAL_ENV": str(VENV),
        "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "PYTHONUTF8": "1",
    }


def _is_current(stamp: Path, fingerprint: str) -> bool:
    return PYTHON.exists() and stamp.is_file() and stamp.read_text(encoding="utf-8") == fingerprint


def _fingerprint(*more: Path) -> str:
    """What the environment is made from: the lists, the settings, this folder, and its Python.

    The folder, because an environment cannot be moved. The Python, because a newer one may take its
    place under the same name.
    """
    digest = hashlib.sha256()
    for path in (LOCK, ROOT / "pyproject.toml", *settings.SOURCES, *more):
        digest.update(path.read_bytes())
    made_with = VENV / "pyvenv.cfg"
    version = made_with.read_text(encoding="utf-8") if made_with.is_file() else ""
    return f"{digest.hexdigest()}\n{ROOT}\n{PYTHON.resolve()}\n{version}"


def _install() -> None:
    mendable = STAMP.is_file() and PYTHON.exists() and _same_python()
    for stamp in VENV.glob("made-from*.txt"):
        stamp.unlink()
    step = Steps(2 if mendable else 4)
    if not mendable:
        _make_venv(step)
    step("step_packages", _uv_install(LOCK), uv_environment())
    course = [*_uv(), "--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    step("step_course", course, uv_environment())
    settings.configure(VENV)
    STAMP.write_text(_fingerprint(), encoding="utf-8")


def _make_venv(step: Steps) -> None:
    if importlib.util.find_spec("ensurepip") is None:
        raise Problem("no_venv", version=_python_version())
    if VENV.exists():
        shutil.rmtree(VENV)
    VENV.mkdir()
    # The Python beneath, for the one that runs this may be the very environment just removed.
    base = getattr(sys, "_base_executable", sys.executable)
    step("step_venv", [base, "-m", "venv", str(VENV)], environment())
    step("step_installer", _installer_command(), environment())


def _same_python() -> bool:
    """Whether the environment still has the Python and the folder it was made with."""
    return STAMP.read_text(encoding="utf-8").split("\n")[1:] == _fingerprint().split("\n")[1:]


def _installer_command() -> list[str]:
    """Install uv, with its hashes as the lock has them."""
    entry = re.search(r"^uv==.*\n( +--hash=.*\n)+", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    if entry is None:
        raise Problem("lock_mismatch")
    wanted = VENV / "uv.txt"
    wanted.write_text(entry.group(), encoding="utf-8")
    return [
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "--no-input",
        "--disable-pip-version-check",
        "--require-hashes",
        "--no-deps",
        "-r",
        str(wanted),
    ]


def _uv() -> list[str]:
    return [str(BIN / "uv"), "pip", "install", "--python", str(PYTHON)]


def _uv_install(lock: Path) -> list[str]:
    return [*_uv(), "--require-hashes", "--only-binary", ":all:", "-r", str(lock)]


def uv_environment() -> dict[str, str]:
    """The variables uv is run with: the machine's own certificates, mirror and proxy; no surprises."""
    defaults = {"UV_HTTP_TIMEOUT": "120", **_network_settings_of_pip()}
    fixed = {"UV_SYSTEM_CERTS": "1", "UV_PYTHON_DOWNLOADS": "never", "UV_COMPILE_BYTECODE": "1"}
    return defaults | environment() | fixed


def _network_settings_of_pip() -> dict[str, str]:
    command = [str(PYTHON), "-m", "pip", "config", "list"]
    answer = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    found: dict[str, str] = {}
    for section in ("global", "install", ":env:"):  # the later, the stronger
        for name, value in re.findall(rf"^{section}\.([a-z-]+)='(.*)'$", answer.stdout, re.MULTILINE):
            if name in PIP_TO_UV:
                found[PIP_TO_UV[name]] = value
    return found


class Steps:
    """Runs installers one after the other and shows where it stands: "[2/4] …  12 s"."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0

    def __call__(self, key: str, command: list[str], variables: dict[str, str]) -> None:
        """Run a command with its output in the log. A failure becomes the Problem behind it."""
        self.done += 1
        title = f"[{self.done}/{self.total}] {say(key)}"
        with LOG.open("a+b") as log:
            start = log.seek(0, os.SEEK_END)
            code = _run_with_clock(title, command, variables, log)
            log.seek(start)
            output = log.read().decode("utf-8", "replace")
        if code:
            raise cause_of(output)


def _run_with_clock(title: str, command: list[str], variables: dict[str, str], log: IO[bytes]) -> int:
    """Run a command and count the seconds behind its title, if somebody is watching. Returns its code."""
    watched = sys.stdout.isatty()
    show(title, end="" if watched else "\n")
    began = time.monotonic()
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, env=variables
    )
    try:
        while True:
            try:
                return process.wait(timeout=1)
            except subprocess.TimeoutExpired:
                if watched:
                    show(f"\r{title}  {time.monotonic() - began:.0f} s", end="")
    finally:
        process.kill()
        process.wait()
        if watched:
            show("")


def cause_of(output: str) -> Problem:
    """The Problem that an installer's output tells of."""
    for key, signs in CAUSES:
        if re.search(signs, output):
            return Problem(key, folder=ROOT, version=_python_version(), log=LOG)
    return Problem("install_failed", log=LOG)


def _python_version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"
