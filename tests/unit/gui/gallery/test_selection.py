"""One or many are selected, and stay so while the order changes."""

import pytest

from digitpad.gui.gallery.selection import Selection


@pytest.fixture
def selection() -> Selection:
    selection = Selection()
    selection.set_order("abcdef")
    return selection


def test_nothing_is_selected_at_first(selection: Selection) -> None:
    assert selection.chosen == set()
    assert selection.current == 0
    assert Selection().current is None


def test_one_alone_some_more_and_a_row(selection: Selection) -> None:
    selection.choose(1)
    selection.toggle(3)
    assert selection.chosen == {"b", "d"}
    selection.toggle(1)
    assert selection.chosen == {"d"}
    selection.choose(4)
    selection.extend(2)
    assert selection.chosen == {"c", "d", "e"}
    assert selection.current == 2
    selection.extend(5)
    assert selection.chosen == {"e", "f"}, "from where the row began"
    selection.choose_all()
    assert len(selection.chosen) == 6
    selection.clear()
    assert "a" not in selection
    assert selection.chosen == set()


def test_what_stays_stays_selected(selection: Selection) -> None:
    selection.choose(2)
    selection.toggle(4)
    selection.set_order("fec")
    assert selection.chosen == {"c", "e"}
    assert selection.current == 1, "the one that the keys went on from"


def test_the_next_one_takes_the_place_of_what_has_gone(selection: Selection) -> None:
    selection.choose(2)
    selection.set_order("abdef")
    assert selection.chosen == {"d"}
    selection.choose(4)
    selection.set_order("abde")
    assert selection.chosen == {"e"}
    selection.set_order("")
    assert selection.chosen == set()
    assert selection.current is None
    selection.set_order("xy")
    assert selection.chosen == set()
    assert selection.current == 0


def test_after_several_have_gone_the_one_behind_the_first_is_selected(
    selection: Selection,
) -> None:
    selection.choose(1)
    selection.extend(3)
    selection.set_order("aef")
    assert selection.chosen == {"e"}
