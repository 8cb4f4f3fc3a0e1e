"""SQL for the rows of each kind of extract, with the shares that GAO-09-709 printed.

All rows are made up. What is not in the report (how the states of Mexico share the traces, which
weapon has which calibre, what a county's row says) was made up with them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from benchmarks.spread import dealt, limits, place, skewed

PORTS: Final = 25
COUNTIES: Final = 3_125
DRUGS: Final = 800
A_QUARTER_OF_COUNTIES: Final = COUNTIES * DRUGS
"""So many rows say everything of one quarter; more than that would say it twice."""
# Of 280 cases that ATF initiated, 73 were referred, 46 of them accepted and 5 not; 47 were indicted
# and 33 convicted (lines 627 to 629), more than were accepted, for some of them were older cases.
# Here three of the 47 are: each file also holds cases that were opened before its period.
FUNNEL: Final = {"opened": 280, "carried": 3, "referred": 73, "declined": 5, "accepted": 46}
INDICTED: Final = 47
CONVICTED: Final = 33
# Of 103 cases of ICE 66 were indicted and 47 ended with convictions; 16 began with a referral by
# ATF and 15 with a seizure by CBP (line 605).
ICE: Final = {"opened": 103, "carried": 6, "indicted": 66, "convicted": 47, "by ATF": 16, "CBP": 15}

_STATES_OF_MEXICO: Final = (
    *(("CHH", 15), ("BCN", 13), ("TAM", 11), ("MIC", 10), ("DIF", 9), ("JAL", 7), ("GUA", 5)),
    *(("OAX", 5), ("SON", 4), ("SIN", 4), ("NLE", 3), ("MEX", 2), ("GRO", 2), ("VER", 2)),
    *(
        (code, 1)
        for code in (
            "COA",
            "DUR",
            "CHP",
            "TAB",
            "PUE",
            "MOR",
            "ZAC",
            "HID",
            "SLP",
            "QUE",
            "NAY",
            "COL",
        )
    ),
    *((code, 1) for code in ("AGU", "BCS", "CAM", "ROO", "TLA", "YUC")),
)
# Of ten thousand: 2,700 long guns (line 353), 30 machine guns (193), 2,500 of a high calibre (175).
_WEAPONS: Final = (
    *(("rifle", "7.62x39 mm", 1_200), ("rifle", ".223", 970), ("machine-gun", ".50", 30)),
    *(("pistol", "5.7x28 mm", 300), ("rifle", ".22", 230), ("shotgun", "12 gauge", 300)),
    *(("pistol", "9 mm", 2_470), ("pistol", ".45", 2_000), ("revolver", ".38", 2_500)),
)
_ORIGINS: Final = (("made-in-us", 68), ("imported-to-us", 19), (None, 13))  # lines 155 and 157
# Texas, California and Arizona 70 of 100 together (line 211).
_SOURCES: Final = (
    *(("TX", 40), ("CA", 20), ("AZ", 10), ("NM", 5), ("FL", 4), ("IL", 3), ("NV", 3), ("OK", 3)),
    *(("WA", 3), ("CO", 3), ("GA", 3), ("LA", 3)),
)
_DEALERS: Final = (("gun-shop", 76), ("pawn-shop", 19), ("other", 5))  # line 223
_TENTHS: Final = 66  # of skewed(): a mean of 14.0 days (line 313)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The rows of one file.

    Attributes:
        name: the period, as in FY2009-Q1.
        first: its first day.
        days: how many days it has.
        rows: how many rows.
        seed: what makes them another set.
    """

    name: str
    first: dt.date
    days: int
    rows: int
    seed: str

    def at(self, number: int, row: str = "i", size: int | None = None) -> str:
        """SQL for the place of a row, each number in another order."""
        return place(row, self.rows if size is None else size, f"{self.seed}/{self.name}", number)

    @property
    def start(self) -> str:
        """Its first day, in SQL."""
        return f"DATE '{self.first}'"

    @property
    def day(self) -> str:
        """SQL for the day of row i: they are spread evenly."""
        return f"({self.start} + (i * {self.days} // {self.rows})::INTEGER)"


def _texts(shares: Sequence[tuple[str | None, int]]) -> list[tuple[str, int]]:
    return [("NULL" if text is None else f"'{text}'", weight) for text, weight in shares]


def _key(kind: str, name: str, row: str = "i") -> str:
    return f"'SYN-{kind}-{name}-' || lpad(({row})::VARCHAR, 9, '0')"


def traces(of: Stretch) -> str:
    """One row is a firearm that was recovered in Mexico and traced."""
    known = limits(of.rows, [87, 13])[0]
    by_dealer = limits(known, [64, 23])[0]
    kinds = [(kind, weight) for kind, _, weight in _WEAPONS]
    calibres = [(calibre, weight) for _, calibre, weight in _WEAPONS]
    return f"""
    SELECT {_key("T", of.name)} AS trace_number,
      CASE WHEN p1 < {limits(of.rows, [96, 4])[0]}
        THEN completed_on - days - {skewed("p1", of.rows, 250)}::INTEGER END AS recovered_on,
      completed_on - days AS traced_on,
      completed_on,
      {
        dealt(
            "p2",
            of.rows,
            [*_texts([(s, w * 6854) for s, w in _STATES_OF_MEXICO]), ("NULL", _of_344())],
        )
    } AS mexican_state,
      {dealt("p3", of.rows, _texts(kinds))} AS weapon_type,
      {dealt("p3", of.rows, _texts(calibres))} AS calibre,
      {dealt("p4", of.rows, _texts(_ORIGINS))} AS origin,
      CASE WHEN p4 < {known} THEN {dealt("p5", known, _texts(_SOURCES))} END AS source_state,
      CASE WHEN p4 < {known} AND p5 < {by_dealer}
        THEN {dealt("p6", by_dealer, _texts(_DEALERS))} END AS dealer_type,
      p1 < {limits(of.rows, [403, 22_756])[0]} AS of_the_mexican_government,
      CASE WHEN p7 % 10 > 0 THEN p7 * 7919 % 240 END AS rounds,
      CASE WHEN p7 % 7 > 0 THEN (15000 + p7 * 7919 % 180000)::DECIMAL(9, 0) * 0.01 END AS value_usd
    FROM (
      SELECT *, {of.at(5, "p5", by_dealer)} AS p6, {skewed("p0", of.rows, _TENTHS)}::INTEGER AS days
      FROM (
        SELECT *, {of.at(4, "p4", known)} AS p5 FROM (
          SELECT i, {of.day} AS completed_on, {of.at(0)} AS p0, {of.at(1)} AS p1, {of.at(2)} AS p2,
            {of.at(3)} AS p3, {of.at(6)} AS p4, {of.at(7)} AS p7
          FROM rows
        )
      )
    )"""  # noqa: S608  # our own numbers and words


def _of_344() -> int:
    """The weight of no state: 6,854 of 7,198 were linked to one (lines 1055 and 1057)."""
    return sum(weight for _, weight in _STATES_OF_MEXICO) * 344


def seizures(of: Stretch) -> str:
    """One row is a seizure of firearms on the way south; at ten of 25 ports (line 585)."""
    ports = [(f"'P{n + 1:02}'", w) for n, w in enumerate((30, 20, 12, 10, 8, 6, 5, 4, 3, 2))]
    # Two a seizure: 70 weapons in 35.
    firearms = [(str(n), weight) for n, weight in ((1, 55), (2, 25), (3, 10), (5, 5), (8, 5))]
    for_mexico = [("true", 9), ("NULL", 91)]  # 152 of 1,767 were said to be (line 581)
    return f"""
    SELECT {_key("S", of.name)} AS seizure_number, {of.day} AS seized_on,
      {dealt(of.at(0), of.rows, ports)} AS port,
      {dealt(of.at(1), of.rows, firearms)} AS firearms,
      CASE WHEN i % 3 > 0 THEN i * 37 % 2000 END AS rounds,
      {dealt(of.at(2), of.rows, for_mexico)} AS for_mexico
    FROM rows"""  # noqa: S608  # as above


def cases_of_atf(of: Stretch) -> str:
    """One row is a case; the older ones have a date of opening before the period."""
    opened, carried = limits(of.rows, [FUNNEL["opened"], FUNNEL["carried"]])[0], FUNNEL["carried"]
    weights = [FUNNEL["accepted"], FUNNEL["declined"], 73 - 46 - 5, 280 - 73]
    accepted, declined, referred, _ = limits(opened, weights)
    indicted, convicted = (
        limits(opened, [one - carried, 280 - one + carried])[0] for one in (INDICTED, CONVICTED)
    )
    return _cases(
        "A",
        of,
        opened,
        f"""
      CASE WHEN p >= {opened} THEN {of.start} - (i % 9)::INTEGER - 1
        WHEN p < {referred} THEN {_stage(of, 1)} END AS referred_on,
      CASE WHEN p >= {opened} THEN {of.start} - (i % 9)::INTEGER - 1
        WHEN p < {accepted} THEN {_stage(of, 2)} END AS accepted_on,
      CASE WHEN p < {accepted} OR p >= {opened} THEN 'accepted' WHEN p < {declined} THEN 'declined'
        WHEN p < {referred} THEN 'pending' END AS decision,
      CASE WHEN p < {indicted} OR p >= {opened} THEN {_stage(of, 3)} END AS indicted_on,
      CASE WHEN p < {convicted} OR p >= {opened} THEN {_stage(of, 4)} END AS convicted_on,
      CASE i % 5 WHEN 0 THEN true WHEN 1 THEN false WHEN 2 THEN true END AS straw_purchase""",
    )


def cases_of_ice(of: Stretch) -> str:
    """One row is a case, with the number of ATF's case or of CBP's seizure where it began there."""
    opened, carried = limits(of.rows, [ICE["opened"], ICE["carried"]])[0], ICE["carried"]
    indicted, convicted = (
        limits(opened, [ICE[one] - carried, ICE["opened"] - ICE[one] + carried])[0]
        for one in ("indicted", "convicted")
    )
    by_atf, by_cbp, _ = limits(opened, [ICE["by ATF"], ICE["CBP"], 103 - 16 - 15])
    theirs = f"(q * {max(rows_of_atf(of.rows), 1)} // {max(by_atf, 1)})"
    return _cases(
        "I",
        of,
        opened,
        f"""
      CASE WHEN p < {indicted} OR p >= {opened} THEN {_stage(of, 3)} END AS indicted_on,
      CASE WHEN p < {convicted} OR p >= {opened} THEN {_stage(of, 4)} END AS convicted_on,
      CASE WHEN q < {by_atf} THEN {_key("A", of.name, theirs)} END AS atf_case_number,
      CASE WHEN q >= {by_atf} AND q < {by_cbp} THEN {_key("S", of.name, f"q - {by_atf}")}
        END AS seizure_number""",
    )


def rows_of_atf(rows_of_ice: int) -> int:
    """How many rows a file of ATF's has beside a file of ICE's of so many, as 283 beside 109."""
    ours = FUNNEL["opened"] + FUNNEL["carried"]
    return rows_of_ice * ours // (ICE["opened"] + ICE["carried"])


def _cases(letter: str, of: Stretch, opened: int, rest: str) -> str:
    states = [("'TX'", 45), ("'AZ'", 25), ("'CA'", 20), ("'NM'", 10)]
    return f"""
    SELECT {_key(letter, of.name)} AS case_number,
      CASE WHEN p < {opened} THEN day ELSE {of.start} - 30 - (i % 300)::INTEGER END AS opened_on,
      {dealt(of.at(2), of.rows, states)} AS state,{rest}
    FROM (
      SELECT *, CASE WHEN p < {opened} THEN {of.at(3, "p", opened)} END AS q
      FROM (SELECT i, {of.at(0)} AS p, {of.day} AS day FROM rows)
    )"""  # noqa: S608  # as above


def _stage(of: Stretch, number: int) -> str:
    """A day within the period, later than the stages before it."""
    opened = f"(CASE WHEN day > {of.start} THEN (day - {of.start}) ELSE 0 END)"
    left = f"({of.days - 1} - {opened})"
    return f"{of.start} + ({opened} + {left} * {number} // 5)::INTEGER"


def counties(of: Stretch) -> str:
    """One row is what a county said of a drug in a quarter."""
    county, drug = f"(i % {COUNTIES})", f"(i // {COUNTIES} % {DRUGS})"
    last = f"{of.start} + {of.days - 1}"
    return f"""
    SELECT 'SYN-C' || lpad({county}::VARCHAR, 4, '0') AS county,
      'S' || lpad(({county} // 63 + 1)::VARCHAR, 2, '0') AS state,
      'D' || lpad(({drug} + 1)::VARCHAR, 3, '0') AS drug,
      ({last})::DATE AS quarter_ends,
      CASE WHEN p0 % 25 > 0 THEN p0 * 7919 % 40 END AS deaths,
      CASE WHEN p1 % 20 > 0 THEN p1 * 7919 % 90 END AS seizures,
      CASE WHEN p1 % 20 > 0 THEN (p2 * 7919 % 1000000)::DECIMAL(9, 0) * 0.001 END AS kilograms,
      CASE p2 % 8 WHEN 0 THEN NULL WHEN 1 THEN false ELSE true END AS by_laboratory
    FROM (SELECT i, {of.at(0)} AS p0, {of.at(1)} AS p1, {of.at(2)} AS p2 FROM rows)"""  # noqa: S608  # as above


KINDS: Final[Mapping[str, Callable[[Stretch], str]]] = MappingProxyType(
    {
        "traces": traces,
        "seizures": seizures,
        "cases-atf": cases_of_atf,
        "cases-ice": cases_of_ice,
        "counties": counties,
    }
)
