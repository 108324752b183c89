"""Which printed form belongs to which step of a monitoring case, so that the page of a case can offer it where it is needed."""

from models.insight.monitoring_case import CASE

FORMS = {
    CASE: "2.10b", "visit": "2.10c", "review": "2.10d", "notice": "2.10e", "township": "2.10f", "identified": "2.10g",
    "removal_visit": "2.10h", "removal_review": "2.10i", "removal_notice": "2.10j", "removed": "2.10k",
}  # fmt: skip
"""By the kind of a stop of the chain: its form's number."""
