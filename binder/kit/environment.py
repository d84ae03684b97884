"""The course's own Python environment, `.venv`, made from the locked list of packages.

A stamp says what it was made from, and while it fits, a start costs one look at three files. A new
environment is made beside the one that works, and takes its place only when it stands: whatever happens
in between, there is one to go on with. Where the packages fit, because only the course's settings are
newer or its folder was copied or renamed, they stay, and nothing need be fetched.
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
BESIDE = ROOT / ".venv-new"
"""Where the next environment is made."""
BEFORE = ROOT / ".venv-old"
"""Where the one before lies for the moment in which they change places."""
PROGRAMS = "Scripts" if os.name == "nt" else "bin"
EXE = ".exe" if os.name == "nt" else ""
BIN = VENV / PROGRAMS
PYTHON = BIN / f"python{EXE}"
STAMP = VENV / "made-from.txt"
LOG = "install.log"
KEPT = "jupyter"
"""The folder of an environment that the next one takes over: what a learner has set in JupyterLab."""

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
    """Make or mend the environment where it needs it; `extra` adds what the tests or benchmarks use.

    Raises Problem where that cannot be done; an environment that worked before still does.
    """
    if not VENV.exists() and BEFORE.exists():
        BEFORE.rename(VENV)
    if _stamp() != _fingerprint() and not (_packages_fit() and _settled()):
        install()
    if extra is not None:
        stamp, lock = VENV / f"made-from-{extra}.txt", EXTRA_LOCKS[extra]
        fingerprint = "\n".join(_fingerprint(lock))
        if _read(stamp) != fingerprint:
            stamp.unlink(missing_ok=True)
            step = Steps(1, VENV / LOG)
            step(f"step_{extra}", _uv_install(_uv(VENV), VENV, lock), uv_environment(), at_hand_first=True)
            stamp.write_text(fingerprint, encoding="utf-8")


def still_works() -> bool:
    """Whether there is an environment that was finished once, in this folder, be it an earlier one."""
    return PYTHON.exists() and _stamp()[1:2] == [str(ROOT)]


def environment(venv: Path = VENV) -> dict[str, str]:
    """The variables a program in the environment is started with."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    return kept | {
        "VIRTUAL_ENV": str(venv),
        "PATH": f"{venv / PROGRAMS}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "PYTHONUTF8": "1",
    }


def _fingerprint(*more: Path) -> list[str]:
    """What an environment is made from, as the lines of its stamp: the packages, this folder, the settings,
    its Python.

    The folder, because programs in it name it. The Python, because a newer one may take its place under
    the same name.
    """
    made_with = _read(VENV / "pyvenv.cfg").replace("\n", "; ")
    return [
        _digest(LOCK, *more),
        str(ROOT),
        _digest(ROOT / "pyproject.toml", *settings.SOURCES),
        f"{PYTHON.resolve()} {made_with}",
    ]


def _digest(*files: Path) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _stamp(name: str = "made-from.txt") -> list[str]:
    """The stamp of the environment; empty where it was never finished."""
    return _read(VENV / name).splitlines() if PYTHON.exists() else []


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError:
        return ""


def _packages_fit() -> bool:
    """Whether the environment holds the very packages, for the very Python."""
    stamp, wanted = _stamp(), _fingerprint()
    return len(stamp) == len(wanted) and (stamp[0], stamp[3]) == (wanted[0], wanted[3])


def _settled() -> bool:
    """Put the course and its settings in place once more, in an environment whose packages fit.

    Returns whether that worked; nothing is fetched for it.
    """
    before = Path(_stamp()[1]) / VENV.name
    try:
        if before != VENV:
            _name_folder(VENV, before, VENV)
        _put_course(VENV, Steps(1, VENV / LOG))
    except (Problem, OSError):
        return False
    return True


def install() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        raise Problem("no_venv", version=_python_version())
    shutil.rmtree(BESIDE, ignore_errors=True)
    BESIDE.mkdir()
    step = Steps(4, BESIDE / LOG)
    # The Python beneath, for the one that runs this may be the very environment that is replaced.
    base = getattr(sys, "_base_executable", sys.executable)
    step("step_venv", [base, "-m", "venv", str(BESIDE)], environment(BESIDE))
    with (BESIDE / "pyvenv.cfg").open("a", encoding="utf-8") as made_with:
        made_with.write("relocatable = true\n")  # uv then writes programs that can be moved with it
    packages = _uv_install(_installer(step), BESIDE, LOCK)
    step("step_packages", packages, uv_environment(BESIDE), at_hand_first=True)
    _put_course(BESIDE, step)
    _change_places()


def _installer(step: Steps) -> Path:
    """The installer of the environment that is there, if it is the one wanted; otherwise a fetched one."""
    entry = re.search(r"^uv==(\S+).*\n( +--hash=.*\n)+", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    if entry is None:
        raise Problem("lock_mismatch")
    if _version_of(_uv(VENV)) == entry[1]:
        step.done += 1
        return _uv(VENV)
    wanted = BESIDE / "uv.txt"
    wanted.write_text(entry.group(), encoding="utf-8")
    command = ["-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--require-hashes"]
    command = [str(_python(BESIDE)), *command, "--no-deps", "-r", str(wanted)]
    step("step_installer", command, environment(BESIDE))
    return _uv(BESIDE)


def _version_of(uv: Path) -> str:
    try:
        answer = subprocess.run([str(uv), "--version"], capture_output=True, encoding="utf-8", check=False)
    except OSError:
        return ""
    return [*answer.stdout.split(), "", ""][1]


def _put_course(venv: Path, step: Steps) -> None:
    """Put the course itself and its settings into an environment that has the packages, and the stamp."""
    course = [
        *_uv_pip(_uv(venv), venv),
        "--offline",
        "--no-deps",
        "--no-build-isolation",
        "--editable",
        str(ROOT),
    ]
    step("step_course", course, uv_environment(venv))
    settings.configure(venv)
    if venv == VENV:
        _write_stamp()


def _change_places() -> None:
    """Put the new environment in the place of the one before, of which what a learner has set is kept."""
    shutil.rmtree(BEFORE, ignore_errors=True)
    _name_folder(BESIDE, BESIDE, VENV)
    if VENV.exists():
        VENV.rename(BEFORE)
    try:
        BESIDE.rename(VENV)
    except OSError:
        BEFORE.rename(VENV)
        raise
    if (BEFORE / KEPT).is_dir():
        (BEFORE / KEPT).rename(VENV / KEPT)
    _write_stamp()
    shutil.rmtree(BEFORE, ignore_errors=True)


def _write_stamp() -> None:
    STAMP.write_text("\n".join(_fingerprint()), encoding="utf-8")


def _name_folder(venv: Path, before: Path, now: Path) -> None:
    """Let the programs of an environment name the folder in which it will lie."""
    for file in (venv / PROGRAMS).iterdir():
        if file.is_symlink() or not file.is_file() or file.suffix == ".exe":
            continue
        data = file.read_bytes()
        if b"\0" not in data[:1024] and os.fsencode(before) in data:
            file.write_bytes(data.replace(os.fsencode(before), os.fsencode(now)))


def _python(venv: Path) -> Path:
    return venv / PROGRAMS / f"python{EXE}"


def _uv(venv: Path) -> Path:
    return venv / PROGRAMS / f"uv{EXE}"


def _uv_pip(uv: Path, venv: Path) -> list[str]:
    return [str(uv), "pip", "install", "--python", str(_python(venv))]


def _uv_install(uv: Path, venv: Path, lock: Path) -> list[str]:
    return [*_uv_pip(uv, venv), "--require-hashes", "--only-binary", ":all:", "-r", str(lock)]


def uv_environment(venv: Path = VENV) -> dict[str, str]:
    """The variables uv is run with: the machine's own certificates, mirror and proxy; no surprises."""
    defaults = {"UV_HTTP_TIMEOUT": "120", **_network_settings_of_pip(venv)}
    fixed = {"UV_SYSTEM_CERTS": "1", "UV_PYTHON_DOWNLOADS": "never", "UV_COMPILE_BYTECODE": "1"}
    return defaults | environment(venv) | fixed


def _network_settings_of_pip(venv: Path) -> dict[str, str]:
    command = [str(_python(venv)), "-m", "pip", "config", "list"]
    answer = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    found: dict[str, str] = {}
    for section in ("global", "install", ":env:"):  # the later, the stronger
        for name, value in re.findall(rf"^{section}\.([a-z-]+)='(.*)'$", answer.stdout, re.MULTILINE):
            if name in PIP_TO_UV:
                found[PIP_TO_UV[name]] = value
    return found


class Steps:
    """Runs installers one after the other and shows where it stands: "[2/4] …  12 s"."""

    def __init__(self, total: int, log: Path) -> None:
        self.total = total
        self.log = log
        self.done = 0

    def __call__(
        self, key: str, command: list[str], variables: dict[str, str], *, at_hand_first: bool = False
    ) -> None:
        """Run a command with its output in the log. A failure becomes the Problem behind it.

        at_hand_first: try it first with the packages that were fetched before, without the network.
        """
        self.done += 1
        title = f"[{self.done}/{self.total}] {say(key)}"
        watched = sys.stdout.isatty()
        show(title, end="" if watched else "\n")
        try:
            code, output = 1, ""
            if at_hand_first:
                code, output = self._run(title, [*command, "--offline"], variables)
            if code:
                code, output = self._run(title, command, variables)
        finally:
            if watched:
                show("")
        if code:
            raise cause_of(output, self.log)

    def _run(self, title: str, command: list[str], variables: dict[str, str]) -> tuple[int, str]:
        with self.log.open("a+b") as log:
            start = log.seek(0, os.SEEK_END)
            code = _run_with_clock(title, command, variables, log)
            log.seek(start)
            return code, log.read().decode("utf-8", "replace")


def _run_with_clock(title: str, command: list[str], variables: dict[str, str], log: IO[bytes]) -> int:
    """Run a command and count the seconds behind its title, if somebody is watching. Returns its code."""
    watched = sys.stdout.isatty()
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


def cause_of(output: str, log: Path = VENV / LOG) -> Problem:
    """The Problem that an installer's output tells of. log: where all of the output is."""
    for key, signs in CAUSES:
        if re.search(signs, output):
            return Problem(key, folder=ROOT, version=_python_version(), log=log)
    return Problem("install_failed", log=log)


def _python_version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"
