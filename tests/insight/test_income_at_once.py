"""Going over a whole village gives each household exactly what looking at that household alone gives."""

from datetime import date

from models.insight.household_income import accounts, at_once, window, year_before
from models.insight.reader import reading

from .conftest import Village

AMOUNTS = (
    # The window of 22 July 2025 is July 2024 to June 2025: quarters inside, months, and years that both windows cut.
    ("wage", "wage_job", "2024-07", "3", "9000"), ("wage", "wage_job", "2025-04", "3", "9100.50"), ("wage", "wage_job", "2025-06", "1", "3000"),
    ("transfer", "transfer_pension", "2024-10", "12", "1000"), ("transfer", "transfer_pension", "2023-10", "12", "1001"),
    ("cost", None, "2025-03", None, "600"), ("property", None, "2024-05", "6", "700"),
    ("rigid", "rigid_medical", "2025-01", "3", "200"), ("rigid", "rigid_medical", "2025-05", "3", "300"), ("claim", None, "2023-08", "1", "50"),
)  # fmt: skip


def _home(village: Village, head: str, amounts: tuple[tuple[str | None, ...], ...]) -> None:
    home = village.household(head, type="lifted")
    village.add("medical_bill", person=village.person(home), date="2025-02-09", total="900", allowed="800", basic="100")
    for part, item, month, span, amount in amounts:
        village.add("income", household=home, part=part, item=item, month=month, span=span, amount=amount)


def test_everybody_at_once_is_everybody_one_by_one(village: Village) -> None:
    _home(village, "白小乙", AMOUNTS)
    _home(village, "白小丙", AMOUNTS[3:5])
    village.household("白小丁")
    with reading(village.store) as reader:
        homes, now = [home["uid"] for home in reader.households], window(reader, village.store.scope)
        alone = [accounts(reader, home, now, year_before(now)) for home in homes]
        at_once(reader)
        assert [accounts(reader, home, now, year_before(now)) for home in homes] == alone
        first, last = alone[0]
        assert (now.first, first.months, last.months, first.own_beyond > 0) == (date(2024, 7, 1), 12, 9, True)
        assert alone[2][0].net is None
