"""What can be wrong with an instance: one clear line per fault, in Thai and English, as plain data."""

from dataclasses import dataclass, field

from .shapes import Json

# code: (English, Thai). Each line says what is wrong and how to mend it; `where` stands in front of it.
TEXTS = {
    "unreadable": ("cannot be read: {why}", "อ่านไม่ได้: {why}"),
    "too_big": (
        "is {size} MB; at most {limit} MB are read. Split the instance or remove what is not needed",
        "มีขนาด {size} MB อ่านได้ไม่เกิน {limit} MB โปรดแบ่งไฟล์หรือตัดส่วนที่ไม่ใช้ออก",
    ),
    "not_utf8": ("is not UTF-8 text (byte {at}). Save it as UTF-8", "ไม่ใช่ข้อความ UTF-8 (ไบต์ที่ {at}) โปรดบันทึกเป็น UTF-8"),
    "not_json": ("is not JSON: {why}", "ไม่ใช่ JSON: {why}"),
    "too_deep": (
        "is nested far too deeply. The format needs at most five levels",
        "ซ้อนชั้นลึกเกินไป รูปแบบนี้ใช้ไม่เกินห้าชั้น",
    ),
    "not_whole": (
        "{value} is not a whole number. Only whole numbers are used, so that every machine gets the same result",
        "{value} ไม่ใช่จำนวนเต็ม ใช้ได้เฉพาะจำนวนเต็ม เพื่อให้ทุกเครื่องได้ผลเดียวกัน",
    ),
    "duplicate_key": ("the key {value} stands twice. Keep one of them", "คีย์ {value} ปรากฏสองครั้ง โปรดเหลือไว้หนึ่ง"),
    "missing": ("is missing. Add {value}", "ขาดไป โปรดเพิ่ม {value}"),
    "unknown_key": ("has no meaning here. Known: {known}", "ไม่มีความหมายในตำแหน่งนี้ ที่ใช้ได้: {known}"),
    "wrong_type": ("must be {wanted}, not {value}", "ต้องเป็น {wanted} ไม่ใช่ {value}"),
    "bad_id": (
        "{value} cannot be an id. Use 1 to 200 characters of ordinary text",
        "{value} ใช้เป็นรหัสไม่ได้ โปรดใช้ข้อความ 1 ถึง 200 ตัวอักษร",
    ),
    "unknown_applicant": (
        "there is no applicant {value}. Add it or remove this mention",
        "ไม่มีผู้สมัคร {value} โปรดเพิ่มหรือลบรายการนี้",
    ),
    "unknown_position": (
        "there is no position {value}. Add it or remove this mention",
        "ไม่มีตำแหน่ง {value} โปรดเพิ่มหรือลบรายการนี้",
    ),
    "unknown_node": (
        "there is no node {value}. Add it under nodes or remove this mention",
        "ไม่มีพื้นที่ {value} โปรดเพิ่มหรือลบรายการนี้",
    ),
    "too_many_seats": (
        "has {seats} seats in all; at most {limit} can be numbered. Lower the capacities",
        "มีทั้งหมด {seats} ที่นั่ง กำหนดหมายเลขได้ไม่เกิน {limit} โปรดลดจำนวนที่นั่ง",
    ),
    "duplicate": ("{value} stands here twice. Keep the first mention only", "{value} ปรากฏสองครั้ง โปรดเหลือเฉพาะครั้งแรก"),
    "negative": ("must be from {least} to {most}, not {value}", "ต้องอยู่ระหว่าง {least} ถึง {most} ไม่ใช่ {value}"),
    "cycle": (
        "the tree turns in a circle: {value}. Give one of them another parent",
        "โครงสร้างวนเป็นวง: {value} โปรดเปลี่ยนระดับบนของรายการหนึ่ง",
    ),
    "deep_tree": (
        "lies more than {limit} levels deep. Use a flatter tree",
        "อยู่ลึกเกิน {limit} ระดับ โปรดใช้โครงสร้างที่ตื้นกว่า",
    ),
    "floor_over_cap": (
        "asks for at least {floor} but allows at most {cap}. Lower the floor or raise the cap",
        "ขั้นต่ำ {floor} แต่เพดาน {cap} โปรดลดขั้นต่ำหรือเพิ่มเพดาน",
    ),
    "needs_over_cap": (
        "the floors and fixed people inside need {need} seats but the cap is {cap}. Raise the cap or lower what is inside",
        "ขั้นต่ำและผู้ที่กำหนดไว้แล้วภายในต้องใช้ {need} ที่นั่ง แต่เพดานคือ {cap} โปรดเพิ่มเพดานหรือลดภายใน",
    ),
    "fixed_over_capacity": (
        "{fixed} people are fixed here but there are {capacity} seats. Add seats or release a fixed person",
        "กำหนดไว้แล้ว {fixed} คน แต่มี {capacity} ที่นั่ง โปรดเพิ่มที่นั่งหรือปล่อยผู้ที่กำหนดไว้",
    ),
    "fixed_twice": ("{value} is fixed more than once. Keep one place", "{value} ถูกกำหนดไว้มากกว่าหนึ่งครั้ง โปรดเหลือไว้ที่เดียว"),
    "fixed_forbidden": (
        "{value} is both fixed and forbidden here. Remove one of the two",
        "{value} ถูกทั้งกำหนดและห้ามที่นี่ โปรดลบอย่างหนึ่ง",
    ),
    "fixed_closed": (
        "{value} is fixed to a closed position. Open it or fix another",
        "{value} ถูกกำหนดไว้กับตำแหน่งที่ปิดแล้ว โปรดเปิดหรือเลือกที่อื่น",
    ),
    "reserves_over_capacity": (
        "{reserved} seats are reserved but there are {capacity}. Reserve fewer",
        "สงวนไว้ {reserved} ที่นั่ง แต่มี {capacity} โปรดสงวนให้น้อยลง",
    ),
    "home_group_taken": (
        "the group “home” is worked out from the home towns. Name this group differently",
        "กลุ่ม “home” คำนวณจากภูมิลำเนา โปรดตั้งชื่อกลุ่มอื่น",
    ),
    "order_incomplete": (
        "leaves out position {value}. Name every position once",
        "ขาดตำแหน่ง {value} โปรดระบุทุกตำแหน่งครั้งเดียว",
    ),
    "ranking_and_tiers": ("has both a ranking and tiers. Keep one of them", "มีทั้ง ranking และ tiers โปรดเหลือไว้อย่างเดียว"),
    "scattered": (
        "those of {value} do not stand together. Order the rows by applicant and rank",
        "รายการของ {value} ไม่ได้อยู่ติดกัน โปรดเรียงแถวตามผู้สมัครและอันดับ",
    ),
    "unscored": (
        "{value} chose this position but was not judged. Judge, or mark as not acceptable",
        "{value} เลือกตำแหน่งนี้แต่ยังไม่ได้รับการประเมิน โปรดประเมินหรือระบุว่าไม่รับ",
    ),
    "one_sided_applicant": (
        "{count} choices were not ranked by their position and count as not acceptable (first: {value})",
        "{count} ตัวเลือกไม่ได้รับการจัดอันดับจากหน่วยงาน นับว่าไม่รับ (รายการแรก: {value})",
    ),
    "one_sided_position": (
        "{count} ranked people did not choose the position and are left out (first: {value})",
        "{count} คนถูกจัดอันดับแต่ไม่ได้เลือกตำแหน่งนี้ จึงไม่นำมาใช้ (รายการแรก: {value})",
    ),
    "short_list": (
        "{count} applicants chose fewer than three positions (first: {value}). Longer lists place more people",
        "ผู้สมัคร {count} คนเลือกน้อยกว่าสามตำแหน่ง (รายแรก: {value}) เลือกมากขึ้นมีโอกาสมากขึ้น",
    ),
    "closed_wanted": ("is closed; {count} choices name it", "ปิดแล้ว แต่มีผู้เลือก {count} รายการ"),
    "more": ("and {count} more faults", "และข้อผิดพลาดอีก {count} รายการ"),
}
OURS = {"known", "wanted"}  # values that the code wrote, not the file
WARNINGS = {"one_sided_applicant", "one_sided_position", "short_list", "closed_wanted"}


def brief(value: object) -> str:
    """A value as it may stand in one line: never longer than a glance, never a control character."""
    try:
        text = value if isinstance(value, str) else repr(value)
    except (RecursionError, ValueError):  # nested without end, or a number of a million digits
        text = type(value).__name__
    text = text[:61].encode("utf-8", "replace").decode()
    text = "".join(c if c.isprintable() else "?" for c in text)
    return text if len(text) <= 60 else text[:59] + "…"


@dataclass(frozen=True)
class Issue:
    """One fault (or warning) of an instance: where it is, what it is, how to mend it."""

    code: str
    where: str
    values: Json = field(default_factory=dict)
    level: str = "error"

    def text(self, language: str = "en") -> str:
        words = TEXTS[self.code][1 if language == "th" else 0]
        return f"{self.where}: {words.format(**self.values)}"

    def __str__(self) -> str:
        return self.text()


class Faulty(ValueError):
    """The instance cannot be used; `issues` says why, one line each."""

    def __init__(self, issues: list[Issue]):
        self.issues = issues
        super().__init__("\n".join(map(str, issues)))


class Faults:
    """Collects issues; keeps the first fifty of the errors and counts the rest."""

    KEEP = 50

    def __init__(self) -> None:
        self.errors: list[Issue] = []
        self.warnings: list[Issue] = []
        self.dropped = 0

    def add(self, code: str, where: str, level: str = "", **values: object) -> None:
        level = level or ("warning" if code in WARNINGS else "error")
        values = {key: value if key in OURS else brief(value) for key, value in values.items()}
        kept = self.errors if level == "error" else self.warnings
        if level == "error" and len(kept) >= self.KEEP:
            self.dropped += 1
            return
        kept.append(Issue(code, where, values, level))

    def all(self) -> list[Issue]:
        more = [Issue("more", "instance", {"count": self.dropped})] if self.dropped else []
        return [*self.errors, *more, *self.warnings]
