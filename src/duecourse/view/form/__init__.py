"""The form in which a learner types in a case. It writes through `duecourse.case` only.

    CaseForm(on_saved=…)       the whole form, as a card

    model       what stands behind it: a draft, what is wrong with it, what follows from it; no widget
    wording     how a field's value stands in its box, is read back, and is commented on
    entries     boxes on the page, a group or rows    bound       the same, tied to the draft
    press       buttons                               forgetting  deletes everything of the learner's
    debt        a debt's part                         household   the month's part
    from_file   rows out of a bank's file             broken      a file that cannot be read

What is typed is checked at once and put aside; nothing becomes the learner's case until it is saved.
"""

from .case_form import CaseForm
from .model import FormModel, Standing

__all__ = ["CaseForm", "FormModel", "Standing"]
