"""Every failure is one clear line in the learner's language, without a traceback."""

from __future__ import annotations

import ast
import errno
import socket
import subprocess
import sys
from pathlib import Path

import course
import pytest
from kit import commands, environment, lab, messages, settings

LANGUAGES = ("en", "zh")
REMEDY = {"en": "Remedy:", "zh": "办法："}


def failure(words: list[str], capsys: pytest.CaptureFixture[str], **options: tuple[int, int]) -> str:
    """What a command that must fail says: one line, with a remedy."""
    assert course.main(words, **options) == 1
    shown = capsys.readouterr().err
    assert shown.endswith("\n") and shown.count("\n") == 1, shown
    language = words[words.index("--lang") + 1] if "--lang" in words else "en"
    assert REMEDY[language] in shown
    return shown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_an_old_python_says_which_is_needed(
    language: str, platform: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(course, "newer_pythons", lambda: iter(()))
    monkeypatch.setattr(course.sys, "platform", platform)
    shown = failure(["lab", "--lang", language], capsys, version=(3, 8))
    assert "Python 3.8" in shown and "Python 3.11" in shown


def test_an_old_python_hands_over_to_a_newer_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(course, "newer_pythons", lambda: iter([[sys.executable]]))
    words = ["configure", "--prefix", str(tmp_path), "--lang", "zh"]
    assert course.main(words, version=(3, 6)) == 0
    assert "zh_CN" in (tmp_path / "share/jupyter/lab/settings/overrides.json").read_text("utf-8")


def test_only_a_python_that_starts_counts_as_newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs = {"python3.13": "exit 127", "python3.12": f'exec "{sys.executable}" "$@"'}
    for name, content in programs.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{content}\n", "utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert list(course.newer_pythons()) == [["python3.12"]]


@pytest.mark.parametrize(
    "file",
    ["binder/course.py", "binder/kit/messages.py", "binder/kit/__init__.py", "src/duecourse/locale/po.py"],
)
def test_what_an_old_python_reads_is_written_for_it(file: str) -> None:
    tree = ast.parse((environment.ROOT / file).read_text("utf-8"), feature_version=(3, 6))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert "__future__" not in imported, "annotations of the future are unknown to Python 3.6"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_taken_port_that_was_asked_for(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        assert port in failure(["lab", "--port", port, "--lang", language], capsys)


def test_no_port_has_such_a_number(capsys: pytest.CaptureFixture[str]) -> None:
    assert "70000" in failure(["lab", "--port", "70000", "--lang", "en"], capsys)


def test_otherwise_the_next_free_port_and_a_word_about_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lab, "is_free", lambda port: port == 8890)
    assert lab.choose_port(None) == 8890
    assert "8888" in (said := capsys.readouterr().out) and "8890" in said
    monkeypatch.setattr(lab, "is_free", lambda port: False)
    with pytest.raises(messages.Problem, match="Remedy"):
        lab.choose_port(None)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.EACCES, {"en": "Not allowed to write to /place", "zh": "没有权限写入 /place"}),
        (errno.EROFS, {"en": "Not allowed to write to /place", "zh": "没有权限写入 /place"}),
        (errno.ENOSPC, {"en": "disk is full", "zh": "磁盘已满"}),
        (errno.EIO, {"en": "That did not work", "zh": "没有成功"}),
    ],
)
def test_what_the_operating_system_refuses(
    number: int,
    says: dict[str, str],
    language: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, "refused", "/place")

    monkeypatch.setattr(commands.environment, "prepare", refuse)
    assert says[language] in failure(["env", "--lang", language], capsys)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_system_python_without_venv(
    language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(environment, "STAMP", tmp_path / "none")
    monkeypatch.setattr(environment, "VENV", tmp_path / "venv")
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    assert "-venv" in failure(["env", "--lang", language], capsys)


@pytest.mark.parametrize("language", LANGUAGES)
def test_interrupting_is_no_failure_to_be_ashamed_of(
    language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands.environment, "prepare", interrupt)
    assert course.main(["env", "--lang", language]) == 130
    assert {"en": "Interrupted", "zh": "已中断"}[language] in capsys.readouterr().err


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW.UTF-8"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en_GB:zh"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_learner_s_language_is_this_machine_s(variables: dict[str, str], language: str) -> None:
    assert messages.learner_language(variables) == language


def test_a_window_without_chinese_characters_gets_english(base_python: str) -> None:
    answer = subprocess.run(
        [base_python, str(environment.ROOT / "binder/course.py"), "lab", "--port", "70000", "--lang", "zh"],
        env={"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 1 and "Remedy" in answer.stderr and "?" not in answer.stderr


# The words of the installers themselves: pip 23 to 26 and uv 0.13.
@pytest.mark.parametrize(
    ("output", "key"),
    [
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            "disk_full",
        ),
        (
            "error: Failed to install: numpy.whl\n  Caused by: No space left on device (os error 28)",
            "disk_full",
        ),
        ("  Caused by: failed to create directory: Permission denied (os error 13)", "not_writable"),
        ("  Caused by: The process cannot access the file because … (os error 32)", "not_writable"),
        ("  Caused by: invalid peer certificate: UnknownIssuer", "bad_certificate"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] …'))", "bad_certificate"),
        ("  Caused by: dns error: failed to lookup address information", "no_network"),
        ("ERROR: No matching distribution found for uv==0.13.9", "no_network"),
        ("  Caused by: The filename or extension is too long. (os error 206)", "path_too_long"),
        ("something nobody has seen before", "install_failed"),
    ],
)
def test_what_the_installers_say_becomes_a_message(output: str, key: str) -> None:
    problem = environment.cause_of(output)
    assert problem.key == key and "Remedy:" in str(problem)


def test_menus_follow_the_language_and_other_settings_stay(tmp_path: Path) -> None:
    server = tmp_path / "etc/jupyter/jupyter_server_config.json"
    server.parent.mkdir(parents=True)
    server.write_text('{"ServerApp": {"answer_yes": true}}', encoding="utf-8")
    for language, name in {"en": "en", "zh": "zh_CN"}.items():
        messages.speak(language)
        settings.configure(tmp_path)
        written = (tmp_path / "share/jupyter/lab/settings/overrides.json").read_text("utf-8")
        assert f'"locale": "{name}"' in written
    assert "answer_yes" in server.read_text("utf-8") and "kernel_websocket" in server.read_text("utf-8")
