"""The lists of packages: current, hashed, without addresses, and installable where learners are."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from kit import environment, locks
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LISTS = [lock for lock, _ in locks.LOCKS]
NAMES = [str(lock.relative_to(environment.ROOT)) for lock in LISTS]
PYTHONS = ("3.11", "3.12", "3.13")
PLATFORMS = ("x86_64-unknown-linux-gnu", "windows", "aarch64-apple-darwin", "x86_64-apple-darwin")


def entries(lock: Path) -> dict[str, set[str]]:
    """The versions of each package in a list; more than one where Pythons differ."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([a-z0-9._-]+)==([^ ;]+)", lock.read_text("utf-8"), re.MULTILINE):
        found.setdefault(canonicalize_name(name), set()).add(version)
    return found


def uv(*words: str, cwd: Path = environment.ROOT) -> None:
    """Run uv. Skips the test where the network is missing, save on CI."""
    answer = subprocess.run(
        [str(environment.BIN / "uv"), *words],
        cwd=cwd,
        env=environment.uv_environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    offline = answer.returncode and environment.cause_of(answer.stderr).key == "no_network"
    if offline and not os.environ.get("CI"):
        pytest.skip("no network")
    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize("lock", LISTS, ids=NAMES)
def test_no_addresses_and_a_hash_for_everything(lock: Path) -> None:
    text = lock.read_text("utf-8")
    assert "://" not in text and "--index" not in text and "--find-links" not in text
    for entry in re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]:
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_the_lists_agree() -> None:
    runtime = entries(environment.LOCK)
    for lock in LISTS[1:]:
        other = entries(lock)
        assert {name: other[name] for name in other.keys() & runtime.keys()} == {
            name: runtime[name] for name in other.keys() & runtime.keys()
        }


def test_every_dependency_is_locked_within_its_bounds() -> None:
    project = tomllib.loads((environment.ROOT / "pyproject.toml").read_text("utf-8"))
    library, extras = project["project"]["dependencies"], project["project"]["optional-dependencies"]
    groups = project["dependency-groups"]
    wanted = {
        environment.LOCK: library + extras["course"] + groups["install"],
        environment.EXTRA_LOCKS["test"]: library + extras["test"],
        environment.EXTRA_LOCKS["bench"]: groups["bench"],
    }
    for lock, requirements in wanted.items():
        locked = entries(lock)
        for requirement in map(Requirement, requirements):
            versions = locked[canonicalize_name(requirement.name)]
            assert all(requirement.specifier.contains(version) for version in versions), requirement


def test_writing_the_lists_anew_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pyproject.toml", *NAMES):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(environment.ROOT / name, tmp_path / name)
    for lock, contents in locks.LOCKS:
        name = str(lock.relative_to(environment.ROOT))
        uv(*locks.compile_words(name, contents), cwd=tmp_path)
        assert (tmp_path / name).read_text("utf-8") == lock.read_text("utf-8"), "run make lock"


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("python", PYTHONS)
def test_every_package_exists_ready_made(python: str, platform: str, tmp_path: Path) -> None:
    for lock in LISTS[:2]:
        uv(
            "pip",
            "install",
            "--dry-run",
            "--target",
            str(tmp_path),
            "--python-version",
            python,
            "--python-platform",
            platform,
            "--require-hashes",
            "--only-binary",
            ":all:",
            "-r",
            str(lock),
        )
