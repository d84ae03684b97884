"""What is said about privacy is true wherever it is shown: one's own computer, Binder, a hub."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from duecourse.locale import FOLDER, LANGUAGES, in_language
from duecourse.paths import LESSON_DATA
from duecourse.view.privacy import download_lines, place, privacy_lines

ROOT = Path(__file__).resolve().parents[3]
PLACES = {"own": [], "passing": ["BINDER_LAUNCH_HOST", "JUPYTERHUB_USER"], "hub": ["JUPYTERHUB_USER"]}

ONLY_AT_HOME = re.compile(
    r"(?:stay|lie|kept|saved)\w* on (?:this|your) computer|leaves? (?:this|your) computer|sent anywhere"
    r"|you save stays with you"
    r"|(?:留在|存到|存在|只在|离开)(?:了)?(?:这台|你的|自己的)电脑|不会发到任何地方|都不会发出去|只在你手里",
    re.IGNORECASE,
)
"""What is true on one's own computer alone."""


@pytest.fixture(params=PLACES)
def where(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    for name in [name for name in os.environ if name.startswith(("BINDER_", "JUPYTERHUB_"))]:
        monkeypatch.delenv(name)
    for name in PLACES[request.param]:
        monkeypatch.setenv(name, "x")
    return str(request.param)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_place_is_known_and_spoken_of_in_its_own_words(where: str, language: str) -> None:
    assert place() == where
    with in_language(language):
        told = privacy_lines()
        assert len(set(told)) == 2
        assert bool(ONLY_AT_HOME.search(told[0])) == (where == "own")
        assert len(download_lines()) == (where != "own")


def sentences() -> dict[str, str]:
    """Every sentence that the page may show wherever it runs, by where it is written."""
    found = {}
    for file in [*FOLDER.glob("*/LC_MESSAGES/*.po"), *LESSON_DATA.glob("*/words.*.po")]:
        if file.name in ("privacy.po", "setup.po"):  # the first knows where it is; the second is `make`'s
            continue
        for entry in file.read_text("utf-8").split("\n\n"):
            found[f"{file.relative_to(ROOT)}: {entry[:40]}"] = entry
    for file in (ROOT / "notebooks").glob("*/*.ipynb"):
        for cell in json.loads(file.read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                found[f"{file.parent.name}/{file.name}: {cell['id']}"] = "".join(cell["source"])
    for file in (ROOT / "data").rglob("*.toml"):
        found[str(file.relative_to(ROOT))] = file.read_text("utf-8")
    return found


def test_no_other_sentence_is_true_at_home_alone() -> None:
    assert {
        where: found[0] for where, text in sentences().items() if (found := ONLY_AT_HOME.findall(text))
    } == {}
