"""The official forms from 2.10 on, in the order of their numbers."""

from reports.returns.assets import ASSETS
from reports.returns.declaration import Return
from reports.returns.monitored import MONITORED
from reports.returns.rectification import PROGRESS, RECTIFICATION
from reports.returns.rosters import CHANGES, LEAFLETS, PAIRS, SIGN_IN
from reports.returns.surroundings import SURROUNDINGS

FROM_MONITORING_ON: tuple[Return, ...] = (
    MONITORED, RECTIFICATION, PROGRESS, SURROUNDINGS, ASSETS, CHANGES, PAIRS, LEAFLETS, SIGN_IN,
)  # fmt: skip
