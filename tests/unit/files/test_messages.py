"""Everything that is said of a file exists in both languages, with a remedy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import duecourse.files
from duecourse.locale import has_message, in_language

CODE = "".join(
    path.read_text(encoding="utf-8") for path in Path(duecourse.files.__file__).parent.glob("*.py")
)
PROBLEMS = {
    *(f"toml_{why}" for why in re.findall(r'\bproblem\(\s*"([a-z_]+)"', CODE)),
    *re.findall(r'\bProblem\(\s*"([a-z_]+)"', CODE),
}
NOT_SAVED = {
    *re.findall(r'errno\.[A-Z]+: "([a-z_]+)"', CODE),
    *re.findall(r'SaveError\("([a-z_]+)"\)', CODE),
    "other",
}


@pytest.mark.parametrize("name", ["en", "zh"])
def test_every_reason_has_words_and_a_remedy(name: str) -> None:
    assert len(PROBLEMS) > 20 and len(NOT_SAVED) > 5
    with in_language(name):
        assert [why for why in PROBLEMS if not has_message(f"files.problem_{why}")] == []
        assert [why for why in PROBLEMS if not has_message(f"files.remedy_{why}")] == []
        assert [why for why in NOT_SAVED if not has_message(f"files.not_saved_{why}")] == []
