"""What the made-up township had handed in, typed as it stood there: rows of a report that contradict one another."""

from __future__ import annotations

import models.store as st
from services.demo.plan import Plan


def type_reported(township: st.Store, plan: Plan) -> None:
    """One 上报数 a figure, all of one day; the ledgers stay as they are."""
    said = {id: number for one in plan.reported.values() for id, number in one["figures"].items()}
    with st.together(township, "照原月报填上报数") as doing:
        for id, number in said.items():
            [own] = [row["uid"] for row in doing.source.all("target") if (row["id"], row["scope"]) == (id, township.scope)] or [None]
            reported = {"reported": number, "reported_on": plan.demo_date}
            if own:
                doing.change("target", own, reported)
            else:
                doing.add("target", {"id": id, "source": "镇上半年工作总结"} | reported)
