"""What the public finds beside calls and stories: services, answers, news, names on the list, a message that waits."""

from datetime import timedelta

from wagtail.models import Page

from cms.demo.ground import World
from cms.models import ContactMessage, NewsIndexPage, NewsPage, SiteWords
from mentoring.domain.outcomes import answer_problem
from mentoring.models import Placement, Problem
from programme.domain.people import give_consent
from programme.models import City, Consent, DigitalService

SERVED = {  # what each service does, Thai and English
    "gov": ("ประชาชนแจ้งครั้งเดียว เทศบาลเห็นว่าเรื่องอยู่ที่ใครและต้องตอบเมื่อไร", "People report once; the town sees who has it and by when it is answered."),
    "env": ("วัดระดับน้ำทุกห้านาที ส่งข้อความเมื่อใกล้ท่วม ทำงานด้วยแผงโซลาร์", "Measures the water every five minutes, warns before a flood, runs on a solar panel."),
    "mob": ("แสดงว่ารถอยู่ที่ไหนและอีกกี่นาทีถึงป้าย โดยคนขับเปิดปิดได้เอง", "Shows where the bus is and in how many minutes it comes; drivers switch it on and off."),
    "liv": ("จองคิวศูนย์สุขภาพจากโทรศัพท์หรือผ่าน อสม. ลดเวลานั่งรอ", "Bookings by phone or through a health volunteer, so that nobody sits and waits."),
    "ene": ("เห็นการใช้ไฟของอาคารเป็นรายชั่วโมง และบอกว่าควรเริ่มประหยัดหรือติดโซลาร์ที่ใด", "A building's use of power hour by hour, and where saving or solar panels should begin."),
    "eco": ("ร้านในตลาดลงสินค้าเองได้ ส่งรวมรอบเดียวทั้งชุมชน", "Market stalls put their goods online and share one delivery round."),
    "peo": ("บทเรียนสั้น 12 ครั้งพร้อมผู้ช่วยในพื้นที่ วัดว่าใช้เองได้จริง", "Twelve short lessons with a helper nearby; measured by what people then do alone."),
}  # fmt: skip
SERVICES = [  # domain, Thai|English, provider, price, unit
    ("gov", "ระบบรับเรื่องร้องเรียนเมือง|City complaint desk", "บจก. เมืองฟัง|Muang Fang Co.", 12_000, "เดือน|month"),
    ("env", "เซนเซอร์ระดับน้ำพร้อมแจ้งเตือน|Water level sensor with alerts", "บจก. น้ำรู้|Nam Roo Co.", 8_500, "จุด|point"),
    ("mob", "ตารางรถโดยสารบนแผนที่|Bus times on a map", "บจก. สองแถวไทย|Songthaew Thai Co.", 15_000, "เดือน|month"),
    ("liv", "ระบบนัดหมายศูนย์สุขภาพ|Health centre bookings", "บจก. หมอใกล้|Mor Klai Co.", 9_900, "เดือน|month"),
    ("ene", "ติดตามการใช้ไฟของอาคาร|Building energy monitor", "บจก. ไฟเบา|Fai Bao Co.", 6_400, "อาคาร|building"),
    ("eco", "ตลาดชุมชนออนไลน์|Community market online", "บจก. ตลาดนัด|Talad Nad Co.", 4_200, "เดือน|month"),
    ("peo", "ห้องเรียนทักษะดิจิทัลผู้สูงอายุ|Digital skills for older people", "บจก. วัยเก๋า|Wai Kao Co.", 18_000, "รุ่น|class"),
]
ANSWERS = [
    ("plan", "บรรจุในแผนพัฒนาจังหวัดปีหน้าแล้ว"),
    ("funded", "จัดสรรงบจากกองทุนพัฒนาเมือง 1.2 ล้านบาท"),
    ("deferred", "รอผลศึกษาผลกระทบ จะพิจารณาอีกครั้งในหกเดือน"),
    ("refused", "อยู่ในอำนาจกรมอื่น ส่งเรื่องต่อให้แล้ว"),
]
NEWS = [
    ("อบรมก่อนลงพื้นที่รุ่นที่ 5 เริ่มต้นเดือนหน้า", "Induction of cohort 5 begins next month", "สามวันที่ขอนแก่น ก่อนทุกคนกลับบ้านเกิด", "Three days in Khon Kaen before everyone goes home."),
    ("เปิดข้อมูลเมืองให้ดาวน์โหลด", "City data can be downloaded", "ตารางเมือง ภารกิจ และผลลัพธ์ที่รับรองแล้ว ใช้ได้ทุกวัตถุประสงค์", "Tables of cities, missions and verified outcomes, free for any use."),
]  # fmt: skip


def tell_the_public(world: World) -> None:
    _services(world)
    _answers(world)
    _names(world)
    _news(world)
    _contact()
    for city in City.objects.order_by("pk")[:12]:
        city.summary_th = "เมืองที่คนรุ่นใหม่กลับมาทำงานกับเทศบาล เพื่อแก้ปัญหาที่เดินเจอทุกวัน"
        city.summary_en = "A town whose young people came back to work on what they meet every day."
        city.save(update_fields=["summary_th", "summary_en"])
    ContactMessage.objects.create(
        topic="host", name="สมชาย ตัวอย่าง", email="somchai@example.go.th", created_at=world.day(-1),
        text="เทศบาลของเราอยากรับนักพัฒนาเมืองรุ่นหน้า ต้องเริ่มอย่างไรครับ",
    )  # fmt: skip


def _contact() -> None:
    words = SiteWords.load()
    words.email, words.phone, words.line_id = "ask@demo.example", "02 123 4567", "@demo"
    words.address_th, words.address_en = "สำนักงานโครงการ (ข้อมูลสมมติ)", "The programme office (invented)"
    words.save()


def _services(world: World) -> None:
    today = world.now.date()
    for number, (domain, names, providers, price, units) in enumerate(SERVICES):
        thai, english = names.split("|")
        DigitalService.objects.create(
            name_th=thai, name_en=english, provider_th=providers.split("|")[0], provider_en=providers.split("|")[1], domains=[domain],
            price_baht=price, unit_th=units.split("|")[0], unit_en=units.split("|")[1], listed_on=today - timedelta(days=200 + number),
            valid_until=today + timedelta(days=500), source="บัญชีบริการดิจิทัล (ข้อมูลสมมติ)",
            summary_th=SERVED[domain][0], summary_en=SERVED[domain][1],
        )  # fmt: skip


def _answers(world: World) -> None:
    rows = Problem.objects.filter(state="verified").order_by("pk")
    for number, problem in enumerate(rows):
        if number % 3 != 2:
            answer, text = ANSWERS[number % len(ANSWERS)]
            on = problem.happened_on + timedelta(days=90)
            answer_problem(
                problem=problem, answer=answer, text=text, on=on, by=world.staff["officer"], at=world.day(-60)
            )


def _names(world: World) -> None:
    for number, placement in enumerate(Placement.objects.select_related("ambassador").order_by("pk")):
        if number % 2 == 0:
            give_consent(
                user=placement.ambassador,
                purpose=Consent.Purpose.LISTED,
                wording=str(Consent.Purpose.LISTED.label),
                at=world.day(-70),
            )


def _news(world: World) -> None:
    for number, (title_th, title_en, lead_th, lead_en) in enumerate(NEWS):
        key = None
        for language, title, lead in (("th", title_th, lead_th), ("en", title_en, lead_en)):
            index = NewsIndexPage.objects.get(locale__language_code=language)
            page = NewsPage(
                title=title,
                slug=f"news-{number + 1}",
                lead=lead,
                locale=index.locale,
                body=[("text", f"<p>{lead}</p>")],
            )
            if key:
                page.translation_key = key
            Page.objects.get(pk=index.pk).specific.add_child(instance=page)
            page.save_revision().publish()
            key = page.translation_key
