"""The local tables of journal, heads and packages (sync.md G.1 with settled 15); never replicated themselves."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    MetaData,
    Subquery,
    Table,
    Text,
    literal_column,
    select,
    union_all,
)

LOCAL = MetaData()


def _text(name: str, *, key: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=key, nullable=not key)


def _number(name: str, *, key: bool = False) -> Column[int]:
    # A key must be plain INTEGER, or the embedded database gives it no number of its own.
    return Column(name, Integer if key else BigInteger, primary_key=key, nullable=not key)


def _given(name: str) -> Column[int]:
    # Part of a key whose number the program gives, under the write lock: no gap, and the same on every database.
    return Column(name, Integer, primary_key=True, autoincrement=False)


ctx = Table("sync_ctx", LOCAL, _number("id", key=True), _text("mode"))
raw = Table("sync_raw", LOCAL, _number("id", key=True), _text("tbl"), _text("uid"), _text("op"), _text("ch"))
journal = Table(
    "sync_journal", LOCAL, _given("rid"), _text("h"), _text("dev"), _text("scope"), _number("seq"),
    _text("prev"), _number("lam"), _number("sv"), _text("op"), _text("recv_pkg"), _text("head"),
)
change = Table(
    "sync_change", LOCAL, _given("rid"), _given("i"), _text("tbl"), _text("uid"), _text("line")
)
# Other rows of which a line of an older program speaks as it is read today (models/migrations/upcasts.py).
also = Table("sync_also", LOCAL, _given("rid"), _given("i"), _text("tbl", key=True), _text("uid", key=True))
row = Table("sync_row", LOCAL, _text("tbl", key=True), _text("uid", key=True), _text("fv"))
tip = Table("sync_tip", LOCAL, _text("dev", key=True), _text("scope", key=True), _text("h", key=True), _number("seq"))
stash = Table(
    "sync_stash", LOCAL, _text("h", key=True), _text("needs"), _text("pkg"), _text("lines"), _text("peer"), _text("at"),
)
wait = Table("sync_wait", LOCAL, _text("tbl", key=True), _text("uid", key=True))
ack = Table(
    "sync_ack", LOCAL, _text("peer", key=True), _text("dev", key=True), _text("scope", key=True), _text("h", key=True),
    _number("seq"), _text("at"),
)
conflict = Table(
    "sync_conflict", LOCAL, _text("tbl", key=True), _text("uid", key=True), _text("col", key=True), _text("heads"),
    _text("kind"), _text("since"), _text("resolved_by"),
)
package = Table(
    "sync_package", LOCAL, _text("pid", key=True), _text("dir", key=True), _text("kind"), _text("peer"), _text("sha256"),
    _text("path"), _text("status"), _text("why"), _number("n_new"), _number("n_dup"), _text("tips"), _text("at"),
    _text("receipt_at"), _number("operations"), _number("changes"), _text("missing"),
)
receipt = Table("sync_receipt", LOCAL, _text("peer", key=True), _text("package", key=True), _text("body"), _text("sent"))
device = Table(
    "sync_device", LOCAL, _text("dev", key=True), _text("card"), _text("status"), _text("first_seen"), _text("since"),
    _text("after"), _text("role"),
)
blob = Table("sync_blob", LOCAL, _text("sha256", key=True), _number("size"), _number("have"))
redaction = Table("sync_redaction", LOCAL, _text("h", key=True), _given("i"), _text("line"))
alias = Table("sync_alias", LOCAL, _text("tbl", key=True), _text("uid", key=True), _text("into"), _text("canon"))
myself = Table("sync_self", LOCAL, _text("name", key=True), _text("value"))
account = Table("account", LOCAL, _text("operator", key=True), _text("slot"), _text("name"))
search_key = Table("search_key", LOCAL, _text("key", key=True), _text("tbl", key=True), _text("uid", key=True), _text("scope"))
setting = Table("setting", LOCAL, _text("name", key=True), _text("value"))

Index("ix_sync_journal_h", journal.c.h, unique=True)
Index("ix_sync_journal_chain", journal.c.dev, journal.c.scope, journal.c.seq)
Index("ix_sync_journal_op", journal.c.op)
Index("ix_sync_journal_lam", journal.c.lam)
Index("ix_sync_change_uid", change.c.uid, change.c.rid)
Index("ix_sync_also_uid", also.c.uid, also.c.rid)
Index("ix_search_key_uid", search_key.c.uid)


def _lines() -> Subquery:
    own = select(change.c.rid, change.c.i, literal_column("0").label("n"), change.c.tbl, change.c.uid, change.c.line)
    others = select(also.c.rid, also.c.i, literal_column("1").label("n"), also.c.tbl, also.c.uid, change.c.line).join(
        change, (change.c.rid == also.c.rid) & (change.c.i == also.c.i))
    return union_all(own, others).subquery("lines")


# Every line by each row of which it speaks, its own first: to be read through `lines.parsed`, which takes the row's part.
line = _lines()
