"""The report as a picture."""

from symcheck.report.console import report_svg
from symcheck.report.terminal import layout_for
from tests.report.everything import REPORT


def test_the_picture_is_an_svg_of_the_report() -> None:
    picture = report_svg(REPORT, layout_for(80, ["a"], verbose=False, quiet=False, times=False))
    assert picture.startswith("<svg")
    assert "Cross-entropy" in picture
    assert picture == report_svg(REPORT, layout_for(80, ["a"], verbose=False, quiet=False, times=False))
