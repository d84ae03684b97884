"""Goes through all of a letter's template, and refuses what is not known and whatever could run.

For whoever writes one, and for the tests; a letter that is written is known to be right.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path
from typing import Final

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from duecourse.files import DataFileError
from duecourse.rules import rules

from .letter_reading import check_figure, read_template
from .letter_template import Template, sandbox
from .places import NEEDS, PLACES, TABLES
from .safe_text import clean

_ENDS_IN_TAG: Final = re.compile(r"^(?!\s*(?:\{%[^%]*%\}\s*)+$).*\{%[^%]*%\}\s*$")
"""Text with a tag at its end: Jinja takes the end of that line away."""

_NOT_IN_TEXT: Final = re.compile(r"\d")
_FUNCTIONS: Final = {"law": 1, "figure": 2, "holds": 1}
"""law("id"): title and clause. figure("id", "key"): a figure of the rule. holds("id"): whether the rule
holds for this debt on this day."""


def checked(file: Path) -> Template:
    """The template in a file that can be filled in. Raises DataFileError with place and remedy."""
    template = read_template(file)
    _Checker(template).check()
    return template


class _Checker:
    """Goes through a template's text: nothing in it that is not known, and nothing that could run."""

    def __init__(self, template: Template) -> None:
        self.template = template

    def error(self, line: int, problem: str, remedy: str) -> DataFileError:
        place = f"line {line + self.template.first_line - 1}"
        return DataFileError(self.template.file, place, problem, remedy)

    def check(self) -> None:
        """Raises DataFileError at the first thing that is wrong."""
        try:
            tree = sandbox().parse(self.template.body)
        except TemplateSyntaxError as error:
            raise self.error(
                error.lineno, f"cannot be read: {error.message}", "Put the braces right"
            ) from None
        self._bodies(tree.body, frozenset(self.template.needs), {})
        self._lines()
        used = {PLACES[name].need for name in self.template.places}
        used |= {TABLES[name] for name in (*self.template.annexes, *self._tables())}
        for need in self.template.needs:
            if need not in used:
                raise DataFileError(
                    self.template.file, "header.needs", f"{need!r} is not used in the text", "Take it out"
                )

    def _tables(self) -> list[str]:
        """The tables within the text."""
        return [line[1:].strip() for line in self.template.body.split("\n") if line.startswith("@")]

    def _lines(self) -> None:
        lines = self.template.body.split("\n")
        for number, (line, following) in enumerate(pairwise([*lines, ""]), 1):
            if line.startswith("@") and (name := line[1:].strip()) not in TABLES:
                raise self.error(number, f"there is no table {name!r}", f"Use one of {', '.join(TABLES)}")
            if (
                line.startswith("@")
                and (need := TABLES[line[1:].strip()])
                and need not in self.template.needs
            ):
                raise self.error(number, f"the table needs {need!r}", "Add it to needs in the header")
            if _ENDS_IN_TAG.search(line) and following.strip():
                raise self.error(number, "would run into the next line", "Leave the line after it empty")

    def _bodies(self, body: list[nodes.Node], given: frozenset[str], loops: dict[str, str]) -> None:
        for node in body:
            match node:
                case nodes.Output():
                    for part in node.nodes:
                        self._output(part, given, loops)
                case nodes.If():
                    self._condition(node.test, given)
                    self._bodies(node.body, given | _given_by(node.test), loops)
                    for branch in node.elif_:
                        self._condition(branch.test, given)
                        self._bodies(branch.body, given | _given_by(branch.test), loops)
                    self._bodies(node.else_, given, loops)
                case nodes.For():
                    self._loop(node, given, loops)
                case _:
                    raise self._unknown(node)

    def _unknown(self, node: nodes.Node) -> DataFileError:
        what = type(node).__name__.lower()
        return self.error(node.lineno, f"{what} is not allowed", "Use places, if and for only")

    def _output(self, node: nodes.Node, given: frozenset[str], loops: dict[str, str]) -> None:
        match node:
            case nodes.TemplateData():
                self._words(node)
            case nodes.Name() if node.name in loops:
                pass
            case nodes.Name():
                self._place(node, given, "text")
            case nodes.Call():
                self._call(node, ("law", "figure"))
            case _:
                raise self._unknown(node)

    def _words(self, node: nodes.TemplateData) -> None:
        found = _NOT_IN_TEXT.search(node.data)
        if found:
            line = node.lineno + node.data[: found.start()].count("\n")
            raise self.error(
                line, f"the figure {found[0]} stands in the text", "Let a place or a rule give it"
            )
        if node.data != clean(node.data):
            raise self.error(node.lineno, "there is an invisible character", "Take it out")

    def _place(self, node: nodes.Name, given: frozenset[str], kind: str) -> None:
        place = PLACES.get(node.name)
        if place is None:
            near = get_close_matches(node.name, PLACES, 1)
            remedy = f"Did you mean {near[0]}?" if near else "The places stand in README.md"
            raise self.error(node.lineno, f"there is no place {node.name!r}", remedy)
        if place.kind != kind:
            raise self.error(
                node.lineno, f"{node.name} is {place.kind}, not {kind}", "Use another place, or another way"
            )
        if place.need and place.need not in given:
            remedy = f'Add needs = ["{place.need}"] to the header, or ask {{% if has_{place.need} %}} before'
            raise self.error(node.lineno, f"{node.name} is there only with {place.need!r}", remedy)

    def _call(self, node: nodes.Call, allowed: tuple[str, ...]) -> None:
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        values = [part.value for part in node.args if isinstance(part, nodes.Const)]
        plain = not node.kwargs and node.dyn_args is None and node.dyn_kwargs is None
        if name not in allowed or not plain or len(values) != len(node.args):
            raise self.error(node.lineno, "this call is not allowed", f'Use {" or ".join(allowed)} with "…"')
        if len(values) != _FUNCTIONS[name]:
            raise self.error(node.lineno, f"{name} takes {_FUNCTIONS[name]} words", "Give it as many")
        cited, rule_id = self.template.rules, values[0]
        if rule_id not in cited:
            raise self.error(
                node.lineno, f"the rule {rule_id!r} is not in the header", "Add it to rules there"
            )
        value = rules[rule_id].latest
        status = value.status_of(values[1]) if name == "figure" else value.status
        if name in ("law", "figure") and status != "text seen":
            raise self.error(
                node.lineno, f"the text of {rule_id!r} was not seen", "Do not cite it in a letter"
            )
        if name == "figure":
            check_figure(rule_id, values[1], cited, lambda p, r: self.error(node.lineno, p, r))

    def _condition(self, node: nodes.Node, given: frozenset[str]) -> None:
        match node:
            case nodes.Not():
                self._condition(node.node, given)
            case nodes.And() | nodes.Or():
                self._condition(node.left, given)
                right = given | _given_by(node.left) if isinstance(node, nodes.And) else given
                self._condition(node.right, right)
            case nodes.Name():
                self._place(node, given, "yes_no")
            case nodes.Call():
                self._call(node, ("holds",))
            case nodes.Compare(
                expr=nodes.Name() as name, ops=[nodes.Operand(op="eq", expr=nodes.Const() as word)]
            ):
                self._place(name, given, "word")
                if word.value not in PLACES[name.name].words:
                    allowed = ", ".join(PLACES[name.name].words)
                    raise self.error(
                        node.lineno, f"{name.name} is never {word.value!r}", f"Use one of {allowed}"
                    )
            case _:
                raise self._unknown(node)

    def _loop(self, node: nodes.For, given: frozenset[str], loops: dict[str, str]) -> None:
        if (
            not isinstance(node.target, nodes.Name)
            or not isinstance(node.iter, nodes.Name)
            or node.target.name in PLACES
            or node.test is not None
            or node.recursive
        ):
            raise self.error(node.lineno, "this loop is not allowed", "Write {% for item in a_list %}")
        self._place(node.iter, given, "list")
        self._bodies(node.body, given, {**loops, node.target.name: node.iter.name})
        self._bodies(node.else_, given, loops)


def _given_by(test: nodes.Node) -> frozenset[str]:
    """What is there for certain where a condition is met."""
    if isinstance(test, nodes.Name) and test.name.removeprefix("has_") in NEEDS:
        return frozenset({test.name.removeprefix("has_")})
    if isinstance(test, nodes.And):
        return _given_by(test.left) | _given_by(test.right)
    return frozenset()
