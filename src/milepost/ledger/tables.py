"""The ledger's tables. Rows are added and never changed: the database itself refuses it.

How a database is brought to these tables is in ``migrations``; a test holds the two together.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata: Final = MetaData()
ENTRY_KINDS: Final = (
    "submission",
    "reading",
    "remark",
    "destruction",
    "notice",
    "publication",
    "delivery",
)

# The bytes themselves, once for each content; they lie outside the chain, which holds the digest.
files: Final = Table(
    "files",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

# One file from one agency for one period; agency and period are empty where they are not known.
submissions: Final = Table(
    "submissions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("digest", Text, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("agency", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("received_on", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    # Name and title of the official who stands for it; empty where nobody does.
    Column("certified_by", Text, nullable=False),
    CheckConstraint("revision > 0", name="revision_from_one"),
    # Begins with what revisions are counted by, so that it serves as their index too.
    UniqueConstraint("agency", "period", "digest", name="received_once"),
)

# Submissions that bring rows of an extract: which, and the files they came in, as JSON. Their bytes
# lie in the store of extracts; what is kept as the submission's own is the list of their digests.
deliveries: Final = Table(
    "deliveries",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("submission", Integer, ForeignKey("submissions.number"), nullable=False, unique=True),
    Column("extract", Text, nullable=False),
    Column("files", Text, nullable=False),
)

# What a file was found to say under a plan; a later reading of the same file counts instead.
readings: Final = Table(
    "readings",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("submission", Integer, ForeignKey("submissions.number"), nullable=False, index=True),
    Column("plan_digest", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("problems", Text, nullable=False),
    # What the file says beside its figures, as JSON: explanations and the four assertions.
    Column("statements", Text, nullable=False),
)

observations: Final = Table(
    "observations",
    metadata,
    Column("reading", Integer, ForeignKey("readings.number"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("agency", Text, nullable=False),
    Column("measure", Text, nullable=False, index=True),
    Column("period", Text, nullable=False),
    Column("dimensions", Text, nullable=False),
    # Decimal numbers as text: no database rounds what it takes for words.
    Column("bound", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("upper", Text, nullable=False),
    Column("whole", Text, nullable=False),
    Column("absence", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("value_place", Text, nullable=False),
    CheckConstraint("(number = '') <> (absence = '')", name="a_number_or_an_absence"),
)

rejections: Final = Table(
    "rejections",
    metadata,
    Column("reading", Integer, ForeignKey("readings.number"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("agency", Text, nullable=False),
    Column("measure", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("problem", Text, nullable=False),
)

# What people say of what was sent: an analyst accepts or returns it, an agency replies.
remarks: Final = Table(
    "remarks",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("agency", Text, nullable=False),
    Column("measure", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("submission", Integer, ForeignKey("submissions.number"), nullable=True),
    Column("text", Text, nullable=False),
    Column("said_by", Text, nullable=False),
    Column("said_on", Text, nullable=False),
)

# Orders by which the bytes of a file were destroyed; the only way anything is ever deleted.
destructions: Final = Table(
    "destructions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("digest", Text, nullable=False, unique=True),
    Column("ordered_by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("ordered_on", Text, nullable=False),
)

# Editions that were published: what was frozen, and the digest of the list of all its files.
publications: Final = Table(
    "publications",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("edition", Text, nullable=False, unique=True),
    Column("period", Text, nullable=False),
    Column("as_of", Text, nullable=False),
    Column("plan_digest", Text, nullable=False),
    Column("manifest_digest", Text, nullable=False),
    Column("published_on", Text, nullable=False),
    Column("published_by", Text, nullable=False),
    # How many explanations were still owed, as the edition itself says.
    Column("owed", Integer, nullable=False),
    CheckConstraint("owed >= 0", name="owed_from_none"),
)

# Notices that were issued, each with the whole of its text: 21 U.S.C. 1703(b)(7) has them kept.
notices: Final = Table(
    "notices",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    # Whom it is about; to whom it goes is in words.
    Column("agency", Text, nullable=False),
    Column("addressee", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("issued_on", Text, nullable=False),
    Column("issued_by", Text, nullable=False),
    UniqueConstraint("kind", "agency", "period", "digest", name="issued_once"),
)

# Each entry carries the hash of the one before, so that nothing can be changed unseen.
chain: Final = Table(
    "chain",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("recorded_at", Text, nullable=False),
    # The version of Milepost that made it; empty for entries older than this column.
    Column("version", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False, unique=True),
    CheckConstraint(
        f"kind IN ({', '.join(repr(kind) for kind in ENTRY_KINDS)})", name="known_kind"
    ),
    UniqueConstraint("kind", "number", name="entered_once"),
)
