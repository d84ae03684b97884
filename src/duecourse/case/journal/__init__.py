"""What the course remembers about a learner's work, in one SQLite file beside the case.

    journal = Journal()
    journal.save_contact("own", Contact(at, debt="jintiao", said="…", promises=(…)))
    journal.due("own", today)               # what comes next, overdue promises first
    journal.settle(promise.id, "kept")
    journal.tick("own", "jintiao", "contract")
    journal.agree("own", Agreement("jintiao", today, offer, payments))
    journal.undo("own")                     # takes back the last change
    journal.restore()                       # the last good copy, if the file was damaged

    journal   what can be remembered and asked      records    contacts, promises, agreements
    store     the file: opened, backed up, mended   schema     its tables, and how older files grow
    problems  what can go wrong, in plain words     rows       rows of the tables as records, and back

It is made when there is first something to remember; until then nothing is written. The file is the
learner's own: readable by the owner alone, never in git. Everything stands under a household: "own"
for the learner's own case, an example's name for an example, so that neither gets into the other.
"""

from ..agreements import AgreedPayment, Agreement
from .journal import DEFAULT_SEED, Journal, household_of
from .problems import JournalError
from .records import (
    BEGAN,
    CHANNELS,
    OWN,
    SIDES,
    STATES,
    WHO,
    Change,
    Contact,
    Promise,
)

__all__ = [
    "BEGAN",
    "CHANNELS",
    "DEFAULT_SEED",
    "OWN",
    "SIDES",
    "STATES",
    "WHO",
    "AgreedPayment",
    "Agreement",
    "Change",
    "Contact",
    "Journal",
    "JournalError",
    "Promise",
    "household_of",
]
