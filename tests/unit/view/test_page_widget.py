"""What all widgets of the course have in common, and the code that draws them, sent once."""

from __future__ import annotations

import gzip
from base64 import b64decode
from importlib import import_module
from pkgutil import walk_packages

import pytest

import duecourse.view
from duecourse.view import Chart
from duecourse.view.note import Note
from duecourse.view.page_code import PageCode, modules, whole
from duecourse.view.page_widget import PageWidget


def kinds(kind: type[PageWidget] = PageWidget) -> set[type[PageWidget]]:
    """All kinds of widgets, but for the classes that traitlets makes for single ones."""
    found = {one for one in kind.__subclasses__() if "drawn_by" in vars(one)}
    return found.union(*(kinds(one) for one in kind.__subclasses__()))


def test_a_widget_brings_a_line_and_no_stylesheet() -> None:
    class Longer(Chart):
        pass

    for widget in (Chart(figure={}), Longer(figure={}), Note("…")):
        state = widget.get_state()
        assert len(state["_esm"]) < 110 and "_css" not in state


def test_each_module_draws_a_widget_and_each_widget_has_one() -> None:
    for module in walk_packages(duecourse.view.__path__, "duecourse.view."):
        import_module(module.name)
    assert {kind.drawn_by for kind in kinds()} == {*modules()}


def test_a_module_that_there_is_not_is_refused() -> None:
    with pytest.raises(KeyError, match="odd"):

        class Odd(PageWidget):
            drawn_by = "odd"


def test_the_code_is_sent_once_and_again_where_it_was_closed() -> None:
    Note("…")
    first = PageCode.send()
    Note("…")
    assert PageCode.send() is first
    assert gzip.decompress(b64decode(first.packed)).decode() == whole()
    first.close()
    Note("…")
    again = PageCode.send()
    assert again is not first and again.get_state()["packed"] == first.packed


def test_a_widget_waits_in_the_list_of_the_code_that_was_sent() -> None:
    module = Chart(figure={}).get_state()["_esm"]
    assert f"globalThis.{PageCode.send().waiting}" in module and '"chart"' in module


def test_a_layout_tells_a_new_page_what_is_set_and_an_old_one_what_is_not_any_more() -> None:
    layout = Note("…").layout
    assert len(layout.get_state()) < 8
    layout.display = "none"
    assert layout.get_state()["display"] == "none"
    layout.display = None
    told: list[dict[str, object]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout.comm, "send", lambda data, buffers=None: told.append(data["state"]))
        layout.send_state()
    assert told[0]["display"] is None and len(told[0]) > 40
