"""The menu of practice.md Part 5: which entry opens which page. What has no ledger yet simply does not appear."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec

from models.ledgers import GROUPS, LEDGERS


@dataclass(frozen=True)
class Entry:
    """One line of the menu. key: what Desk.go takes. needs: the ledgers without which it has nothing to show."""

    key: str
    title: str
    icon: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """A word and the lines below it."""

    title: str
    entries: tuple[Entry, ...]


_MENU = (
    Group("日常", (
        Entry("today", "今日待办", "today"),
        Entry("household", "农户", "household", ("household",)),
        Entry("ledger/visit", "入户走访", "visit", ("visit",)),
    )),
    Group("台账", (
        Entry("ledger/monitoring", "防返贫监测", "monitoring", ("monitoring",)),
        Entry("ledger/income", "家庭收支", "income", ("income",)),
        Entry("ledger/job", "务工就业", "job", ("job",)),
        Entry("ledger/post", "公益岗位", "post", ("post",)),
        Entry("ledger/industry_subsidy", "产业到户", "industry", ("industry_subsidy",)),
        Entry("ledger/loan", "小额信贷", "loan", ("loan",)),
        Entry("ledger/toilet", "户厕", "toilet", ("toilet",)),
        Entry("ledger/problem", "问题整改", "problem", ("problem",)),
        Entry("more", "更多台账…", "more"),
    )),
    Group("上报", (
        Entry("returns", "报表打印", "print"),
        Entry("checks", "数据核对", "checks"),
        Entry("figures", "数字和口径", "figures"),
        Entry("sync", "上报接收", "sync"),
    )),
    Group("", (Entry("settings", "设置与备份", "settings"),)),
)  # fmt: skip

# Where a page made by hand lives, and its class; a page whose file is not there has no entry.
PAGES = {
    "today": ("gui.pages.today", "TodayPage"),
    "household": ("gui.pages.household", "HouseholdPage"),
    "case": ("gui.pages.case_page", "CasePage"),
    "clues": ("gui.pages.clues_page", "CluesPage"),
    "sweep": ("gui.pages.sweep", "SweepPage"),
    "income": ("gui.pages.income_page", "IncomePage"),
    "income_compare": ("gui.pages.income_compare_page", "IncomeComparePage"),
    "more": ("gui.pages.more_page", "MorePage"),
    "returns": ("gui.pages.returns_page", "ReturnsPage"),
    "fill": ("gui.pages.fill_page", "FillPage"),
    "kept": ("gui.pages.kept_page", "KeptPage"),
    "checks": ("gui.pages.checks", "ChecksPage"),
    "figures": ("gui.pages.figures_page", "FiguresPage"),
    "targets": ("gui.pages.targets_page", "TargetsPage"),
    "sync": ("gui.pages.sync_page", "SyncPage"),
    "parameters": ("gui.pages.parameters_page", "ParametersPage"),
    "settings": ("gui.pages.settings_page", "SettingsPage"),
}

# Pages made by hand for a whole ledger: KEY/LEDGER opens it.
OF_A_LEDGER = {
    "ledger": ("gui.pages.ledger_page", "LedgerPage"),
    "import": ("gui.pages.import_page", "ImportPage"),
    "month": ("gui.pages.attendance_page", "AttendancePage"),
    "list": ("gui.pages.list_by_group", "ListByGroupPage"),
}

# What the list of a ledger offers beside its form: the page, the words of its button, the picture.
WAYS = {
    "visit": ("sweep", "排查登记", "sweep"),
    "income": ("income_compare", "与全国系统导出表比对", "checks"),
    "monitoring": ("clues", "待建线索", "sweep"),
    "post": ("month/post_attendance", "按月记考勤", "calendar"),
    "post_holder": ("month/post_attendance", "按月记考勤", "calendar"),
    "post_attendance": ("month/post_attendance", "按月记考勤", "calendar"),
    "attendance": ("month/attendance", "按月记考勤", "calendar"),
    "insurance": ("list/insurance", "按组登记", "sweep"),
    "target": ("targets", "任务和进度", "figures"),
}

# Ledgers of which one record has a page made by hand; its list opens it, and stands in its place while none is named.
OF_ONE_RECORD = {"household": "household", "monitoring": "case"}


def has_page(key: str) -> bool:
    """Whether there is a page for a key."""
    name, _, rest = key.partition("/")
    if name in ("ledger", "import"):
        return rest in LEDGERS
    if name in OF_A_LEDGER:
        return rest in LEDGERS and any(way[0] == key for way in WAYS.values())
    return key in PAGES and find_spec(PAGES[key][0]) is not None


def page_of(ledger: str) -> str:
    """The page of one record of a ledger; empty when the form at the side is all there is."""
    key = OF_ONE_RECORD.get(ledger, "")
    return key if key and has_page(key) else ""


def list_of(key: str) -> str:
    """The list in which the record of a page is chosen; empty for pages of anything else."""
    return next((f"ledger/{ledger}" for ledger, page in OF_ONE_RECORD.items() if page == key), "")


def menu() -> list[Group]:
    """The groups with the entries that have something behind them."""
    found = []
    for group in _MENU:
        entries = tuple(e for e in group.entries if all(need in LEDGERS for need in e.needs) and _reachable(e.key))
        if entries:
            found.append(Group(group.title, entries))
    return found


def other_ledgers() -> list[tuple[str, tuple[str, ...]]]:
    """更多台账: every ledger without an entry of its own, by group."""
    own = {entry.key.removeprefix("ledger/") for group in _MENU for entry in group.entries}
    groups = []
    for title, ids in GROUPS.items():
        rest = tuple(id for id in ids if id not in own and not LEDGERS[id].__ledger__.system)
        if rest:
            groups.append((title, rest))
    return groups


def _reachable(key: str) -> bool:
    # The list of households stands in while the household's own page is not there.
    return has_page(key) or key == "household"
