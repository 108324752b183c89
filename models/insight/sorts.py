"""Every sort of duty, declared once: its id, what people call it, where its button leads, and how one line speaks of many.

The order is that in which equally urgent ones stand. Ids of the first ten are settled; the others follow their style:
the ledger or cycle, then what is wanted.
"""

from __future__ import annotations

from dataclasses import dataclass

UNTIL, GROUPS, OWN = "until", "groups", "own"


@dataclass(frozen=True)
class Sort:
    """One sort. goes: route:home, route:phone, ask, paper:ID, page:KEY, or list for the page of the duties themselves.

    many: the line for several, with {n}, {brief}, {among} and {watched}; a single one speaks for itself unless `counts`.
    detail: what stands small beside it. alone: each has a line of its own. waits: it goes on without a day.
    cyclic: nothing of it was owed before the books were opened.
    """

    id: str
    title: str
    button: str
    goes: str
    many: str
    detail: str = UNTIL
    counts: bool = False
    alone: bool = False
    waits: bool = False
    cyclic: bool = False


_SORTS = (
    Sort("visit_home", "入户走访", "排路线", "route:home", "{brief}还有 {n} 户没走到{watched}", counts=True),
    Sort("visit_phone", "电话联系", "逐户打", "route:phone", "{among} 户全家在外，还有 {n} 户没打电话", counts=True),
    Sort("visit_township", "镇里走访", "看名单", "route:home", "镇里{brief}还有 {n} 户没走到", counts=True, waits=True),
    Sort("loan_due", "贷款快到期", "打印提醒单", "paper:2.4", "{brief}", OWN, alone=True),
    Sort("loan_overdue", "贷款逾期", "打印告知单", "paper:2.4b", "{brief}", OWN, alone=True),
    Sort("loan_check", "看贷款用途", "看看", "ask", "{n} 笔贷款该看看用途了"),
    Sort("job_quarter", "问务工", "逐个问", "ask", "{brief}务工还有 {n} 人没问", counts=True),
    Sort("job_place", "核实务工地点", "逐个核实", "ask", "{n} 人在干活，地点没核实", GROUPS, counts=True),
    Sort("toilet_use", "看户厕用没用上", "看看", "ask", "{n} 座厕所验收了{briefs}", GROUPS, counts=True),
    Sort("case_helper", "定帮扶责任人", "去定", "list", "{n} 户认定了，还没有帮扶责任人"),
    Sort("case_decide", "监测户认定", "去办", "list", "{n} 条线索还没认定"),
    Sort("case_notice", "监测公示到期", "去办", "list", "{n} 户监测公示到期，接着往下办"),
    Sort("case_measure", "落实帮扶措施", "去办", "list", "{n} 户认定了，还没有帮扶措施"),
    Sort("task_due", "镇里交办的事", "去办", "list", "镇里交办的还有 {n} 件没办完"),
    Sort("appeal_due", "群众诉求", "去办", "list", "{n} 件群众诉求没办完"),
    Sort("appeal_back", "诉求回访", "去问", "list", "{n} 件诉求办结了，还没回访", cyclic=True),
    Sort("finding_due", "走访发现的问题", "去办", "list", "走访发现的问题还有 {n} 个没办完"),
    Sort("measure_due", "整改措施到期", "去办", "list", "{n} 条整改措施快到时限"),
    Sort("inspection_due", "督导检查整改", "去办", "list", "督导检查还有 {n} 件没整改"),
    Sort("progress_month", "整改进展", "去写", "list", "整改进展还有 {n} 条没写", counts=True, cyclic=True),
    Sort("project_month", "项目月调度", "去写", "list", "{n} 个项目还没报进度", cyclic=True),
    Sort("project_pay", "项目支付节点", "看看", "list", "{n} 个项目没到支付节点", cyclic=True),
    Sort("notice_end", "公示到期", "记一笔", "list", "{n} 处公示到期，记一下有没有意见"),
    Sort("card_issue", "慢病卡发到手", "记一笔", "list", "{n} 张慢病卡还没发到手"),
    Sort("card_review", "慢病卡复审", "记一笔", "list", "{n} 张慢病卡该复审"),
    Sort("welfare_recheck", "渐退期复核", "记一笔", "list", "{n} 户渐退期要满，该复核了"),
    Sort("house_mend", "危房改造", "记一笔", "list", "{n} 户危房还没改好"),
    Sort("fault_due", "问题厕所整改", "记一笔", "list", "{n} 座问题厕所还没整改完"),
    Sort("spot_due", "人居环境问题", "记一笔", "list", "{n} 处人居环境问题还没整改完"),
    Sort("post_pay", "岗位补贴发放", "去记", "page:month/post_attendance", "{brief}岗位补贴还有 {n} 人没发放", counts=True, cyclic=True),
    Sort("post_sheet", "公岗考勤", "去记", "page:month/post_attendance", "{brief}公岗考勤还有 {n} 人没记", counts=True, cyclic=True),
    Sort("attendance_month", "驻村考勤", "去记", "page:month/attendance", "{brief}驻村考勤还有 {n} 人没记", counts=True, cyclic=True),
    Sort("attendance_days", "驻村天数", "去记", "page:month/attendance", "{n} 名驻村干部本月在村天数还不够", cyclic=True),
    Sort("report_week", "驻村周报", "记一笔", "page:month/attendance", "驻村周报还有 {n} 份没交", cyclic=True),
    Sort("post_end", "公岗协议到期", "看看", "list", "{n} 个公岗协议快到期"),
    Sort("study_month", "研判会", "记一笔", "page:ledger/meeting", "{brief}", OWN, alone=True, cyclic=True),
    Sort("compare_month", "部门比对", "记一笔", "page:ledger/comparison", "{brief}", OWN, alone=True, cyclic=True),
    Sort("illness_month", "慢病排查", "看名单", "route:home", "{brief}还有 {n} 户慢病户没问到", counts=True, cyclic=True),
    Sort("income_quarter", "采集收支", "逐户记", "list", "{brief}收支还有 {n} 户没采", counts=True, cyclic=True),
    Sort("sweep_quarter", "集中排查", "去排查", "page:sweep", "{brief}", OWN, alone=True, cyclic=True),
    Sort("collect_quarter", "数据采集", "看名单", "list", "{brief}数据采集还有 {n} 户没做", counts=True, cyclic=True),
    Sort("lookback_quarter", "回头看", "看名单", "list", "{brief}还有 {n} 户已消除的没回头看", counts=True, cyclic=True),
    Sort("resettled_visit", "搬迁户走访", "看名单", "route:home", "{brief}还有 {n} 户搬迁户没走到", counts=True, cyclic=True),
    Sort("toilet_check", "户厕巡检", "逐座问", "ask", "{brief}还有 {n} 座户厕没巡检", counts=True, cyclic=True),
    Sort("asset_check", "资产巡查", "看看", "list", "{n} 项资产该巡查了", cyclic=True),
    Sort("water_post", "水质公示", "记一笔", "list", "{n} 个供水点该公示水质报告了"),
    Sort("revenue_due", "资产收益", "看看", "list", "{n} 笔资产收益该收了"),
    Sort("lease_due", "土地流转费", "看看", "list", "{n} 笔流转费该付了"),
    Sort("contract_end", "合同到期", "看看", "list", "{n} 份合同快到期"),
    Sort("job_return", "返乡回访", "看名单", "list", "{n} 人返乡了，还没回访", cyclic=True),
    Sort("training_job", "训后就业", "记一笔", "list", "{n} 人培训完了，就业没问", cyclic=True),
    Sort("intent_open", "就业对接", "看看", "list", "{n} 人的就业意向还没对接", cyclic=True),
    Sort("insurance_year", "参保缴费", "逐个记", "page:list/insurance", "{brief}", OWN, alone=True, cyclic=True),
    Sort("leaflet_year", "发明白纸", "看名单", "list", "帮扶政策明白纸还有 {n} 户没发", counts=True, cyclic=True),
    Sort("leaflet_all", "申报明白纸", "看名单", "page:ledger/handout", "{brief}", OWN, alone=True, cyclic=True),
    Sort("asset_clear", "资产清算", "看看", "list", "{n} 项资产{brief}没清算", cyclic=True),
    Sort("asset_platform", "资产录入平台", "看看", "list", "{n} 项资产还没录入平台", cyclic=True),
    Sort("asset_mend", "资产回头看", "看看", "list", "{n} 项资产有问题要处理", cyclic=True),
    Sort("asset_book", "项目资产建账", "看看", "list", "{n} 个项目还没形成资产台账", cyclic=True),
    Sort("clean_month", "村庄清洁", "记一笔", "page:ledger/environment_action", "{brief}", OWN, alone=True, cyclic=True),
    Sort("to_pack", "带到镇上", "装U盘", "page:sync", "{brief}", OWN, alone=True, waits=True),
)  # fmt: skip

SORTS: dict[str, Sort] = {sort.id: sort for sort in _SORTS}
TITLES: dict[str, str] = {sort.id: sort.title for sort in _SORTS}
RANK: dict[str, int] = {id: rank for rank, id in enumerate(SORTS)}
