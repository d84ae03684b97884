"""What the course adds to the Jupyter server, named in its Jupyter settings.

contents     lessons are opened and saved as the learner's own copies
copies       the copies: made, renewed, readable by the learner alone
shown        what a saved notebook shows: never a view that needs a kernel
connection   a quicker way between the page and the kernel
"""

from .connection import QuickWebsocketConnection
from .contents import LessonContents

__all__ = ["LessonContents", "QuickWebsocketConnection"]
