"""``milepost check --watch`` as a process, on a terminal and in a pipe."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from milepost.cli import watch
from tests.cli.office import PLAN, Office
from tests.journey.repository import COMMAND

_CLEARED = "\x1b[2J\x1b[1;1H"
_LONGEST = 30.0


@dataclass
class Watched:
    """A process that watches, and what it has printed."""

    process: subprocess.Popen[bytes]
    output: int
    text: str = ""

    def until(self, words: str, since: int = 0) -> str:
        """What it prints from a point on, once some words are in it."""
        end = time.monotonic() + _LONGEST
        while words not in self.text[since:]:
            assert time.monotonic() < end, f"no {words!r} in {self.text[since:]!r}"
            ready, _, _ = select.select([self.output], [], [], 0.1)
            if ready:
                self.text += os.read(self.output, 65536).decode("utf-8").replace("\r\n", "\n")
        return self.text[since:]

    def interrupt(self) -> int:
        """End it as Ctrl-C does."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=_LONGEST)


def _start(office: Office, output: int, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [COMMAND, "check", "--watch"],
        cwd=office.root,
        env=os.environ | {"TERM": "xterm"} | environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        # Tests that run in the background ignore the signal, and what they start would too.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path / "office")
    made.root.mkdir()
    made.write_plan(PLAN)
    return made


def _save(office: Office, text: str) -> None:
    """Save the plan in one stroke, so that it is never seen half written."""
    (office.root / "new").write_text(text, encoding="utf-8")
    (office.root / "new").replace(office.root / "strategy/plan.yaml")


@pytest.fixture
def on_terminal(office: Office) -> Iterator[Watched]:
    ours, theirs = pty.openpty()
    with _start(office, theirs) as process:
        os.close(theirs)
        watched = Watched(process, ours)
        yield watched
        process.kill()
    os.close(watched.output)


@pytest.fixture
def in_pipe(office: Office) -> Iterator[Watched]:
    ours, theirs = os.pipe()
    with _start(office, theirs) as process:
        os.close(theirs)
        watched = Watched(process, ours)
        yield watched
        process.kill()
    os.close(watched.output)


_WAITS = "Save a file to check again; Ctrl-C ends.\n"


@pytest.mark.slow
def test_a_mistake_shows_when_it_is_saved_and_goes_when_it_is_mended(
    office: Office, on_terminal: Watched
) -> None:
    first = on_terminal.until(_WAITS)
    assert first.startswith(f"{_CLEARED}A small strategy. Objectives: 1;")
    assert re.search(r"^Checked at \d\d:\d\d:\d\d in \d+ ms\. Save", first, re.MULTILINE)
    here = len(on_terminal.text)
    _save(office, PLAN.replace("unit: cases", "unit: cases\n    colour: red"))
    said = on_terminal.until(_WAITS, here)
    assert said.startswith(f'{_CLEARED}strategy/plan.yaml:30:5: error P101: "colour"')
    assert "The plan has 1 error.\n" in said
    here = len(on_terminal.text)
    _save(office, PLAN)
    assert "The plan has no problems.\n" in on_terminal.until(_WAITS, here)
    assert on_terminal.interrupt() == 0
    assert "Traceback" not in on_terminal.text
    assert "Aborted" not in on_terminal.text


@pytest.mark.slow
def test_it_lives_through_whatever_happens_to_the_files(
    office: Office, on_terminal: Watched
) -> None:
    on_terminal.until(_WAITS)
    folder = office.root / "strategy"

    def then(words: str) -> None:
        on_terminal.until(words, here)
        on_terminal.until(_WAITS, on_terminal.text.index(words, here))

    here = len(on_terminal.text)
    (folder / "plan.yaml").unlink()
    then("error P203: no file declares the strategy")
    here = len(on_terminal.text)
    office.write_plan(PLAN)
    then("The plan has no problems.")
    here = len(on_terminal.text)
    shutil.rmtree(folder)
    then("strategy: error P006: there is no such folder.")
    here = len(on_terminal.text)
    office.write_plan(PLAN)
    then("The plan has no problems.")
    # What was seen half written is looked at again.
    here = len(on_terminal.text)
    (folder / "plan.yaml").write_text("", encoding="utf-8")
    then("error P203: no file declares the strategy")
    here = len(on_terminal.text)
    office.write_plan(PLAN)
    then("The plan has no problems.")
    # As editors save: a new file that takes the place of the old one, as large and as old.
    here = len(on_terminal.text)
    kept = (folder / "plan.yaml").stat()
    (folder / "new").write_text(PLAN.replace("unit: cases", "unit: case\0"), encoding="utf-8")
    os.utime(folder / "new", ns=(kept.st_atime_ns, kept.st_mtime_ns))
    (folder / "new").replace(folder / "plan.yaml")
    then("error P002: a control character")
    # As version control does it: many files at once, the folder one stands in among them.
    here = len(on_terminal.text)
    office.root.rename(office.root.parent / "away")
    then("strategy: error P006: there is no such folder.")
    here = len(on_terminal.text)
    office.root.mkdir()
    office.write_plan(PLAN)
    for n in range(200):
        text = f"needs:\n  - {{id: n{n}, title: N, evidence: E, source: made up}}\n"
        (folder / f"{n}.yaml").write_text(text, encoding="utf-8")
    then("The plan has no problems.")
    # What milepost.yaml says is followed too.
    here = len(on_terminal.text)
    (office.root / "milepost.yaml").write_text("workspace: {plan: [elsewhere]}\n", encoding="utf-8")
    then("elsewhere: error P006")
    here = len(on_terminal.text)
    folder.rename(office.root / "elsewhere")
    then("The plan has no problems.")
    # A link that leads out is no file of the plan, but a problem of it.
    here = len(on_terminal.text)
    (office.root / "elsewhere/away.yaml").symlink_to("/etc/hostname")
    then("error P008")
    assert on_terminal.process.poll() is None
    assert on_terminal.interrupt() == 0
    assert "Traceback" not in on_terminal.text


@pytest.mark.slow
def test_a_pipe_gets_a_line_between_two_checks_and_no_codes(
    office: Office, in_pipe: Watched
) -> None:
    in_pipe.until(_WAITS)
    here = len(in_pipe.text)
    _save(office, PLAN.replace("unit: cases", "unit: cases\n    colour: red"))
    assert in_pipe.until(_WAITS, here).startswith(
        "-" * 80 + "\nstrategy/plan.yaml:30:5: error P101"
    )
    assert in_pipe.interrupt() == 0
    assert "\x1b" not in in_pipe.text
    assert "Traceback" not in in_pipe.text


@pytest.mark.slow
def test_it_ends_when_nobody_reads_any_more(office: Office, in_pipe: Watched) -> None:
    in_pipe.until(_WAITS)
    unread, in_pipe.output = in_pipe.output, os.open(os.devnull, os.O_RDONLY)
    os.close(unread)
    office.write_plan(PLAN + "\n")
    assert in_pipe.process.wait(timeout=_LONGEST) == 1


def test_a_form_for_machines_is_not_watched(office: Office) -> None:
    done = office.run("check", "--watch", "--format", "json")
    assert done.exit_code == 2
    assert "--watch prints for people: take --format out." in done.stderr


def test_a_look_sees_what_was_changed_added_replaced_and_taken_away(office: Office) -> None:
    file = office.root / "strategy/plan.yaml"

    def look() -> watch.Look:
        return watch.look_at(office.root, ("strategy", "measures"), "milepost.yaml")

    seen = [look()]
    assert look() == seen[0]
    file.write_text(PLAN + "# more\n", encoding="utf-8")
    seen.append(look())
    (office.root / "measures/one.yml").write_text("", encoding="utf-8")
    seen.append(look())
    (office.root / "milepost.yaml").write_text("", encoding="utf-8")
    seen.append(look())
    file.unlink()
    seen.append(look())
    shutil.rmtree(office.root / "strategy")
    seen.append(look())
    assert all(one != other for i, one in enumerate(seen) for other in seen[:i])
    (office.root / "measures/submissions").mkdir()
    (office.root / "measures/.one.yml.swp").write_text("", encoding="utf-8")
    (office.root / "measures/notes.txt").write_text("", encoding="utf-8")
    assert look().files.keys() == seen[-1].files.keys()


def test_looking_takes_a_small_part_of_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        clock[0] += seconds
        slept.append(seconds)
        if len(slept) == 6:
            raise KeyboardInterrupt

    def slow_look() -> watch.Look:
        clock[0] += 0.5
        return watch.Look({})

    monkeypatch.setattr(time, "sleep", sleep)
    monkeypatch.setattr(time, "perf_counter", lambda: clock[0])
    watch.again_and_again(lambda: None, slow_look)
    assert sum(slept) > 9 * 0.5 * 2
