"""The lesson's own messages, and the rules it rests on, as steps with their sources."""

from __future__ import annotations

from datetime import date
from typing import Any

from duecourse.locale import say, say_count, sentences
from duecourse.rules import Value, rules


def tell(key: str, /, **values: Any) -> str:
    """A message of this lesson."""
    return say(f"your_credit_record.{key}", **values)


def count(key: str, number: int) -> str:
    """A number of things in words, such as "1 late month" or "2 late months"."""
    return say_count(f"your_credit_record.{key}", number)


def rule_on(rule_id: str, on: date) -> Value:
    """A rule as it stood on a day."""
    return rules[rule_id].on(on)


def rule_text(value: Value) -> str:
    """A rule in words: what it says, for whom, and what is often misread."""
    return sentences(value.text, value.rule.scope, value.note or "")
