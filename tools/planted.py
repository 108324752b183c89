"""`python -m tools.planted`: one planted case for every check, in the made-up village, and what each check says of it.

Makes the first village of the demo in a temporary folder, looks at it as it is, and plants the cases of tests/insight/planted
among its records, one by one, following each edit: with each its check has to light once. Exit 1 when one does not.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from models import store as st
from models.insight.alerts import PENDING, Alert, alerts
from models.insight.rechecking import Book
from models.ledgers import LEDGERS
from services.demo.facts import village_facts
from services.demo.plan import plan
from services.demo.round import Round
from tests.insight.planted import Plant, cases
from tests.insight.planted.village import Village

SPOILT = ("person", "id_no")  # services.demo.workbooks misprints one certificate number; other spoilt cells wait as 待核


@contextmanager
def demo_village() -> Iterator[st.Store]:
    """The first village of the demo, all typed and imported, alone in a folder of its own."""
    alone = plan().only(plan().villages[0].region)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as files:
        made = Round(Path(folder), alone, files, None)
        made.villages = [village_facts(alone, alone.villages[0])]
        made.open_books()
        made.fill(made.villages[0])
        yield made.stores[alone.villages[0].region]


def told(found: list[Alert]) -> Iterator[str]:
    """What the clean village says, beside the cells that its lists spell wrong on purpose."""
    spoilt = [alert for alert in found if alert.check == PENDING or (alert.ledger, alert.field) == SPOILT]
    fired = [alert for alert in found if alert not in spoilt]
    yield f"没种之前：亮 {len(fired)} 处；名册里故意写坏的格子 {len(spoilt)} 个，都列出来了。"
    yield from (f"  {_line(alert)}" for alert in fired)


def _line(alert: Alert) -> str:
    return f"{alert.severity} {alert.title}（{LEDGERS[alert.ledger].__ledger__.title}，{alert.key}）：{alert.text}"


def _sown(book: Book, planted: Mapping[str, Plant]) -> Iterator[tuple[str, list[Alert]]]:
    """Each case with the alerts of its check that were not there before it was planted."""
    village = Village(book.store)
    for key, plant in planted.items():
        before = {alert.uid for alert in book.alerts if alert.key == key}
        plant(village)
        book.refresh()
        yield key, [alert for alert in book.alerts if alert.key == key and alert.uid not in before]


def main() -> int:
    """Plant everything and say of each check how often it lights, and its sentence."""
    with demo_village() as store:
        book = Book(store)
        book.refresh()
        # A figure that somebody declared is compared with the records at every edit from then on: these come last.
        planted = dict(sorted(cases().items(), key=lambda case: case[0].startswith("target.")))
        print("\n".join(told(book.alerts)))
        print(f"种下 {len(planted)} 处：")
        wrong = 0
        for key, lit in _sown(book, planted):
            wrong += len(lit) != 1
            print(f"  亮{len(lit)}次{'' if len(lit) == 1 else '，不对'} {_line(lit[0]) if lit else key}")
        whole = alerts(store, hints=True)
    followed = sorted(book.alerts, key=repr) == sorted(whole, key=repr)
    print(f"一共 {len(planted)} 项，{len(planted) - wrong} 项各亮一次；跟着改动查的和从头查的{'一样' if followed else '不一样'}。")
    return 0 if not wrong and followed else 1


if __name__ == "__main__":
    sys.exit(main())
