"""The steps of a calculation in words: the panels say them as the papers do."""

from ..locale.steps import explain, step_text

__all__ = ["explain", "step_text"]
