"""The five elements of GAO-09-709: what the implementation plan of the arms chapter must have.

GAO calls them key elements of an effective strategy (line 795) and asks ONDCP for each of them
(line 935). It read the chapter of June 2009 by them, and where it gave a verdict ours is measured
by that: supporting roles without anybody who leads are no "detailed roles and responsibilities"
(the chapter says what the Department of Defense contributes, lines 879 and 883), and without a
measure nothing is monitored, whoever is to report (lines 883 and 887).
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from milepost.plan.audit.gao_09_709_aims import needs_and_objectives, roles
from milepost.plan.audit.gao_09_709_means import coordination, resources
from milepost.plan.audit.gao_09_709_monitoring import monitoring
from milepost.plan.audit.model import Criterion, RuleSet

# GAO had identified these elements "in our past work" (lines 795, 859), and the audit in which it
# applied them to the chapter ran from July 2008 to June 2009 (line 31). The text gives no day. The
# first day of the year of the report is late enough to be supported by it, and early enough for
# the chapter of June 2009 to be held against them.
_IN_FORCE: Final = dt.date(2009, 1, 1)

RULE_SET: Final = RuleSet(
    id="gao-09-709",
    title="Five key elements of an effective strategy (GAO-09-709)",
    citation="GAO-09-709, lines 795, 859, 861 and 935",
    note=(
        "GAO's own verdicts on a plan, where it published any, are shown beside ours and never "
        "taken over. Supporting roles without a lead do not count as detailed roles, and nothing "
        "counts as monitored that has no measure: so GAO read the chapter of June 2009 (line 883). "
        "Of guidance on funding priorities it is judged that something is said, not what it is "
        "worth."
    ),
    criteria=(
        Criterion(
            "gao-09-709.needs-and-objectives",
            "Needs, and objectives that answer them",
            "GAO-09-709, line 935 (1): identifies needs and clearly defines objectives for "
            "addressing those needs",
            _IN_FORCE,
            needs_and_objectives,
        ),
        Criterion(
            "gao-09-709.roles",
            "Roles and responsibilities",
            "GAO-09-709, line 935 (2): identifies roles and responsibilities for meeting "
            "objectives that leverage the existing expertise of each relevant agency",
            _IN_FORCE,
            roles,
        ),
        Criterion(
            "gao-09-709.resources",
            "Funding priorities and resources",
            "GAO-09-709, line 935 (3): ensures agencies are provided guidance on setting funding "
            "priorities and providing resources to address those needs",
            _IN_FORCE,
            resources,
        ),
        Criterion(
            "gao-09-709.coordination",
            "Mechanisms for coordination",
            "GAO-09-709, line 935 (4): establishes mechanisms to facilitate coordination across "
            "agencies",
            _IN_FORCE,
            coordination,
        ),
        Criterion(
            "gao-09-709.monitoring",
            "Measures and monitoring",
            "GAO-09-709, line 935 (5): employs monitoring mechanisms to determine and report on "
            "progress toward objectives and identifies needed improvements",
            _IN_FORCE,
            monitoring,
        ),
    ),
)
