"""Why each row of each list came out as it did: a code, the numbers behind it, and a sentence in Thai and English."""

from applications.matching.deferred_acceptance import lottery
from applications.matching.instance import Problem

TEXTS = {
    "PLACED": ("คุณได้ที่นี่", "You are placed here."),
    "NOT_NEEDED": ("ไม่พิจารณา เพราะคุณได้อันดับที่ชอบกว่า", "Not needed: you got a choice you prefer."),
    "OUTRANKED": (
        "ที่นั่ง {seats} ที่ ให้ผู้ที่หน่วยงานจัดไว้ก่อนคุณ คนสุดท้ายที่ได้อยู่ลำดับ {last} คุณอยู่ลำดับ {yours}",
        "All {seats} seats went to people whom the host placed before you: the last admitted was in place {last}, you in place {yours}.",
    ),
    "LOTTERY": (
        "คุณอยู่ลำดับเดียวกับคนสุดท้ายที่ได้ จึงใช้เลขสลากที่ประกาศไว้ คนสุดท้ายได้เลข {last} คุณได้เลข {yours}",
        "You were in the same place as the last admitted, so the published lottery decided: their number was {last}, yours {yours}.",
    ),
    "CAP_REACHED": (
        "ใช้ไป {used} จาก {seats} ที่นั่ง เพราะ {node} ครบจำนวนสูงสุด {cap} แล้ว",
        "{used} of {seats} seats were used: {node} reached its limit of {cap}.",
    ),
    "FORBIDDEN": ("โครงการตัดคู่นี้ออกพร้อมเหตุผลที่บันทึกไว้", "The programme ruled this pair out, with a recorded reason."),
    "HOST_UNACCEPTABLE": ("หน่วยงานเห็นว่ายังไม่ตรงกับงาน", "The host did not find this a fit."),
    "NOT_ELIGIBLE": ("ไม่เข้าเกณฑ์ของตำแหน่งนี้", "Not eligible for this opening."),
    "POSITION_CLOSED": ("ตำแหน่งนี้ปิดไปก่อนจับคู่", "This opening was closed before the match."),
}


def explain(problem: Problem, seed: str, result: dict, listed: dict[str, list[str]]) -> dict[str, list[dict]]:
    """One reason for every row of every submitted list, in the list's order."""
    numbers = lottery(sorted(problem.lists), seed)
    used: dict[str, int] = {}
    for position in result["assignment"].values():
        if position:
            used[position] = used.get(position, 0) + 1
    return {
        person: [
            _row(problem, result, numbers, used, person, position, rank, listed[person])
            for rank, position in enumerate(listed[person], 1)
        ]
        for person in sorted(listed)
    }


def _row(problem, result, numbers, used, person, position, rank, wanted) -> dict:
    row = {"position": position, "rank": rank}
    got = result["assignment"].get(person)
    if got == position:
        return row | {"reason": "PLACED"}
    if (person, position) in problem.dropped:
        return row | {"reason": problem.dropped[person, position]}
    if got and got in wanted and wanted.index(got) < rank - 1:
        return row | {"reason": "NOT_NEEDED"}
    seats, taken = problem.capacity[position], used.get(position, 0)
    if taken < seats:
        node = next(
            (
                node
                for node in problem.path[position]
                if problem.node_cap[node] is not None and result["nodes"][node]["count"] >= problem.node_cap[node]
            ),
            "",
        )
        return row | {
            "reason": "CAP_REACHED",
            "used": taken,
            "seats": seats,
            "node": node,
            "cap": problem.node_cap.get(node),
        }
    cutoff, mine = result["cutoffs"].get(position), problem.ranking[position][person]
    if cutoff and cutoff["class"] == mine:
        return row | {"reason": "LOTTERY", "last": cutoff["lottery"] + 1, "yours": numbers[person] + 1}
    return row | {"reason": "OUTRANKED", "seats": seats, "last": cutoff["class"] if cutoff else 0, "yours": mine}


def sentence(row: dict, language: str) -> str:
    """The reason of one row as a sentence without anybody else's data."""
    thai, english = TEXTS[row["reason"]]
    return (english if language.startswith("en") else thai).format(
        **{"node": "", "cap": "", "used": "", "seats": "", "last": "", "yours": ""} | row
    )
