"""The rules that never break: one test each, failing when the rule is broken."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from applications.domain import adoption, answers, applications, offers, screening, submission
from applications.models import Application, Decision, Offer
from cms.domain.site import ensure_site
from mentoring.domain import claims, weeks
from mentoring.models import ActivityLog, Outcome, Placement, Week
from mentoring.queries.figures import REGISTRY, Scope, with_reason
from programme.domain import calls, people
from programme.domain.transitions import move
from programme.kernel.errors import NotAllowed, NotVisible, Refusal
from programme.models import AuditEntry, Letter, PrivateFile

pytestmark = pytest.mark.django_db


def refuses(code, act, **words):
    with pytest.raises(Refusal) as refusal:
        act(**words)
    assert refusal.value.code == code
    return refusal.value


def offered(town):
    """One applicant with a released offer."""
    application = town.ranked()[0]
    town.selecting()
    run = town.computed()
    town.release(run)
    return application, Offer.objects.get(application=application)


def test_rule_1_a_refused_move_changes_nothing_and_says_why(town):
    application = town.submitted()
    stale = Application.objects.get(pk=application.pk)
    applications.withdraw_application(application=application, by=town.applicant, at=town.now)
    audits, letters = AuditEntry.objects.count(), Letter.objects.count()
    refusal = refuses("stale", move, obj=stale, name="pass", by=town.officer, at=town.now)
    assert "%" not in str(refusal.message)
    assert (AuditEntry.objects.count(), Letter.objects.count()) == (audits, letters)
    assert Application.objects.get(pk=application.pk).state == "withdrawn"


def test_rule_1_every_move_leaves_an_audit_entry(town):
    application = town.submitted()
    entry = AuditEntry.objects.get(object_code=application.code, act="submit")
    assert (entry.source, entry.target, entry.actor) == ("draft", "submitted", town.applicant)
    with pytest.raises(TypeError):
        entry.save()


def test_rule_2_the_invisible_is_a_404_and_the_forbidden_a_403(town, signed_in):
    application = town.submitted()
    assert signed_in(town.stranger).get(f"/my/applications/{application.code}/").status_code == 404
    assert signed_in(town.stranger).get("/desk/").status_code == 403
    assert signed_in(town.officer).get(f"/desk/applications/{application.code}/").status_code == 200
    assert signed_in(town.evaluator).get(f"/desk/applications/{application.code}/").status_code == 404


def test_rule_3_nobody_learns_a_result_before_the_release(town, signed_in):
    application = town.ranked()[0]
    town.selecting()
    run = town.computed()
    letters = Letter.objects.filter(recipient=town.applicant).count()
    adoption.adopt_run(run=run, by=town.officer2, at=town.now)
    assert Decision.objects.get(application=application).released_at is None
    page = signed_in(town.applicant, "en").get(f"/my/applications/{application.code}/").content.decode()
    assert "Under review" in page or "กำลังพิจารณา" in page
    assert "Why this result" not in page and "Matched" not in page
    assert Letter.objects.filter(recipient=town.applicant).count() == letters


def test_rule_4_a_deadline_blocks_entry_but_never_exit(town):
    application = town.fill()
    after = town.call.closes_at + timedelta(minutes=1)
    refuses("deadline", submission.submit_application, application=application, by=town.applicant, at=after)
    applications.withdraw_application(application=application, by=town.applicant, at=after)
    assert application.state == "withdrawn"


def test_rule_4_a_personal_extension_is_a_record(town):
    application = town.fill()
    after = town.call.closes_at + timedelta(hours=1)
    calls.extend_deadline(
        call=town.call,
        user=town.applicant,
        until_at=after + timedelta(days=1),
        reason="ไฟดับทั้งอำเภอ",
        by=town.officer,
        at=town.now,
    )
    assert submission.submit_application(application=application, by=town.applicant, at=after).state == "submitted"


def test_rule_5_seats_are_never_oversubscribed_and_an_offer_is_answered_once(town):
    application, offer = offered(town)
    second = town.person("second@t.example")
    other = Application.objects.create(
        call=town.call, applicant=second, form=application.form, started_at=town.now, state="ranked"
    )
    refuses(
        "full",
        offers.prepare_offer,
        application=other,
        opening=offer.opening,
        run=None,
        deadline_at=town.now + timedelta(days=1),
        by=town.officer,
        at=town.now,
    )
    offers.accept_offer(offer=offer, typed_name="ณัฐริกา บุญเรือง", by=town.applicant, at=town.now)
    refuses("answered", offers.accept_offer, offer=offer, typed_name="อีกครั้ง", by=town.applicant, at=town.now)
    refuses("answered", offers.decline_offer, offer=offer, reason="", by=town.applicant, at=town.now)
    assert Placement.objects.filter(offer=offer).count() == 1


def test_rule_5_an_answer_after_the_deadline_is_refused_kindly(town):
    _application, offer = offered(town)
    late = offer.deadline_at + timedelta(seconds=1)
    refuses("expired", offers.accept_offer, offer=offer, typed_name="ช้าไป", by=town.applicant, at=late)
    assert offers.expire_offers(at=late) == 1
    assert offers.expire_offers(at=late) == 0


def test_rule_6_a_stale_tab_is_told_and_overwrites_nothing(town):
    application = town.fill()
    old = {"application": application, "section": "motivation", "by": town.applicant, "at": town.now}
    answers.save_section(**old, data={"problem": "ใหม่"}, base_version=1)
    refuses("stale_tab", answers.save_section, **old, data={"problem": "เก่า"}, base_version=1)
    assert application.answers.get(section="motivation").data["problem"] == "ใหม่"


def test_rule_7_answers_keep_the_form_version_they_were_given_under(town):
    from applications.domain.forms import begin_version, publish_version  # only this rule needs them

    application = town.submitted()
    draft = begin_version(call=town.call, by=town.officer, at=town.now)
    draft.questions.filter(key="tie").update(label_th="แก้คำ")
    publish_version(form=draft, note="พิมพ์ผิด", by=town.officer, at=town.now)
    application.refresh_from_db()
    assert application.form.number == 1
    assert application.revisions.get().form.number == 1
    assert town.call.form_versions.count() == 2


def test_rule_8_a_conflict_closes_the_application_in_every_role(town, signed_in):
    application = town.submitted()
    town.screened(application)
    screening.declare_conflict(application=application, person=town.officer, reason="ญาติ", at=town.now)
    assert signed_in(town.officer).get(f"/desk/applications/{application.code}/").status_code == 404
    file = application.documents.get().file
    assert signed_in(town.officer).get(f"/files/{file.code}/").status_code == 404


def test_rule_8_a_blind_round_leaks_no_identity(town, signed_in):
    application = town.submitted()
    town.screened(application)
    from applications.domain.readers import assign_reviewer  # only this rule needs it

    assignment = assign_reviewer(application=application, reviewer=town.reviewer, by=town.officer, at=town.now)
    page = signed_in(town.reviewer).get(f"/review/{assignment.code}/").content.decode()
    for secret in (
        "ณัฐริกา",
        "บุญเรือง",
        "applicant@t.example",
        "081 234 5678",
        application.receipt_number,
        "ทะเบียนบ้าน ณัฐริกา",
    ):
        assert secret not in page
    letter = Letter.objects.get(kind="review_assigned").body_text
    assert "ณัฐริกา" not in letter and application.receipt_number not in letter


def test_rule_9_the_verifier_is_never_the_author(town):
    placement = town.placement(town.officer)
    outcome = town.outcome(placement)
    claims.submit_claim(claim=outcome, by=town.officer, at=town.now)
    claims.confirm_claim(claim=outcome, by=town.host, at=town.now)
    with pytest.raises(NotAllowed):
        claims.verify_claim(claim=outcome, by=town.officer, at=town.now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Outcome.objects.filter(pk=outcome.pk).update(verified_by=town.officer, verified_at=town.now)
    claims.verify_claim(claim=outcome, by=town.officer2, at=town.now)
    assert REGISTRY["F-13"].compute(Scope())["value"] == 1


def test_rule_9_only_verified_evidenced_consented_work_counts(town):
    placement = town.placement()
    plain, shy = town.log(placement, photos=[]), town.log(placement, consent="refused")
    good = town.log(placement, people_n=12)
    week = Week.objects.get()
    weeks.submit_week(week=week, by=town.applicant, at=town.now)
    assert REGISTRY["F-10"].compute(Scope())["value"] == 0
    weeks.confirm_week(week=week, by=town.host, at=town.now)
    for log in (plain, shy, good):
        log.refresh_from_db()
        claims.verify_claim(claim=log, by=town.officer, at=town.now)
    reasons = dict(with_reason(ActivityLog.objects.all()).values_list("code", "reason"))
    assert reasons == {plain.code: "no_evidence", shy.code: "refused", good.code: ""}
    assert REGISTRY["F-11"].compute(Scope())["value"] == 12


def test_rule_10_silence_is_never_approval(town):
    placement = town.placement()
    log = town.log(placement)
    weeks.submit_week(week=Week.objects.get(), by=town.applicant, at=town.now)
    log.refresh_from_db()
    assert log.state == "submitted" and log.confirmed_by is None


def test_rule_11_uploads_are_private_checked_by_content_and_renamed(town, signed_in, client):
    application = town.fill()
    file = application.documents.get().file
    assert "ณัฐริกา" not in file.file.name
    assert client.get(f"/files/{file.code}/").status_code == 302
    assert signed_in(town.stranger).get(f"/files/{file.code}/").status_code == 404
    assert signed_in(town.host).get(f"/files/{file.code}/").status_code == 404
    own = signed_in(town.applicant).get(f"/files/{file.code}/")
    assert own.status_code == 200 and own["X-Content-Type-Options"] == "nosniff"
    fake = SimpleUploadedFile("photo.pdf", b"<script>alert(1)</script>", "application/pdf")
    answer = signed_in(town.applicant).post("/apply/cohort-5/documents/", {"paper_transcript": fake})
    assert answer.status_code == 422
    assert PrivateFile.objects.count() == 1


def test_rule_12_taking_consent_back_takes_the_story_off_at_once(town, client):
    from cms.models import StoryPage  # only this rule needs it
    from mentoring.domain.reports import release_report, write_report

    ensure_site()
    placement = town.placement()
    people.give_consent(user=town.applicant, purpose="story", wording="ยินยอม", at=town.now)
    outcome = town.outcome(placement)
    claims.submit_claim(claim=outcome, by=town.applicant, at=town.now)
    claims.confirm_claim(claim=outcome, by=town.host, at=town.now)
    claims.verify_claim(claim=outcome, by=town.officer, at=town.now)
    fields = {
        "title_th": "ก",
        "title_en": "A",
        "cohort": town.cohort,
        "from_on": town.cohort.starts_on,
        "to_on": town.cohort.ends_on,
        "highlight": outcome,
    }
    release_report(report=write_report(fields=fields, by=town.evaluator, at=town.now), by=town.evaluator, at=town.now)
    pages = list(StoryPage.objects.all())
    assert len(pages) == 2 and not any(page.live for page in pages)
    for page in pages:
        page.what_did_not_work = "ยังไม่ครบ"
        page.save_revision().publish()
    url = StoryPage.objects.get(locale__language_code="th").url
    assert client.get(url).status_code == 200
    people.withdraw_consent(user=town.applicant, purpose="story", at=town.now)
    assert client.get(url).status_code == 410
    StoryPage.objects.update(live=True)
    assert client.get(url).status_code == 410


def test_rule_13_sensitive_answers_are_encrypted_apart_and_masked(town, signed_in):
    application = town.fill()
    sealed = application.sensitive_answers.get(key="national_id")
    assert "1101700230708" not in sealed.ciphertext
    assert all("1101700230708" not in str(row.data) for row in application.answers.all())
    page = signed_in(town.applicant).get("/apply/cohort-5/check/").content.decode()
    assert "1101700230708" not in page and "708" in page


def test_rule_13_no_public_figure_describes_fewer_than_five_people():
    from mentoring.queries.figures.publish import tell_people  # only this rule needs it

    assert [tell_people(n).value for n in (0, 1, 4, 5)] == [0, None, None, 5]
    assert [tell_people(n).is_few for n in (0, 1, 4, 5)] == [False, True, True, False]


def test_rule_14_history_outlives_the_thing_it_tells_of(town):
    application = town.submitted()
    entries = AuditEntry.objects.filter(object_code=application.code).count()
    with pytest.raises(TypeError):
        AuditEntry.objects.filter(object_code=application.code).first().delete()
    assert AuditEntry.objects.filter(object_code=application.code).count() == entries > 0


def test_rule_15_a_letter_is_written_with_its_cause_and_only_once(town):
    application = town.submitted()
    assert Letter.objects.filter(kind="application_received").count() == 1
    refuses("already", submission.submit_application, application=application, by=town.applicant, at=town.now)
    assert Letter.objects.filter(kind="application_received").count() == 1


def test_a_log_sent_twice_by_the_phone_is_one_log(town):
    placement = town.placement()
    first = town.log(placement)
    again = town.log(placement, key=first.client_uuid)
    assert again.pk == first.pk and ActivityLog.objects.count() == 1


def test_a_stranger_cannot_act_for_a_host(town):
    placement = town.placement()
    mission = town.mission(placement)
    from mentoring.domain.missions import agree_mission

    with pytest.raises((NotVisible, NotAllowed)):
        agree_mission(mission=mission, by=town.host2, at=town.now)
    assert agree_mission(mission=mission, by=town.host, at=town.now).state == "agreed"
