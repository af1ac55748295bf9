"""Sentences for what explain.py found, in Thai and English, as plain data: {reason: (English, Thai)}."""

from collections.abc import Mapping
from typing import Any

REASONS = {
    "PLACED": ("You were placed here. It was choice {rank} on your list.", "คุณได้ที่นี่ เป็นอันดับ {rank} ในรายการของคุณ"),
    "NOT_NEEDED": (
        "Not needed: you got a choice that you placed higher.",
        "ไม่ต้องใช้ เพราะคุณได้อันดับที่คุณเลือกไว้สูงกว่า",
    ),
    "OUTRANKED": (
        "All seats here ({seats}) went to candidates whom the host ranked above you. The last one admitted is in class"
        " {last_class}, you are in class {your_class}.",
        "ที่นี่มี {seats} ที่ ได้แก่ผู้ที่หน่วยงานจัดอันดับไว้สูงกว่าคุณทั้งหมด คนสุดท้ายที่ได้อยู่กลุ่ม {last_class} คุณอยู่กลุ่ม {your_class}",
    ),
    "LOTTERY": (
        "You are in the same class ({your_class}) as the last one admitted. The published lottery decided: number"
        " {last_lottery} against yours, {your_lottery}.",
        "คุณอยู่กลุ่มเดียวกับคนสุดท้ายที่ได้ (กลุ่ม {your_class}) จึงตัดสินด้วยลำดับสุ่มที่ประกาศไว้ คนสุดท้ายได้หมายเลข {last_lottery} คุณได้หมายเลข {your_lottery}",
    ),
    "CAP_REACHED": (
        "{used} of {seats} seats here are used. {node} reached its limit of {cap}: the next seat here is number {number}"
        " in the published seat order, and the last seat kept there is number {last_number}.",
        "ที่นี่ใช้ไป {used} จาก {seats} ที่ {node} ครบเพดาน {cap} ที่แล้ว ที่ถัดไปของที่นี่คือหมายเลข {number} ในลำดับที่นั่งที่ประกาศไว้ ที่สุดท้ายที่ยังใช้คือหมายเลข {last_number}",
    ),
    "RESERVED_SEAT": (
        "The host ranked you above the last one admitted (class {last_class}, yours {your_class}), but that seat is"
        " reserved for a published group: {reserved} of {seats} seats are.",
        "หน่วยงานจัดอันดับคุณสูงกว่าคนสุดท้ายที่ได้ (กลุ่ม {last_class} คุณกลุ่ม {your_class}) แต่ที่นั้นสงวนไว้สำหรับกลุ่มที่ประกาศ จำนวน {reserved} จาก {seats} ที่",
    ),
    "FORBIDDEN": (
        "The programme ruled this pair out by a recorded decision. Ask the programme for the reason.",
        "โครงการไม่จับคู่นี้ตามมติที่บันทึกไว้ สอบถามเหตุผลได้ที่โครงการ",
    ),
    "NOT_ELIGIBLE": (
        "You do not meet the published rule for this place, for example the home town rule.",
        "คุณไม่เข้าเงื่อนไขที่ประกาศไว้ของที่นี่ เช่น เงื่อนไขภูมิลำเนา",
    ),
    "HOST_UNACCEPTABLE": (
        "After its assessment the host did not include you among those it can take.",
        "หลังการประเมิน หน่วยงานไม่ได้ระบุคุณไว้ในกลุ่มที่รับได้",
    ),
    "POSITION_CLOSED": ("This place has no seats: it was closed or withdrawn.", "ตำแหน่งนี้ไม่มีที่ เพราะปิดหรือถอนไปแล้ว"),
    "DUPLICATE": ("You named this place further up; it was counted there.", "คุณเลือกที่นี่ไว้ในอันดับก่อนหน้าแล้ว จึงนับที่อันดับนั้น"),
    "FIXED": (
        "Your place was set by a recorded decision of the programme, so your list was not used.",
        "โครงการกำหนดที่ของคุณไว้แล้วตามมติที่บันทึกไว้ จึงไม่ใช้รายการของคุณ",
    ),
    "SEATS_FIXED": (
        "The seats here ({seats}) were given by recorded decisions of the programme.",
        "ที่นี่มี {seats} ที่ ซึ่งโครงการกำหนดไว้แล้วตามมติที่บันทึกไว้",
    ),
}
SHORT = {  # the same for a row of a list that staff read
    "PLACED": ("Got choice {rank}", "ได้อันดับ {rank}"),
    "NOT_NEEDED": ("Got a higher choice", "ได้อันดับที่สูงกว่า"),
    "OUTRANKED": (
        "Choice {rank} full: class {your_class}, cutoff {last_class}",
        "อันดับ {rank} เต็ม: กลุ่ม {your_class} เส้นตัด {last_class}",
    ),
    "LOTTERY": (
        "Choice {rank} full: tie, lot {your_lottery} against {last_lottery}",
        "อันดับ {rank} เต็ม: เท่ากัน ลำดับสุ่ม {your_lottery} ต่อ {last_lottery}",
    ),
    "CAP_REACHED": ("Choice {rank}: {node} at its limit", "อันดับ {rank}: {node} ครบเพดาน"),
    "RESERVED_SEAT": ("Choice {rank}: reserved seat", "อันดับ {rank}: ที่สงวน"),
    "FORBIDDEN": ("Choice {rank}: ruled out by hand", "อันดับ {rank}: ห้ามคู่โดยมติ"),
    "NOT_ELIGIBLE": ("Choice {rank}: rule not met", "อันดับ {rank}: ไม่เข้าเงื่อนไข"),
    "HOST_UNACCEPTABLE": ("Choice {rank}: not accepted by the host", "อันดับ {rank}: หน่วยงานไม่รับ"),
    "POSITION_CLOSED": ("Choice {rank}: closed", "อันดับ {rank}: ปิดแล้ว"),
    "DUPLICATE": ("Choice {rank}: named twice", "อันดับ {rank}: เลือกซ้ำ"),
    "FIXED": ("Place set by hand", "กำหนดที่โดยมติ"),
    "SEATS_FIXED": ("Choice {rank}: seats set by hand", "อันดับ {rank}: ที่ถูกกำหนดโดยมติ"),
}
STATUSES = {  # what a host may know about a candidate of its own list
    "PLACED_HERE": ("Placed here", "ได้ที่นี่"),
    "PREFERRED_ELSEWHERE": ("Got a place they prefer", "ได้ที่ที่ชอบกว่า"),
    "BELOW_THE_LINE": ("Below the line", "ต่ำกว่าเส้นตัด"),
    "FORBIDDEN": ("Ruled out by the programme", "โครงการไม่จับคู่นี้"),
    "NOT_ELIGIBLE": ("Does not meet the published rule", "ไม่เข้าเงื่อนไขที่ประกาศ"),
    "HOST_UNACCEPTABLE": ("You did not accept them", "คุณระบุว่าไม่รับ"),
    "POSITION_CLOSED": ("The position is closed", "ตำแหน่งปิดแล้ว"),
    "DUPLICATE": ("Named twice", "เลือกซ้ำ"),
}
MISS = {  # nearest miss of someone who was not placed
    "class": (
        "You were closest at {position} (choice {rank}): {class_gap} class below the last one admitted.",
        "คุณใกล้ที่สุดที่ {position} (อันดับ {rank}) ต่ำกว่าคนสุดท้ายที่ได้ {class_gap} กลุ่ม",
    ),
    "lottery": (
        "You were closest at {position} (choice {rank}): the same class as the last one admitted, {lottery_gap} places"
        " further back in the lottery.",
        "คุณใกล้ที่สุดที่ {position} (อันดับ {rank}) กลุ่มเดียวกับคนสุดท้ายที่ได้ ห่างกัน {lottery_gap} ลำดับสุ่ม",
    ),
}


def pick(pair: tuple[str, str], language: str) -> str:
    return pair[0] if language.startswith("en") else pair[1]


def _filled(pair: tuple[str, str], row: Mapping[str, Any], language: str, names: Mapping[str, str] | None) -> str:
    named = {key: (names or {}).get(row[key], row[key]) for key in ("position", "node") if key in row}
    return pick(pair, language).format(**{**row, **named})


def say(row: Mapping[str, Any], language: str = "th", names: Mapping[str, str] | None = None) -> str:
    """One row of Result.explain(…)["rows"] as a sentence to its applicant; `names` turns ids into words."""
    return _filled(REASONS[row["reason"]], row, language, names)


def say_shortly(row: Mapping[str, Any], language: str = "th", names: Mapping[str, str] | None = None) -> str:
    """The same row in a few words for staff."""
    return _filled(SHORT[row["reason"]], row, language, names)


def say_miss(miss: Mapping[str, Any], language: str = "th", names: Mapping[str, str] | None = None) -> str:
    """Result.explain(…)["nearest_miss"] as a sentence."""
    return _filled(MISS["class" if miss["class_gap"] else "lottery"], miss, language, names)


def say_status(status: str, language: str = "th") -> str:
    """What a host reads beside one of its candidates."""
    return pick(STATUSES[status], language)
