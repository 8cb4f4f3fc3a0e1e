"""Wires the rooms together: the public API of the command line, of notebooks and of whatever comes.

A workspace is a folder with a plan, agencies' files, a ledger and reports. ``milepost.yaml`` may
say where they are; without it they are where :class:`WorkspaceSettings` puts them.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from milepost.periods import (
    HOW_DAYS_ARE_WRITTEN,
    HOW_PERIODS_ARE_WRITTEN,
    Period,
    parse_day,
    parse_period,
)
from milepost.plan.files import PlanHasErrorsError, PlanReading, read_plan
from milepost.plan.model import Measure, Plan
from milepost.plan.places import Places
from milepost.plan.settings import FILE, SettingsFile, WorkspaceSettings, read_settings
from milepost.sources import Problem, in_order
from milepost.submissions.collection import uncollected
from milepost.submissions.handed_in import (
    Received,
    bytes_of,
    kept_beside,
    short_name,
    shown_path,
    unreadable,
)
from milepost.submissions.senders import destroyed, sender_and_period, unplaced
from milepost.submissions.unusable import LedgerUnusableError

# What a command does not use it does not import: the database, spreadsheets and charts are slow.
if TYPE_CHECKING:
    from milepost.evaluation.model import MeasureEvaluation, Outlook, Result
    from milepost.evaluation.narrowing import Narrowing
    from milepost.evaluation.review import Awaiting
    from milepost.evaluation.what_ifs import EarlierPlan
    from milepost.facts.behind import Behind
    from milepost.facts.reduction import Reduction
    from milepost.interchange.model import Imported
    from milepost.ledger.restatements import Restatement
    from milepost.ledger.store import Ledger
    from milepost.ledger.verify import Reread, Verification
    from milepost.plan.audit.model import Audit
    from milepost.plan.duty_calendar.model import DutyCalendar
    from milepost.plan.sides import Side, View
    from milepost.scorecard.agency_scorecard import AgencyScorecard
    from milepost.scorecard.card import Scorecard
    from milepost.scorecard.changes import Comparison
    from milepost.scorecard.composer import Composer
    from milepost.scorecard.document import Document
    from milepost.scorecard.editions import Editions
    from milepost.scorecard.framed import FramedEvaluation, FramedRecord
    from milepost.scorecard.manifest import Manifest
    from milepost.scorecard.moved import RatingMoved
    from milepost.scorecard.notice import ComposedNotice, NoticeOrder
    from milepost.scorecard.owed import OwedExplanation
    from milepost.scorecard.report import Report
    from milepost.scorecard.status import StatusReport
    from milepost.scorecard.verified import EditionVerification
    from milepost.scorecard.way_back import WayBack
    from milepost.submissions.extracts import Delivery, Store
    from milepost.submissions.handles import Handle
    from milepost.submissions.history import History, Past
    from milepost.submissions.model import (
        Destruction,
        Key,
        Publication,
        Reading,
        Record,
        Remark,
        RemarkKind,
        Submission,
    )
    from milepost.submissions.notices import Notice
    from milepost.submissions.template.form import Language

__all__ = ["PlanHasErrorsError", "Workspace"]


class Workspace:
    """A folder with a plan, a ledger and reports.

    Args:
        root: the folder.
        ledger: another ledger's address, as SQLAlchemy writes it; else the workspace's own.
        plan_as_of: the day on which the plan's dated values are read; else as they hold in the end.
        head: the ledger as it was when this was its head, and nothing is written to it; else as it
            is.
        on: where figures are computed from rows: ``duckdb``, or the address of a Spark.
        memory_limit: how much memory that may take, as ``2GB``; its own limit where none is said.
        extracts_at: the address by which a Spark elsewhere reads the folder of extracts.
    """

    def __init__(  # noqa: PLR0913  # each has its default
        self,
        root: str | os.PathLike[str],
        ledger: str | None = None,
        plan_as_of: dt.date | None = None,
        head: str | None = None,
        *,
        on: str = "duckdb",
        memory_limit: str | None = None,
        extracts_at: str | None = None,
    ) -> None:
        self.root = root = Path(root)
        self.plan_as_of = plan_as_of
        self.head = head
        self.settings, self.problems = read_settings(root)
        own = self.settings.ledger
        if "://" not in own:
            own = f"sqlite:///{(root / own).resolve()}"
        unknown = any(p.code.startswith("P00") for p in self.problems)
        self.ledger_url = ledger or (None if unknown else own)
        self._past: Past | None = None
        self._then: dict[dt.date, Workspace] = {}
        self.on, self.memory_limit, self.extracts_at = on, memory_limit, extracts_at
        self.not_computed: dict[Problem, None] = {}
        """Why figures could not be computed from rows, as far as it was found so far."""
        self._reduction: Reduction | None = None
        self._rows_in: Path | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def plan(self) -> PlanReading:
        """The plan as it is written now, with all that is wrong with it."""
        folders = [self.root / folder for folder in self.settings.plan]
        reading = read_plan(folders, self.root, self.plan_as_of)
        return replace(reading, problems=in_order([*self.problems, *reading.problems]))

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger, made if it is not there yet.

        Raises:
            LedgerUnusableError: where it cannot be opened; its own calls raise the same.
        """
        from milepost.ledger.store import Ledger  # noqa: PLC0415

        return Ledger(self._address())

    @property
    def lacks_ledger(self) -> bool:
        """Whether nothing is at the ledger's address yet; whoever opens it makes one there."""
        address = self.ledger_url or ""
        if not address.startswith("sqlite:///"):
            return False
        try:
            return Path(address.removeprefix("sqlite:///")).stat().st_size == 0
        except (FileNotFoundError, NotADirectoryError):
            return True
        except OSError:
            return False  # what stands there will say for itself

    def _address(self) -> str:
        if self.ledger_url is None:
            raise LedgerUnusableError(
                f"{FILE} cannot be read, so nobody knows which ledger is meant. Run: milepost check"
            )
        return self.ledger_url

    def close(self) -> None:
        """Let go of the ledger and of what computes from rows, if they were opened."""
        if self._reduction is not None:
            self._reduction.close()
        if "ledger" in self.__dict__:
            self.ledger.close()

    def submit(
        self,
        paths: Sequence[str],
        received_on: dt.date,
        agency: str | None = None,
        period: Period | None = None,
        certified_by: str = "",
    ) -> Iterator[Received]:
        """Record files as they came, then check them if the plan is whole.

        Whose file it is and for which period follows from its name, ``FY2009-Q3/ICE.xlsx``, unless
        it is given.
        """
        self._past = None  # others may have sent something since
        for path in paths:
            yield self._submit_one(path, received_on, agency, period, certified_by)

    def try_out(
        self,
        paths: Sequence[str],
        received_on: dt.date,
        agency: str | None = None,
        period: Period | None = None,
    ) -> Iterator[tuple[str, Reading]]:
        """What files would be found to say. Nothing is recorded, and no ledger is made.

        Raises:
            PlanHasErrorsError: where the plan has errors.
        """
        from milepost.submissions.model import Submission  # noqa: PLC0415
        from milepost.submissions.observations import rejected_whole  # noqa: PLC0415

        self._whole_plan()
        self._past = None
        for path in paths:
            shown = shown_path(path)
            try:
                content = bytes_of(Path(path))
            except (OSError, ValueError) as error:
                yield shown, rejected_whole(unreadable(shown, error), "")
                continue
            sender, sent_for = sender_and_period(shown, self.plan.agency_ids, agency, period)
            # It comes after all that is there.
            draft = Submission(
                sys.maxsize, sender, sent_for, shown, "", len(content), received_on, 1,
                "waiting", 0, 0,
            )  # fmt: skip
            yield shown, self._reading_of(draft, content)

    @property
    def store(self) -> Store:
        """Where the files of extracts lie."""
        from milepost.submissions.extracts import Store  # noqa: PLC0415

        return Store(Path(os.path.normpath(self._rows_in or self.root / self.settings.extracts)))

    def submit_extract(  # noqa: PLR0913  # what is known of files when they come
        self,
        extract: str,
        paths: Sequence[str],
        received_on: dt.date,
        agency: str | None = None,
        period: Period | None = None,
        certified_by: str = "",
    ) -> Iterator[Received]:
        """Record rows of an extract as they came, then check them if the plan is whole.

        All files for one period are one delivery. Whose it is follows from the extract, and for
        which period from the folder, ``FY2009-Q3/traces.csv``, unless it is given.
        """
        from milepost.receiving import keep, parcels  # noqa: PLC0415

        try:
            found = list(parcels(paths, period))
        except (OSError, ValueError) as error:
            shown = shown_path(str(getattr(error, "filename", None) or paths[0]))
            yield Received(shown, None, "", (unreadable(shown, error),))
            return
        for parcel in found:
            try:
                known, is_new = keep(self, extract, parcel, received_on, agency, certified_by)
            except OSError as error:
                shown = shown_path(str(error.filename or parcel.path))
                yield Received(shown, None, "", (unreadable(shown, error),))
                continue
            yield self._told_of_delivery(parcel.path, known, certified_by, is_new=is_new)

    def try_out_extract(
        self,
        extract: str,
        paths: Sequence[str],
        received_on: dt.date,
        agency: str | None = None,
        period: Period | None = None,
    ) -> Iterator[tuple[str, Reading]]:
        """What rows of an extract would be found to hold. Nothing is recorded or kept.

        Raises:
            PlanHasErrorsError: where the plan has errors.
        """
        from milepost.receiving import parcels, read_files, tried  # noqa: PLC0415
        from milepost.submissions.extracts import Store  # noqa: PLC0415
        from milepost.submissions.observations import rejected_whole  # noqa: PLC0415

        plan = self._whole_plan()
        try:
            found = list(parcels(paths, period))
        except (OSError, ValueError) as error:
            shown = shown_path(str(getattr(error, "filename", None) or paths[0]))
            yield shown, rejected_whole(unreadable(shown, error), "")
            return
        sender = agency or self.plan.extract_owners.get(extract, "")
        for parcel in found:
            draft = tried(parcel, extract, sender, received_on)
            with tempfile.TemporaryDirectory(prefix="milepost-") as made:
                store = Store(Path(made))
                yield parcel.path, read_files(store, plan, draft, parcel.files, self.memory_limit)

    def deliveries(self) -> tuple[Delivery, ...]:
        """Every delivery of an extract, in order of receipt; none where there is no ledger."""
        return () if self.lacks_ledger else self.ledger.deliveries(self.head)

    def _told_of_delivery(
        self, path: str, known: Submission, certified_by: str, *, is_new: bool
    ) -> Received:
        """What became of a delivery that is in the ledger."""
        from milepost.ledger.receipts import receipt  # noqa: PLC0415

        problems: tuple[Problem, ...] = ()
        if self.plan.plan is not None and not self.problems:
            problems = self._read(known).problems
        delivery = next(d for d in self.ledger.deliveries() if d.submission.number == known.number)
        known, stored = delivery.submission, delivery.stored
        unheard = certified_by if not is_new and certified_by != known.certified_by else ""
        later = None if is_new else self.ledger.later_than(known)
        head = self.ledger.head()
        text = receipt(
            known, head, is_new=is_new, later=later, unheard=unheard, files=delivery.files
        )
        if self.settings.illustrative:
            text = f"ILLUSTRATIVE: a receipt for made-up figures.\n{text}"
        quarantine = stored.quarantine if stored else ""
        return Received(
            path, known, text, problems, head=head, is_new=is_new, quarantine=quarantine
        )

    def destroy(self, submission: int, order: Destruction) -> bool:
        """Destroy the bytes of a file by an order, those of extracts in the store too.

        Returns:
            Whether there was anything left to destroy.
        """
        return self.ledger.destroy(submission, order, self.store)

    def save_receipt(self, received: Received) -> tuple[Path, ...]:
        """Write a receipt, and the marked copy where there is one, to be sent back.

        A file that is there with other words in it is left alone: it was a receipt too.
        """
        from milepost.scorecard.receipt_as_text import letter  # noqa: PLC0415

        if received.submission is None:
            return ()
        sent = received.submission
        sender = re.sub(r"[^A-Za-z0-9_-]", "_", sent.agency)[:60] or "unknown"
        folder = self._reports("receipts", str(sent.period or "no-period"))
        folder.mkdir(parents=True, exist_ok=True)
        # Whoever sent it knows the file by its name, not by where it lies here.
        problems = [replace(p, place=replace(p.place, file=sent.name)) for p in received.problems]
        if sent.extract:
            problems = list(received.problems)
        text = letter(received.receipt, problems, received.expected)
        saved = tuple(
            kept_beside(folder, f"{sender}-{sent.number}", ending, content)
            for ending, content in ((".txt", text.encode()), (".xlsx", received.marked))
            if content is not None
        )
        if not received.quarantine:
            return saved
        from milepost.facts.sent_back import rows_to_send_back  # noqa: PLC0415

        rows = self.store.rows(received.quarantine)
        return (*saved, rows_to_send_back(rows, folder, f"{sender}-{sent.number}"))

    def check(self) -> tuple[Problem, ...]:
        """All that is wrong with the plan as it is written, in order of place; warnings too."""
        return self.plan.problems

    def record(self, as_of: str | dt.date) -> FramedRecord:
        """What holds as of a date. Files that were waiting for the plan are read first.

        Where there is no ledger nothing holds, and none is made.

        Raises:
            PlanHasErrorsError: where the plan has errors.
            ValueError: where the day is none.
        """
        from milepost.scorecard.framed import FramedRecord  # noqa: PLC0415

        day = _day(as_of)
        record, (plan, _) = self._record(day), self._held_on(day)
        return FramedRecord.under(plan, record, all_made_up=self.settings.illustrative)

    def _record(self, as_of: dt.date) -> Record:
        from milepost.ledger.record import record_as_of  # noqa: PLC0415
        from milepost.submissions.model import Record  # noqa: PLC0415

        self._whole_plan()
        self._past = None
        if self.lacks_ledger:
            return Record(as_of, {}, (), ())
        if self.head is not None:
            return self._with_computed(record_as_of(self.ledger, as_of, self.head))
        for submission in self.ledger.submissions():
            if submission.status != "accepted" and not submission.extract:
                self._read(submission)
        self._read_deliveries()
        return self._with_computed(record_as_of(self.ledger, as_of))

    def _with_computed(self, record: Record) -> Record:
        """A record with what is computed from the rows of extracts, where anything is."""
        plan, _ = self._held_on(record.as_of)
        if all(measure.from_extract is None for measure in plan.measures):
            return record
        from milepost.facts.recorded import with_computed  # noqa: PLC0415

        deliveries = self.reduction.readable(self.deliveries(), plan)
        found = with_computed(record, plan, deliveries, self.reduction)
        self.not_computed |= {problem: None for _, _, problem in found.not_computed}
        return found

    @property
    def reduction(self) -> Reduction:
        """What computes figures from rows; it is opened when it is first asked for.

        Raises:
            EngineUnusableError: where there is no such engine, or it cannot be reached.
        """
        if self._reduction is None:
            from milepost.facts.engines.choice import engine_for  # noqa: PLC0415
            from milepost.facts.reduction import Reduction  # noqa: PLC0415

            at = self.extracts_at
            known_as = None if at is None else (self.store.folder, at)
            engine = engine_for(self.on, self.memory_limit, known_as)
            self._reduction = Reduction.of(engine, self.store, self.memory_limit)
        return self._reduction

    def evaluate(self, period: str | Period, as_of: str | dt.date) -> FramedEvaluation:
        """Hold the plan against the record.

        Raises:
            PlanHasErrorsError: where the plan has errors.
            ValueError: where the period or the day is none.
        """
        from milepost.evaluation.evaluate import evaluate  # noqa: PLC0415
        from milepost.scorecard.framed import FramedEvaluation  # noqa: PLC0415

        day = _day(as_of)
        plan, _ = self._held_on(day)
        judged = evaluate(plan, self._record(day), _period(period))
        return FramedEvaluation.under(plan, judged, all_made_up=self.settings.illustrative)

    def scorecard(self, period: str | Period, as_of: str | dt.date) -> Scorecard:
        """The scorecard of a period, as of a date, to be drawn: ``as_html()``, ``as_json()``.

        Raises:
            PlanHasErrorsError: where the plan has errors.
            ValueError: where the period or the day is none.
        """
        return self.compose(_period(period), _day(as_of))

    @uncollected()
    def compose(
        self, period: Period, as_of: dt.date, edition: tuple[Manifest, Editions] | None = None
    ) -> Scorecard:
        """The scorecard of a period, as of a date.

        Args:
            period: the period.
            as_of: what was received later is not in it.
            edition: what an edition is made of, and all editions; None for a scorecard that is not
                published.

        Raises:
            PlanHasErrorsError: where the plan has errors.
        """
        from milepost.scorecard.compose import compose  # noqa: PLC0415

        return compose(self._composer(period, as_of, edition))

    def agency_scorecard(self, agency: str, period: Period, as_of: dt.date) -> AgencyScorecard:
        """The scorecard of one agency for a year, as ONDCP's circular asks for it.

        Raises:
            PlanHasErrorsError: where the plan has errors.
            NothingToSayError: where the agency has no role or duty, or the period is no year.
        """
        from milepost.scorecard.agency_components import compose_agency_scorecard  # noqa: PLC0415

        return compose_agency_scorecard(self._composer(period, as_of), agency)

    def write_agency_scorecard(self, card: AgencyScorecard) -> tuple[Path, ...]:
        """Write the scorecard of an agency for people to read and sign, and for machines."""
        from milepost.scorecard.agency_scorecard_as_json import as_json  # noqa: PLC0415

        document = card.document()
        written = self.write_document(document, card.period)
        path = written[0].with_name(f"{document.name}.json")
        path.write_bytes(as_json(card).encode())
        return (*written, path)

    def write_document(self, document: Document, *folder: str) -> tuple[Path, ...]:
        """Write a document for people in each of its forms.

        Args:
            document: the document.
            folder: the folder within the reports; what is made up lies apart from what is real.
        """
        from milepost.scorecard.document_forms import as_files  # noqa: PLC0415

        into = self._reports(*folder)
        into.mkdir(parents=True, exist_ok=True)
        written = []
        for name, content in as_files(document).items():
            written.append(into / name)
            written[-1].write_bytes(content)
        return tuple(written)

    def compose_notice(self, order: NoticeOrder, period: Period, as_of: dt.date) -> ComposedNotice:
        """A notice about an agency and a period, filled from the record as of a day.

        Raises:
            PlanHasErrorsError: where the plan has errors.
            NothingToSayError: where the record holds nothing to notify.
        """
        from milepost.plan.duty_calendar.build import build  # noqa: PLC0415
        from milepost.scorecard.document import NothingToSayError  # noqa: PLC0415
        from milepost.scorecard.notices import compose_notice  # noqa: PLC0415

        if not (period.is_year or period.is_quarter):
            raise NothingToSayError(f"A notice is about a year or a quarter, and {period} is none.")
        composer = self._composer(period, as_of)
        made_up = self.settings.illustrative
        duties = build(composer.plan, composer.places, period.year, as_of, illustrative=made_up)
        return compose_notice(composer, duties, order)

    def issue(self, notice: ComposedNotice) -> tuple[Notice, bool, tuple[Path, ...]]:
        """Enter a notice into the register, then write it; nothing that was issued is overwritten.

        Returns:
            The notice as the register has it, whether it is new there, and its files.
        """
        from milepost.scorecard.document_forms import as_files  # noqa: PLC0415
        from milepost.scorecard.notice import to_be_issued  # noqa: PLC0415

        issued, is_new = self.ledger.issue(to_be_issued(notice))
        document = notice.document()
        document = replace(document, name=f"{issued.number:03d}-{document.name}")
        folder = self._reports("notices")
        folder.mkdir(parents=True, exist_ok=True)
        written = tuple(
            kept_beside(folder, document.name, name.removeprefix(document.name), content)
            for name, content in as_files(document).items()
        )
        return issued, is_new, written

    def notices(self) -> tuple[Notice, ...]:
        """Every notice in the register, in the order of issue; none where there is no ledger."""
        return () if self.lacks_ledger else self.ledger.notices()

    def _composer(
        self, period: Period, as_of: dt.date, edition: tuple[Manifest, Editions] | None = None
    ) -> Composer:
        """What a document about a period is composed from."""
        from milepost.evaluation.evaluate import evaluate  # noqa: PLC0415
        from milepost.evaluation.withholding import public_side  # noqa: PLC0415
        from milepost.scorecard.composer import Composer  # noqa: PLC0415
        from milepost.scorecard.gathered import gathered  # noqa: PLC0415

        (plan, places), record = self._held_on(as_of), self._record(as_of)
        side = public_side(plan, record)
        judged = evaluate(side.plan, side.record, period)
        past, made_up = (self.plan.histories, self._earlier(as_of)), self.settings.illustrative
        beside = gathered(side, places, judged, *past, illustrative=made_up)
        if edition is not None:
            from milepost.publishing import beside_editions  # noqa: PLC0415

            beside = beside_editions(self, edition, beside, (plan, side.plan), side.record, judged)
        return Composer.of(side.plan, places, side.record, judged, beside, illustrative=made_up)

    def annex(self, period: Period, as_of: dt.date) -> Document | None:
        """What a scorecard withholds, for those who may read it; None where it withholds nothing.

        Raises:
            PlanHasErrorsError: where the plan has errors.
        """
        from milepost.evaluation.evaluate import evaluate  # noqa: PLC0415
        from milepost.evaluation.withholding import public_side  # noqa: PLC0415
        from milepost.scorecard.annex import compose_annex  # noqa: PLC0415

        (plan, places), record = self._held_on(as_of), self._record(as_of)
        side = public_side(plan, record)
        if not side.hidden and not side.withheld:
            return None
        judged = evaluate(plan, record, period)
        made_up = self.settings.illustrative
        return compose_annex(plan, places, record, judged, side, illustrative=made_up)

    def write_annex(self, period: Period, as_of: dt.date) -> tuple[Path, ...]:
        """Write the restricted annex apart from the scorecard; nothing where there is none."""
        annex = self.annex(period, as_of)
        return () if annex is None else self.write_document(annex, f"{period}-restricted")

    def report(self, period: Period, as_of: dt.date, narrowing: Narrowing | None = None) -> Report:
        """How every measure stands, or those that are asked for, with the reasons.

        Raises:
            PlanHasErrorsError: where the plan has errors.
        """
        from milepost.evaluation.evaluate import evaluate  # noqa: PLC0415
        from milepost.evaluation.narrowing import Narrowing  # noqa: PLC0415
        from milepost.evaluation.withholding import public_side  # noqa: PLC0415
        from milepost.scorecard.report import compose_report  # noqa: PLC0415

        (plan, places), record = self._held_on(as_of), self._record(as_of)
        # The whole plan stays: of a group of which a part is not public less may be said.
        record = public_side(plan, record).record
        return compose_report(
            plan,
            places,
            record,
            evaluate(plan, record, period),
            narrowing or Narrowing(),
            self._earlier(as_of),
            illustrative=self.settings.illustrative,
        )

    @uncollected()
    def write_scorecard(
        self,
        card: Scorecard,
        forms: Iterable[str] | None = None,
        tell: Callable[[str], None] | None = None,
    ) -> tuple[Path, ...]:
        """Write a scorecard in its forms.

        Args:
            card: the scorecard.
            forms: the names of the forms (:data:`milepost.scorecard.forms.FORMS`); else all.
            tell: is told the name of each form once it is written.

        Returns:
            The files, in the workspace's folder of reports.
        """
        from milepost.scorecard.forms import FORMS, drawn  # noqa: PLC0415

        plan = self.plan_shown(dt.date.fromisoformat(card.as_of))
        folder = self._reports(card.period)
        written = []
        for name, files in drawn(card, plan, FORMS if forms is None else forms):
            for file, content in files.items():
                path = folder / file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
                written.append(path)
            if tell is not None:
                tell(name)
        return tuple(written)

    @property
    def editions(self) -> Editions:
        """The folder of what was published, the one part of the reports that is read back."""
        from milepost.scorecard.editions import Editions  # noqa: PLC0415

        folder = Path(os.path.normpath(self.root / self.settings.reports / "editions"))
        return Editions(folder, "-illustrative" if self.settings.illustrative else "")

    def published(self) -> tuple[Publication, ...]:
        """Every edition that was published, in order.

        One that was entered in the ledger by a process that died then is put in its place.
        """
        if self.lacks_ledger:
            return ()
        found = self.ledger.publications()
        self.editions.finish(found)
        return found

    def publish(
        self,
        period: Period,
        as_of: dt.date,
        published_on: dt.date,
        published_by: str = "",
        *,
        as_owed: bool = False,
    ) -> tuple[Publication, Path]:
        """Freeze a scorecard in all its forms, with plan and record, as the next edition.

        Args:
            period: the period.
            as_of: what was received later is not in it.
            published_on: the day that is printed on it.
            published_by: who publishes it.
            as_owed: whether it is published though explanations are owed; it then lists them.

        Returns:
            Its entry in the ledger, and its folder.

        Raises:
            PlanHasErrorsError: where the plan has errors.
            ExplanationsOwedError: where explanations are owed.
            EditionError: where an earlier edition is not what it was, or none can lie there.
        """
        from milepost.publishing import publish  # noqa: PLC0415

        self._whole_plan()
        return publish(self, period, as_of, published_on, published_by, as_owed=as_owed)

    def explanations_owed(self, period: Period, as_of: dt.date) -> tuple[OwedExplanation, ...]:
        """Which explanations are owed for a period or one within it, on a day.

        Raises:
            PlanHasErrorsError: where the plan has errors.
        """
        from milepost.evaluation.evaluate import evaluate  # noqa: PLC0415
        from milepost.scorecard.owed import explanations_owed  # noqa: PLC0415

        (plan, _), record = self._held_on(as_of), self._record(as_of)
        made_up = self.settings.illustrative
        judged = evaluate(plan, record, period)
        return explanations_owed(plan, record, judged, illustrative=made_up)

    def plan_shown(self, day: dt.date) -> Plan:
        """What everybody may see of the plan that judges what was received by a day.

        Raises:
            PlanHasErrorsError: where the plan has errors.
        """
        from milepost.evaluation.withholding import not_public, public_plan  # noqa: PLC0415

        plan, _ = self._held_on(day)
        return public_plan(plan, not_public(plan))

    def not_public_in_plan(self) -> int:
        """How many measures of the plan may not be shown to everybody.

        Raises:
            PlanHasErrorsError: where the plan has errors.
        """
        from milepost.evaluation.withholding import not_public  # noqa: PLC0415

        return len(not_public(self._whole_plan()))

    def verify_edition(self, name: str) -> EditionVerification:
        """Hold an edition against the ledger, and draw it anew from the plan as it was frozen.

        Raises:
            EditionError: where there is no such edition.
        """
        from milepost.publishing import verify_edition  # noqa: PLC0415

        return verify_edition(self, name)

    def frozen(self, manifest: Manifest, folder: Path) -> Workspace:
        """The workspace as the edition in a folder holds it, with the ledger as it was then."""
        from milepost.scorecard.manifest import PLAN  # noqa: PLC0415

        root = folder / PLAN / manifest.workspace
        then = Workspace(
            root, self._address(), manifest.day, manifest.ledger_head,
            on=self.on, memory_limit=self.memory_limit, extracts_at=self.extracts_at,
        )  # fmt: skip
        # The rows lie where they lie; an edition holds their digests, and no row of them.
        then._rows_in = self.store.folder
        return then

    def verify(self) -> tuple[Verification, Reread | None]:
        """Look the ledger through, and read every file once more.

        Returns:
            What came of either; without the second while the plan has errors.
        """
        from milepost.ledger.verify import read_again, verify  # noqa: PLC0415

        found = verify(self.ledger, self.store)
        if found.broken or self.plan.plan is None or self.problems:
            return found, None
        self._past = None
        return found, read_again(self.ledger, self.plan.digest, self._reading_of)

    def template(  # noqa: PLR0913  # whose form it is, and how it is to be written
        self,
        agency: str,
        period: Period,
        as_of: dt.date,
        language: Language = "en",
        written_as: Literal["xlsx", "csv"] = "xlsx",
        target: Path | None = None,
        *,
        replace_it: bool = False,
    ) -> Path:
        """Write the form that an agency fills for a period, with its last values as of a day.

        Returns:
            Where it was written: as said, else among the reports, by period and agency.

        Raises:
            PlanHasErrorsError: where the plan has errors.
            NothingToReportError: where nothing is asked of the agency for the period.
            FileExistsError: where there is such a file; it may hold what somebody filled in.
        """
        from milepost.submissions.template.form import compose_form  # noqa: PLC0415
        from milepost.submissions.template.languages import WORDS  # noqa: PLC0415

        words = WORDS[language]
        plan, record = self._whole_plan(), self.record(as_of)
        made_up = self.settings.illustrative
        form = compose_form(plan, record, agency, period, words, illustrative=made_up)
        if written_as == "csv":
            from milepost.submissions.template.as_csv import as_csv as draw  # noqa: PLC0415
        else:
            from milepost.submissions.template.as_xlsx import as_xlsx as draw  # noqa: PLC0415
        path = target or self._reports("forms", str(period)) / f"{agency}.{written_as}"
        content = draw(form, words)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb" if replace_it else "xb") as file:
            file.write(content)
        return path

    def restatements(
        self, old: dt.date, new: dt.date, period: Period | None = None, *, public: bool = False
    ) -> tuple[tuple[Restatement, ...], tuple[RatingMoved, ...]]:
        """What the record says otherwise on a later day, and which ratings of a period it moved.

        Args:
            old: the earlier day.
            new: the later day.
            period: of which period ratings are looked at; None for none.
            public: whether only what everybody may see is looked at.

        Raises:
            PlanHasErrorsError: where the plan has errors.
        """
        from milepost.evaluation.evaluate import evaluate  # noqa: PLC0415
        from milepost.ledger.restatements import restatements  # noqa: PLC0415
        from milepost.scorecard.moved import ratings_moved  # noqa: PLC0415

        plan = self._whole_plan()
        then: Record = self.record(old)
        now: Record = self.record(new)
        if public:
            from milepost.evaluation.withholding import public_side  # noqa: PLC0415

            side = public_side(plan, now)
            then, now, plan = public_side(plan, then).record, side.record, side.plan
        if period is None:
            return restatements(then, now), ()
        moved = ratings_moved(evaluate(plan, then, period), evaluate(plan, now, period))
        return restatements(then, now), moved

    def status(self, period: Period, as_of: dt.date) -> StatusReport:
        """What each agency was to report for a period, what came, and what of it in time.

        Raises:
            PlanHasErrorsError: where the plan has errors.
        """
        from milepost.evaluation.evaluate import evaluate  # noqa: PLC0415
        from milepost.evaluation.reporting import status_of  # noqa: PLC0415
        from milepost.scorecard.status import status_report  # noqa: PLC0415

        plan, record = self._whole_plan(), self.record(as_of)
        status = status_of(plan, record, evaluate(plan, record, period))
        return status_report(plan, status, illustrative=self.settings.illustrative)

    def awaiting_review(
        self, period: Period, as_of: dt.date, agency: str = ""
    ) -> tuple[Awaiting, ...]:
        """What of a period awaits an analyst's eye, of one agency or of all.

        Raises:
            PlanHasErrorsError: where the plan has errors.
        """
        from milepost.evaluation.evaluate import evaluate  # noqa: PLC0415
        from milepost.evaluation.review import awaiting_review  # noqa: PLC0415

        plan, record = self._whole_plan(), self.record(as_of)
        found = awaiting_review(plan, record, evaluate(plan, record, period))
        return tuple(item for item in found if agency in ("", item.agency))

    def review_warning(self, found: Sequence[Awaiting], period: Period, as_of: dt.date) -> str:
        """Why what awaits review is not for publication; empty where everybody may see it.

        Raises:
            PlanHasErrorsError: where the plan has errors.
        """
        from milepost.evaluation.evaluate import evaluate  # noqa: PLC0415
        from milepost.evaluation.review import awaiting_review  # noqa: PLC0415
        from milepost.evaluation.withholding import public_side  # noqa: PLC0415
        from milepost.scorecard.not_public import of_review  # noqa: PLC0415

        plan = self._whole_plan()
        side = public_side(plan, self.record(as_of))
        judged = evaluate(side.plan, side.record, period)
        return of_review(plan, side, found, awaiting_review(side.plan, side.record, judged))

    def review(
        self,
        verdict: Literal["accepted", "returned"],
        handles: Sequence[str],
        comment: str,
        said_by: str,
        said_on: dt.date,
    ) -> tuple[Remark, ...]:
        """Accept or return figures or explanations by their handles: all of them, or none.

        Raises:
            HandleError: where a handle names nothing, or what had not come by then.
        """
        from milepost.submissions.model import Remark  # noqa: PLC0415

        kinds: dict[bool, RemarkKind] = {
            False: verdict,
            True: "explanation accepted" if verdict == "accepted" else "explanation returned",
        }
        return self.ledger.remarks_at_once(
            [
                Remark(
                    0,
                    kinds[handle.explanation],
                    submission.agency,
                    handle.measure,
                    period,
                    submission.number,
                    comment,
                    said_by,
                    said_on,
                )
                for handle, submission, period in self._meant(handles, said_on)
            ]
        )

    def say(  # noqa: PLR0913  # who says what of which result, and when
        self,
        kind: Literal["reply", "narrative"],
        agency: str,
        measure: str,
        period: Period,
        text: str,
        said_by: str,
        said_on: dt.date,
    ) -> Remark:
        """Keep an agency's reply, or what the office itself tells of a result.

        Raises:
            PlanHasErrorsError: where the plan has errors.
            KeyError: where the plan has no such measure.
        """
        measure = self._whole_plan().measure_by_id[measure].id
        return self.ledger.remark(kind, agency, measure, period, text, said_by, said_on)

    def explain(
        self,
        measure: str,
        period: str | Period,
        as_of: str | dt.date,
        why_not: Result | Outlook | None = None,
    ) -> WayBack:
        """Walk from a measure's rows back to the cells and to the lines of the plan.

        Args:
            measure: the measure's identifier.
            period: the period judged.
            as_of: the day by which figures had been received.
            why_not: a result or outlook, of which is told what value would have sufficed for it.

        Raises:
            PlanHasErrorsError: where the plan has errors.
            KeyError: where the plan has no such measure.
            ValueError: where period or day is none.
        """
        from milepost.evaluation.evaluate import evaluate_measure, standing_of  # noqa: PLC0415
        from milepost.evaluation.withholding import public_side  # noqa: PLC0415
        from milepost.scorecard.explain import Asked, explain  # noqa: PLC0415
        from milepost.scorecard.not_public import of_explanation  # noqa: PLC0415

        period, as_of = _period(period), _day(as_of)
        plan, record = self._whole_plan(), self.record(as_of)
        places, made_up = self.plan.places, self.settings.illustrative

        def told(plan: Plan, record: Record) -> tuple[MeasureEvaluation, WayBack]:
            judged = evaluate_measure(plan, record, period, measure)
            standings = tuple(standing_of(plan, record, period, j) for j in judged.judgements)
            asked = Asked(
                period, plan.as_of or as_of, standings, self.plan.histories, why_not,
                record.deliveries, self._behind(plan, record, judged),
            )  # fmt: skip
            return judged, explain(plan, places, judged, asked, illustrative=made_up)

        judged, way = told(plan, record)
        side = public_side(plan, record)
        if measure not in side.hidden and told(side.plan, side.record)[1] == way:
            return way
        return replace(way, not_for_publication=of_explanation(plan, side, judged))

    def _behind(
        self, plan: Plan, record: Record, judged: MeasureEvaluation
    ) -> Mapping[Key, Behind]:
        """Of the computed figures behind a measure, what was asked and of which rows they are."""
        actuals = [j.actual for j in judged.judgements]
        held = {s.observation.key: s for actual in actuals for s in actual.sources()}
        computed = [h.observation for h in held.values() if h.observation.counted is not None]
        if not computed:
            return {}
        return self.reduction.behind(plan, record.deliveries, record.as_of, computed)

    def audit(self, rule_set: str, on: dt.date) -> Audit:
        """Hold the plan against a rule set, on a day.

        Raises:
            PlanHasErrorsError: where the plan has errors.
            KeyError: where no rule set is called so.
        """
        from milepost.plan.audit.model import Audited  # noqa: PLC0415
        from milepost.plan.audit.rule_sets import BY_ID, audit  # noqa: PLC0415

        audited = Audited(self._whole_plan(), self.plan.places, on)
        return audit(audited, BY_ID[rule_set], illustrative=self.settings.illustrative)

    def write_audit(self, audit: Audit) -> Path:
        """Write an audit as a page.

        Returns:
            The file, in the workspace's folder of reports.
        """
        from milepost.scorecard.audit_page import as_html  # noqa: PLC0415

        made_up = "-illustrative" if self.settings.illustrative else ""
        folder = Path(os.path.normpath(self.root / self.settings.reports))
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"audit-{audit.rule_set.id}{made_up}.html"
        page = as_html(self._whole_plan(), self.plan.places, audit)
        path.write_text(page, encoding="utf-8", newline="\n")
        return path

    def duty_calendar(
        self, year: Period, as_of: dt.date, *, everything: bool = False
    ) -> DutyCalendar:
        """What falls due in a fiscal or calendar year, and whether it was done by a day.

        Args:
            year: one year.
            as_of: what was done later is not looked at.
            everything: whether actions, milestones, reviews and ends of waivers are wanted too.

        Raises:
            PlanHasErrorsError: where the plan has errors.
        """
        from milepost.plan.duty_calendar.build import build  # noqa: PLC0415

        plan, places = self._whole_plan(), self.plan.places
        made_up = self.settings.illustrative
        return build(plan, places, year, as_of, everything=everything, illustrative=made_up)

    def diff(
        self, old: str, new: str | None, as_of: dt.date, period: Period | None = None
    ) -> Comparison:
        """What changed between two plans, each rated on this workspace's own record.

        Args:
            old: a folder, a date or a git revision (:mod:`milepost.plan.revisions`).
            new: the same; else the workspace as it is now.
            as_of: the day on which dated values are read, and by which figures were received.
            period: the period to rate; else the latest fiscal year that had ended.

        Raises:
            NotFoundError: where one of the two cannot be had.
            PlanHasErrorsError: where one of the two has errors.
        """
        from milepost.scorecard.changes import compare, last_year_ended  # noqa: PLC0415

        sides, views = self._compared(old, new, as_of)
        readings = (views[0].old, views[0].new)
        if readings[0].plan is None or readings[1].plan is None:
            raise PlanHasErrorsError(in_order(p for r in readings for p in r.problems))
        return compare(
            sides,
            views,
            self._recorded(as_of),
            # Two plans of 2009 are rated for the years that had ended then, not for this one.
            period or last_year_ended(readings[1].plan, min(as_of, sides[1].day or as_of)),
            as_of,
            illustrative=self.settings.illustrative,
        )

    def moved_goalposts(self, since: str, as_of: dt.date) -> tuple[Problem, ...]:
        """A problem for whatever can change a rating, was changed, and has no reason.

        Args:
            since: a folder, a date or a git revision; where it has errors itself, those come back.
            as_of: the day on which dated values are read.
        """
        from milepost.plan.moved_goalposts import problems  # noqa: PLC0415
        from milepost.plan.revisions import NotFoundError, meant_by  # noqa: PLC0415

        try:
            _, views = self._compared(since, None, as_of)
        except NotFoundError as error:
            return (error.problem,)
        old = views[0].old
        if old.plan is None:
            return old.problems
        return in_order(problems(views, meant_by(since).text, as_of))

    def export(self, form: Literal["xlsx", "stratml-plan"]) -> bytes:
        """The plan in a form that others read.

        Raises:
            PlanHasErrorsError: where the plan has errors.
        """
        plan = self._whole_plan()
        if form == "stratml-plan":
            from milepost.interchange.stratml_plan import as_xml  # noqa: PLC0415

            return as_xml(plan, illustrative=self.settings.illustrative).encode()
        from milepost.interchange.measures_workbook import as_workbook  # noqa: PLC0415

        return as_workbook(
            plan,
            self.plan.places,
            self.plan.histories,
            illustrative=self.settings.illustrative,
        )

    def export_report(self, period: Period, as_of: dt.date) -> bytes:
        """The scorecard of a period as a performance report in StratML Part 2.

        Raises:
            PlanHasErrorsError: where the plan has errors.
        """
        from milepost.scorecard.as_stratml import as_stratml  # noqa: PLC0415

        return as_stratml(self.compose(period, as_of), self.plan_shown(as_of)).encode()

    def export_ledger(self, folder: Path) -> tuple[Path, ...]:
        """Write the whole ledger into a folder, as open files.

        Raises:
            OpenFilesError: where the folder holds something.
        """
        from milepost.ledger.open_files import write_open_files  # noqa: PLC0415

        return write_open_files(self.ledger, folder)

    def import_ledger(self, folder: Path) -> str:
        """Make the ledger anew from open files; its head.

        Raises:
            OpenFilesError: where it is not empty, or the files were altered.
        """
        from milepost.ledger.open_files import rebuild  # noqa: PLC0415

        return rebuild(folder, self._address())

    def export_observations(self, path: Path, as_of: dt.date) -> bool:
        """Write what agencies reported as a Parquet file, unless it holds just that already.

        Returns:
            Whether it was written.

        Raises:
            PlanHasErrorsError: where the plan has errors.
            OpenFilesError: where duckdb is not installed.
        """
        from milepost.ledger.snapshot import MadeOf, holds, write_snapshot  # noqa: PLC0415

        plan = self._whole_plan()
        made_up = frozenset(m.id for m in plan.measures if m.illustrative)
        all_made_up = self.settings.illustrative
        while True:
            made_of = MadeOf(self.ledger.head(), as_of, self.plan.digest, all_made_up)
            if holds(path, made_of):
                return False
            record = self.record(as_of)
            # What came meanwhile, or was waiting, would not be under the head that is written.
            if self.ledger.head() == made_of.head:
                write_snapshot(record, made_of, made_up, path)
                return True

    def read_import(
        self, path: str, into: Path | None = None, *, replace: bool = False
    ) -> Imported:
        """Read a spreadsheet of measures or a plan in StratML, as files that are not written yet.

        Args:
            path: the file.
            into: the folder that they are to be written into; else :meth:`import_folder`.
            replace: files that are there already may be written over.
        """
        from milepost.interchange.arrivals import read  # noqa: PLC0415
        from milepost.interchange.model import Imported  # noqa: PLC0415

        shown = shown_path(path)
        try:
            content = bytes_of(Path(path))
        except (OSError, ValueError) as error:
            return Imported((), problems=(unreadable(shown, error),))
        folder = into or self.import_folder(path)
        return read(content, shown, self.plan.places, (folder, self.root), replace=replace)

    def import_folder(self, path: str) -> Path:
        """Where a file is imported into: a plan where the plan begins, measures where it ends."""
        which = 0 if path.lower().endswith((".xml", ".stml")) else -1
        return self.root / self.settings.plan[which]

    def write_schemas(self, folder: Path) -> tuple[Path, ...]:
        """Write the JSON Schemas by which an editor completes and checks plan and settings.

        Returns:
            The files: that of the plan first.
        """
        from milepost.plan import schema  # noqa: PLC0415

        settings = schema.settings_schema(SettingsFile, WorkspaceSettings)
        folder.mkdir(parents=True, exist_ok=True)
        written = []
        for name, held in ((schema.PLAN, schema.plan_schema()), (schema.SETTINGS, settings)):
            path = folder / name
            path.write_text(schema.as_written(held), encoding="utf-8", newline="\n")
            written.append(path)
        return tuple(written)

    def _meant(
        self, handles: Sequence[str], said_on: dt.date
    ) -> Iterator[tuple[Handle, Submission, Period]]:
        """What handles name, each with its file and period."""
        from milepost.submissions.handles import (  # noqa: PLC0415
            HandleError,
            period_meant,
            read_handle,
        )

        with self.ledger.looked_into() as reader:
            by_number = {s.number: s for s in reader.submissions()}
            rows, beside = reader.findings(), reader.statements()
        for handle in dict.fromkeys(read_handle(text) for text in handles):
            submission = by_number.get(handle.submission)
            if submission is None:
                raise HandleError(f"{handle}: no receipt has the number {handle.submission}.")
            if submission.received_on > said_on:
                raise HandleError(
                    f"{handle}: it was received on {submission.received_on}, after {said_on}."
                )
            held = rows.get(handle.submission, ([], []))[0]
            if submission.extract:
                held = self._record(said_on).came_with(handle.submission)
            explained = beside.get(handle.submission, ((), "", ()))[0]
            yield handle, submission, period_meant(handle, submission, held, explained)

    def _compared(
        self, old: str, new: str | None, as_of: dt.date
    ) -> tuple[tuple[Side, Side], tuple[View, ...]]:
        from milepost.plan.sides import Side, views  # noqa: PLC0415

        now = Side("the workspace as it is now", self.root, self.settings.plan)
        now = replace(now, problems=self.problems)
        with tempfile.TemporaryDirectory(prefix="milepost-") as made:
            before = self._side(old, Path(made, "old"))
            after = now if new is None else self._side(new, Path(made, "new"))
            return (before, after), views(before, after, as_of)

    def _side(self, name: str, into: Path) -> Side:
        """What a name means, with its plan where that can be read; a revision is written out."""
        from milepost.plan.revisions import Revision, meant_by  # noqa: PLC0415
        from milepost.plan.sides import Side  # noqa: PLC0415

        named = meant_by(name)
        if named.kind == "date":
            words = f"the plan as of {named.text}"
            return Side(words, self.root, self.settings.plan, day=named.day, problems=self.problems)
        if named.kind == "folder":
            other = Workspace(Path(named.text))
            shown_from = f"{shown_path(named.text).rstrip('/')}/"
            words = f"the folder {shown_path(named.text)}"
            return Side(words, other.root, other.settings.plan, shown_from, problems=other.problems)
        revision = Revision.find(self.root, named.text)
        revision.write(into, files=[FILE])
        then = Workspace(into / revision.folder)
        amiss = revision.write(into, folders=then.settings.plan)
        return Side(
            revision.words,
            then.root,
            then.settings.plan,
            revision.shown_from,
            commit=revision.commit,
            problems=(*then.problems, *amiss),
        )

    def _recorded(self, as_of: dt.date) -> Record | None:
        """The record as of a day, as far as it has been read; None where there is nothing in it.

        A ledger that is not there is not made, and files that wait are left waiting.
        """
        from milepost.ledger.record import record_as_of  # noqa: PLC0415

        if self.lacks_ledger:
            return None
        record = record_as_of(self.ledger, as_of)
        if self.plan.plan is not None and not self.problems:
            record = self._with_computed(record)
        return record if record.in_force else None

    def _whole_plan(self) -> Plan:
        if self.plan.plan is None or self.problems:
            raise PlanHasErrorsError(self.plan.problems)
        return self.plan.plan

    def _held_on(self, day: dt.date) -> tuple[Plan, Places]:
        """The plan that judges what was received by a day, with its places.

        Its dated values are those of that day, unless the workspace was opened as of another.
        """
        plan = self._whole_plan()
        if self.plan_as_of is not None or not self.plan.histories:
            return plan, self.plan.places
        then = self._then.get(day)
        if then is None:
            then = Workspace(self.root, self.ledger_url, day)
            self._then[day] = then
        return then._whole_plan(), then.plan.places

    def _earlier(self, as_of: dt.date) -> tuple[EarlierPlan, ...]:
        """The plan as it read before each change of it up to a day, as far as it was whole."""
        from milepost.evaluation.what_ifs import EarlierPlan, days_before_changes  # noqa: PLC0415

        found = []
        for day in days_before_changes(self.plan.histories, self.plan_as_of or as_of):
            then = Workspace(self.root, self.ledger_url, day).plan.plan
            if then is not None:
                found.append(EarlierPlan(day, then))
        return tuple(found)

    def _reports(self, *names: str) -> Path:
        """A folder of reports; what is made up lies apart from what is real."""
        made_up = "-illustrative" if self.settings.illustrative else ""
        folder = self.root.joinpath(self.settings.reports, *names[:-1], names[-1] + made_up)
        return Path(os.path.normpath(folder))

    def _submit_one(
        self,
        path: str,
        received_on: dt.date,
        agency: str | None,
        period: Period | None,
        certified_by: str,
    ) -> Received:
        from milepost.ledger.receipts import receipt  # noqa: PLC0415

        try:
            content = bytes_of(Path(path))
        except (OSError, ValueError) as error:
            shown = shown_path(path)
            return Received(shown, None, "", (unreadable(shown, error),))
        path = shown_path(path)
        sender, sent_for = sender_and_period(path, self.plan.agency_ids, agency, period)
        name = short_name(path, sent_for)
        known, is_new = self.ledger.receive(
            content, name, sender, sent_for, received_on, certified_by=certified_by
        )
        problems: tuple[Problem, ...] = ()
        missing: tuple[tuple[Measure, Period], ...] = ()
        expected, deadline, marked = "", "", None
        if self.plan.plan is not None and not self.problems:
            reading = self._read(known)
            missing, deadline, expected = self._expected(known, received_on)
            marked = _marked(content, known, reading)
            problems = tuple(
                replace(p, place=replace(p.place, file=path)) for p in reading.problems
            )
            known = self.ledger.submission(known.number)
            # Who stands for a file is said with it, or by the form itself.
            known = replace(known, certified_by=known.certified_by or reading.certified_by)
        unheard = certified_by if not is_new and certified_by != known.certified_by else ""
        later = None if is_new else self.ledger.later_than(known)
        head = self.ledger.head()
        text = receipt(known, head, is_new=is_new, later=later, unheard=unheard)
        if self.settings.illustrative:
            text = f"ILLUSTRATIVE: a receipt for made-up figures.\n{text}"
        return Received(
            path, known, text, problems, expected, marked, missing, deadline, head, is_new
        )

    def _expected(
        self, submission: Submission, day: dt.date
    ) -> tuple[tuple[tuple[Measure, Period], ...], str, str]:
        """What of a sender is still expected for the period of its file; by when; both in words."""
        from milepost.evaluation.expected import deadline_in_words, still_expected  # noqa: PLC0415
        from milepost.scorecard.receipt_as_text import expected_as_text  # noqa: PLC0415

        plan, sender, period = self._whole_plan(), submission.agency, submission.period
        if period is None or sender not in plan.agency_by_id:
            return (), "", ""
        history = self._what_came_before(replace(submission, received_on=dt.date.max))
        missing = tuple(still_expected(plan, history, sender, period))
        deadline = deadline_in_words(plan, sender, period, day)
        return missing, deadline, expected_as_text(missing, deadline, sender, period)

    def _read(self, submission: Submission) -> Reading:
        """Read a file that is in the ledger, and record what it says."""
        from milepost.submissions.model import Reading  # noqa: PLC0415

        content = self.ledger.content(submission.number)
        if content is None:
            # Nothing is recorded: what was read in it before stands, else it stays waiting.
            return Reading((), (), (destroyed(submission),), 0)
        reading = self._reading_of(submission, content)
        if submission.extract and any(p.code == "S523" for p in reading.problems):
            return reading  # what was read in it before its file was lost stands
        is_news = self.ledger.add_reading(submission.number, self.plan.digest, reading)
        if is_news and submission.status == "waiting" and self._past is not None:
            self._past.add(submission, reading.observations)
        elif is_news:
            self._past = None
        return reading

    def _read_deliveries(self) -> None:
        """Read the deliveries that wait, or that the plan as it is now may find otherwise."""
        deliveries = self.ledger.deliveries()
        if not deliveries:
            return
        from milepost.receiving import to_be_read  # noqa: PLC0415

        plan, read_under = self._whole_plan(), self.ledger.declarations()
        for delivery in to_be_read(plan, deliveries, read_under, self.store):
            self._read(delivery.submission)

    def _reading_of(self, submission: Submission, content: bytes) -> Reading:
        """What a file that is in the ledger says under today's plan."""
        if submission.extract:
            from milepost.receiving import read_delivery  # noqa: PLC0415

            deliveries = self.ledger.deliveries()
            own = next(d for d in deliveries if d.submission.number == submission.number)
            gone = frozenset(f.digest for f in own.files if self.ledger.is_destroyed(f.digest))
            return read_delivery(self.store, self._whole_plan(), own, gone, self.memory_limit)
        from milepost.submissions.cells import read_cells  # noqa: PLC0415
        from milepost.submissions.forms import read_sent  # noqa: PLC0415
        from milepost.submissions.observations import rejected_whole  # noqa: PLC0415

        plan = self._whole_plan()
        if submission.period is None or submission.agency not in plan.agency_by_id:
            return rejected_whole(unplaced(submission, self.plan.agency_ids), submission.agency)
        history = self._what_came_before(submission)
        cells = read_cells(content, submission.name)
        sender, day = submission.agency, submission.received_on
        return read_sent(cells, plan, sender, submission.period, history, day)

    def _what_came_before(self, submission: Submission) -> History:
        """What was in force when a file came; the ledger is read once for many files."""
        from milepost.ledger.record import record_as_of  # noqa: PLC0415
        from milepost.submissions.history import NO_HISTORY, Past  # noqa: PLC0415

        if self._past is None and self.lacks_ledger:
            return NO_HISTORY
        if self._past is None:
            self._past = Past(record_as_of(self.ledger, dt.date.max))
        return self._past.before(submission)


def _day(said: str | dt.date) -> dt.date:
    if isinstance(said, dt.date):
        return parse_day(said.isoformat()[:10])
    if not isinstance(said, str):
        message = f"{said!r} is not a date. {HOW_DAYS_ARE_WRITTEN}"
        raise ValueError(message)  # noqa: TRY004  # what was written is wrong, whatever it is of
    return parse_day(said)


def _period(said: str | Period) -> Period:
    if isinstance(said, Period):
        return said
    if not isinstance(said, str):
        message = f"{said!r} is not a period. {HOW_PERIODS_ARE_WRITTEN}"
        raise ValueError(message)  # noqa: TRY004  # what was written is wrong, whatever it is of
    return parse_period(said)


def _marked(content: bytes, submission: Submission, reading: Reading) -> bytes | None:
    """The copy in which the faulty cells are marked, where there are any."""
    if not reading.problems or submission.destroyed is not None:
        return None
    from milepost.submissions.marked import marked_copy  # noqa: PLC0415

    return marked_copy(content, submission.name, reading.problems)
