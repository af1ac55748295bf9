"""Small random markets: ties, trees with caps and floors, reserves, fixed and forbidden pairs, every home-town rule."""

from hypothesis import strategies as st

from applications.matching import Problem
from applications.matching.market import build

TOWNS = ["x0", "x1", "far"]


@st.composite
def instances(draw, people: int = 5, places: int = 4) -> dict:
    a_ids = [f"a{i}" for i in range(draw(st.integers(1, people)))]
    p_ids = [f"p{i}" for i in range(draw(st.integers(1, places)))]
    nodes = draw(trees())
    data = {
        "applicants": {a: draw(st.lists(st.sampled_from(p_ids), unique=True)) for a in a_ids},
        "positions": {p: draw(positions(a_ids, sorted(nodes))) for p in p_ids},
        "nodes": nodes,
        "groups": draw(st.dictionaries(st.sampled_from(a_ids), st.sampled_from(["g", "h"]))),
        "seat_order": draw(st.sampled_from([[], p_ids])) and draw(st.permutations(p_ids)),
    }
    pair = st.tuples(st.sampled_from(a_ids), st.sampled_from(p_ids)).map(list)
    for key in ("fixed", "forbidden", "ineligible"):
        if draw(st.integers(0, 3)) == 0:
            data[key] = [draw(pair)]
    if draw(st.booleans()):
        data["home"] = {
            "policy": draw(st.sampled_from(["none", "eligibility", "class", "tie", "reserve"])),
            "homes": draw(st.dictionaries(st.sampled_from(a_ids), st.sampled_from(TOWNS))),
            "seats": draw(st.integers(0, 1)),
        }
    return data


@st.composite
def trees(draw) -> dict:
    """Three levels: a programme, regions, provinces. A floor never exceeds its own cap."""
    nodes = {"top": {"cap": draw(st.sampled_from([None, 1, 2, 3, 4]))}}
    for name, parents in (("x0", ["top"]), ("x1", ["top"]), ("y0", ["x0"]), ("y1", ["x0", "x1", "top"])):
        cap = draw(st.sampled_from([None, 1, 2, 3]))
        floor = draw(st.integers(0, min(cap or 2, 2)))
        nodes[name] = {"cap": cap, "floor": draw(st.sampled_from([0, floor])), "parent": draw(st.sampled_from(parents))}
    return nodes


@st.composite
def positions(draw, a_ids: list[str], nodes: list[str]) -> dict:
    order = draw(st.permutations(a_ids))[: draw(st.integers(0, len(a_ids)))]
    ranking: list = []
    for a in order:
        if ranking and draw(st.booleans()):  # a tie with the one before
            last = ranking.pop()
            ranking.append([*(last if isinstance(last, list) else [last]), a])
        else:
            ranking.append(a)
    row = {"capacity": draw(st.integers(0, 3)), "ranking": ranking, "target": draw(st.integers(0, 2))}
    if draw(st.integers(0, 4)):
        row["node"] = draw(st.sampled_from(nodes))
    if row["capacity"] and draw(st.integers(0, 3)) == 0:
        row["reserves"] = {draw(st.sampled_from(["g", "h"])): 1}
    if draw(st.integers(0, 4)) == 0:
        row["place"] = "far"
    if draw(st.integers(0, 9)) == 0:
        row["closed"] = True
    return row


def frozen(data: dict):
    """The snapshot, or None when the draw made a faulty instance (a fixed pair where no seat is, and the like)."""
    problem = Problem.from_json(data)
    return None if problem.errors else problem.freeze()


def market_of(data: dict, seed: str = "s"):
    return build(frozen(data), seed)
