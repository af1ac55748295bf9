"""How the answers of each kind of question can be compared; what is not named here can only be given or not."""

ORDER = frozenset({"is", "least", "most"})
ONE, SEVERAL, PLACE = frozenset({"is", "in"}), frozenset({"is", "in"}), frozenset({"is", "in", "distance"})

COMPARES: dict[str, frozenset[str]] = {
    "yes": frozenset({"is"}),
    "choice": ONE | ORDER,
    "choices": SEVERAL,
    "number": ORDER,
    "money": ORDER,
    "scale": ORDER,
    "date": frozenset({"least", "most"}),
    "birthday": frozenset({"age", "least", "most"}),
    "province": PLACE,
    "place": PLACE,
}
DAYS = ("cohort_start", "call_close")
TESTS = ("is", "in", "least", "most", "age", "distance", "given")


def compares(kind: str) -> frozenset[str]:
    return COMPARES.get(kind, frozenset()) | {"given"}
