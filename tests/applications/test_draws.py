"""The seed of a match is drawn in public, once, after the lists were frozen; nobody tries lotteries until one fits."""

import json
import zipfile
from hashlib import sha256
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applications.domain import adoption, draws, runs
from applications.models import MatchRun, SeedDraw
from cms.queries.calls import match_record
from programme.kernel.errors import Refusal
from programme.models import AuditEntry
from tests.factories.public import PublicTown

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(town):
    """Candidates ranked and judged, the call in selection."""
    town.ranked()
    town.selecting()
    return town


def refused(code: str, act, **words) -> None:
    with pytest.raises(Refusal) as refusal:
        act(**words)
    assert refusal.value.code == code


def words(town, by=None) -> dict:
    return {"call": town.call, "by": by or town.officer, "at": town.now}


def test_no_seed_before_the_lists_are_frozen_and_no_run_before_the_seed(ready):
    refused("not_frozen", draws.draw_seed, seed="7", source="x", **words(ready))
    refused("no_seed", runs.request_run, parameters={}, **words(ready))
    draw = draws.freeze_lists(plan="งวดหน้า", **words(ready))
    refused("no_seed", runs.request_run, parameters={}, **words(ready))
    assert len(draw.inputs_hash) == 64 and (draw.people, draw.openings) == (1, 2)
    drawn = draws.draw_seed(seed=" 482913 ", source="ถ่ายทอดสด", **words(ready))
    run = runs.request_run(parameters={"caps": {"programme": 1}}, **words(ready))
    assert (run.seed, run.draw, run.inputs_hash) == ("482913", drawn, draw.inputs_hash)
    assert run.snapshot_hash != draw.inputs_hash  # the limits are part of what a run is computed from
    acts = AuditEntry.objects.filter(object_code=ready.call.code, act__in=("freeze_lists", "draw_seed"))
    assert {entry.data["hash"] for entry in acts} == {draw.inputs_hash}


def test_lists_are_frozen_in_the_time_of_their_round(town):
    town.ranked()
    refused("too_early", draws.freeze_lists, plan="", **words(town))
    refused("too_early", draws.freeze_lists, plan="", **words(town), round_number=2)
    town.selecting()
    refused("too_early", draws.freeze_lists, plan="", **words(town), round_number=2)


def test_lists_that_changed_are_frozen_again_before_the_draw(ready):
    first = draws.freeze_lists(plan="", **words(ready))
    ready.opening.seats += 1
    ready.opening.save(update_fields=["seats"])
    refused("changed", draws.draw_seed, seed="7", source="x", **words(ready))
    again = draws.freeze_lists(plan="", **words(ready))
    assert again.pk == first.pk and again.inputs_hash != first.inputs_hash
    assert draws.draw_seed(seed="7", source="x", **words(ready)).drawn_at


def test_a_seed_is_drawn_once(ready):
    ready.drawn("7")
    refused("already", draws.draw_seed, seed="8", source="x", **words(ready))
    refused("drawn", draws.freeze_lists, plan="", **words(ready))
    assert SeedDraw.objects.get().seed == "7"


def test_a_new_draw_needs_a_reason_and_two_people_and_ends_older_runs(ready):
    old = ready.computed()
    draws.freeze_lists(plan="", reason="ลูกบอลตก", **words(ready))
    refused("second_person", draws.draw_seed, seed="8", source="x", **words(ready))
    draws.draw_seed(seed="8", source="x", **words(ready, ready.officer2))
    refused("other_draw", adoption.adopt_run, run=old, by=ready.officer2, at=ready.now)
    run = ready.computed()
    assert run.seed == "8" and list(ready.call.seed_draws.values_list("seed", flat=True)) == ["7", "8"]
    adoption.adopt_run(run=run, by=ready.officer2, at=ready.now)
    refused("adopted", draws.freeze_lists, plan="", reason="อีกครั้ง", **words(ready))


def test_without_a_number_the_portal_draws_and_says_so(ready):
    draws.freeze_lists(plan="", **words(ready))
    draw = draws.draw_seed(seed="", source="", **words(ready))
    assert draw.seed.isdigit() and len(draw.seed) == 6 and draw.source


def test_the_room_leads_from_the_checklist_to_the_run(ready, signed_in):
    officer, room = signed_in(ready.officer, "en"), f"/desk/match/{ready.call.code}/"
    page = officer.get(room).content.decode()
    assert "Freeze the lists" in page and "Compute a run" not in page
    page = officer.post(f"{room}freeze/", {"plan": "On 16 December"}, follow=True).content.decode()
    assert "Write down the draw" in page and "Compute a run" not in page
    missing = officer.post(f"{room}seed/", {"seed": "12"})
    assert missing.status_code == 422 and "before whom the number was drawn" in missing.content.decode()
    page = officer.post(f"{room}seed/", {"seed": "12", "source": "ball 12"}, follow=True).content.decode()
    assert "Compute a run" in page and "ball 12" in page
    empty = officer.post(f"{room}freeze/", {"reason": ""})
    assert empty.status_code == 422 and not SeedDraw.objects.filter(drawn_at=None).exists()
    officer.post(f"{room}run/", {})
    assert MatchRun.objects.get().seed == "12"
    assert signed_in(ready.stranger).post(f"{room}seed/", {}).status_code in (403, 404)


def test_the_public_reads_the_fingerprint_before_the_seed_and_the_result_after_the_release(town):
    PublicTown(town)
    town.ranked()
    town.selecting()
    draw = draws.freeze_lists(plan="งวดวันที่ 16", **words(town))
    page = Client().get("/calls/cohort-5/").content.decode()
    assert draw.inputs_hash in page and "งวดวันที่ 16" in page and "ยังไม่ได้จับ" in page
    draws.draw_seed(seed="482913", source="ถ่ายทอดสด", **words(town))
    run = town.computed()
    page = Client().get("/en/calls/cohort-5/").content.decode()
    assert "482913" in page and run.result_hash not in page
    town.release(run)
    page = Client().get("/en/calls/cohort-5/").content.decode()
    assert run.result_hash in page and "1 of 1 people got a place" in page


def test_the_bundle_says_what_was_frozen_and_when(ready, signed_in):
    run = ready.computed()
    answer = signed_in(ready.officer).get(f"/desk/match/run/{run.code}/bundle/")
    files = zipfile.ZipFile(BytesIO(answer.content))
    said = json.loads(files.read("manifest.json"))["parameters"]
    assert said["frozen"]["inputs"] == said["inputs"] == sha256(files.read("lists.json")).hexdigest()


def test_an_applicant_finds_the_way_from_the_result_to_the_public_record(town, signed_in):
    PublicTown(town)
    application = town.ranked()[0]
    town.selecting()
    town.release(town.computed())
    client = signed_in(town.applicant, "en")
    page = client.get(f"/my/applications/{application.code}/").content.decode()
    assert f"/en/to/calls/{town.call.slug}/#match" in page
    assert client.get(f"/en/to/calls/{town.call.slug}/").url.endswith("/en/calls/cohort-5/")
    assert client.get("/to/calls/unknown/").url.endswith("/calls/")


def test_three_draws_and_three_runs_cost_what_one_costs(ready, signed_in):
    officer, room = signed_in(ready.officer), f"/desk/match/{ready.call.code}/"

    def cost() -> int:
        officer.get(room)
        with CaptureQueriesContext(connection) as queries:
            assert officer.get(room).status_code == 200
        return len(queries)

    ready.computed()
    one, record = cost(), match_record(ready.call)
    for seed in ("8", "9"):
        draws.freeze_lists(plan="", reason="ลูกบอลตก", **words(ready))
        draws.draw_seed(seed=seed, source="x", **words(ready, ready.officer2))
        ready.computed()
    assert cost() == one
    with CaptureQueriesContext(connection) as queries:
        assert len(match_record(ready.call)["draws"]) == len(record["draws"]) + 2
    assert len(queries) == 3
