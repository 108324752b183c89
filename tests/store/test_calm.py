"""While a village is read nobody looks for garbage; afterwards it is looked for as before, whatever happened."""

import gc
from contextlib import suppress

import pytest

from models.store.calm import calm


def test_the_search_goes_on_only_when_the_last_reader_is_done() -> None:
    with calm():
        with suppress(LookupError), calm():
            assert not gc.isenabled()
            raise LookupError
        assert not gc.isenabled()
    assert gc.isenabled()


def test_who_had_it_off_keeps_it_off() -> None:
    gc.disable()
    try:
        with calm():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize("ending", [0, 1])
def test_readers_may_end_in_any_order(ending: int) -> None:
    both = [calm(), calm()]
    for one in both:
        one.__enter__()
    both.pop(ending).__exit__(None, None, None)
    assert not gc.isenabled()
    both.pop().__exit__(None, None, None)
    assert gc.isenabled()
