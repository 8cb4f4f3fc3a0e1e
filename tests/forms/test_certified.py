"""Who stands for a file is on its receipt, however that was said."""

from __future__ import annotations

from tests.cli.office import Office
from tests.forms import filling
from tests.forms.filling import LAST_QUARTER

DAY = "2009-10-15"


def _signed(office: Office) -> str:
    made, path = office.root / "made.xlsx", office.root / LAST_QUARTER / "PGR.xlsx"
    assert office.run("template", "PGR", LAST_QUARTER, "-o", str(made)).exit_code == 0
    filling.fill_workbook(made, path)
    return str(path)


def test_the_official_who_signs_a_form_is_on_the_receipt(office: Office) -> None:
    path = _signed(office)
    for output in (office.submit(path, day=DAY).output, office.submit(path, day=DAY).output):
        assert "  certified by María Gómez, Directora\n" in output
        assert "not recorded" not in output


def test_a_certification_that_comes_after_its_file_is_told_not_to_be_recorded(
    office: Office,
) -> None:
    path = _signed(office)
    office.submit(path, day=DAY)
    late = office.run("submit", "--received-on", DAY, "--certified-by", "Max Roe, Chief", path)
    assert "  not recorded: certified by Max Roe, Chief;\n" in late.output
    assert "  certified by María Gómez, Directora\n" in late.output
