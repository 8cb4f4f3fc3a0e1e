"""The words of a form, in English and in Spanish.

Only words for people are here. What is written into the cells an agency fills, the codes, is the
same in both languages; the sheet of codes says in the form's language what each means.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from milepost.submissions.template.columns import Kind


@dataclass(frozen=True, slots=True)
class Words:
    """Everything a form says that is not from the plan."""

    language: Literal["en", "es"]
    yes_no: tuple[str, str]
    months: tuple[str, ...]
    a_day: str
    sheets: Mapping[Kind, str]
    headers: Mapping[str, str]
    hints: Mapping[str, str]
    bounds: Mapping[str, str]
    absences: Mapping[str, str]
    reliability: Mapping[str, str]
    assertions: Mapping[str, str]
    units: Mapping[str, str]
    title: str
    how: str
    also: str
    divided: str
    total: str
    divided_how: str
    explanations_title: str
    explanations_how: str
    beyond: str
    assertions_title: str
    assertions_how: str
    instructions_title: str
    instructions: tuple[str, ...]
    limitations: str
    codes_title: str
    codes_how: str
    code: str
    meaning: str
    illustrative: str
    illustrative_banner: str
    sensitive_mark: str
    sensitive_banner: str
    on_a_day: str
    stands_on: str
    over_days: str
    event: str
    share: str
    dollars: str
    whole_number: str
    decimals: str
    part_of: str
    between: str
    estimate: str
    from_to: str
    or_more: str
    or_less: str
    no_date: str
    no_target: str
    no_values: str
    warning: str
    page: str

    def day(self, day: dt.date) -> str:
        """A day as it is said."""
        return self.a_day.format(day=day.day, month=self.months[day.month - 1], year=day.year)

    def unit(self, unit: str) -> str:
        """A unit of the plan; percent and dollars have a word in each language."""
        return self.units.get(unit, unit)
