"""One village's package of 2,000 changes: building it, its size, merging it at the township, and merging it again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import zstandard

from models import store as st
from models.store import exchange
from services import offices, packing, receiving, trust
from sync.reader import open_package
from tests.bench.measure import REGION, Line, number, seconds, spoken, times, typical, village

TOWNSHIP, CHANGES, A_HOME = "999999104000", 2000, 5


def measure(work: Path) -> Iterator[Line]:
    """Real folders, real cards, a real file between them."""
    with village(work / "village") as ours, village(work / "town", role="township", region=TOWNSHIP) as town:
        _fill(ours)
        for one, other, card in ((ours, town, "town"), (town, ours, "village")):
            offices.identity(other, work / f"{card}.card")
            offices.pair(one, work / f"{card}.card")
        lines = exchange.bundle(ours, town.device, [REGION]).lines
        made: list[dict[str, object]] = []
        building = seconds(lambda: made.extend(packing.pack(ours, work / "stick")["packages"]))
        path = Path(str(made[0]["path"]))
        opening = typical(lambda: _open(town, path), 5)
        merging = seconds(lambda: receiving.receive(town, [path], work / "answers"))
        again = seconds(lambda: receiving.receive(town, [path], work / "answers"))
    changes = made[0]["changes"]
    bare = len(zstandard.ZstdCompressor(level=10).compress(b"\n".join(lines)))
    size = path.stat().st_size
    yield times(f"build a package of {changes:,} changes, on the stick and read back : its own merge", building, merging, "0.4x or less")
    yield Line(f"its size : zstd-10 of the bare lines ({spoken(merging)} to merge)", f"{size:,} bytes", f"{bare:,} bytes", size / bare,
               "1.10x or less")
    yield times("open, verify and unpack it : the merge of its lines", opening, merging - opening, "0.15x or less")
    yield times("the same package again : its first time", again, merging, "0.12x or less")


def _open(town: st.Store, path: Path) -> None:
    """Everything up to the lines, each vetted; nothing is written."""
    incoming = open_package(path, trust.me(town), trust.trusted(town))
    exchange.read_transactions([line for group in incoming.transactions for line in group])


def _fill(store: st.Store) -> None:
    """Households with their people, as a village would type them in over some months."""
    homes = CHANGES // A_HOME
    for start in range(0, homes, 50):
        with st.together(store, "登记农户", whole=True) as doing:
            for at in range(start, start + 50):
                raw = {"head_name": f"云山{at:03d}", "head_id": number(at), "group": f"{at % 8 + 1}组", "code": f"{at:05d}",
                       "phone": f"1990000{at:04d}", "type": "lifted"}
                home = doing.add("household", raw).uid
                for one in range(A_HOME - 2):
                    doing.add("person", {"household": home, "name": f"云川{at:03d}之{one}", "relation": "3",
                                         "id_no": number(100_000 + at * 10 + one)})
