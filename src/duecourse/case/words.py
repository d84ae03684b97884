"""A text a person wrote: the same in both languages, or, in the examples, one for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from duecourse.locale import pick


@dataclass(frozen=True, slots=True)
class Words:
    """A text in English and Chinese. `str()` is the present language's. False where there is no text."""

    en: str
    zh: str

    @classmethod
    def same(cls, text: str) -> Words:
        """What the learner wrote, whatever the language."""
        return cls(text, text)

    def __str__(self) -> str:
        return pick({"en": self.en, "zh": self.zh})

    def __bool__(self) -> bool:
        return bool(self.en or self.zh)


NO_WORDS: Final = Words("", "")
