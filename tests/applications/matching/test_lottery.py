"""The lottery anybody can draw again with a calculator of hashes."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from applications.matching.lottery import lottery_order, ranks

TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=6)
SEED = st.text(st.characters(codec="utf-8"), max_size=8)
NAMES = st.lists(TEXT, min_size=2, max_size=12, unique=True).map(sorted)


@given(NAMES, SEED)
def test_it_is_the_published_order(names, seed):
    def number(name: str) -> bytes:
        return sha256(f"{seed}|{name}".encode()).digest()

    order = lottery_order(seed, names)
    assert [names[i] for i in order] == sorted(names, key=number)
    assert [order[rank] for rank in ranks(order)] == list(range(len(names)))


@given(NAMES, SEED, st.data())
def test_someone_who_leaves_does_not_reorder_the_others(names, seed, data):
    gone = data.draw(st.sampled_from(names))
    rest = [name for name in names if name != gone]
    drawn = [names[i] for i in lottery_order(seed, names)]
    assert [rest[i] for i in lottery_order(seed, rest)] == [name for name in drawn if name != gone]
