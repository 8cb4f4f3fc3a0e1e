"""A later edition lists what was restated and which goalposts were moved, with both ratings."""

from __future__ import annotations

from typing import Any

from tests.cli.editions import folder, hand_in, publish, published, restate, verify, write
from tests.cli.office import PLAN, Office, cases, table
from tests.opened import texts_of

_LATER = "2009-12-31"


def _since(made: dict[str, Any], edition: str = "FY2009-1") -> dict[str, Any]:
    """What an edition lists against an earlier one."""
    (found,) = (e for e in made["since"]["editions"] if e["edition"] == edition)
    held: dict[str, Any] = found
    return held


def test_a_first_edition_lists_nothing_and_a_scorecard_is_no_edition(office: Office) -> None:
    hand_in(office)
    assert published(office)["since"] is None
    office.scorecard()
    text = (office.report / "scorecard.txt").read_text(encoding="utf-8")
    assert "EDITION" not in text
    assert "Changes since" not in text


def test_a_restated_figure_is_listed_with_both_values_why_and_both_ratings(
    anywhere: Office,
) -> None:
    """70 + 20 = 90 of 100 is not met; 85 + 20 = 105 is."""
    hand_in(anywhere, "70")
    published(anywhere, "--as-owed")
    restate(anywhere, "85", "Two field offices reported late.")
    made = published(anywhere, as_of=_LATER)
    since = _since(made)
    (figure,) = since["restated"]
    (rating,) = figure.pop("ratings")
    assert figure == {
        "id": "since/FY2009-1/FY2009/cases-initiated/ATF",
        "measure": "cases-initiated",
        "title": "Cases initiated",
        "agency": "ATF",
        "period": "FY2009",
        "codes": "",
        "kind": "changed",
        "before": "70",
        "after": "85",
        "before_from": "submission 1, received 2009-10-15",
        "after_from": "submission 3, received 2009-12-10",
        "why": "Two field offices reported late.",
        "illustrative": False,
    }
    assert (rating["measure"], rating["target"]) == ("cases-initiated", "FY2009")
    assert rating["before"].startswith("not met (")
    assert rating["after"] == "met (achieved)"
    assert (since["goalposts"], since["ratings"], since["new_figures"]) == ([], [], 0)
    text = (folder(anywhere, "FY2009-2") / "scorecard.txt").read_text(encoding="utf-8")
    assert "CHANGES SINCE EDITION FY2009-1" in text
    told = " ".join(text.split())
    assert (
        "Edition FY2009-1 was published on 2009-11-02, as of 2009-10-31. Since then 1 figure was "
        "restated, no goalposts were moved, and 1 rating of FY2009 came out otherwise." in told
    )
    assert verify(anywhere, "FY2009-2")["problems"] == []
    assert verify(anywhere)["problems"] == []


def test_a_figure_that_was_returned_or_withdrawn_is_listed_with_what_was_said(
    office: Office,
) -> None:
    hand_in(office)
    published(office)
    back = ("return", "1/cases-initiated", "--comment", "Counted twice.", "--by", "B. Lee")
    assert office.run("review", *back, "--on", "2009-12-01").exit_code == 0
    row = ("ICE", "cases-initiated", "FY2009", "", "", "", "withdrawn", "", "Error.")
    result = office.submit(office.put("FY2009/ICE-2.csv", table(row)), day="2009-12-02")
    assert result.exit_code == 0, result.output
    figures = _since(published(office, as_of=_LATER))["restated"]
    assert [(f["agency"], f["kind"], f["before"], f["after"], f["why"]) for f in figures] == [
        ("ATF", "returned", "90", "nothing", "Counted twice."),
        ("ICE", "withdrawn", "20", "withdrawn", "Error."),
    ]


def test_a_moved_goalpost_is_listed_with_both_values_and_both_ratings(office: Office) -> None:
    """90 is not met against 100, and is against 80; the figure is the same."""
    hand_in(office, "70")
    published(office, "--as-owed")
    office.write_plan(PLAN.replace("value: 100,", "value: 80,"))
    made = published(office, as_of=_LATER)
    since = _since(made)
    (goalpost,) = since["goalposts"]
    assert goalpost["before"] == "100 or more"
    assert goalpost["after"] == "80 or more"
    assert goalpost["easier"] == "easier to keep"
    assert goalpost["why"] == ""
    (rating,) = goalpost["ratings"]
    assert rating["before"].startswith("not met (")
    assert rating["after"] == "met (achieved)"
    assert since["restated"] == []
    text = (folder(office, "FY2009-2") / "scorecard.txt").read_text(encoding="utf-8")
    assert "no reason is given" in text
    told = " ".join(text.split())
    assert "1 goalpost was moved" in told
    assert "By the moved goalpost alone 1 rating comes out otherwise." in told
    assert verify(office, "FY2009-2")["problems"] == []


def test_a_dated_target_that_came_into_force_since_is_a_moved_goalpost(office: Office) -> None:
    """The files of the plan are the same; the days of the two editions are not."""
    dated = (
        "value: {dated: [{value: 100, source: made up}, {from: 2009-12-01, value: 80, "
        "reason: Fewer agents., approved_by: Director, source: a letter}]},"
    )
    office.write_plan(PLAN.replace("value: 100,", dated))
    hand_in(office, "70")
    published(office, "--as-owed")
    (goalpost,) = _since(published(office, as_of=_LATER))["goalposts"]
    assert (goalpost["before"], goalpost["after"]) == ("100 or more", "80 or more")
    assert goalpost["why"] == "Fewer agents."
    assert goalpost["approved_by"] == "Director"
    assert verify(office, "FY2009-2")["problems"] == []


def test_what_came_in_that_was_missing_moves_a_rating_and_is_no_restatement(
    office: Office,
) -> None:
    office.submit(office.put("FY2009/ATF.csv", cases("ATF", "90")))
    published(office)
    office.submit(office.put("FY2009/ICE.csv", cases("ICE", "20")), day="2009-12-01")
    since = _since(published(office, as_of=_LATER))
    assert (since["restated"], since["new_figures"]) == ([], 1)
    (rating,) = since["ratings"]
    assert rating["after"] == "met (achieved)"
    assert rating["why"] == "A figure came in that was missing."


def test_the_edition_of_the_year_before_is_compared_too(office: Office) -> None:
    """A figure of FY2008 that is restated in the year after."""
    plan = PLAN.replace(
        "      - {period: FY2009, value: 100",
        "      - {period: FY2008, value: 60, rationale: A promise., source: made up}\n"
        "      - {period: FY2009, value: 100",
    )
    office.write_plan(plan)
    for agency, value in (("ATF", b"50"), ("ICE", b"15")):
        content = cases(agency, value.decode()).replace(b"FY2009", b"FY2008")
        office.submit(office.put(f"FY2008/{agency}.csv", content), day="2008-10-15")
    result = office.run("publish", "FY2008", "--as-of", "2008-10-31", "--on", "2008-11-03")
    assert result.exit_code == 0, result.output
    less = cases("ATF", "40").replace(b"FY2009", b"FY2008")
    office.submit(office.put("FY2008/ATF-2.csv", less), day="2009-03-01")
    hand_in(office)
    made = published(office, "--as-owed")
    since = _since(made, "FY2008-1")
    (figure,) = since["restated"]
    assert (figure["period"], figure["before"], figure["after"]) == ("FY2008", "50", "40")
    (rating,) = figure["ratings"]
    assert rating["before"] == "met (achieved)"
    assert rating["after"].startswith("not met (")
    assert verify(office)["problems"] == []


def test_an_earlier_edition_that_was_altered_is_not_compared_with(office: Office) -> None:
    hand_in(office)
    published(office)
    published(office, as_of=_LATER)
    for name in ("FY2009-1", "FY2009-2"):
        path = folder(office, name) / "plan" / "strategy" / "plan.yaml"
        write(path, PLAN.replace("value: 100,", "value: 50,"))
    # The second lists changes against the first, and the third would against the second.
    said = verify(office, "FY2009-2")["problems"]
    assert said == ["plan/strategy/plan.yaml: it was altered."]
    write(path, PLAN)
    (problem,) = verify(office, "FY2009-2")["problems"]
    assert "edition FY2009-1 is not what was published" in problem
    write(path, PLAN.replace("value: 100,", "value: 50,"))
    result = publish(office, as_of=_LATER)
    assert result.exit_code == 1
    assert "edition FY2009-2 is not what was published" in result.stderr
    assert "plan/strategy/plan.yaml: it was altered." in result.stderr


def test_nothing_of_a_measure_that_is_not_public_is_listed(office: Office) -> None:
    secret = PLAN[PLAN.index("  - id: cases-initiated") :]
    secret = secret.replace("cases-initiated", "informants").replace("Cases init", "Informants ob")
    secret += "    sensitivity: law-enforcement-sensitive\n"
    waiver = (
        "waivers:\n  - {id: not-rated, of: rating, measure: informants, reason: Too few., "
        "approved_by: Director, from: 2008-10-01, until: 2010-09-30, source: a letter}\n"
    )
    office.write_plan(PLAN + secret)
    hand_in(office)
    for agency, value in (("ATF", "7391"), ("ICE", "8")):
        content = cases(agency, value).replace(b"cases-initiated", b"informants")
        assert office.submit(office.put(f"FY2009/{agency}-2.csv", content)).exit_code == 0
    published(office, "--as-owed")
    restated = cases("ATF", "7392").replace(b"cases-initiated", b"informants")
    assert office.submit(office.put("FY2009/ATF-3.csv", restated), day="2009-12-01").exit_code == 0
    office.write_plan(PLAN + secret.replace("value: 100,", "value: 7211,") + waiver)
    made = published(office, "--as-owed", as_of=_LATER)
    since = _since(made)
    assert (since["restated"], since["goalposts"], since["ratings"]) == ([], [], [])
    edition = folder(office, "FY2009-2")
    files = [*edition.glob("scorecard.*"), *edition.glob("csv/*")]
    # A coordinate or a byte of a font in a PDF may hold any digits; the words of its pages may not.
    texts = [
        (where, text) for p in files for where, text in texts_of(p)
        if p.suffix != ".pdf" or ":page" in where
    ]  # fmt: skip
    assert any(":page" in where for where, _ in texts)
    for given_away in ("nformants", "7391", "7,391", "7392", "7,392", "7211", "7,211", "Too few"):
        assert not [where for where, text in texts if given_away in text], given_away
