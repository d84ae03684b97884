"""What can go wrong with the rules: a day no rule covers."""

from __future__ import annotations


class NotInForce(ValueError):
    """Nothing was in force on the day asked for. The text says so in the learner's language."""
