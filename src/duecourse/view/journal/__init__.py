"""The learner's journal on the page: what is due next, an entry for each contact, and its form.

JournalPanel(Journal(), case)

model   what stands behind it; no widget      form   an entry as it is typed
log     lists with buttons for each entry     items  what stands in them
trouble a file that cannot be read            panel  the card
"""

from .model import JournalModel
from .panel import JournalPanel

__all__ = ["JournalModel", "JournalPanel"]
