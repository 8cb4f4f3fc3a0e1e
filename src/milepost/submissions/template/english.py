"""The words of a form in English."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from milepost.submissions.template.columns import NUMBERS
from milepost.submissions.template.words import Words

ENGLISH: Final = Words(
    language="en",
    yes_no=("yes", "no"),
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    a_day="{month} {day}, {year}",
    sheets=MappingProxyType(
        {
            "metrics": "Metrics",
            "explanations": "Explanations",
            "assertions": "Certification",
            "instructions": "Instructions",
            "codes": "Codes",
        }
    ),
    headers=MappingProxyType(
        {
            "measure": "Measure",
            "period": "Period",
            "title": "Title",
            "definition": "Definition",
            "counts": "What counts",
            "unit": "Unit",
            "last_four": "Last values",
            "target": "Target",
            "value": "Value",
            "of": "Of",
            "bound": "Bound",
            "absence": "If no number, why",
            "reliability": "Reliability",
            "source": "Source",
            "note": "Note",
            "name": "Name",
            "why": "Why",
            "action": "What will be done",
            "by_when": "By when",
            "assertion": "Id",
            "statement": "Statement",
            "answer": "Answer",
            "comment": "Comment",
        }
    ),
    hints=MappingProxyType(
        {
            "period": "The day for which the value holds: 2009-06-30. Change it if it is another.",
            "value": f"The number, such as {NUMBERS}, or 0 if there were none. Also: at least 280, "
            "about 14, 25-33, 4 of 10. No number? Leave it empty and choose why.",
            "of": "Only for a part of a whole: of how many. For 4 of 10 write 10.",
            "bound": "Only where the number is not exact. Choose from the list.",
            "absence": "Only where there is no number. Choose from the list and say more in the "
            "note.",
            "reliability": "Your own assessment of the figure. Choose from the list, or leave it "
            "empty.",
            "source": "Where the figure is from: system, report, date.",
            "note": "What a reader must know. With no number: why, and until when.",
            "measure": "Choose the measure you explain.",
            "why": "Why the result is above or below its target.",
            "action": "What will be done about it.",
            "by_when": "The date by which it will be done: 2009-12-31.",
            "answer": "Choose yes or no.",
            "official-name": "Full name of the official who certifies.",
            "official-title": "Title of the official.",
            "official-date": "Date of the certification: 2009-10-15.",
            "comment": "Needed where the answer is no.",
            "code": "The code of the row. Choose from the list.",
        }
    ),
    bounds=MappingProxyType(
        {
            "exact": "exactly",
            "about": "about",
            "at least": "at least",
            "more than": "more than",
            "at most": "at most",
            "less than": "less than",
            "between": "between",
        }
    ),
    absences=MappingProxyType(
        {
            "not tracked": "not tracked",
            "not available": "not available",
            "not yet due": "not yet due",
            "not applicable": "not applicable",
            "withheld": "withheld",
            "withdrawn": "withdrawn",
        }
    ),
    reliability=MappingProxyType(
        {
            "sufficiently reliable": "sound enough for this report",
            "not sufficiently reliable": "not sound enough; say in the note why",
            "undetermined": "not assessed, or not yet known",
        }
    ),
    assertions=MappingProxyType(
        {
            "system": "The performance reporting system is appropriate and applied.",
            "explanations": "Explanations for missed targets are reasonable.",
            "targets": "The methodology to set targets is reasonable and applied.",
            "measures": "Adequate measures exist for all significant activities.",
            "official-name": "Certifying official: name",
            "official-title": "Certifying official: title",
            "official-date": "Date",
        }
    ),
    units=MappingProxyType({}),
    title="{name} ({agency}): report for {period}, {begin} to {end}",
    how="Fill the yellow cells, one row for each measure. Write 0 if there were none; if there is "
    f"no number, choose why. Numbers: {NUMBERS}.",
    also="Also fill: {sheets}.",
    divided="{title}: one row for each {by}",
    total="Total",
    divided_how="Fill every row. An empty row is not a zero: write 0 where there were none. "
    f"Numbers: {NUMBERS}.",
    explanations_title="Explanations: why results differ from their targets",
    explanations_how="One row for each measure you explain; leave the rest empty.",
    beyond="Explain every result more than {percent}% above or below its target.",
    assertions_title="Certification: the four assertions of ONDCP's circular of 22 October 2019",
    assertions_how="The official who is accountable for the report answers yes or no, and signs "
    "with name, title and date.",
    instructions_title="How to fill this form",
    instructions=(
        (
            "Fill the yellow cells only. The Tab key takes you from one to the next. The rest is "
            "locked."
        ),
        "Sheet Metrics: one row for each measure. Write the number in the column Value.",
        "None at all? Write 0. An empty cell is never read as 0.",
        "No number? Leave Value empty, choose why in the column for it, and say more in the note.",
        f"Write numbers as {NUMBERS}: thousands with a comma or not at all, decimals with a point.",
        "A percentage is written as 47 or 47%, never as 0.47.",
        "Not exact? Choose a bound, or write it: at least 280, about 14, 25-33.",
        "An estimate from a sample? Write its standard error too: 47.3 (standard error 1.2).",
        "A part of a whole? Write both: 4 in Value and 10 in Of.",
        "The last sheet, Codes, says what each word in the lists means.",
        "Save the file under its own name and send it back. You get a receipt.",
    ),
    limitations="What the figures do not tell",
    codes_title="Codes: the words in the lists, and what they mean",
    codes_how="The codes are the same in every language.",
    code="Code",
    meaning="Meaning",
    illustrative="illustrative",
    illustrative_banner="ILLUSTRATIVE: made-up figures. Not for reporting.",
    sensitive_mark="law enforcement sensitive",
    sensitive_banner="LAW ENFORCEMENT SENSITIVE: handle this file accordingly.",
    on_a_day="As of {end}, or the day you write.",
    stands_on="As it stands on {end}.",
    over_days="From {begin} to {end}.",
    event="1 once it has happened, else 0.",
    share="A share from 0 to 100, or a part and its whole.",
    dollars="In dollars, written out.",
    whole_number="A whole number.",
    decimals="Decimals: up to {number}.",
    part_of="{part} of {whole}",
    between="between {low} and {high}",
    estimate="{number} (standard error {error})",
    from_to="{low} to {high}",
    or_more="{end} or more",
    or_less="{end} or less",
    no_date="no date",
    no_target="no target",
    no_values="none yet",
    warning="This does not look like a number. If you mean it, choose Yes.",
    page="Page &P of &N",
)
