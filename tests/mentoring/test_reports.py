"""Reports: all figures of a cohort and period frozen, released once, and never changed by what comes later."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from mentoring.domain import claims, reports, settling
from mentoring.models import ActivityLog, FigureSnapshot, Outcome, Placement, Report
from mentoring.queries.figures import REGISTRY, Scope
from programme.kernel.errors import NotAllowed, NotVisible, Refusal

pytestmark = pytest.mark.django_db


def write(town, *, by=None, **changes) -> Report:
    fields = {
        "title_th": "ไตรมาสแรก", "title_en": "First quarter", "cohort": town.cohort,
        "from_on": town.cohort.starts_on, "to_on": town.cohort.ends_on, "highlight": None,
    } | changes  # fmt: skip
    return reports.write_report(fields=fields, by=by or town.evaluator, at=town.now)


@pytest.fixture
def outcome(town):
    row = town.outcome(town.placement())
    claims.submit_claim(claim=row, by=town.applicant, at=town.now)
    claims.confirm_claim(claim=row, by=town.host, at=town.now)
    return claims.verify_claim(claim=row, by=town.officer, at=town.now)


def test_every_figure_is_frozen_with_its_rows_and_a_fingerprint(town, outcome):
    report = write(town)
    assert list(report.snapshots.order_by("key").values_list("key", flat=True)) == sorted(REGISTRY)
    found = report.snapshots.get(key="F-13")
    assert (found.value["value"], found.row_codes, len(found.digest)) == (1, [outcome.code], 64)
    assert found.formula_version == REGISTRY["F-13"].version
    assert found.filters["from_on"] == town.cohort.starts_on.isoformat()


def test_what_is_frozen_does_not_move(town, outcome):
    report = write(town)
    settling.void_claim(claim=outcome, reason="ไม่จริง", by=town.officer, at=town.now)
    assert report.snapshots.get(key="F-13").value["value"] == 1
    assert write(town).snapshots.get(key="F-13").value["value"] == 0


def test_a_period_narrows_every_figure(town, outcome):
    Placement.objects.update(**{"state": "completed"}, ended_on=date(2030, 8, 31))
    today = timezone.localdate(town.now)
    autumn = write(town, from_on=today - timedelta(days=400), to_on=today - timedelta(days=200))
    assert {row.key: row.value["value"] for row in autumn.snapshots.all()} == dict.fromkeys(REGISTRY, 0)
    summer = write(town, from_on=date(2030, 8, 1), to_on=date(2030, 8, 31))
    assert summer.snapshots.get(key="F-02").value["value"] == 1


@pytest.mark.parametrize("who", ("applicant", "host", "mentor", "editor", "reviewer", "stranger"))
def test_who_neither_writes_nor_releases(town, who):
    with pytest.raises((NotAllowed, NotVisible)):
        write(town, by=getattr(town, who))
    report = write(town)
    with pytest.raises((NotAllowed, NotVisible)):
        reports.release_report(report=report, by=getattr(town, who), at=town.now)


@pytest.mark.parametrize("who", ("evaluator", "officer"))
def test_evaluators_and_officers_release_once(town, who):
    report = write(town, by=getattr(town, who))
    reports.release_report(report=report, by=getattr(town, who), at=town.now)
    assert (Report.objects.get().state, Report.objects.get().released_by) == ("released", getattr(town, who))
    with pytest.raises(Refusal) as no:
        reports.release_report(report=report, by=getattr(town, who), at=town.now)
    assert no.value.code == "stale"


def test_a_highlight_that_no_longer_stands_is_refused(town, outcome, signed_in):
    report = write(town, highlight=outcome)
    settling.dispute_claim(claim=outcome, reason="สงสัย", by=town.officer, at=town.now)
    with pytest.raises(Refusal) as no:
        reports.release_report(report=report, by=town.evaluator, at=town.now)
    assert no.value.code == "not_verified" and Report.objects.get().state == "draft"
    answer = signed_in(town.evaluator, "en").post(f"/desk/reports/{report.code}/")
    assert answer.status_code == 422 and "no longer verified" in answer.content.decode()


def test_highlights_are_verified_and_of_the_cohort(town, outcome):
    assert list(reports.highlights(town.cohort.pk)) == [outcome]
    assert list(reports.highlights(town.cohort.pk + 1)) == [] and list(reports.highlights(None)) == [outcome]


def test_the_evaluators_own_page_is_figures_and_reports(town, signed_in):
    page = signed_in(town.evaluator, "en").get("/my/").content.decode()
    assert "/desk/figures/" in page and "/desk/reports/" in page
    write(town)
    assert "1 report is frozen" in signed_in(town.evaluator, "en").get("/my/").content.decode()


def test_the_pages_from_form_to_release(town, outcome, signed_in):
    browser = signed_in(town.evaluator, "en")
    typed = {"title_th": "ก", "title_en": "A", "cohort": town.cohort.pk, "from_on": "1/1/2569", "to_on": "x"}
    assert browser.post("/desk/reports/new/", typed).status_code == 422
    assert browser.post("/desk/reports/new/", typed | {"to_on": "31/12/2569"}).status_code == 302
    report = Report.objects.get()
    assert (report.from_on, report.to_on) == (date(2026, 1, 1), date(2026, 12, 31))
    assert browser.get(f"/desk/reports/{report.code}/").status_code == 200
    assert browser.post(f"/desk/reports/{report.code}/").status_code == 302
    assert Report.objects.get().state == "released"
    assert signed_in(town.stranger).get(f"/desk/reports/{report.code}/").status_code in (403, 404)


NAMES = ("ณัฐริกา", "บุญเรือง", "applicant@t.example")


def test_no_page_of_an_evaluator_names_an_ambassador(town, outcome, signed_in):
    report = write(town, highlight=outcome)
    browser = signed_in(town.evaluator)
    assert NAMES[0] in signed_in(town.officer).get(f"/desk/verify/{outcome.code}/").content.decode(), "it could leak"
    pages = ["/my/", "/desk/", "/desk/figures/", f"/desk/reports/{report.code}/", "/desk/reports/"]
    for path in pages + [f"/desk/figures/{key}/" for key in REGISTRY]:
        answer = browser.get(path)
        assert answer.status_code == 200, path
        assert not [name for name in NAMES if name in answer.content.decode()], path
    assert Placement.objects.get().pseudonym in browser.get("/desk/figures/F-01/").content.decode()


def test_what_an_ambassador_wrote_of_themselves_is_blacked_out_for_evaluators(town, outcome, signed_in):
    told = "ณัฐริกา บุญเรือง โทร 081-234-5678 me@home.example ลงพื้นที่ริมคลอง"
    log = town.log(outcome.placement, headline=told)
    for act, by in ((claims.submit_claim, town.applicant), (claims.confirm_claim, town.host)):
        act(claim=log, by=by, at=town.now)
    claims.verify_claim(claim=log, by=town.officer, at=town.now)
    ActivityLog.objects.update(headline=told)
    Outcome.objects.update(statement=told)
    for key in ("F-10", "F-13"):
        assert told in {str(row) for row in REGISTRY[key].rows(Scope())}, "it could leak"
    report = write(town, highlight=outcome)
    for path in ("/desk/figures/F-10/", "/desk/figures/F-13/", f"/desk/reports/{report.code}/", "/desk/reports/new/"):
        page = signed_in(town.evaluator).get(path).content.decode()
        assert "ลงพื้นที่ริมคลอง" in page or path.endswith("/new/"), path
        assert not [part for part in ("ณัฐริกา", "บุญเรือง", "081-234-5678", "me@home") if part in page], path


@pytest.mark.parametrize("path", ["placements", "verify", "help"])
def test_an_evaluator_gets_no_list_of_people_and_work(town, outcome, signed_in, path):
    text = signed_in(town.evaluator).get(f"/desk/{path}/").content.decode()
    assert outcome.code not in text and not [name for name in NAMES if name in text]


def test_a_wrong_filter_is_said_and_an_unknown_one_is_no_number(town, outcome, signed_in):
    browser = signed_in(town.evaluator, "en")
    for query in ("cohort=99", "cohort=x", "province=TH-99", "domain=nonsense", "from_on=99/99/2569", "to_on=never"):
        for page in ("/desk/figures/", "/desk/figures/F-13/"):
            answer = browser.get(f"{page}?{query}")
            assert answer.status_code == 422 and 'role="alert"' in answer.content.decode(), query
    assert browser.get("/desk/figures/?from_on=31/12/2569&to_on=1/1/2569").status_code == 422
    by_domain = browser.get("/desk/figures/?domain=env").content.decode()
    assert "Not counted by domain" in by_domain
    assert "Not counted by domain" in browser.get("/desk/figures/F-01/?domain=env").content.decode()
    assert browser.get("/desk/figures/F-13/?cohort=5&province=TH-13&domain=env").context["n"] == 1
    assert browser.get("/desk/figures/F-13/?domain=gov").context["n"] == 0
    assert browser.get("/desk/figures/F-99/").status_code == 404


def test_a_period_of_the_desk_narrows_the_rows(town, outcome, signed_in):
    today = timezone.localdate(town.now)
    browser, said = signed_in(town.evaluator), f"{today:%d/%m}/{today.year + 543}"
    assert browser.get(f"/desk/figures/F-13/?from_on={said}&to_on={said}").context["n"] == 1
    before = today - timedelta(days=1)
    assert browser.get(f"/desk/figures/F-13/?to_on={before:%d/%m/%Y}").context["n"] == 0


def test_snapshots_are_of_their_report(town):
    report = write(town)
    assert set(FigureSnapshot.objects.values_list("report", flat=True)) == {report.pk}
