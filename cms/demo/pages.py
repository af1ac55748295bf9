"""The site of the demo world: pages in both languages, a report, stories from it."""

from wagtail.models import Page

from cms.demo.ground import World
from cms.demo.words import OUTCOMES
from cms.domain.stories import draft_story
from cms.models import CallIndexPage, CallPage, StoryPage
from mentoring.domain.reports import release_report, write_report
from mentoring.models import Outcome, Report
from programme.models import Call

SCENES = {"env": "khlong", "eco": "market", "mob": "bus", "liv": "home", "gov": "data", "ene": "solar", "peo": "nan"}
ALT = {
    "khlong": ("สองคนบนเรือพายตรวจเสาวัดระดับน้ำริมคลอง", "Two people in a rowing boat check a water gauge on a canal"),
    "market": ("ตลาดกลางคืนหน้าตึกแถวเก่า มีไฟระย้า", "A night market before old shophouses under string lights"),
    "bus": ("รถสองแถวจอดรับคนหน้าตลาด", "A songthaew stops for passengers by the market"),
    "home": ("หญิงสองคนนั่งดูแท็บเล็ตในบ้าน", "Two women look at a tablet at home"),
    "data": ("คนสามคนล้อมโต๊ะดูแผนที่เมือง", "Three people around a table look at a city map"),
    "solar": ("ช่างติดแผงโซลาร์บนหลังคา", "A technician fits solar panels on a roof"),
    "nan": ("เมืองริมน้ำกับภูเขายามเช้า", "A riverside town and hills in the morning"),
}
STORY_EN = {
    "env": "The canal that warns us three hours ahead", "eco": "The old market turns its lights back on", "mob": "The songthaew that knows when it comes",
    "liv": "The doctor is far, the data is near", "gov": "A complaint answered in three days", "ene": "Every street light on one map", "peo": "Sixty-four people who book for themselves",
}  # fmt: skip
STORY_TH = {
    "env": "คลองที่บอกเราล่วงหน้าสามชั่วโมง", "eco": "ตลาดเก่า เปิดไฟอีกครั้ง", "mob": "สองแถวที่รู้ว่าเมื่อไรจะมา", "liv": "หมออยู่ไกล แต่ข้อมูลอยู่ใกล้",
    "gov": "เรื่องร้องเรียนที่ตอบในสามวัน", "ene": "ไฟถนนทุกดวงบนแผนที่เดียว", "peo": "64 คนที่จองคิวได้เอง",
}  # fmt: skip
SUMMARY = {  # what a report and its story say in one sentence, Thai and English
    "env": (
        "ชาวบ้านริมคลองเก้าแห่งรู้ก่อนน้ำท่วมสามชั่วโมง จากเสาวัดน้ำที่ช่างในเมืองทำเอง",
        "Nine canal communities know of a flood three hours before it comes, from gauges that local mechanics built.",
    ),
    "eco": (
        "นับคนเดินหกสัปดาห์ แล้วชวนร้านเก่าเปิดหลังหกโมงเย็น จากสิบสองร้านเป็นสี่สิบเอ็ดร้าน",
        "Six weeks of counting walkers, then old shops stayed open after six: from twelve to forty-one.",
    ),
    "mob": (
        "คนขับสองแถวเป็นเจ้าของข้อมูลตำแหน่งรถ ผู้โดยสารจึงเลิกยืนเดาเวลา",
        "The drivers own the data of where their songthaews are, so passengers no longer guess.",
    ),
    "liv": (
        "อสม. บันทึกครั้งเดียว หมอเห็นวันเดียวกัน คนป่วยติดเตียงไม่ต้องรอรอบเยี่ยม",
        "Village health volunteers write once and the doctor sees it the same day; nobody waits for the next round.",
    ),
    "gov": (
        "เรื่องร้องเรียนทุกเรื่องมีเจ้าของและวันตอบ จากสามสัปดาห์เหลือสามวัน",
        "Every complaint has an owner and a date: three weeks became three days.",
    ),
    "ene": (
        "เดินสำรวจไฟถนนทุกดวงกับช่างไฟ ลงแผนที่ แล้วเริ่มจากดวงที่ดับใกล้โรงเรียน",
        "Every street light walked and mapped with the electricians, starting where it is dark near schools; solar comes next.",
    ),
    "peo": (
        "ห้องเรียนวันเสาร์ที่หลานสอนยาย จนจองคิวโรงพยาบาลเองได้ 64 คน",
        "Saturday classes where grandchildren teach: sixty-four people now book the hospital by themselves.",
    ),
}
BODY_TH = [
    ("text", "<p>สามเดือนแรกไม่มีอุปกรณ์อะไรเลย มีแต่การเดิน ถาม และจด แผนที่ที่ได้ทำให้ทุกคนแปลกใจ</p>"),
    ("quote", {"text": "เราไม่ได้ขาดเครื่องวัด เราขาดคำที่คนฟังแล้วขยับ", "by": "เจ้าหน้าที่กองสาธารณสุขและสิ่งแวดล้อม"}),
    ("text", "<p>เมื่อทดลองครั้งแรกไม่สำเร็จ เราเปลี่ยนวิธีแล้วลองใหม่กับคนที่ใช้จริง จนวัดผลได้</p>"),
]
BODY_EN = [
    (
        "text",
        "<p>For three months there was no equipment at all, only walking, asking and writing down. The map surprised everybody.</p>",
    ),
    (
        "quote",
        {
            "text": "We did not lack a gauge. We lacked words that make people move.",
            "by": "An officer of the health and environment division",
        },
    ),
    (
        "text",
        "<p>When the first trial failed we changed the method and tried again with the people who use it, until the result could be measured.</p>",
    ),
]


def publish_call_page(call: Call, language: str) -> CallPage:
    """A call page and, in the other language, its twin."""
    index = CallIndexPage.objects.get(locale__language_code=language)
    thai = language == "th"
    twin = CallPage.objects.filter(call=call).first()
    page = CallPage(
        title=call.title_th if thai else call.title_en, slug=call.slug, call=call, locale=index.locale,
        lead="กลับไปทำงานกับหน่วยงานในบ้านเกิด 12 เดือน มีพี่เลี้ยงและค่าตอบแทนทุกเดือน" if thai else "Twelve months with an agency in your home town, with a mentor and a monthly stipend.",
        what_you_get="พี่เลี้ยงประจำตัว\nเรียนรู้ 15 วันตลอดปี\nงบทดลองสำหรับภารกิจ" if thai else "A mentor of your own\n15 days of training over the year\nA small budget for trials",
        body=[("heading", "คุณจะได้ทำอะไร" if thai else "What you will do"), ("text", "<p>เลือกปัญหาจริงหนึ่งถึงสองเรื่อง ลงพื้นที่คุยกับคนในชุมชน ทดลองทางแก้ แล้ววัดผลให้เห็น</p>" if thai else "<p>Choose one or two real problems, talk with people, try a solution, and measure what changes.</p>")],
    )  # fmt: skip
    if twin:
        page.translation_key = twin.translation_key
    Page.objects.get(pk=index.pk).specific.add_child(instance=page)
    page.save_revision().publish()
    return page


def publish_calls(calls: list[Call]) -> None:
    for call in calls:
        for language in ("th", "en"):
            publish_call_page(call, language)


def tell_stories(world: World, call: Call) -> None:
    """One report for the cohort; stories from its best outcomes, in both languages, published by the editor."""
    evaluator, cohort = world.staff["evaluator"], call.cohort
    seen: set[str] = set()
    keys = [row[0] for row in OUTCOMES]
    for outcome in (
        Outcome.objects.filter(state="verified", placement__cohort=cohort)
        .select_related("placement__ambassador", "placement__city")
        .order_by("pk")
    ):
        key = outcome.domains[0]
        if key in seen or key not in keys:
            continue
        seen.add(key)
        fields = {
            "title_th": f"ผลลัพธ์เด่น: {STORY_TH[key]}", "title_en": f"Highlight: {STORY_EN[key]}", "cohort": cohort, "from_on": cohort.starts_on, "to_on": cohort.ends_on,
            "summary_th": SUMMARY[key][0], "summary_en": SUMMARY[key][1], "highlight": outcome,
        }  # fmt: skip
        report = write_report(fields=fields, by=evaluator, at=world.day(-80))
        release_report(report=report, by=evaluator, at=world.day(-79))
        if len(seen) <= 5:
            _publish(world, report, key)


def _publish(world: World, report: Report, key: str) -> None:
    draft_story(report=report, by=None, at=world.day(-79))
    for page in StoryPage.objects.filter(report=report):
        thai = page.locale.language_code == "th"
        scene = SCENES[key]
        page.title, page.scene, page.image_alt = (
            (STORY_TH if thai else STORY_EN)[key],
            scene,
            ALT[scene][0 if thai else 1],
        )
        page.body = BODY_TH if thai else BODY_EN
        page.what_did_not_work = (
            "บ้านของผู้สูงอายุที่ไม่ใช้โทรศัพท์ยังไม่ได้รับข้อมูล ตอนนี้ใช้หัวหน้าซอยโทรซ้ำ"
            if thai
            else "Older people without a phone are not reached yet; the head of the lane calls them for now."
        )
        page.save_revision(user=world.staff["editor"]).publish()
        StoryPage.objects.filter(pk=page.pk).update(first_published_at=world.day(-78 + list(SCENES).index(key)))
