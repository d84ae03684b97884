"""What is written in both languages: in a data file, or by the learner, for whom both are the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .languages import LANGUAGES, language


@dataclass(frozen=True, slots=True)
class Text:
    """A text in English and Chinese.

    `str()` is the present language's. False where there is no text.

    Attributes:
        en: English.
        zh: Chinese.
    """

    en: str
    zh: str

    @classmethod
    def same(cls, text: str) -> Text:
        """What a person wrote, whatever the language."""
        return cls(text, text)

    def __str__(self) -> str:
        return self[language()]

    def __getitem__(self, name: str) -> str:
        """The text in one language."""
        if name not in LANGUAGES:
            raise KeyError(name)
        text: str = getattr(self, name)
        return text

    def __bool__(self) -> bool:
        return bool(self.en or self.zh)

    def items(self) -> Iterator[tuple[str, str]]:
        """Each language with its text."""
        return ((name, self[name]) for name in LANGUAGES)

    def values(self) -> Iterator[str]:
        """The text in each language."""
        return (text for _, text in self.items())

    def put(self, **values: object) -> str:
        """The present language's text with `values` put into its {places}."""
        return str(self).format(**values)


NO_TEXT: Final = Text("", "")
