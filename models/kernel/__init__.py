"""What a ledger is. Knows no ledger: here are the words in which the files of models/ledgers are written."""

from models.kernel.codelist import CodeList, code_list
from models.kernel.columns import (
    attachment,
    card,
    code,
    codes,
    date,
    day_marks,
    decimal,
    derived,
    flag,
    id_number,
    integer,
    link,
    long_text,
    money,
    month,
    name,
    opening,
    phone,
    region,
    text,
    titled,
    year,
)
from models.kernel.days import not_come, too_early
from models.kernel.errors import CannotOpen, Circumstance, UsageMistake, UserMistake
from models.kernel.facts import Facts
from models.kernel.field import Field
from models.kernel.kind import Kind, Parsed
from models.kernel.ledger import Ledger, LedgerSpec, ledger_id, parent_field, row_name, stored_fields
from models.kernel.mistake import DOUBT, HINT, MEND, REFUSE, Mistake, Unreadable
from models.kernel.pairs import again, being_written, earlier, last_of, seem_one

__all__ = [
    "DOUBT", "HINT", "MEND", "REFUSE", "CannotOpen", "Circumstance", "CodeList", "Facts", "Field", "Kind", "Ledger",
    "LedgerSpec", "Mistake", "Parsed", "Unreadable", "UsageMistake", "UserMistake", "again", "attachment", "being_written", "card", "code",
    "code_list", "codes", "date", "day_marks", "decimal", "derived", "earlier", "flag", "id_number", "integer", "last_of", "ledger_id", "link",
    "long_text", "money", "month", "name", "not_come", "opening", "parent_field", "phone", "region", "row_name", "seem_one", "stored_fields",
    "text", "titled", "too_early", "year",
]
