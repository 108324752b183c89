"""The official forms from 2.10 on, in the order of their numbers."""

from reports.returns.assets import ASSETS
from reports.returns.card import CARD, STALE_CARDS
from reports.returns.case_meetings import REMOVAL_REVIEW, REVIEW
from reports.returns.case_notices import ENTRY_ANNOUNCED, ENTRY_NOTICE, REMOVAL_ANNOUNCED, REMOVAL_NOTICE
from reports.returns.case_papers import APPLICATION, CHECK, REMOVAL_CHECK
from reports.returns.case_report import CASE_REPORT
from reports.returns.declaration import Return
from reports.returns.dossier import DOSSIER
from reports.returns.monitored import MONITORED
from reports.returns.rectification import PROGRESS, RECTIFICATION
from reports.returns.rosters import CHANGES, LEAFLETS, PAIRS, SIGN_IN
from reports.returns.statistics import STATISTICS
from reports.returns.summary import SUMMARY
from reports.returns.surroundings import SURROUNDINGS

FROM_MONITORING_ON: tuple[Return, ...] = (
    MONITORED, APPLICATION, CHECK, REVIEW, ENTRY_NOTICE, CASE_REPORT, ENTRY_ANNOUNCED, REMOVAL_CHECK, REMOVAL_REVIEW, REMOVAL_NOTICE,
    REMOVAL_ANNOUNCED, RECTIFICATION, PROGRESS, SURROUNDINGS, ASSETS, CARD, STALE_CARDS, DOSSIER, CHANGES, PAIRS, LEAFLETS, SIGN_IN,
    STATISTICS, SUMMARY,
)  # fmt: skip
