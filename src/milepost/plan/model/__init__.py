"""The words of the plan. Every value is frozen; GLOSSARY.md defines each in a sentence.

What a strategy must declare follows 21 U.S.C. 1705(c)(1)(F)-(G) and the five parts of GAO's last
recommendation in GAO-09-709 (line 935): needs and objectives, roles, resources, coordination
mechanisms, monitoring. A figure carries its source; one made up to show a feature says so.
"""

from __future__ import annotations

from milepost.plan.model.arrangements import (
    MONTHS_OF,
    DutyDone,
    Mechanism,
    Milestone,
    Monitoring,
    Part,
    PublishedVerdict,
    Recommendation,
    Review,
    Rhythm,
    Staffing,
    StatutoryDuty,
    Waiver,
)
from milepost.plan.model.base import Declared
from milepost.plan.model.measures import (
    Baseline,
    Combine,
    Limitation,
    Measure,
    Overlap,
    Ratio,
    Reliability,
    SeriesBreak,
    Target,
)
from milepost.plan.model.plan import Plan
from milepost.plan.model.reporting import Extension, Plausible, Relation, ReportingWindow
from milepost.plan.model.rules import Code, CodeList, Scale, Vocabulary, VocabularyWord
from milepost.plan.model.strategy import (
    Action,
    Agency,
    Assignment,
    CalendarDeclaration,
    ContextFigure,
    ExternalFactor,
    Goal,
    Need,
    Objective,
    Resource,
    Role,
    Standard,
    Statement,
    Strategy,
)

__all__ = [
    "MONTHS_OF",
    "Action",
    "Agency",
    "Assignment",
    "Baseline",
    "CalendarDeclaration",
    "Code",
    "CodeList",
    "Combine",
    "ContextFigure",
    "Declared",
    "DutyDone",
    "Extension",
    "ExternalFactor",
    "Goal",
    "Limitation",
    "Measure",
    "Mechanism",
    "Milestone",
    "Monitoring",
    "Need",
    "Objective",
    "Overlap",
    "Part",
    "Plan",
    "Plausible",
    "PublishedVerdict",
    "Ratio",
    "Recommendation",
    "Relation",
    "Reliability",
    "ReportingWindow",
    "Resource",
    "Review",
    "Rhythm",
    "Role",
    "Scale",
    "SeriesBreak",
    "Staffing",
    "Standard",
    "Statement",
    "StatutoryDuty",
    "Strategy",
    "Target",
    "Vocabulary",
    "VocabularyWord",
    "Waiver",
]
