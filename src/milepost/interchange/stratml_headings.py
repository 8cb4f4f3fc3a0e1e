"""What stands at the top of the files an import writes: what they hold, and what to fill in."""

from __future__ import annotations

from typing import Final

STRATEGY: Final = (
    'Add under strategy what the document does not say: "statutory_basis:" with the laws that ask '
    'for it, and "horizon:" with the years it covers, such as FY2009..FY2011.'
)
CALENDAR: Final = (
    "CHECK: StratML does not say by which years a plan is counted. The calendar below is that of "
    "the United States government."
)
TITLE: Final = "CHECK: the document has no name. Write the title of the strategy."
VALUES: Final = "Values in the document, for which a plan has no word:"
AGENCIES: Final = (
    "Every organization the document names. Identifiers are in capitals; change one only where "
    'you change it everywhere. Add "parent:" with the department an agency belongs to, and '
    '"mandate:" with what it does by law.'
)
NEEDS: Final = "The problems the strategy must address, with the evidence for each."
GOALS: Final = (
    'The goals. Their objectives are in objectives.yaml. "source:" names the place in the '
    "document; better is the place in the strategy itself."
)
OBJECTIVES: Final = (
    'The objectives, each with its goal. Add to each "needs:" with what it answers, and "roles:" '
    "where the document does not state them:\n"
    "\n"
    "  roles:\n"
    "    - agency: ATF\n"
    "      role: lead        (or co-lead, supporting, consulted)\n"
    "      authority: the law or agreement it acts under\n"
    "      source: where that is stated"
)
STATEMENTS: Final = (
    "What the document says on matters a strategy must speak about. StratML names stakeholders "
    "without their role: make roles of them in objectives.yaml, then delete them here."
)
SCALES: Final = "How an outlook becomes a rating, as the report was judged."
MEASURES: Final = (
    "The performance indicators of the report as measures. A figure of several agencies together, "
    "or one that was computed, comes back as reported by the office that issued the report: how it "
    "was put together is not in the document. The figures are in the folder figures/; hand them in "
    "with milepost submit."
)
WAIVERS: Final = "The ratings that the report leaves out, with who approved that and why."
