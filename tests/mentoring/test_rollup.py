"""People reached: bounds without identities."""

import random

import pytest

from mentoring.queries.rollup import Gathered, Reach, reach


def test_nobody_is_nobody():
    assert reach([]) == Reach(0, 0, 0)


def test_two_quarters_are_not_added():
    """160 and 50 times people took part; the largest meetings were 80 and 50, 40 and 10 were new; the group has 120."""
    first = Gathered("g", largest=80, newcomers=80, together=160, size=120)
    second = Gathered("g", largest=50, newcomers=10, together=50, size=120)
    assert reach([first]).people == 80 and reach([second]).people == 50
    assert reach([first, second]) == Reach(participations=210, people=90, at_least=80)


def test_without_a_confirmed_size_only_the_largest_meeting_is_certain():
    assert reach([Gathered("g", largest=30, newcomers=90, together=120)]).people == 30


@pytest.mark.parametrize(("newcomers", "people"), [(10, 30), (45, 45), (90, 60)])
def test_newcomers_count_up_to_the_size_and_never_below_the_largest_meeting(newcomers, people):
    assert reach([Gathered("g", largest=30, newcomers=newcomers, together=200, size=60)]).people == people


def test_a_size_below_the_largest_meeting_does_not_lower_it():
    assert reach([Gathered("g", largest=70, newcomers=5, together=70, size=60)]).people == 70


def test_different_groups_are_added_and_no_group_is_participations_only():
    counts = [Gathered("a", 10, 0, 10), Gathered("b", 7, 0, 7), Gathered("", 50, 0, 50)]
    assert reach(counts) == Reach(67, 17, 17)


def test_bounds_hold_and_the_order_does_not_matter():
    dice = random.Random(4)
    for _round in range(300):
        counts = []
        for _row in range(dice.randrange(8)):
            largest = dice.randrange(50)
            size = dice.choice([None, 40])
            counts.append(
                Gathered(dice.choice(["", "a", "b"]), largest, dice.randrange(60), largest + dice.randrange(90))
            )
            counts[-1] = Gathered(*[getattr(counts[-1], n) for n in ("root", "largest", "newcomers", "together")], size)
        found, shuffled = reach(counts), counts[:]
        dice.shuffle(shuffled)
        assert found.at_least <= found.people and found.at_least <= found.participations
        again = reach(shuffled)
        assert (again.participations, again.at_least) == (found.participations, found.at_least)
