"""The registers of the site answer what is asked of them, and show everything where the question makes no sense."""

import pytest
from wagtail.models import Locale, Page

from cms.domain.contact import settle_message
from cms.domain.stories import draft_story
from cms.domain.translations import make_translation
from cms.models import ContactMessage, StandardPage, StoryIndexPage, StoryPage
from cms.queries.impact import scope_of
from cms.queries.registers import certificate_of, listed_services, public_problems
from cms.queries.translations import translation_rows
from mentoring.domain import claims, evidence, outcomes
from mentoring.models import Placement, Problem, Report
from programme.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def problems(public):
    """Two verified problems: one solved in the environment, one open in mobility."""
    for domain, answer in (("env", "solved"), ("mob", "")):
        Problem.objects.filter(pk=verified(public, domain).pk).update(answer=answer)


def verified(public, domain: str) -> Problem:
    town = public.town
    fields = {"title": domain, "statement": "ข", "domains": [domain], "happened_on": town.now.date(), "size_number": 40}
    problem = outcomes.note_problem(
        placement=public.placement, fields=fields | {"size_unit": "ร้าน"}, by=town.applicant, at=town.now
    )
    paper = {"kind": "letter", "grade": 2, "caption": "บันทึก", "url": "https://example.go.th/x", "consent": "none"}
    evidence.add_evidence(claim=problem, fields=paper, upload=None, by=town.applicant, at=town.now)
    claims.submit_claim(claim=problem, by=town.applicant, at=town.now)
    claims.confirm_claim(claim=problem, by=town.host, at=town.now)
    return claims.verify_claim(claim=problem, by=town.officer, at=town.now)


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, {"env", "mob"}),
        ({"answer": "open"}, {"mob"}),
        ({"answer": "solved"}, {"env"}),
        ({"answer": "nonsense"}, {"env", "mob"}),
        ({"domain": "env"}, {"env"}),
        ({"domain": "moon"}, {"env", "mob"}),
        ({"answer": "open", "domain": "env"}, set()),
    ],
)
def test_problems_are_narrowed_by_answer_and_domain(problems, asked, shown):
    assert {row.title for row in public_problems(**asked)} == shown


def test_a_problem_that_endangers_somebody_is_nowhere(problems):
    Problem.objects.filter(title="env").update(is_sensitive=True)
    assert [row.title for row in public_problems()] == ["mob"]


def test_services_are_narrowed_by_domain_and_words(public):
    assert [row.name_en for row in listed_services(domain="gov")] == ["Report it"]
    assert not listed_services(domain="env").exists()
    assert listed_services(domain="moon").count() == 1 and not listed_services(words="ไม่มีจริง").exists()


def test_a_certificate_is_found_by_its_number_once_the_year_is_completed(public):
    placement = public.placement
    assert certificate_of(f"SCA5-{placement.code}") is None
    Placement.objects.filter(pk=placement.pk).update(state="completed")
    assert certificate_of(f" sca5-{placement.code} ") == placement
    assert certificate_of(f"SCA6-{placement.code}") is None and certificate_of(placement.code) is None


def test_impact_is_narrowed_by_what_is_known(public):
    number, pk = str(public.town.cohort.number), public.town.cohort.pk
    scope, asked = scope_of({"cohort": number, "region": "central", "domain": "env"})
    assert (scope.cohort_id, scope.region, scope.domain) == (pk, "central", "env")
    assert asked == {"cohort": number, "region": "central", "domain": "env"}
    scope, asked = scope_of({"cohort": "999", "region": "moon", "domain": "x"})
    assert (scope.cohort_id, scope.region, scope.domain) == (None, "", "")
    assert asked == {"cohort": "", "region": "", "domain": ""}


def test_a_message_is_settled_once(public):
    message = ContactMessage.objects.create(
        topic="other", name="ก", email="a@t.example", text="ก", created_at=public.town.now
    )
    for who in (public.town.officer, public.town.officer2):
        settle_message(message=message, by=who, at=public.town.now)
    assert message.handled_by == public.town.officer
    assert AuditEntry.objects.filter(object_code=message.code, act="settle_message").count() == 1


def test_a_report_makes_one_pair_of_stories_and_none_without_a_highlight_or_a_place(public):
    report, words = Report.objects.get(), {"by": None, "at": public.town.now}
    before = StoryPage.objects.count()
    assert draft_story(report=report, **words).report == report and StoryPage.objects.count() == before
    StoryPage.objects.all().delete()
    StoryIndexPage.objects.get(locale__language_code="en").delete()
    alone = draft_story(report=report, **words)  # where there is no English index, there is no English draft
    assert alone.locale.language_code == "th" and StoryPage.objects.count() == 1
    alone.delete()
    StoryIndexPage.objects.get(locale__language_code="th").delete()
    assert draft_story(report=report, **words) is None
    report.highlight = None
    assert draft_story(report=report, **words) is None


def about(language: str) -> Page:
    return StandardPage.objects.get(slug="about", locale__language_code=language)


def test_a_page_gets_one_draft_in_the_other_language_where_its_place_is_there(public):
    page = about("th")
    assert make_translation(page) is None  # there is one
    about("en").delete()
    twin = make_translation(page)
    assert (twin.locale.language_code, twin.live, twin.translation_key) == ("en", False, page.translation_key)
    twin.delete()
    Page.objects.filter(pk=page.get_parent().get_translation(Locale.objects.get(language_code="en")).pk).update(
        translation_key="00000000-0000-0000-0000-000000000000"
    )
    assert make_translation(page) is None  # its place is missing


def test_the_draft_of_a_call_s_page_has_the_call_s_title_in_that_language(public):
    public.calls["en"].delete()
    twin = make_translation(public.calls["th"])
    assert twin.title == public.town.call.title_en
    twin.delete()
    public.town.call.title_en = ""
    public.town.call.save(update_fields=["title_en"])
    public.calls["th"].refresh_from_db()
    assert make_translation(public.calls["th"]).title == public.calls["th"].title


def test_the_report_of_translations_can_show_all(public):
    assert not translation_rows().exists()
    assert translation_rows("all").filter(state="good").count() == translation_rows("all").count() > 0
