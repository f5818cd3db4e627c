"""Formats of a report."""

import pytest

from symcheck.report.formats import FORMATS, render
from symcheck.report.terminal import layout_for
from tests.report.everything import REPORT


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_renders_a_report_and_renders_it_alike(name: str) -> None:
    layout = layout_for(80, ["a.2"], verbose=False, quiet=False, times=False)
    rendered = render(name, REPORT, layout)
    assert "a.2" in rendered
    assert rendered == render(name, REPORT, layout)
    assert rendered.startswith("<svg") == (name == "svg")
