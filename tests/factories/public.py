"""A small town with a public face: both languages, a call, a true story, a city with status, a service, a problem."""

from datetime import timedelta

from cms.domain.site import ensure_site
from cms.models import CallIndexPage, CallPage, StoryPage
from cms.search.index import index_everything
from mentoring.domain import claims, missions
from mentoring.domain.reports import release_report, write_report
from programme.domain import people
from programme.models import CityStatus, DigitalService
from tests.factories.town import Town


class PublicTown:
    """`town` as the public meets it. Its one story is live in Thai and English and stands on a verified outcome."""

    def __init__(self, town: Town):
        self.town = town
        ensure_site()
        self.placement = town.placement()
        self.mission = town.mission(self.placement)
        missions.agree_mission(mission=self.mission, by=town.host, at=town.now)
        self.calls = {code: self.publish_call(code) for code in ("th", "en")}
        people.give_consent(user=town.applicant, purpose="story", wording="ยินยอม", at=town.now)
        self.outcome = self.verified_outcome()
        self.stories = self.publish_stories()
        today = town.now.date()
        CityStatus.objects.create(
            city=town.city, status="smart_city", starts_on=today - timedelta(days=90), source="ประกาศ 1/2569"
        )
        DigitalService.objects.create(
            name_th="แจ้งเหตุ", name_en="Report it", provider_th="บจก. ก", provider_en="A Co.", domains=["gov"], price_baht=100,
            unit_th="เดือน", unit_en="month", listed_on=today, valid_until=today + timedelta(days=400), source="บัญชี",
        )  # fmt: skip
        index_everything()

    def publish_call(self, code: str) -> CallPage:
        index, call = CallIndexPage.objects.get(locale__language_code=code), self.town.call
        page = CallPage(
            title=call.title_th if code == "th" else call.title_en, slug=call.slug, call=call, locale=index.locale, lead="กลับบ้าน" if code == "th" else "Come home",
            body=[("heading", "คุณจะได้ทำอะไร" if code == "th" else "What you will do"), ("text", "<p>อ่านใบสมัครของคุณ</p>")],
        )  # fmt: skip
        twin = CallPage.objects.filter(call=call).first()
        if twin:
            page.translation_key = twin.translation_key
        index.add_child(instance=page)
        page.save_revision().publish()
        return page

    def verified_outcome(self):
        town, found = self.town, self.town.outcome(self.placement)
        claims.submit_claim(claim=found, by=town.applicant, at=town.now)
        claims.confirm_claim(claim=found, by=town.host, at=town.now)
        claims.verify_claim(claim=found, by=town.officer, at=town.now)
        found.refresh_from_db()
        return found

    def publish_stories(self) -> dict[str, StoryPage]:
        town = self.town
        fields = {
            "title_th": "ก", "title_en": "A", "cohort": town.cohort, "from_on": town.cohort.starts_on, "to_on": town.cohort.ends_on, "highlight": self.outcome,
            "summary_th": "คลองบอกเราก่อนสามชั่วโมง", "summary_en": "The canal told us three hours before",
        }  # fmt: skip
        report = write_report(fields=fields, by=town.evaluator, at=town.now)
        release_report(report=report, by=town.evaluator, at=town.now)
        for page in StoryPage.objects.all():
            page.what_did_not_work = "ยังไม่ถึงทุกบ้าน"
            page.save_revision().publish()
        return {page.locale.language_code: page for page in StoryPage.objects.select_related("locale")}
