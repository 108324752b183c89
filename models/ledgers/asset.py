"""项目资产: one row a thing, in one of three books (经营性、公益性、到户类). A public toilet is a 公益性 asset."""

from collections.abc import Iterable

from models import kernel as k
from models.codes import asset as c
from models.kernel.codes import CodeKind
from models.kernel.dates import DateKind
from models.kernel.numbers import FlagKind, MoneyKind
from models.rules import asset as r

MONEY, TITLE, KEEPING, ENDING, PLATFORM = "资金来源", "确权移交", "管护", "处置", "录入平台"
TWICE = (("code",), ("title", "year", "project"), ("title", "year", "place"), ("title", "year", "household"), ("title", "year"))
SOURCES = ("central", "province", "city", "county", "social", "own_money")


def _looks(f: k.Facts) -> list[r.Look]:
    return [r.Look(a["date"], a["state"]) for a in f.children("asset_inspection") if a.get("date") and a.get("state")]


def _state(f: k.Facts) -> str:
    return r.state_now(f.new.get("state"), _looks(f), f.new.get("disposed_on"), f.today)


def _due(f: k.Facts) -> object:
    days = f.parameter("asset.check_days")
    if not days or _state(f) == "gone":
        return None
    return r.check_due(_looks(f), f.new.get("handed_on") or f.new.get("formed_on"), f.new.get("opened_on"), days)


def money_adds_up(f: k.Facts) -> Iterable[k.Mistake]:
    """Sources against the original value, and the value of today against it."""
    if doubt := r.value_doubt((f.new.get(name) for name in SOURCES), f.new.get("value")):
        yield k.Mistake(doubt, "value", k.DOUBT)
    if doubt := r.net_doubt(f.new.get("net"), f.new.get("value")):
        yield k.Mistake(doubt, "net", k.DOUBT)


def days_in_order(f: k.Facts) -> Iterable[k.Mistake]:
    """The row's own order."""
    if fault := r.order_fault(*(f.new.get(name) for name in ("formed_on", "handed_on", "disposed_on"))):
        yield k.Mistake(fault[1], fault[0])


def owner_fits(f: k.Facts) -> Iterable[k.Mistake]:
    """The book against its owner."""
    if doubt := r.owner_doubt(f.new.get("book"), f.new.get("owner")):
        yield k.Mistake(doubt, "owner", k.DOUBT)


def title_put_up(f: k.Facts) -> Iterable[k.Mistake]:
    """A title that nobody was told of, unless it stood before the books began."""
    if f.new.get("opening") is not True and f.new.get("titled_on") and not f.new.get("noticed_on"):
        yield k.Mistake("确权了，没有公示公告的日期，请补公示。", "noticed_on", k.DOUBT)


def ended_with_approval(f: k.Facts) -> Iterable[k.Mistake]:
    """What is gone has its day and its approval, unless it was gone before the books began."""
    if f.new.get("opening") is True or (f.new.get("state") != "gone" and not f.new.get("disposed_on")):
        return
    if missing := [
        words for words, name in (("处置日期", "disposed_on"), ("批准文件", "disposal_by")) if not f.new.get(name)
    ]:
        yield k.Mistake(f"资产处置了，没有写{'和'.join(missing)}。", "disposed_on", k.MEND)


class Asset(k.Ledger):
    """One thing made with the money of projects."""

    __tablename__ = "asset"

    title = k.text("资产名称", required=True, aliases=("名称", "资产"), width=34)
    book = k.code("资产类别", c.ASSET_BOOK, required=True, aliases=("类别", "三本账"), width=16)
    year = k.year("年度", required=True, default="this_year", aliases=("项目年度", "形成年度", "资产年度"), width=14)
    kind = k.code("资产种类", c.ASSET_KIND, common=True, aliases=("种类", "资产类型"), width=20)
    value = k.money("原值", common=True, aliases=("资产原值", "资产价值", "投入资金"))
    state = k.code("运行情况", c.RUNNING, common=True, default="unknown", aliases=("运行状态", "使用状态", "使用情况"))
    keeper_unit = k.text("管护单位", common=True, aliases=("管护责任单位", "管护主体"), width=28)
    keeper = k.name("管护责任人", common=True, aliases=("管护人",))
    place = k.text("坐落", common=True, aliases=("地点", "资产地点", "坐落位置"), width=30)
    household = k.link(
        "户主", "household", common=True, aliases=("受益户", "户主姓名"), help="到户类资产写是哪一户的。"
    )
    code = k.text("资产编号", aliases=("编号",), width=26)
    project = k.link("项目", "project", aliases=("项目名称", "哪个项目"))
    quantity = k.decimal("数量", aliases=("规模", "资产数量"))
    unit = k.text("单位", width=18)
    net = k.money("净值", aliases=("现值", "资产净值"))
    formed_on = k.date("形成日期", aliases=("购建日期", "建成日期"))
    central = k.money("中央资金", group=MONEY)
    province = k.money("省级资金", group=MONEY, aliases=("自治区资金",))
    city = k.money("市级资金", group=MONEY, aliases=("盟市资金",))
    county = k.money("县级资金", group=MONEY, aliases=("旗县资金",))
    social = k.money("帮扶和社会资金", group=MONEY, aliases=("社会资金", "协作资金"))
    own_money = k.money("自筹", group=MONEY, aliases=("自筹资金",))
    owner = k.code("权属", c.OWNER, group=TITLE, aliases=("所有权", "权属性质"), width=20)
    owner_name = k.text("所有权人", group=TITLE)
    user = k.text("使用权人", group=TITLE, aliases=("经营权人", "使用人"))
    income_owner = k.text("收益权人", group=TITLE)
    titled_on = k.date("确权日期", group=TITLE)
    title_no = k.text("确权文号", group=TITLE, width=26)
    noticed_on = k.date("确权公示日期", group=TITLE)
    handed_on = k.date("移交日期", group=TITLE)
    phone = k.phone("管护人电话", group=KEEPING)
    keeping_money = k.money("年管护经费", group=KEEPING, aliases=("管护经费",))
    disposed_on = k.date("处置日期", group=ENDING)
    disposal = k.code("处置方式", c.DISPOSAL, group=ENDING)
    disposal_by = k.text("处置批准文件", group=ENDING, aliases=("批准文件",), width=28)
    disposal_money = k.money("处置收入", group=ENDING)
    in_collective = k.flag("录入集体资产平台", group=PLATFORM)
    in_state = k.flag("录入国资平台", group=PLATFORM)
    in_national = k.flag("录入防返贫系统", group=PLATFORM)
    photo = k.attachment("照片", private="identity")
    note = k.text("备注", width=30)
    opening, opened_on = k.opening()
    state_now = k.derived("现在运行情况", CodeKind(codes=c.RUNNING), _state)
    checked_on = k.derived("最近巡查", DateKind(), lambda f: max((look.on for look in _looks(f)), default=None))
    check_by = k.derived("该巡查了", DateKind(), _due)
    owed = k.derived(
        "还欠的收益", MoneyKind(),
        lambda f: sum(r.owed(one.get("due"), one.get("received")) or 0 for one in f.children("asset_revenue")) or None,
    )  # fmt: skip
    trouble = k.derived("要处理", FlagKind(), lambda f: _state(f) in (f.parameter("asset.trouble_words") or ()))

    __ledger__ = k.LedgerSpec(
        title="项目资产", group="项目资产", key=(("code",), ("title", "year", "household"), ("title", "year")), name=("title",),
        twice=TWICE, sort=("book", "year", "title"),
        on="formed_on", totals=("value",), filters=("book", "year", "kind", "state"), search=("title", "code"),
        state=("state", "disposed_on"), unit="项", rules=(money_adds_up, days_in_order, owner_fits, title_put_up, ended_with_approval),
    )  # fmt: skip
