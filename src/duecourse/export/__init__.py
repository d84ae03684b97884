"""The papers a learner takes away: worked out by `calc`, written down in the learner's language.

    paper = statement(case)                          # what is owed, every step, every source
    budget_summary(case)                             # the month, normal and bad, and the debts
    letter("offer", case, debt, given=Given(offer=outcome), tone="warm", sender=Sender("…"))
    call_script(case, debt, given=…)                 # what to say, to ask for, and never to say
    schedule(debt, plan, on=day)                     # plan: an offer's Outcome, or the journal's Agreement
    checklist(title, groups, on=day)
    journal_extract(case, contacts, promises)
    paper.text, paper.content("docx"), paper.save("letter.docx")
    calendar(case, {debt.id: plan}).save("plan.ics")
    pack(case, wanted=Wanted(offers={…}))            # all of them in one folder, with a first page

    document      a paper before it has a format     letter            letters and the call script
    word, web_page, plain_text, workbook             letter_template   how `data/letters` is filled in
                  a paper in its formats             letter_reading, letter_check  … read, and proved
    statement, budget, schedule, checklist,          places, reach     what a letter can say, and of whom
    journal, calendar  the other papers              pack, pack_folder all in one folder, whole or not at all

A figure in a paper is the library's, to the fen. What a person typed is text wherever it stands. The same
paper always gives the same bytes. Nothing names the machine or its user.
"""

from .budget import budget_summary
from .calendar import Appointment, Calendar, calendar
from .checklist import Check, CheckGroup, checklist
from .journal import journal_extract
from .letter import (
    Deadline,
    Difference,
    Given,
    Letter,
    Sender,
    SpokenAgreement,
    call_script,
    check_promise,
    fitting,
    kinds,
    letter,
)
from .offer_words import offer_lines, offer_summary
from .pack import Order, Pack, Wanted, pack, standard_orders
from .paper import FORMATS, Paper
from .places import TONES
from .refused import PaperRefused, PromiseTooHigh
from .schedule import schedule
from .statement import statement

__all__ = [
    "FORMATS",
    "TONES",
    "Appointment",
    "Calendar",
    "Check",
    "CheckGroup",
    "Deadline",
    "Difference",
    "Given",
    "Letter",
    "Order",
    "Pack",
    "Paper",
    "PaperRefused",
    "PromiseTooHigh",
    "Sender",
    "SpokenAgreement",
    "Wanted",
    "budget_summary",
    "calendar",
    "call_script",
    "check_promise",
    "checklist",
    "fitting",
    "journal_extract",
    "kinds",
    "letter",
    "offer_lines",
    "offer_summary",
    "pack",
    "schedule",
    "standard_orders",
    "statement",
]
