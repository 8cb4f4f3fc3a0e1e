"""A plan small enough to know by heart."""

from __future__ import annotations

from typing import Final

PLAN: Final = """\
strategy: {id: small, title: A small strategy, issued_by: ONDCP, source: made up}
calendar: {fiscal_year_starts: October, source: made up}
agencies:
  - {id: ONDCP, name: Office of National Drug Control Policy, source: made up}
  - {id: ATF, name: Bureau of Alcohol, source: made up}
  - {id: ICE, name: Immigration and Customs Enforcement, source: made up}
goals:
  - {id: reduce, title: Reduce the flow, source: made up}
objectives:
  - {id: coordinate, goal: reduce, title: Coordinate, source: made up}
duties:
  - id: evaluations
    title: Submit an evaluation
    to: the Director
    due: 1 November
    in_force_from: 2010-01-01
    source: 21 U.S.C. 1705(g)(2)
  - id: assessment
    title: Report whether targets were met
    owner: ONDCP
    to: Congress
    due: first Monday in February
    done:
      - {year: CY2010, on: 2010-02-03, note: Snow closed the office, source: made up}
      - {year: CY2011, on: 2011-02-07, source: made up}
    source: 21 U.S.C. 1705(g)(1)
  - id: notice
    title: Say why the Strategy is late
    owner: ONDCP
    to: Congress
    due: 5 days after first Monday in February
    every: 2
    counted_from: CY2010
    in_force_until: 2013-12-31
    source: 21 U.S.C. 1705(e)
  - id: summary
    title: Summarise the evaluations
    owner: ONDCP
    due: 60 days after 1 December
    source: 21 U.S.C. 1703(b)(14)
actions:
  - id: assign-agents
    objective: coordinate
    agencies: [ATF]
    statement: Assign one agent to each team
    due: 2010-06
    done: 2010-07
    source: made up
recommendations:
  - id: R2
    to: [ATF, ICE]
    statement: Sign the agreement
    status: open
    milestones:
      - {statement: A draft is agreed, source: made up}
      - {statement: The agreement is signed, due: 2010, source: made up}
    source: made up
mechanisms:
  - id: agreement
    title: Agreement of ATF and ICE
    parties: [ATF, ICE]
    status: agreed
    signed: 2009-08-31
    review_every: half-yearly
    monitored_by: ONDCP
    reviews:
      - {held: 2010-03-02, result: Two conflicts settled, source: made up}
    source: made up
  - id: team
    title: A team of old
    parties: [ATF, ICE]
    status: operating
    review_every: yearly
    source: made up
waivers:
  - id: no-outlook
    of: criterion
    criterion: gao-09-709.resources
    reason: The budget is not out
    approved_by: The Director
    from: 2010-01-01
    until: 2010-12-31
    source: made up
"""
