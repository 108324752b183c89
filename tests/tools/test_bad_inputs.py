"""Every bad input gets one Chinese sentence, saves nothing by half, and leaves no personal data where logs are kept."""

import re
from pathlib import Path

import pytest

from tools.bad_inputs import Tried, tried
from tools.bad_place import ID, NAME

# What stands on the screen or the command line under that very name, and signs quoted back to whoever typed them.
KNOWN = re.compile(r"“[^”]*”|python main\.py|--?[a-z]+|ZHENXING_NOW|ZXCARD1|Excel|WPS|xlsx|\.txt|PDF|U盘|X|MB|Q2|keys\.json|zxbak|"
                   r"ledgers|returns|figures|show|remove|写法")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Tried]:
    cases, sound = tried(tmp_path_factory.mktemp("bad"))
    assert sound
    return cases


def test_there_are_many_and_each_is_told_in_chinese(found: list[Tried]) -> None:
    assert len(found) >= 60
    for one in found:
        assert re.search(r"[一-鿿]{3}.*[。？]$", one.sentence), one
        assert not re.search(r"[A-Za-z]", KNOWN.sub("", one.sentence)), one.sentence


def test_none_is_a_bug_and_nothing_is_half_saved(found: list[Tried]) -> None:
    assert [one.what for one in found if one.said.code not in (0, 1, 2, 3) or one.half_saved] == []
    assert {one.said.code for one in found} == {0, 1, 2, 3}


def test_neither_traces_nor_people_reach_the_log(found: list[Tried]) -> None:
    for one in found:
        assert not re.search(r"Traceback|File \"|\d{15,}", one.said.aside), one
        assert not any(word in one.said.aside for word in (ID, NAME, "吴某")), one
        assert not re.search(r"\d{15,}", one.sentence), one


def test_a_file_that_another_window_is_writing_is_never_called_damaged(found: list[Tried]) -> None:
    said = {one.what: one.sentence for one in found}
    assert said["两个窗口同时存"] == "另一个窗口正在存东西，请等几秒再存一次。"
    assert said["数据文件夹只读"] == "数据文件夹是只读的，存不进去。请检查文件夹权限。"


def test_paths_are_kept_out_of_the_way(found: list[Tried], tmp_path: Path) -> None:
    assert not any(str(tmp_path.parent) in one.sentence for one in found)
