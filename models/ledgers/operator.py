"""录入人: who writes in this file. Every operation names one, so that years later it is known who said what."""


from models import kernel as k
from models.codes.office import OPERATOR_ROLE
from models.codes.visit import UNIT


class Operator(k.Ledger):
    """Somebody who may write here; their unit decides whose visiting cycle their visits count for."""

    __tablename__ = "operator"

    name = k.name("姓名", required=True, aliases=("录入人",))
    unit = k.code("单位", UNIT, common=True, aliases=("所属单位",), width=18)
    role = k.code("身份", OPERATOR_ROLE, common=True, aliases=("职务",))
    phone = k.phone("联系电话", common=True, aliases=("手机号", "电话"))
    left_on = k.date("离岗日期")

    __ledger__ = k.LedgerSpec(
        title="录入人", group="系统", key=(("name", "unit"),), name=("name",), sort=("name",), system=True, unit="人",
        state=("left_on",),
    )
