"""Where it stands: who has it now and by when; after a no, what was written and what is open next."""

from datetime import timedelta

import pytest

from applications.domain import screening
from applications.domain.forms import prepare_form
from applications.models import Application, Decision, EligibilityRule, Offer
from applications.queries.open_calls import open_to
from applications.queries.timeline import timeline_of
from programme.domain import calls, cohorts
from programme.models import Call

pytestmark = pytest.mark.django_db
YOUNG = {"of": {"role": "birth_day"}, "age": {"least": 15, "most": 18, "on": "cohort_start"}}
RELATED = Application.objects.select_related("call__cohort", "decision")


def now_of(application: Application):
    [moment] = [one for one in timeline_of(RELATED.get(pk=application.pk)) if one.state == "now"]
    return moment


def test_a_draft_is_with_its_applicant_until_the_call_closes(town):
    moment = now_of(town.fill())
    assert (moment.who, moment.until) == ("คุณ", town.call.closes_at)


def test_what_was_just_handed_in_is_with_the_programme_office(town):
    assert now_of(town.submitted()).who == "สำนักงานโครงการ"


def test_a_correction_is_with_its_applicant_until_it_is_due(town):
    application = town.submitted()
    due = town.now + timedelta(days=4)
    Application.objects.filter(pk=application.pk).update(state="correction", due_at=due)
    assert (now_of(application).who, now_of(application).until) == ("คุณ", due)


def test_an_offer_is_with_its_applicant_until_it_ends(offered):
    offer = Offer.objects.first()
    assert (now_of(offer.application).who, now_of(offer.application).until) == ("คุณ", offer.deadline_at)


def test_who_reads_it_has_it_until_the_results_whatever_is_decided(town, signed_in):
    application = town.submitted()
    Call.objects.filter(pk=town.call.pk).update(results_on=town.cohort.ends_on)
    told = set()
    for state in ("eligible", "in_review", "reviewed", "ranked", "matched"):
        Application.objects.filter(pk=application.pk).update(state=state)
        told.add((now_of(application).who, now_of(application).until))
    assert len(told) == 1 and told.pop()[1] == town.cohort.ends_on
    page = signed_in(town.applicant, "en").get(f"/my/applications/{application.code}/").content.decode()
    assert "readers and host agencies" in page


# After a no


@pytest.fixture
def refused(town) -> Application:
    application = town.submitted()
    screening.rule_out(application=application, reason="สำเนาไม่ตรงกับชื่อ", by=town.officer, at=town.now)
    return application


def another_call(town, slug: str) -> Call:
    fields = {"slug": slug, "title_th": f"รับสมัคร {slug}", "opens_at": town.now - timedelta(days=1)}
    fields |= {"closes_at": town.now + timedelta(days=20)}
    call = cohorts.create_call(cohort=town.cohort, fields=fields, by=town.officer, at=town.now)
    prepare_form(call=call, by=town.officer, at=town.now)
    town.make_opening(town.agency, town.host, call=call)
    return calls.publish_call(call=call, by=None, at=town.now)


def page_of(signed_in, application: Application) -> str:
    return signed_in(application.applicant, "en").get(f"/my/applications/{application.code}/").content.decode()


def test_the_reason_and_what_is_open_stand_there_once_it_is_released(town, refused, signed_in):
    another_call(town, "next")
    before = page_of(signed_in, refused)
    assert "สำเนาไม่ตรง" not in before and "What is open to you next" not in before and "รับสมัคร next" not in before
    Decision.objects.filter(application=refused).update(released_at=town.now)
    after = page_of(signed_in, refused)
    assert "สำเนาไม่ตรง" in after and "What is open to you next" in after and "รับสมัคร next" in after


def test_a_call_that_an_answer_speaks_against_is_not_offered(town, refused):
    fits, not_for = another_call(town, "fits"), another_call(town, "not-for")
    form = not_for.form_versions.get()
    EligibilityRule.objects.filter(form=form).delete()
    EligibilityRule.objects.create(form=form, key="young", tree=YOUNG, is_hard=True)
    assert fits in open_to(refused, town.now) and not_for not in open_to(refused, town.now)
    closed = town.now + timedelta(days=21)
    assert open_to(refused, closed) == []


@pytest.mark.parametrize("n", [1, 3])
def test_what_is_open_costs_the_same_for_one_call_and_for_three(town, refused, n, django_assert_max_num_queries):
    for number in range(n):
        another_call(town, f"next-{number}")
    with django_assert_max_num_queries(12):
        assert len(open_to(refused, town.now)) == n
