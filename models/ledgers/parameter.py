"""参数: a policy value that somebody set, from when till when and by which document. Presets are files, never rows."""

from collections.abc import Iterable

from models import kernel as k
from models.codes.presets import presets_of
from models.rules.parameters import read_value


def sound(f: k.Facts) -> Iterable[k.Mistake]:
    """The row's own order; a value that the program can read, for another would silently leave the preset to hold."""
    yield from k.too_early(f, "from_on", "有效期起", to_on="有效期止")
    preset, value = next(iter(presets_of(str(f.new.get("id")))), None), f.new.get("value")
    if preset and value:
        try:
            read_value(value, preset.value)
        except ValueError as why:
            yield k.Mistake(str(why), "value")


class Parameter(k.Ledger):
    """One value: the village's own in its scope, the township's for everywhere."""

    __tablename__ = "parameter"

    id = k.text("参数", required=True, aliases=("参数编号",), width=40)
    value = k.text("值", required=True, limit=500)
    unit = k.text("单位", width=18)
    region = k.region("地区", common=True)
    from_on = k.date("有效期起", common=True, aliases=("起",))
    to_on = k.date("有效期止", common=True, aliases=("止",))
    source = k.text("依据文件", common=True, limit=500, aliases=("依据", "文件"), width=50)

    __ledger__ = k.LedgerSpec(
        title="参数", group="计划", key=(("id", "region", "from_on"),), name=("id", "value"), sort=("id", "from_on"),
        rules=(sound,), unit="个",
    )  # fmt: skip
