"""Why: one letter for every row of every list, and the numbers that stand behind it."""

from .market import LIVE, NEVER, Market
from .nodes import FREE
from .outcome import Outcome
from .shapes import Json
from .snapshot import Snapshot

LETTERS = {
    "P": "PLACED",
    "N": "NOT_NEEDED",
    "O": "OUTRANKED",
    "L": "LOTTERY",
    "K": "CAP_REACHED",
    "R": "RESERVED_SEAT",
    "F": "FORBIDDEN",
    "E": "NOT_ELIGIBLE",
    "H": "HOST_UNACCEPTABLE",
    "C": "POSITION_CLOSED",
    "D": "DUPLICATE",
    "X": "FIXED",  # this applicant was placed by a recorded decision, so its list was not used
    "S": "SEATS_FIXED",  # every seat here was given by recorded decisions
}


def reasons(market: Market, outcome: Outcome) -> list[str]:
    """The letters of every applicant's list. One comparison per row, as there may be a million."""
    m, n = market, market.n
    letters = bytearray(m.status)
    # A full position: below `line` the class decided, above it the lottery. Never read where a cap left seats empty.
    line, cap_bound, special = [], bytearray(len(m.capacity)), bytearray(len(m.capacity))
    for p, keys in enumerate(outcome.people):
        line.append(-((-keys[-1] // n + 1) * n) if keys else 0)
        cap_bound[p] = outcome.count[p] < m.capacity[p]
        special[p] = cap_bound[p] or p in m.reserves or not keys
    outranked, lottery, not_needed = b"OLN"
    for a in range(n):
        first, end, got = m.start[a], m.start[a + 1], outcome.row[a]
        if m.fixed_at[a] >= 0:
            for i in range(first, end):
                letters[i] = letters[i] or (b"P"[0] if m.pos[i] == m.fixed_at[a] else b"X"[0])
            continue
        for i in range(first, end if got < 0 else got):
            if letters[i] == LIVE:
                p = m.pos[i]
                if special[p]:
                    letters[i] = _special(m, outcome, p, i, cap_bound[p], line[p])
                else:
                    letters[i] = lottery if m.nkey[i] > line[p] else outranked
        if got >= 0:
            letters[got] = b"P"[0]
            for i in range(got + 1, end):
                letters[i] = letters[i] or not_needed
    text, start = letters.decode("ascii"), m.start
    return [text[start[a] : start[a + 1]] for a in range(n)]


def _special(m: Market, outcome: Outcome, p: int, i: int, is_cap_bound: int, line: int) -> int:
    """The letter where a cap, a reserve or fixed people have a part in it."""
    keys, key = outcome.people[p], m.nkey[i]
    if is_cap_bound:
        return b"K"[0]
    if not keys:
        return b"S"[0]
    if key > keys[-1]:
        return b"R"[0]
    return b"L"[0] if key > line else b"O"[0]


class Explainer:
    """Answers in ids and numbers; `texts.py` makes sentences of them."""

    def __init__(
        self, snapshot: Snapshot, market: Market, outcome: Outcome, node_names: list[str], codes: dict[str, str]
    ):
        self.data, self.m, self.outcome, self.node_names, self.codes = snapshot.data, market, outcome, node_names, codes
        self.a_at = {name: a for a, name in enumerate(self.data["applicants"])}
        self.p_at = {name: p for p, name in enumerate(self.data["positions"])}
        self.closed = {row["position"]: row for row in outcome.closed}

    def applicant(self, name: str) -> Json:
        """What each choice came to, with the numbers this applicant may see: nobody else's data is in it."""
        m, a = self.m, self.a_at[name]
        got = self.outcome.assignment[a]
        rows = []
        for rank, i in enumerate(range(m.start[a], m.start[a + 1]), 1):
            row = {"rank": rank, "position": self.data["positions"][m.pos[i]]}
            rows.append(
                row | {"reason": LETTERS[self.codes[name][rank - 1]]} | self.numbers(i, self.codes[name][rank - 1])
            )
        choice = self.outcome.row[a] - m.start[a] + 1 if self.outcome.row[a] >= 0 else None
        if got >= 0 and m.fixed_at[a] >= 0:
            choice = next((row["rank"] for row in rows if row["reason"] == "PLACED"), None)
        return {
            "applicant": name,
            "placed": self.data["positions"][got] if got >= 0 else None,
            "choice": choice,
            "is_fixed": m.fixed_at[a] >= 0,
            "rows": rows,
            "nearest_miss": None if got >= 0 else _nearest(rows),
        }

    def numbers(self, i: int, letter: str) -> Json:
        m, p, key = self.m, self.m.pos[i], self.m.nkey[i]
        if letter in "OLR":
            last = self.outcome.people[p][-1]
            row = {
                "seats": m.capacity[p],
                "last_class": -last // m.n + 1, "your_class": -key // m.n + 1,
                "last_lottery": -last % m.n + 1, "your_lottery": -key % m.n + 1,
            }  # fmt: skip
            return row | ({"reserved": sum(m.reserves[p].values())} if letter == "R" else {})
        if letter == "K" and p in self.closed:
            row = self.closed[p]
            x = row["node"]
            kept = self.kept(x)
            return {
                "used": row["open"], "seats": row["capacity"], "node": self.node_names[x], "cap": m.cap[x],
                "seat": row["open"] + 1, "number": row["number"], "last_number": kept,
            }  # fmt: skip
        return {"seats": m.capacity[p]} if letter in "CS" else {}

    def kept(self, x: int) -> int:
        """The worst-numbered seat still in use inside node x (1 = first to be used)."""
        m = self.m
        return max((m.seat(p, k - 1) + 1 for p, k in enumerate(self.outcome.count) if k and x in m.path[p]), default=0)

    def position(self, name: str) -> Json:
        """For the host: its candidates in its own order. Where somebody else went is never told."""
        m, p = self.m, self.p_at[name]
        rows = []
        for a, (choices, start) in enumerate(zip(self.data["lists"], m.start, strict=False)):
            if p not in choices:
                continue
            i = start + choices.index(p)
            tier = self.data["tiers"][a][i - start]
            rows.append((m.nkey[i] if m.nkey[i] != NEVER else NEVER + a, a, i, tier))
        for a, at in enumerate(m.fixed_at):
            if at == p and p not in self.data["lists"][a]:
                rows.append((FREE, a, -1, -1))
        rows.sort(reverse=True)
        people = [
            {
                "applicant": self.data["applicants"][a],
                "tier": tier + 1 if tier >= 0 else None,
                "status": self.status(a, p, i),
            }
            for _, a, i, tier in rows
        ]
        empty = m.capacity[p] - self.outcome.count[p]
        row = {
            "position": name,
            "seats": m.capacity[p],
            "placed": self.outcome.count[p],
            "empty": empty,
            "people": people,
        }
        if empty > 0:
            if closed := self.closed.get(p):
                row |= {
                    "vacancy": "CAP_REACHED",
                    "node": self.node_names[closed["node"]],
                    "cap": self.m.cap[closed["node"]],
                }
            else:
                row["vacancy"] = "NOBODY_LEFT"
        return row

    def status(self, a: int, p: int, i: int) -> str:
        """PLACED_HERE, PREFERRED_ELSEWHERE, BELOW_THE_LINE, or the reason its row was removed."""
        if self.outcome.assignment[a] == p:
            return "PLACED_HERE"
        letter = self.codes[self.data["applicants"][a]][i - self.m.start[a]]
        if letter in "NX":
            return "PREFERRED_ELSEWHERE"
        return LETTERS[letter] if letter in "FEHCD" else "BELOW_THE_LINE"

    def nodes(self) -> list[Json]:
        m, seats, willing = self.m, [0] * len(self.m.cap), [0] * len(self.m.cap)
        for p, chain in enumerate(m.chain):
            for x in chain:
                seats[x] += m.capacity[p]
        for a in range(m.n):
            rows = range(m.start[a], m.start[a + 1])
            for x in {x for i in rows if not m.status[i] for x in m.chain[m.pos[i]]}:
                willing[x] += 1
        return [
            {"node": name, **self.outcome.nodes[x], "seats": seats[x], "willing": willing[x]}
            for x, name in enumerate(self.node_names)
        ]

    def figures(self) -> Json:
        choices: dict[int, int] = {}
        for a, i in enumerate(self.outcome.row):
            if i >= 0:
                rank = i - self.m.start[a] + 1
                choices[rank] = choices.get(rank, 0) + 1
        placed = sum(p >= 0 for p in self.outcome.assignment)
        return {
            "applicants": self.m.n,
            "placed": placed,
            "unplaced": self.m.n - placed,
            "seats": sum(self.m.capacity),
            "seats_open": sum(self.m.capacity) - sum(self.outcome.count),
            "choices": {str(rank): choices[rank] for rank in sorted(choices)},
            "short": {self.node_names[x]: row["short"] for x, row in enumerate(self.outcome.nodes) if row["short"]},
        }


def _nearest(rows: list[Json]) -> Json | None:
    """The choice an unplaced applicant came closest to: the smallest gap in class, then in lottery numbers."""
    close = [
        (row["your_class"] - row["last_class"], row["your_lottery"] - row["last_lottery"], row["rank"], row)
        for row in rows
        if row["reason"] in ("OUTRANKED", "LOTTERY")
    ]
    if not close:
        return None
    class_gap, lottery_gap, rank, row = min(close, key=lambda c: (c[0], c[1] if not c[0] else 0, c[2]))
    return {
        "position": row["position"],
        "rank": rank,
        "class_gap": class_gap,
        "lottery_gap": lottery_gap if not class_gap else None,
    }
