"""2.4 到期提醒单 before a loan is due, 2.4b 逾期还款告知单 after: a village reminds, it does not dun. Two to a sheet of A4."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from models.codes.loan import SERVED_BY
from models.insight import duties
from models.rules.dates import day_words
from models.rules.money_words import capital
from reports import document as form
from reports.document import Document
from reports.letter import DATE_TO_WRITE
from reports.returns.book import Book, Entry
from reports.returns.declaration import FORMS, Asked, Content, Return
from reports.returns.register import by_place
from reports.returns.words import options, unit_name, yuan

ID, TITLE, DUTY = "2.4", "贷款到期提醒单", "loan_due"
LATE_ID, LATE_TITLE, LATE_DUTY = "2.4b", "逾期还款告知单", "loan_overdue"
ON_A_PAGE = 2
NOBODY, NO_BANK, NO_MONEY = "　　　　　　　", "　　　　　　　　", "　　　　　　元"


def _make(late: bool, book: Book, asked: Asked) -> Content:
    if asked.blank:
        return Content(documents=(_document(book, None, late),) * ON_A_PAGE)
    loans = _loans(book, asked, LATE_DUTY if late else DUTY)
    documents = (_document(book, loan, (loan.values.get("overdue_days") or 0) > 0) for loan in loans)
    return Content(documents=tuple(documents), entries=tuple(loans))


def _loans(book: Book, asked: Asked, duty: str) -> list[Entry]:
    """One loan whichever letter fits it, else all of those asked for that are due soon or, on the other form, overdue."""
    if asked.record:
        return [loan for loan in [book.entry("loan", asked.record)] if loan]
    uids = {one.uid for one in duties.due(book.store, book.on) if one.duty == duty}
    found = [loan for loan in filter(asked.takes, book.all("loan")) if loan.uid in uids]
    return sorted(found, key=lambda loan: (by_place(loan, "household"), loan.uid))


def _document(book: Book, loan: Entry | None, late: bool) -> Document:
    product = (loan.text("product_now") if loan else "") or "小额信贷"
    size = 12.0
    title = f"{product}逾期还款告知单" if late else f"{product}到期提醒单"
    return Document(title, (
        form.Paragraph(f"{loan.text('borrower') if loan else NOBODY}同志：", indent=False, size=14),
        form.Paragraph(_sentence(loan, late), size=14),
        form.Pairs(_facts(loan), size=size, height_mm=7.5),
        form.Paragraph(_close(book, loan, late), indent=False, align="right", size=size),
        form.CutLine("回执（沿此线撕下，村里留存）"),
        form.Paragraph(_receipt(loan, late), indent=False, size=size),
        form.Checks((form.Choice("送达方式", options(SERVED_BY)),), size=size, height_mm=7.5),
        form.Signatures(("签收人（签字）：", "身份证后四位：", "送达人：", "日期："), size=size, height_mm=9),
    ), id=LATE_ID if late else ID, half=True, title_pt=16)  # fmt: skip


def _sentence(loan: Entry | None, late: bool) -> str:
    due, days = (loan.values.get("due"), loan.values.get("overdue_days")) if loan else (None, "　　")
    bank = (loan.text("bank") or "经办银行") if loan else NO_BANK
    when = day_words(due) if due else DATE_TO_WRITE
    if late:
        return (f"受{bank}委托告知：您的下列贷款已于{when}到期，至今{days}天未还清。"
                "逾期会影响个人征信，逾期期间不再贴息。请尽快到银行还款，有困难请先同银行和村里说。")
    return (f"您的下列贷款将于{when}到期。请提前备好资金，按时到{bank}还清本息；按时还款保住信用、享受贴息。"
            "需要续贷或展期的，请在到期前向银行申请。")


def _facts(loan: Entry | None) -> tuple[tuple[tuple[str, str], ...], ...]:
    if loan is None:
        owed = ("应还本金", "　　　　　　　元（大写：　　　　　　　　　　　）")
        return ((("经办银行", ""), ("合同号", "")), (("放款日", ""), ("放款金额", "")), (owed,),
                (("应还利息", "以经办银行核算为准"), ("村里联系人", "")))
    return (
        (("经办银行", loan.text("bank")), ("合同号", loan.text("contract"))),
        (("放款日", loan.text("granted_on")), ("放款金额", yuan(loan.values["amount"]))),
        (("应还本金", _both(loan.values.get("balance"))),),
        (("应还利息", "以经办银行核算为准"), ("村里联系人", "")),
    )


def _both(amount: Decimal | None) -> str:
    """Figures and 大写 side by side, so that neither can be altered alone."""
    return f"{yuan(amount)}（大写：{capital(amount)}）" if amount is not None else ""


def _close(book: Book, loan: Entry | None, late: bool) -> str:
    stamps = f"{(loan.text('bank') if loan else '') or '经办银行'}（盖章）　　" if late else ""
    return f"{stamps}{unit_name(book.store)}（盖章）{DATE_TO_WRITE}"


def _receipt(loan: Entry | None, late: bool) -> str:
    word = "逾期还款告知单" if late else "到期提醒单"
    if loan is None:
        return f"我已收到{word}，应还本金{NO_MONEY}。"
    return f"我已收到{word}：{loan.text('borrower')}，应还本金 {yuan(loan.values.get('balance'))}，到期日 {loan.text('due')}。"


def _return(id: str, title: str, late: bool) -> Return:
    return Return(id, title, "loan", "date", partial(_make, late), per="record", formats=FORMS, blanks=True)


LOAN_REMINDER, LOAN_OVERDUE = _return(ID, TITLE, False), _return(LATE_ID, LATE_TITLE, True)
