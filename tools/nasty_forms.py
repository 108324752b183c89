"""Fifteen forms as townships and counties draw them: other words, other orders, heads of several rows, one household each.

Each comes with what every heading means: `None` is a heading that only people can answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

_THIN = Border(*[Side(style="thin")] * 4)
Row = tuple[object, ...]


@dataclass(frozen=True)
class Nasty:
    """A form to be drawn, and the meaning of its headings by the end of their targets."""

    name: str
    rows: tuple[Row, ...]
    merge: str = ""
    means: dict[str, str | None] = field(default_factory=dict)
    more: Callable[[Any], None] | None = None

    def draw(self, folder: Path) -> Path:
        """Write it, every cell with a border as by hand."""
        book: Any = openpyxl.Workbook()
        page = book.active
        width = max(map(len, self.rows))
        for at, row in enumerate(self.rows, 1):
            for column in range(1, width + 1):
                cell = page.cell(at, column, row[column - 1] if column <= len(row) else None)
                cell.border, cell.alignment = _THIN, Alignment(horizontal="center", vertical="center", wrap_text=True)
        for area in self.merge.split():
            page.merge_cells(area)
        page["A1"].font = Font(name="方正小标宋简体", size=20)
        page.page_setup.orientation = "landscape"
        if self.more:
            self.more(page)
        path = folder / f"{self.name}.xlsx"
        book.save(path)
        return path


def _blank(count: int, width: int) -> tuple[Row, ...]:
    return ((None,) * width,) * count


def _a3(page: Any) -> None:
    page.page_setup.paperSize, page.page_setup.fitToWidth = 8, 1
    page.print_title_rows = "3:5"
    for column in "ABCDEFGHIJ":
        page.column_dimensions[column].width = 14
    page.protection.sheet = True


def _lists(page: Any) -> None:
    rule = DataValidation(type="list", formula1='"建档立卡脱贫户,一般农户,脱贫户,监测对象"')
    rule.add("D3:D30")
    page.add_data_validation(rule)
    page["A2"].fill = PatternFill("solid", fgColor="DDDDDD")


FORMS: tuple[Nasty, ...] = (
    Nasty("1 两行表头的脱贫户名册", (
        ("某镇2025年脱贫户基本情况统计表",), ("填报单位：            填报时间：        ",),
        ("序号", "户主信息", None, None, "家庭情况", None, "备注"), (None, "姓名", "公民身份号码", "手机号码", "人口", "户别", None),
        *_blank(3, 7), ("合计", None, None, None, "=SUM(E5:E7)", None, None), ("注：户别按系统填写。",)),
        "A1:G1 A2:G2 B3:D3 E3:F3 A3:A4 G3:G4 A9:G9",
        {"户主信息/姓名": "head_name", "户主信息/公民身份号码": "head_id", "户主信息/手机号码": "phone", "家庭情况/人口": "size",
         "家庭情况/户别": "type",
         "填报单位": "@village", "填报时间": "@today"}),
    Nasty("2 三行表头A3带合计", (
        ("农村户厕改造台账",), ("单位：元",),
        ("序号", "村", "农户", None, "改厕", None, None, None, "是否验收", "意见"),
        (None, None, "姓名", "证件号码", "类别", "年度", "资金", None, None, None),
        (None, None, None, None, None, None, "财政补助", "农户自筹", None, None), *_blank(4, 10), ("合计",) + (None,) * 9),
        "A1:J1 C3:D3 E3:H3 G4:H4 A3:A5 B3:B5 I3:I5 J3:J5 C4:C5 D4:D5 E4:E5 F4:F5",
        {"村": "@village", "农户/姓名": "head_name", "农户/证件号码": "head_id", "改厕/类别": "kind", "改厕/年度": "year",
         "改厕/资金/财政补助": "subsidy", "改厕/资金/农户自筹": "own_money", "意见": None}, _a3),
    Nasty("3 小额信贷台账换了说法", (
        ("贷款人", "身份证", "金额（万元）", "发放日期（YYYYMMDD）", "到期日", "用途", "还款情况", "帮扶干部"), *_blank(2, 8)),
        means={"贷款人": "borrower", "身份证": "id_no", "金额（万元）": "amount", "发放日期（YYYYMMDD）": "granted_on", "到期日": "due_on",
               "用途": "purpose", "还款情况": None, "帮扶干部": "helpers"}),
    Nasty("4 名字已经写好的核对表", (
        ("农户电话核对表",), ("户主", "所在组", "联系方式", "常住吗"), ("云山明", "一组", None, None), ("没有这个人", "一组", None, None)),
        "A1:D1", {"户主": "head_name", "所在组": "group", "联系方式": "phone", "常住吗": "residence"}),
    Nasty("5 一户一张采集表", (
        ("农户信息采集表",), ("户主姓名", None, "身份证号", None), ("联系电话", None, "民族", None), ("家庭住址", None, "家庭人口", None),
        ("成员姓名", "与户主关系", "性别", "年龄"), *_blank(3, 4), ("收入主要靠什么", None, None, None), ("填表人：        填表日期：        ",)),
        "A1:D1 B9:D9 A10:D10",
        {"户主姓名": "head_name", "身份证号": "head_id", "联系电话": "phone", "民族": "ethnicity", "家庭住址": "address", "家庭人口": "size",
         "成员姓名": "name", "与户主关系": "relation", "性别": "sex", "年龄": "age", "收入主要靠什么": None, "填表人": "@me", "填表日期": "@today"}),
    Nasty("6 标签在上的一户一张", (
        ("住房安全调查表",), ("户主", "身份证号码", "家庭人口"), (None, None, None),
        ("房屋结构", "鉴定等级", "住房面积（平方米）"), (None, None, None),
        ("户主签字：",)), "A1:C1 A6:C6",
        {"户主": "head_name", "身份证号码": "head_id", "家庭人口": "size", "房屋结构": "structure", "鉴定等级": "danger",
         "住房面积（平方米）": "house_area"}),
    Nasty("7 指标统计表", (
        ("2025年巩固脱贫成果情况统计表",), ("指标", "户数", "人数"), ("脱贫户", None, None), ("监测对象", None, None),
        ("其中：边缘易致贫户", None, None),
        ("突发严重困难户", None, None), ("养了几头牛", None, None)), "A1:C1",
        {"脱贫户户数": "=household.lifted", "脱贫户人数": "=person.lifted", "监测对象户数": "=household.monitored",
         "监测对象人数": "=person.monitored",
         "其中：边缘易致贫户户数": "=household.monitored.marginal", "其中：边缘易致贫户人数": "=person.monitored.marginal",
         "突发严重困难户户数": "=household.monitored.sudden", "突发严重困难户人数": "=person.monitored.sudden"}),
    Nasty("8 带下拉的户情表", (
        ("某某镇户情摸底表",), ("户主姓名", "组", "电话", "类别", "愿不愿意搬迁"), *_blank(4, 5)), "A1:E1",
        {"户主姓名": "head_name", "组": "group", "电话": "phone", "类别": "type", "愿不愿意搬迁": None}, _lists),
    Nasty("9 务工人员表", (
        ("外出务工人员登记表",), ("序号", "姓名", "身份证号码", "在哪干活", "务工单位", "月收入", "从几月", "所属户主"), *_blank(3, 8)), "A1:H1",
        {"姓名": "person", "身份证号码": "id_no", "在哪干活": "place", "务工单位": "employer", "月收入": "wage",
         "从几月": "from_month", "所属户主": "head_name"}),
    Nasty("10 一张表里两个表", (
        ("户厕和贷款情况",), ("一、户厕",), ("户主姓名", "改造类别", "年度", "竣工日期"), *_blank(2, 4), ("二、小额信贷",),
        ("借款人", "放款金额", "放款日期", "到期日期"), *_blank(2, 4)), "A1:D1 A2:D2 A6:D6",
        {"户主姓名": "head_name", "改造类别": "kind", "年度": "year", "竣工日期": "built_on", "借款人": "borrower", "放款金额": "amount",
         "放款日期": "granted_on", "到期日期": "due_on"}),
    Nasty("11 家庭成员花名册带注和编号行", (
        ("某村人口花名册（2025年）",), ("县", "乡镇", "行政村", "姓名", "与户主关系", "性别", "出生年月日", "文化程度", "健康状况", "医疗保险"),
        ("甲", "乙", "丙", 1, 2, 3, 4, 5, 6, 7), *_blank(3, 10), ("制表人：          审核人：",)), "A1:J1 A7:J7",
        {"县": "@county", "乡镇": "@town", "行政村": "@village", "姓名": "name", "与户主关系": "relation", "性别": "sex", "出生年月日": "born",
         "文化程度": "education", "健康状况": "health", "医疗保险": "medical", "制表人": "@me"}),
    Nasty("12 只有户主和问题的问卷", (
        ("群众满意度调查",), ("户主", "对村里满意吗", "有啥困难", "想干点啥", "备注"), *_blank(2, 5)), "A1:E1",
        {"户主": "head_name", "对村里满意吗": None, "有啥困难": None, "想干点啥": None}),
    Nasty("13 左右两个名单", (
        ("帮扶对象名单",), ("脱贫户名单", None, None, None, "监测户名单", None, None, None),
        ("序号", "户主姓名", "组别", None, "序号", "户主姓名", "组别", "监测类别"),
        *_blank(5, 8)), "A1:H1 A2:C2 E2:H2",
        {"户主姓名": "head_name", "组别": "group", "监测类别": "monitoring_class"}),
    Nasty("14 带计量单位和上年同期的半年报", (
        ("附件2",), ("2025年上半年有关数据统计表",), ("指标名称", "计量单位", "1—6月", "上年同期", "增减（%）"),
        ("脱贫户", "户"), ("其中：脱贫不稳定户", "户"),
        ("脱贫人口务工人数", "人"), ("小额信贷余额", "万元")), "A2:E2",
        {"脱贫户1—6月（户）": "=household.lifted", "其中：脱贫不稳定户1—6月（户）": "=household.monitored.unstable",
         "脱贫人口务工人数1—6月（人）": "=job.lifted", "小额信贷余额1—6月（万元）": "=loan.balance"}),
    Nasty("15 合计在上面的贷款台账", (
        ("填报单位：某乡政府          2025年  月  日",),
        ("贷款人姓名", "贷款人身份证号", "户类型（脱贫户/一般户）", "贷款银行", "贷款余额（万元）", "是否逾期"),
        ("（必填）", "18位", "下拉选", "文本", "数字", "选填"), ("合计", None, None, None, "=SUM(E5:E8)", None), *_blank(4, 6)), "A1:F1",
        {"贷款人姓名": "borrower", "贷款人身份证号": "id_no", "户类型（脱贫户/一般户）": "type", "贷款银行": "bank", "贷款余额（万元）": "balance",
         "是否逾期": None}),
)  # fmt: skip
