"""Whatever lies in a plan's folder is met with place and remedy: never a traceback or a hang."""

from __future__ import annotations

import gc
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from milepost.plan.files import PlanReading, read_plan
from milepost.plan.yaml_source import (
    MOST_BYTES,
    MOST_CHARACTERS,
    MOST_DIRECTIVES,
    MOST_PROBLEMS,
    parse_yaml,
    read_yaml,
)
from milepost.sources import Place
from tests.cli.office import PLAN, Office

# What one bad file may cost a run of the command, the start of Python included.
_MOST_SECONDS: Final = 10
_MOST_KILOBYTES: Final = 400_000
_FIRST_WORDS: Final = "goals:\n  - {id: two, title: Two, source: made up}\n"


def _text(content: str) -> Callable[[Path], None]:
    return _raw(content.encode("utf-8"))


def _raw(content: bytes) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.write_bytes(content)

    return make


def _huge(path: Path) -> None:
    """A scalar of 50 MB, written without holding it."""
    with path.open("wb") as file:
        file.write(b"goals:\n  - id: two\n    title: ")
        for _ in range(50):
            file.write(b"x" * 1_000_000)


def _outside(path: Path) -> Path:
    """A file beside the workspace, which nobody meant to be read."""
    secret = path.parents[2] / "secret.yaml"
    secret.write_text("goals:\n  - {id: hidden, titel: do not print this}\n", encoding="utf-8")
    return secret


def _link_out(path: Path) -> None:
    path.symlink_to(os.path.relpath(_outside(path), path.parent))


def _link_out_by_its_full_path(path: Path) -> None:
    path.symlink_to(_outside(path))


def _linked_folder_out(path: Path) -> None:
    path.symlink_to(_outside(path).parent)


def _link_by_way_of_a_link(path: Path) -> None:
    beside = path.with_name("beside")
    beside.symlink_to(_outside(path))
    path.symlink_to("beside")


@dataclass(frozen=True, slots=True)
class Hostile:
    """Something that lies in a plan's folder under the name hostile.yaml.

    Attributes:
        make: makes it at its path.
        where: the place after the file's name.
        code: of the problem.
        message: the first words of what is wrong.
        remedy: the first words of what to do.
    """

    make: Callable[[Path], None]
    where: str
    code: str
    message: str
    remedy: str


_BOMB = "\n".join(
    ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
)
_CONFLICT = (
    "goals:\n<<<<<<< HEAD\n  - {id: a, title: A, source: x}\n=======\n"
    "  - {id: b, title: B, source: x}\n>>>>>>> feature\n"
)
_DUPLICATES = "a: 1\n" * 900_000

_HOSTILE: Final = {
    "a YAML bomb": Hostile(
        _text(_BOMB), ":6:10", "P003", "the file holds more than 200,000 values.", "Divide it",
    ),
    "ten thousand open brackets": Hostile(
        _text("goals: " + "[" * 10_000), ":1:57", "P003",
        "more than 50 levels are nested here.", "A plan needs about ten.",
    ),
    "ten thousand levels that are closed": Hostile(
        _text("goals: " + "[" * 10_000 + "]" * 10_000), ":1:57", "P003",
        "more than 50 levels are nested here.", "A plan needs about ten.",
    ),
    "ten thousand hyphens": Hostile(
        _text("- " * 10_000), ":1:101", "P003", "more than 50 levels", "A plan needs about ten.",
    ),
    "three thousand levels by indentation": Hostile(
        _text("".join(" " * n + "a:\n" for n in range(2_900))), ":50:50", "P003",
        "more than 50 levels are nested here.", "A plan needs about ten.",
    ),
    "a scalar of 50 MB": Hostile(
        _huge, "", "P003", "the file is larger than 5 MB.", "Divide it",
    ),
    "a scalar that fits into the file and into no plan": Hostile(
        _text("goals:\n  - id: two\n    title: " + "x" * 4_900_000), ":3:12", "P003",
        "a value of 4,900,000 characters stands here.", "A value has no more than",
    ),
    "a number of five million digits": Hostile(
        _text("measures:\n  - decimals: " + "9" * 4_900_000), ":2:15", "P003",
        "a value of 4,900,000 characters stands here.", "A value has no more than",
    ),
    "a key that never ends": Hostile(
        _text("? " + "x" * 4_900_000 + "\n: y\n"), ":1:3", "P003",
        "a value of 4,900,000 characters", "A value has no more than",
    ),
    "a tag that never ends": Hostile(
        _text("goals: !" + "x" * 4_900_000 + " y\n"), ":1:8", "P005",
        f'the tag "!{"x" * 38}…" is not used', "Take it out",
    ),
    "a hundred thousand directives": Hostile(
        _text("".join(f"%TAG !a{n}! b\n" for n in range(100_000)) + "---\n"), ":101:1", "P003",
        "more than 100 directives stand above this.", "A plan needs none",
    ),
    "one mistake a million times": Hostile(
        _text(_DUPLICATES), ":1002:1", "P003", "more than 1,000 problems", "Mend those",
    ),
    "a merge-conflict marker": Hostile(
        _text(_CONFLICT), ":2:1", "P007",
        'a merge was not finished here: one side, "HEAD", ends in line 4, the other, "feature", in '
        "line 6.",
        "Keep one side, or what you need of both",
    ),
    "UTF-16 with its mark": Hostile(
        _raw(PLAN.encode("utf-16")), ":1:1", "P001", "the file is UTF-16 text, not UTF-8.", "Save",
    ),
    "UTF-16 without a mark": Hostile(
        _raw(PLAN.encode("utf-16-le")), ":1:1", "P001", "the file is UTF-16 text", "Save it",
    ),
    "UTF-32 with its mark": Hostile(
        _raw(PLAN.encode("utf-32")), ":1:1", "P001", "the file is UTF-32 text", "Save it",
    ),
    "what is not UTF-8": Hostile(
        _raw(b"goals:\r\n  - id: caf\xe9\r\n"), ":2:12", "P001",
        "byte 20 of the file is not UTF-8 text.", "Save it from your editor as UTF-8.",
    ),
    "a surrogate that stands alone": Hostile(
        _raw(b"goals:\n  - id: \xed\xa0\x80\n"), ":2:9", "P001", "byte 16 of the file", "Save it",
    ),
    "a surrogate that stands alone, as an escape": Hostile(
        _text('goals:\n  - id: "\\ud800"\n'), ":2:12", "P002",
        "this is not YAML: found invalid Unicode character escape code", "Look at this line",
    ),
    "a mark for byte order in the middle": Hostile(
        _text(f"\ufeff{_FIRST_WORDS}\ufeffneeds: []\n"), ":3:1", "P002",
        "a mark for byte order, U+FEFF, stands here and cannot be seen.", "Delete the line and",
    ),
    "a NUL": Hostile(
        _raw(b"goals:\n  - id: a\0b\n"), ":2:10", "P002",
        "a control character, U+0000, stands here.", "Delete it and type",
    ),
    "an escape sequence of a terminal": Hostile(
        _text('goals:\n  - id: "a\\e[31mb"\n'), ":2:9", "P002",
        "the text holds a control character, U+001B, written as an escape.", "Take the escape out",
    ),
    "a tab for an indentation": Hostile(
        _text("goals:\n\t- id: two\n"), ":2:1", "P002",
        "a tab stands here, where YAML knows only spaces.", "Write spaces in its place.",
    ),
    "a tab after an indentation": Hostile(
        _text("goals:\n  - id: two\n  \ttitle: Two\n"), ":3:3", "P002",
        "a tab stands here, where YAML knows only spaces.", "Write spaces in its place.",
    ),
    "lines that end as on Windows": Hostile(
        _raw(b"goals:\r\n  - id: two\r\n    title: Two\r\n    sauce: made up\r\n"), ":4:5", "P101",
        '"sauce" is not a key that is known here. Did you mean "source"?', "The keys are",
    ),
    "lines that end as on a Macintosh": Hostile(
        _raw(b"goals:\r  - id: two\r    title: Two\r    sauce: made up\r"), ":4:5", "P101",
        '"sauce" is not a key that is known here. Did you mean "source"?', "The keys are",
    ),
    "a merge key": Hostile(
        _text(
            "goals:\n  - &one {id: one, title: One, source: made up}\n"
            "  - <<: *one\n    id: two\n"
        ),
        ":3:5", "P005", 'the merge key "<<" is not used in a plan.', "Write the keys out here",
    ),
    "a link out of the workspace": Hostile(
        _link_out, "", "P008",
        'this link leads out of the workspace, to "../secret.yaml"; it was not followed.',
        "Put a copy of the file here",
    ),
    "a link out of the workspace, by its full path": Hostile(
        _link_out_by_its_full_path, "", "P008", 'this link leads out of the workspace, to "/',
        "Put a copy of the file here",
    ),
    "a link by way of a link": Hostile(
        _link_by_way_of_a_link, "", "P008", "this link leads out of the workspace", "Put a copy",
    ),
    "a linked folder out of the workspace": Hostile(
        _linked_folder_out, "", "P008",
        "this link leads out of the workspace", "Put a copy of the folder here",
    ),
    "a link to nothing": Hostile(
        lambda path: path.symlink_to("gone.yaml"), "", "P001",
        'this is a link to "gone.yaml", and leads to nothing.', "Delete the link",
    ),
    "a link to nothing, outside": Hostile(
        lambda path: path.symlink_to("/nowhere/gone.yaml"), "", "P001",
        'this is a link to "/nowhere/gone.yaml", and leads to nothing.', "Delete the link",
    ),
    "a link to itself": Hostile(
        lambda path: path.symlink_to(path.name), "", "P001",
        "this is a link that leads back to itself.", "Delete the link",
    ),
    "a pipe": Hostile(
        os.mkfifo, "", "P001",
        "this is a device or a pipe, not a file.", "Take it out of the folder",
    ),
}  # fmt: skip
_EACH = pytest.mark.parametrize("hostile", _HOSTILE.values(), ids=_HOSTILE.keys())


def _expect(hostile: Hostile, printed: str) -> None:
    """The problem is said, in full, and nothing that must not be printed is printed."""
    head = f"strategy/hostile.yaml{hostile.where}: error {hostile.code}: {hostile.message}"
    lines = printed.splitlines()
    at = next((n for n, line in enumerate(lines) if line.startswith(head)), None)
    assert at is not None, printed[:2_000]
    below = [line.strip() for line in lines[at + 1 : at + 4]]
    assert any(line.startswith(hostile.remedy) for line in below)
    assert "Traceback" not in printed
    assert "do not print this" not in printed
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", printed)
    assert max(map(len, lines)) < 500


@_EACH
def test_it_is_said_with_place_and_remedy(office: Office, hostile: Hostile) -> None:
    hostile.make(office.root / "strategy" / "hostile.yaml")
    start = time.perf_counter()
    result = office.run("check")
    assert time.perf_counter() - start < _MOST_SECONDS / 2
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    _expect(hostile, result.stdout)


_RUN: Final = """\
import sys
from pathlib import Path
from milepost.cli import main
try:
    main()
finally:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print([line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")][0],
          file=sys.stderr)
"""


@pytest.mark.slow
@_EACH
def test_a_real_run_ends_soon_and_within_bounds(office: Office, hostile: Hostile) -> None:
    hostile.make(office.root / "strategy" / "hostile.yaml")
    run = subprocess.run(
        [sys.executable, "-c", _RUN, "--workspace", str(office.root), "check"],
        capture_output=True,
        check=False,
        timeout=_MOST_SECONDS,
    )
    assert run.returncode == 1
    _expect(hostile, run.stdout.decode("utf-8"))
    # The last line says the most memory it held; there is nothing else.
    assert int(run.stderr) < _MOST_KILOBYTES


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A workspace with a plan that is right, inside a folder of its own."""
    root = tmp_path / "office"
    root.mkdir()
    made = Office(root)
    made.write_plan(PLAN)
    return made


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan's folder in a workspace, empty."""
    folder = tmp_path / "workspace" / "plan"
    folder.mkdir(parents=True)
    return folder


def _read(*folders: Path) -> PlanReading:
    return read_plan(folders, folders[0].parent)


def _goal(path: Path, name: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"goals:\n  - {{id: {name}, title: A goal, source: x}}\n", encoding="utf-8")


def _goals(reading: PlanReading) -> list[str]:
    return sorted(name for section, name in reading.places.marks if section == "goals")


def _said(reading: PlanReading) -> list[tuple[str, str]]:
    """What is wrong, but that the plan has no strategy and no calendar."""
    return [(p.place.file, p.code) for p in reading.problems if p.code != "P203"]


def test_an_ending_in_capitals_is_an_ending(plan: Path) -> None:
    _goal(plan / "A.YAML", "one")
    _goal(plan / "b.Yml", "two")
    reading = _read(plan)
    assert _goals(reading) == ["one", "two"]
    assert _said(reading) == []


def test_a_folder_that_is_named_like_a_file_is_a_folder(plan: Path) -> None:
    _goal(plan / "x.yaml" / "a.yaml", "one")
    assert _goals(_read(plan)) == ["one"]
    assert _said(_read(plan)) == []


@pytest.mark.parametrize(
    "name",
    [".hidden.yaml", ".#x.yaml", ".git/x.yaml", "a/.cache/b/x.yaml", "x.yaml~", ".x.yaml.swp",
     "#x.yaml#", "x.yaml.orig", "x.txt"],
)  # fmt: skip
def test_what_is_hidden_or_left_by_an_editor_is_no_part_of_the_plan(plan: Path, name: str) -> None:
    path = plan / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\xff")
    assert _said(_read(plan)) == []


def test_the_lock_of_an_editor_is_a_link_to_nothing_and_no_problem(plan: Path) -> None:
    (plan / ".#x.yaml").symlink_to("somebody@machine.1234:5678")
    assert _said(_read(plan)) == []


def test_a_plan_may_lie_in_a_hidden_folder_that_is_named(plan: Path) -> None:
    _goal(plan / ".plan" / "a.yaml", "one")
    assert _goals(_read(plan / ".plan")) == ["one"]


def test_a_plan_that_lies_outside_of_the_workspace_is_read(tmp_path: Path, plan: Path) -> None:
    _goal(tmp_path / "shared" / "a.yaml", "one")
    (tmp_path / "shared" / "b.yaml").symlink_to("deep/b.yaml")
    _goal(tmp_path / "shared" / "deep" / "b.yaml", "two")
    reading = read_plan([tmp_path / "shared"], plan.parent)
    assert _goals(reading) == ["one", "two"]
    assert _said(reading) == []


def test_a_plan_folder_that_is_itself_a_link_is_read(tmp_path: Path, plan: Path) -> None:
    _goal(tmp_path / "shared" / "a.yaml", "one")
    (plan.parent / "linked").symlink_to(tmp_path / "shared")
    reading = _read(plan.parent / "linked")
    assert _goals(reading) == ["one"]
    assert _said(reading) == []


def test_a_link_within_the_workspace_is_followed(plan: Path) -> None:
    _goal(plan.parent / "templates" / "a.yaml", "one")
    _goal(plan.parent / "more" / "deep" / "b.yaml", "two")
    (plan / "a.yaml").symlink_to("../templates/a.yaml")
    (plan / "more").symlink_to("../more")
    reading = _read(plan)
    assert _goals(reading) == ["one", "two"]
    assert _said(reading) == []
    assert reading.places.at("goals", "two").file == "plan/more/deep/b.yaml"


def test_links_in_a_circle_come_to_an_end_and_each_file_is_read_once(plan: Path) -> None:
    _goal(plan / "a" / "b" / "a.yaml", "one")
    (plan / "a" / "b" / "up").symlink_to("../..")
    (plan / "a" / "again").symlink_to("b")
    (plan / "a" / "same.yaml").symlink_to("b/a.yaml")
    other = plan.parent / "other"
    other.mkdir()
    (other / "back").symlink_to("../plan")
    (plan / "other").symlink_to("../other")
    reading = _read(plan)
    assert _goals(reading) == ["one"]
    assert _said(reading) == []
    assert reading.places.at("goals", "one").file == "plan/a/b/a.yaml"


def test_a_file_in_two_folders_of_the_plan_is_read_once(plan: Path) -> None:
    _goal(plan / "deep" / "a.yaml", "one")
    assert _said(_read(plan, plan / "deep")) == []
    assert _said(_read(plan / "deep", plan)) == []


def test_a_link_out_of_a_linked_folder_is_not_followed(tmp_path: Path, plan: Path) -> None:
    _goal(tmp_path / "out.yaml", "secret")
    more = plan.parent / "more"
    more.mkdir()
    (more / "out.yaml").symlink_to("../../out.yaml")
    (plan / "more").symlink_to("../more")
    reading = _read(plan)
    assert _goals(reading) == []
    assert _said(reading) == [("plan/more/out.yaml", "P008")]


def test_what_is_linked_is_judged_by_its_own_name_and_not_by_where_it_leads(
    tmp_path: Path, plan: Path
) -> None:
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    (plan / "notes.txt").symlink_to("../../notes.txt")
    assert _said(_read(plan)) == []


def test_a_folder_with_a_like_beginning_is_not_inside(tmp_path: Path, plan: Path) -> None:
    _goal(tmp_path / "workspace-old" / "a.yaml", "one")
    (plan / "a.yaml").symlink_to("../../workspace-old/a.yaml")
    assert _said(_read(plan)) == [("plan/a.yaml", "P008")]


@pytest.mark.parametrize("name", [b"caf\xe9.yaml", b"a\x1b[31mb.yaml", b"a\nb.yaml"])
def test_a_name_that_cannot_be_printed_is_a_problem_that_can(office: Office, name: bytes) -> None:
    folder = os.fsencode(office.root / "strategy")
    Path(os.fsdecode(folder + b"/" + name)).write_text(_FIRST_WORDS, encoding="utf-8")
    for form in ("text", "json", "github"):
        result = office.run("check", "--format", form)
        assert result.exit_code == 1
        assert isinstance(result.exception, SystemExit)
        assert "P001" in result.stdout
        assert "\x1b" not in result.stdout
    result = office.run("check")
    assert "the name of this file holds a character that cannot be printed." in result.stdout
    assert "Rename it" in result.stdout


def _refuse(*_: object, **__: object) -> None:
    raise PermissionError(13, "Permission denied")


def test_a_file_that_may_not_be_read_is_a_problem(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _goal(plan / "a.yaml", "one")
    # The tests may run as root, who may read everything.
    monkeypatch.setattr(Path, "open", _refuse)
    (problem,) = [p for p in _read(plan).problems if p.code != "P203"]
    assert (problem.place, problem.code) == (Place("plan/a.yaml"), "P001")
    assert problem.message == "the file cannot be read: permission denied."


def test_a_folder_that_may_not_be_listed_is_a_problem(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "scandir", _refuse)
    (problem,) = [p for p in _read(plan).problems if p.code != "P203"]
    assert (problem.place, problem.code) == (Place("plan"), "P001")
    assert problem.message == "the folder cannot be read: permission denied."
    assert problem.remedy


def test_settings_that_are_a_pipe_do_not_hang(office: Office) -> None:
    os.mkfifo(office.root / "milepost.yaml")
    result = office.run("check")
    assert result.exit_code == 1
    assert "milepost.yaml: error P001: this is a device or a pipe, not a file." in result.stdout


def test_a_file_that_grows_while_it_is_read_is_read_no_further_than_the_bound(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = plan / "a.yaml"
    path.write_bytes(b"#" * (MOST_BYTES + 1))
    (plan / "empty.yaml").write_bytes(b"")
    status = (plan / "empty.yaml").stat()
    monkeypatch.setattr(Path, "stat", lambda *_, **__: status)
    assert [p.code for p in read_yaml(path, "a.yaml").problems] == ["P003"]


@pytest.mark.parametrize("text", ["", "goals: []\n"])
def test_one_mark_for_byte_order_at_the_start_is_no_problem(text: str) -> None:
    assert parse_yaml(f"\ufeff{text}", "a.yaml").problems == ()


@pytest.mark.parametrize(
    ("written", "where"),
    [("a: 1\n\ufeffb: 2\n", (2, 1)), ("a: x\ufeffy\n", (1, 5)), ("a: 1\n# \ufeff\n", (2, 3))],
)
def test_a_mark_for_byte_order_elsewhere_has_its_place(
    written: str, where: tuple[int, int]
) -> None:
    (problem,) = parse_yaml(written, "a.yaml").problems
    assert (problem.code, problem.place) == ("P002", Place("a.yaml", *where))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_conflict_of_a_file_is_said_at_its_first_line(tmp_path: Path, end: str) -> None:
    path = tmp_path / "a.yaml"
    conflict = "<<<<<<< ours\na: 1\n||||||| base\na: 0\n=======\na: 2\n>>>>>>> theirs\n"
    path.write_bytes((conflict + "b: 1\n" + conflict).replace("\n", end).encode())
    problems = read_yaml(path, "a.yaml").problems
    assert [(p.code, p.place.line) for p in problems] == [("P007", 1), ("P007", 9)]
    assert 'one side, "ours", ends in line 5, the other, "theirs", in' in problems[0].message


def test_a_conflict_that_nobody_ends_is_said_too() -> None:
    (problem,) = parse_yaml("a: 1\n<<<<<<< HEAD\nb: 1\n", "a.yaml").problems
    assert (problem.code, problem.place.line) == ("P007", 2)
    assert problem.message == 'a merge was not finished here; one side is "HEAD".'


def test_a_conflict_without_names_is_said_without_them() -> None:
    (problem,) = parse_yaml("<<<<<<<\na: 1\n=======\na: 2\n>>>>>>>\n", "a.yaml").problems
    assert problem.code == "P007"
    assert problem.message == (
        "a merge was not finished here: one side ends in line 3, the other in line 5."
    )


def test_no_more_conflicts_are_said_than_anyone_would_read() -> None:
    text = "<<<<<<< a\n>>>>>>> b\n" * 200_000
    start = time.perf_counter()
    assert len(parse_yaml(text, "a.yaml").problems) == MOST_PROBLEMS
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(
    "text",
    [
        "a: |\n  one\n  =======\n  <<<<<<< HEAD\n  >>>>>>> x\n",
        "a: x\nb: |\n  Heading\n  =======\n",
        "# <<<<<<< HEAD\na: 1\n",
        'a: "<<<<<<< HEAD"\n',
    ],
)
def test_signs_that_stand_in_a_text_are_no_conflict(text: str) -> None:
    assert parse_yaml(text, "a.yaml").problems == ()


def test_a_row_of_signs_at_the_margin_is_no_conflict_by_itself() -> None:
    assert [p.code for p in parse_yaml("a: 1\n=======\n", "a.yaml").problems] == ["P002"]


def test_an_escape_for_a_control_character_is_taken_out_and_said() -> None:
    file = parse_yaml('a: "x\\ey"\n"\\ab": "\\n\\t\\xa0\\u2028é"\n', "a.yaml")
    assert [(p.code, p.place.line, p.place.column) for p in file.problems] == [
        ("P002", 1, 4),
        ("P002", 2, 1),
    ]
    assert file.tree == {"a": "xy", "b": "\n\t\xa0\u2028é"}


def test_a_merge_key_is_one_problem_and_what_it_meant_is_still_known() -> None:
    file = parse_yaml(
        "one: &one {x: 1, y: 2}\ntwo: &two {y: 3, z: 4}\n"
        "a:\n  <<: *one\n  y: 9\nb:\n  y: 9\n  <<: [*one, *two]\n",
        "a.yaml",
    )
    assert [(p.code, p.place.line, p.place.column) for p in file.problems] == [
        ("P005", 4, 3),
        ("P005", 8, 3),
    ]
    assert file.tree is not None
    assert file.tree["a"] == {"y": "9", "x": "1"}
    assert file.tree["b"] == {"y": "9", "x": "1", "z": "4"}
    # What was merged stands where it was written.
    assert file.marks.nearest(("b", "z"))[0].place == Place("a.yaml", 2, 21)


@pytest.mark.parametrize("text", ["a:\n  <<: word\n", "a:\n  <<: [x, [y]]\n", "<<:\n"])
def test_a_merge_key_of_what_cannot_be_merged_is_one_problem(text: str) -> None:
    assert [p.code for p in parse_yaml(text, "a.yaml").problems] == ["P005"]


def test_the_sign_of_a_merge_in_quotation_marks_is_a_key_like_any_other() -> None:
    file = parse_yaml('"<<": x\n', "a.yaml")
    assert (file.tree, file.problems) == ({"<<": "x"}, ())


def test_a_value_may_be_as_long_as_is_allowed_and_no_longer() -> None:
    assert parse_yaml(f"a: {'x' * MOST_CHARACTERS}\n", "a.yaml").problems == ()
    (problem,) = parse_yaml(f"a: {'x' * (MOST_CHARACTERS + 1)}\n", "a.yaml").problems
    assert (problem.code, problem.place) == ("P003", Place("a.yaml", 1, 4))


def test_directives_are_bounded_wherever_they_stand() -> None:
    few = "%YAML 1.1\n" + "".join(f"%TAG !a{n}! b\n" for n in range(MOST_DIRECTIVES - 1))
    assert parse_yaml(f"{few}---\na: 1\n", "a.yaml").problems == ()
    many = "".join(f"%TAG !a{n}! b\n" for n in range(300_000))
    for before in ("", "a: 1\n...\n", "# remark\n\n"):
        start = time.perf_counter()
        (problem,) = parse_yaml(f"{before}{many}---\na: 1\n", "a.yaml").problems
        assert time.perf_counter() - start < 1
        assert (problem.code, problem.place.column) == ("P003", 1)


_FILLED: Final = {
    "remarks": ("", "# x\n", ""),
    "empty lines": ("", "\n", ""),
    "spaces": ("", " ", ""),
    "words": ("a: ", "x y ", ""),
    "a quotation over many lines": ('a: "', "x\n", '"'),
    "a block of empty lines": ("a: |\n", "\n", ""),
    "question marks": ("", "? ", ""),
    "colons": ("", ": ", ""),
    "beginnings of documents": ("", "---\n", ""),
    "ends of documents": ("", "...\n", ""),
    "a key": ("", "x", ": y\n"),
    "a tag of escapes": ("a: !", "%41", " x"),
    "escapes": ('a: "', "\\x41", '"'),
    "an anchor": ("a: &", "x", " 1\n"),
    "an alias": ("a: *", "x", ""),
    "tags": ("a: [", "!!str x,", "]"),
    "lists as keys": ("", "[x]: 1\n", ""),
    "empty keys": ("", "?\n", ""),
    "keys without values": ("a: {", "x, ", "}"),
    "empty entries": ("", "-\n", ""),
}


@pytest.mark.parametrize(("before", "again", "after"), _FILLED.values(), ids=_FILLED.keys())
def test_no_pattern_that_fills_a_file_takes_long(before: str, again: str, after: str) -> None:
    text = before + again * (4_900_000 // len(again)) + after
    start = time.perf_counter()
    file = parse_yaml(text, "a.yaml")
    assert time.perf_counter() - start < 3  # some tenths of a second where nothing else runs
    assert len(file.problems) <= MOST_PROBLEMS + 1
    assert all(len(p.message) < 300 for p in file.problems)


def test_the_collector_is_left_as_it_was_found() -> None:
    for text in ("a: 1\n", "a: [\n", "[" * 60):
        parse_yaml(text, "a.yaml")
        assert gc.isenabled()
    gc.disable()
    try:
        parse_yaml("a: 1\n", "a.yaml")
        assert not gc.isenabled()
    finally:
        gc.enable()
