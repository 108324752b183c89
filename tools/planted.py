"""`python -m tools.planted`: one planted case for every check, in the made-up village, and what each check says of it.

Makes the first village of the demo in a temporary folder, looks at it as it is, and plants the cases of tests/insight/planted
among its records, one by one, following each edit: with each its check has to light once. Exit 1 when one does not.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from models import store as st
from models.codes.check_words import words_of
from models.insight.alerts import PENDING, Alert, alerts
from models.insight.rechecking import Book
from models.kernel import HINT
from models.ledgers import LEDGERS
from services.demo.facts import village_facts
from services.demo.plan import plan
from services.demo.round import Round
from tests.insight.planted import Plant, cases
from tests.insight.planted.village import Village


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
    """What the clean village says: doubts and what is to be mended one by one, hints as a count."""
    waiting = sum(alert.check == PENDING for alert in found)
    open_ = [alert for alert in found if alert.severity != HINT and alert.check != PENDING]
    yield f"没种之前：要改和存疑 {len(open_)} 处，提示 {sum(alert.severity == HINT for alert in found)} 处，待核的格子 {waiting} 个。"
    yield from (f"  {_line(alert)}" for alert in open_)
    yield from (f"  {HINT} {words_of(key).title}：{number} 处" for key, number in Counter(a.key for a in found if a.severity == HINT).items())


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
