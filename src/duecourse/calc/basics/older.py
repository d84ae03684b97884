"""What something of the public face was called before: for one version it leads to what it is called now."""

from typing import Any
from warnings import warn


class Older:
    """An older name of a property or a method: `first = Older("now_called")` in the body of its class."""

    def __init__(self, now: str) -> None:
        self.now = now

    def __set_name__(self, owner: type, name: str) -> None:
        self.message = f"duecourse.calc.{owner.__name__}.{name} is called {self.now} now"

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        if instance is None:  # who looks at the class, as `help` does, uses nothing yet
            return self
        warn(self.message, DeprecationWarning, stacklevel=2)
        return getattr(instance, self.now)
