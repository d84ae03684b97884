"""What a learner sees and moves: panels, charts, tables, controls. Draws; never computes an amount.

A panel is a model and this view of it. The model holds the inputs as traits, asks `duecourse.calc`
for the figures and says what they mean; it knows no widget, so a test needs no browser. `Panel`
shows it in the one frame that all panels share. This is a whole panel:

    from duecourse.calc import accrue
    from duecourse.locale import days, money, percent, say
    from duecourse.view import PERCENT, DecimalSlider, Exact, Model, Panel, Slider, explain
    from traitlets import Int

    class Late(Model):
        days_late = Int(5)
        rate = Exact("0.0007")

        def charged(self):
            return accrue("1000", rate=self.rate, day_count=self.days_late)

        def title(self):    return say("lesson2.late_title")
        def summary(self):  return f"{days(self.days_late)}: {money(self.charged().amount)}"
        def sentence(self): return say("lesson2.late", days=days(self.days_late), rate=percent(self.rate))
        def steps(self):    return explain(self.charged().steps)

    Panel(
        Late(),
        days_late=Slider(say("lesson2.days_late"), 0, 90),
        rate=DecimalSlider(say("lesson2.rate"), "0.0003", "0.0015", "0.00005", show=PERCENT),
    )

Give the model `figure()` (see `charts`), `table()`, `facts()` as well, and the panel shows them. A
control is named after the trait it moves; `Slider(…).placed(shown=…)` is in sight only then, and what
`in_group(name, trait=Slider(…))` returns is folded away. `Card` is the same frame for a form or an exercise.

    model      what a model has to say               panel     the frame
    controls   sliders, choices, boxes, buttons      writing   how figures are shown and read back
    charts     figures for the kinds of chart        chart     how a figure reaches the page
    stages     a chart of what debts go through      months    a chart of months and their signs
    listing    a panel with a list to read           explain   calculation steps in words
    picks      options as cards, tabs or a list      road      stations one after the other
    dialogue   a conversation, answered by buttons   ticks     boxes to tick, under headings
    sheet      a paper to mark line by line          strips    months of several things in rows
    form       the form for the learner's own case   privacy   on whose computer the course runs
    tables     tables, lists of steps
    template   colours and type of charts            style.css the look of everything
"""

from .chart import Chart
from .controls import (
    Button,
    Choice,
    Control,
    DaySlider,
    DecimalSlider,
    MoneyBox,
    Slider,
    Switch,
    TextBox,
    in_group,
)
from .explain import explain
from .listing import Entry, ListModel, ListPanel
from .model import Day, Exact, Model
from .panel import Card, Panel
from .tables import Column, Table
from .writing import MONEY, NUMBER, PERCENT, Writing

__all__ = [
    "MONEY",
    "NUMBER",
    "PERCENT",
    "Button",
    "Card",
    "Chart",
    "Choice",
    "Column",
    "Control",
    "Day",
    "DaySlider",
    "DecimalSlider",
    "Entry",
    "Exact",
    "ListModel",
    "ListPanel",
    "Model",
    "MoneyBox",
    "Panel",
    "Slider",
    "Switch",
    "Table",
    "TextBox",
    "Writing",
    "explain",
    "in_group",
]
