"""Does a plan of ten thousand measures check within 20 seconds and 1 GB on two cores?

``python -m benchmarks.plan_bounds`` makes such a plan, the same each time, and measures the whole
command as a process of its own, then the parse, the model and the rules apart, and beside them what
one would otherwise take: PyYAML and pydantic without the place of anything. Each is run several
times, in turn, each time in a fresh process. The figures go to results/plan-bounds.json and into
the table of README.md. It ends with 1 where a bound is passed.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import click

from benchmarks.generated import write_workspace

_HERE: Final = Path(__file__).parent
_RESULTS: Final = _HERE / "results" / "plan-bounds.json"
_README: Final = _HERE / "README.md"
_BEGIN: Final = "<!-- figures: begin -->\n"
_END: Final = "<!-- figures: end -->\n"

MOST_SECONDS: Final = 20
MOST_MEGABYTES: Final = 1_000
_CORES: Final = 2
_MILEPOST: Final = str(Path(sys.executable).with_name("milepost"))


@dataclass(frozen=True, slots=True)
class Run:
    """One process that has ended.

    Attributes:
        printed: what it printed.
        seconds: from its start to its end.
        processor: seconds of a processor, which what else runs on the machine lengthens little.
        megabytes: the most memory it held.
    """

    printed: str
    seconds: float
    processor: float
    megabytes: float


def run(*command: str, ends_with: int = 0) -> Run:
    """Run a process to its end, and see what it took."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, cwd=_HERE.parent)  # noqa: S603  # our own
        # getrusage() for all children would keep the largest of any; this is of this child alone.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        printed = out.read()
    if process.returncode != ends_with:
        raise click.ClickException(f"{' '.join(command)} ended with {process.returncode}.")
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1_000_000 if sys.platform == "darwin" else 1_000_000 / 1_024
    return Run(printed, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def measure(root: Path, repeats: int) -> dict[str, list[float]]:
    """What each run took, by name; the kinds of run take turns, in the same weather."""
    found: dict[str, list[float]] = {}
    for _ in range(repeats):
        whole = run(_MILEPOST, "--workspace", str(root), "check")
        found.setdefault("check: seconds", []).append(whole.seconds)
        found.setdefault("check: processor", []).append(whole.processor)
        found.setdefault("check: megabytes", []).append(whole.megabytes)
        for what in ("milepost", "plain"):
            apart = run(sys.executable, "-m", "benchmarks.phases", what, str(root))
            for name, seconds in json.loads(apart.printed).items():
                found.setdefault(f"{what}: {name}", []).append(seconds)
    return found


def measure_misspelt(root: Path, repeats: int) -> dict[str, list[float]]:
    """What the command takes to say a thousand slips, each with what may have been meant."""
    command = (_MILEPOST, "--workspace", str(root), "check")
    runs = [run(*command, ends_with=1) for _ in range(repeats)]
    return {
        "misspelt, check: seconds": [run.seconds for run in runs],
        "misspelt, check: megabytes": [run.megabytes for run in runs],
    }


def figures(runs: dict[str, list[float]]) -> dict[str, dict[str, float]]:
    """Median, least and most of everything, and the ratios of what was run in the same turn."""
    sums = {
        what: [a + b for a, b in zip(runs[f"{what}: parse"], runs[f"{what}: model"], strict=True)]
        for what in ("milepost", "plain")
    }
    pairs = {
        "ratio: parse": (runs["milepost: parse"], runs["plain: parse"]),
        "ratio: parse and model": (sums["milepost"], sums["plain"]),
    }
    ratios = {
        name: [a / b for a, b in zip(ours, others, strict=True)]
        for name, (ours, others) in pairs.items()
    }
    return {
        name: {"median": statistics.median(values), "least": min(values), "most": max(values)}
        for name, values in (runs | ratios).items()
    }


def machine() -> dict[str, Any]:
    """What it was measured on."""
    return {
        "processor": _processor(),
        "cores": _CORES if hasattr(os, "sched_setaffinity") else os.cpu_count(),
        "load": os.getloadavg()[0],
        "system": platform.system(),
        "python": platform.python_version(),
        **{name: importlib.metadata.version(name) for name in ("PyYAML", "pydantic")},
    }


def _processor() -> str:
    about = Path("/proc/cpuinfo")
    if about.exists():
        for line in about.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


_ROWS: Final = (
    ("`milepost check`, the whole command, s", "check: seconds"),
    ("the same, seconds of a processor", "check: processor"),
    ("`milepost check`, most memory held, MB", "check: megabytes"),
    ("the same, a name misspelt in each ratio, s", "misspelt, check: seconds"),
    ("the same, most memory held, MB", "misspelt, check: megabytes"),
    ("Milepost, the parse with all places, s", "milepost: parse"),
    ("Milepost, the model, s", "milepost: model"),
    ("Milepost, the rules, s", "milepost: rules"),
    ("PyYAML `CSafeLoader`, the parse, s", "plain: parse"),
    ("pydantic, the same model, s", "plain: model"),
    ("parse: Milepost to PyYAML", "ratio: parse"),
    ("parse and model: Milepost to PyYAML and pydantic", "ratio: parse and model"),
)


def table(result: dict[str, Any]) -> str:
    """The figures as a table of Markdown, with what they were measured on."""
    on, plan = result["machine"], result["plan"]
    lines = [
        (
            f"{plan['measures']:,} measures in {plan['files']} files, {plan['megabytes']:.1f} MB; "
            f"{result['repeats']} runs of each. {on['processor']}, {on['cores']} cores, "
            f"{on['system']}, Python {on['python']}, PyYAML {on['PyYAML']}, "
            f"pydantic {on['pydantic']}. "
            f"Load of the machine before the first run: {on['load']:.1f}."
        ),
        "",
        "| | median | least | most | bound |",
        "|---|---:|---:|---:|---:|",
    ]
    for title, name in _ROWS:
        if name not in result["figures"]:
            continue
        row = result["figures"][name]
        cells = [f"{row[k]:.0f}" if "mega" in name else f"{row[k]:.2f}" for k in row]
        bound = result["bounds"].get(name, "")
        lines.append(f"| {title} | {' | '.join(cells)} | {bound and format(bound, ',')} |")
    return "\n".join([*lines, ""])


def passed(result: dict[str, Any]) -> Sequence[str]:
    """The bounds that some run has passed: the worst run counts, not the median."""
    return [n for n, bound in result["bounds"].items() if result["figures"][n]["most"] >= bound]


@click.command()
@click.option("--measures", default=10_000, show_default=True, help="How many the plan has.")
@click.option("--repeats", default=5, show_default=True, help="How often each thing is run.")
@click.option("--misspelt", is_flag=True, help="Also check a plan with a thousand slips.")
@click.option("--write/--no-write", default=False, help="Keep the figures in this folder.")
def main(measures: int, repeats: int, *, misspelt: bool, write: bool) -> None:
    """Measure the bounds of a plan and print them as a table."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:_CORES])
    on = machine()  # before the runs are a load themselves
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "workspace")
        write_workspace(root, measures)
        sizes = [path.stat().st_size for path in root.rglob("*.yaml")]
        runs = measure(root, repeats)
        bounds = {"check: seconds": MOST_SECONDS, "check: megabytes": MOST_MEGABYTES}
        if misspelt:
            broken = Path(folder, "misspelt")
            write_workspace(broken, measures, misspelt=True)
            runs |= measure_misspelt(broken, repeats)
            bounds |= {f"misspelt, {name}": bound for name, bound in bounds.items()}
    result: dict[str, Any] = {
        "plan": {"measures": measures, "files": len(sizes), "megabytes": sum(sizes) / 1_000_000},
        "machine": on,
        "repeats": repeats,
        "bounds": bounds,
        "figures": figures(runs),
        "runs": runs,
    }
    click.echo(table(result))
    if write:
        _RESULTS.parent.mkdir(exist_ok=True)
        _RESULTS.write_text(json.dumps(_rounded(result), indent=2) + "\n", encoding="utf-8")
        page = _README.read_text(encoding="utf-8")
        before, _, rest = page.partition(_BEGIN)
        after = rest.partition(_END)[2]
        _README.write_text(f"{before}{_BEGIN}\n{table(result)}\n{_END}{after}", encoding="utf-8")
    if over := passed(result):
        raise click.ClickException(f"over its bound: {', '.join(over)}.")


def _rounded(value: Any) -> Any:  # noqa: ANN401  # any value of JSON
    if isinstance(value, dict):
        return {key: _rounded(held) for key, held in value.items()}
    if isinstance(value, list):
        return [_rounded(held) for held in value]
    return round(value, 3) if isinstance(value, float) else value


if __name__ == "__main__":
    main()
