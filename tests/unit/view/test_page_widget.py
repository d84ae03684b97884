"""What all widgets of the course have in common."""

from __future__ import annotations

import pytest

from duecourse.view import Chart
from duecourse.view.page_widget import PageWidget


def test_each_module_keeps_in_touch_once() -> None:
    class Longer(Chart):
        pass

    for module in (Chart._esm, Longer._esm, Chart(figure={})._esm):
        assert module.count("async function keepsInTouch") == 1
        assert module.endswith("export default { initialize: keepsInTouch, render };\n")


def test_a_module_that_ends_otherwise_is_refused() -> None:
    with pytest.raises(TypeError, match="Odd must end in: export default"):

        class Odd(PageWidget):
            _esm = "export default { initialize };"
