"""21 U.S.C. 1705(c)(1)(F), (c)(1)(G) and (h): what the law asks of Strategy and measures."""

from __future__ import annotations

import datetime as dt
from typing import Final

from milepost.plan.audit import usc_21_1705_goals as goals
from milepost.plan.audit import usc_21_1705_system as system
from milepost.plan.audit.model import Criterion, RuleSet

# As amended by the SUPPORT for Patients and Communities Act, Pub. L. 115-271, of 24 October 2018.
_IN_FORCE: Final = dt.date(2018, 10, 24)

_CLAUSES: Final = (
    ("c-1-F-i", "Agencies, their programs and roles", "(c)(1)(F)(i)", goals.agencies),
    ("c-1-F-ii", "Stakeholders and their roles", "(c)(1)(F)(ii)", goals.stakeholders),
    ("c-1-F-iii", "Estimate of funding and resources", "(c)(1)(F)(iii)", goals.funding),
    ("c-1-F-iv", "Coordinating mechanisms", "(c)(1)(F)(iv)", goals.mechanisms),
    ("c-1-F-v", "Role of the issuing office", "(c)(1)(F)(v)", goals.office),
    ("c-1-G-i", "Measures for each agency", "(c)(1)(G)(i)", goals.measures_of_agencies),
    ("c-1-G-ii", "Annual and quarterly targets", "(c)(1)(G)(ii)", goals.annual_targets),
    ("c-1-G-iii", "Funding of each target", "(c)(1)(G)(iii)", goals.funding_of_targets),
    ("h-1", "2-year and 5-year targets", "(h)(1)", system.two_and_five_years),
    ("h-2", "Sources of data", "(h)(2)", system.sources_of_measures),
    ("h-3", "Programs that support the goals", "(h)(3)", system.programs),
    ("h-4", "Contribution of each agency", "(h)(4)", system.contribution),
    ("h-5", "Consistency of budgets with the Strategy", "(h)(5)", system.consistency),
    ("h-6", "Coordination and quality of data", "(h)(6)", system.data_collection),
    ("h-7", "Measures of the Southwest border strategy", "(h)(7)", system.supplemental_strategy),
)

RULE_SET: Final = RuleSet(
    id="21-usc-1705",
    title="What the Strategy must contain (21 U.S.C. 1705(c)(1)(F)-(G) and (h))",
    citation="21 U.S.C. 1705(c)(1)(F), (c)(1)(G) and (h)",
    note=(
        "The clauses are paraphrased. The law asks this of the National Drug Control Strategy and "
        "its measurement system; (h)(7) of the Southwest border strategy by name."
    ),
    criteria=tuple(
        Criterion(f"21-usc-1705.{name}", title, f"21 U.S.C. 1705{clause}", _IN_FORCE, judge)
        for name, title, clause, judge in _CLAUSES
    ),
)
