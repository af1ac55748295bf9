"""axe-core finds nothing on the road's screens: both languages, light and dark, phone and desk."""

import pytest

from applications.models import Offer
from cms.domain.site import ensure_site
from cms.models import CallIndexPage, CallPage
from mentoring.domain import claims, weeks
from mentoring.models import Week
from tests.factories.public import PublicTown

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS = [
    (width, scheme, language) for width in (390, 1280) for scheme in ("light", "dark") for language in ("th", "en")
]


@pytest.fixture
def lived_in(town):
    """A town where something has happened at every step."""
    homes = ensure_site()
    for language in homes:
        index = CallIndexPage.objects.get(locale__language_code=language)
        index.add_child(
            instance=CallPage(title=f"Call {language}", slug="cohort-5", call=town.call, locale=index.locale)
        ).save_revision().publish()
    town.reader = town.person("second@t.example")
    town.application = town.read(town.reader)[0]
    town.draft = town.fill()
    town.work = town.placement(town.stranger)
    town.plan = town.mission(town.work)
    town.diary = town.log(town.work)
    weeks.submit_week(week=Week.objects.get(), by=town.stranger, at=town.now)
    town.change = town.outcome(town.work)
    claims.submit_claim(claim=town.change, by=town.stranger, at=town.now)
    return town


@pytest.fixture
def matched(town):
    """A town whose match is released: two offers, one person in reserve, a floor that cannot be met."""
    town.ranked(town.applicant, town.person("second@t.example"), town.person("third@t.example"))
    town.selecting()
    town.computed()
    town.run = town.release(town.computed(floors={"province-TH-13": 3}))
    town.offer = Offer.objects.filter(run=town.run).first()
    return town


def rooms(town) -> list[tuple[object, str]]:
    run = f"/desk/match/run/{town.run.code}/"
    host = next(h for h, o in ((town.host, town.opening), (town.host2, town.opening2)) if o == town.offer.opening)
    waiting = town.call.applications.get(state="reserve")
    return [
        (town.officer, f"/desk/match/{town.call.code}/"), (town.officer, f"{run}?person={waiting.code}"), (town.officer, f"/desk/match/{town.call.code}/compare/"),
        (town.officer, f"/desk/offers/{town.offer.code}/"), (host, f"/host/placed/{town.offer.opening.code}/"), (waiting.applicant, f"/my/applications/{waiting.code}/"),
        (town.offer.application.applicant, f"/my/offers/{town.offer.code}/"),
    ]  # fmt: skip


def screens(town) -> list[tuple[object, str]]:
    week = Week.objects.get()
    return [
        (None, "/{home}"), (None, "/{home}calls/"), (None, "/{home}calls/cohort-5/"), (None, "/{home}stories/"), (None, "/{home}impact/"), (None, "/{home}about/"),
        (None, "/figures/F-13/"), (None, "/apply/cohort-5/eligible/"), (None, "/accounts/login/"), (None, "/accounts/signup/"), (None, "/credits/"),
        (town.applicant, "/my/"), (town.applicant, "/my/data/"), (town.applicant, "/my/profile/"), (town.applicant, "/apply/cohort-5/person/"),
        (town.applicant, "/apply/cohort-5/background/"), (town.applicant, "/apply/cohort-5/openings/"), (town.applicant, "/apply/cohort-5/documents/"), (town.applicant, "/apply/cohort-5/check/"),
        (town.reader, f"/my/applications/{town.application.code}/"), (town.reviewer, "/review/"), (town.reviewer, f"/review/{town.application.assignments.first().code}/"),
        (town.host, "/host/"), (town.host, "/host/candidates/"), (town.host, f"/host/candidates/{town.opening.code}/"), (town.host, f"/host/weeks/{week.pk}/"), (town.host, f"/host/claims/{town.change.code}/"),
        (town.stranger, "/field/"), (town.stranger, "/field/log/"), (town.stranger, "/field/weeks/"), (town.stranger, "/field/missions/"), (town.stranger, f"/field/missions/{town.plan.code}/"),
        (town.stranger, "/field/outcomes/"), (town.stranger, f"/field/claims/{town.change.code}/"),
        (town.officer, "/desk/"), (town.officer, "/desk/applications/"), (town.officer, f"/desk/applications/{town.application.code}/"), (town.officer, "/desk/agencies/"), (town.officer, "/desk/cohorts/"),
        (town.officer, f"/desk/cohorts/{town.cohort.code}/"), (town.officer, f"/desk/calls/{town.call.code}/"), (town.officer, f"/desk/match/{town.call.code}/"), (town.officer, "/desk/verify/"),
        (town.officer, f"/desk/verify/{town.change.code}/"), (town.officer, "/desk/letters/"), (town.officer, "/desk/people/"), (town.evaluator, "/desk/figures/"), (town.evaluator, "/desk/figures/F-10/"),
        (town.evaluator, "/desk/reports/new/"),
    ]  # fmt: skip


@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(lived_in, visitor, width, scheme, language):
    check(screens(lived_in), visitor, width, scheme, language)


FACE = (
    "", "calls/", "calls/cohort-5/", "stories/", "cities/", "cities/rangsit/", "impact/", "ambassadors/", "problems/", "services/", "news/", "data/",
    "contact/", "certificate/", "certificate/?number=X", "search/?q=สมัคร", "search/?q=rangsit", "search/?q=xyzzy", "about/", "help/", "privacy/", "accessibility/",
)  # fmt: skip


@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS)
def test_the_public_face_too(town, visitor, width, scheme, language):
    public = PublicTown(town)
    addresses = [(None, f"/{{home}}{path}") for path in FACE] + [(None, public.stories[language].url)]
    addresses += [(town.editor, "/desk/translations/?state=all"), (town.officer, "/desk/messages/")]
    check(addresses, visitor, width, scheme, language)


@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS)
def test_the_match_rooms_too(matched, visitor, width, scheme, language):
    check(rooms(matched), visitor, width, scheme, language)


def check(addresses, visitor, width, scheme, language):
    people, found = {}, []
    for user, path in addresses:
        if user not in people:
            people[user] = visitor(user, width=width, scheme=scheme, language=language)
        person = people[user]
        page = person.go(path.replace("{home}", "en/" if language == "en" else ""))
        found += [f"{path} {finding}" for finding in person.axe()]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(f"{path} scrolls sideways at {width}")
    assert not found, "\n".join(found)
