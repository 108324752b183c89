"""Planted cases of 上报数: each of a year of its own, so that what one case reported is not held against another's."""

from tests.insight.planted.village import Village


def report(v: Village, year: int, **numbers: object) -> None:
    """What was reported of a year; `__` stands for the point of a figure's id."""
    for id, number in numbers.items():
        v.add("target", id=id.replace("__", "."), year=year, reported=number, reported_on=f"{year}-07-20")


CASES = {
    "target.parts_make_the_whole": lambda v: report(v, 2020, job__lifted=96, job__lifted__province=3, job__lifted__county_out=30,
                                                    job__lifted__county_in=56),
    "target.rate_has_a_target": lambda v: report(v, 2021, job__lifted=96, job__target_rate="101.62"),
    "target.no_more_than_there_are": lambda v: report(v, 2022, industry_subsidy__households=116, household__assisted=112),
    "target.scopes_told_apart": lambda v: report(v, 2023, post__holders__bridging=39, job__lifted__county_in__post=47),
    "target.said_once": lambda v: [v.add("target", id="toilet.new", year=2024, value=value) for value in (10, 12)],
    "target.share_of_the_whole": lambda v: v.add("target", id="visit.home_rate", year=2024, value=112),
    "target.answered_by_a_figure": lambda v: v.add("target", id="打井", year=2024, value=3),
}  # fmt: skip
