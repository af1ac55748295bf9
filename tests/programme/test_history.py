"""The history is kept as codes and spoken in the reader's words: what was done, to what, and from which state to which."""

import pytest
from django.apps import apps
from django.utils.translation import override

from applications.models import Document, EligibilityResult
from programme.models import AuditEntry, LetterEvent
from programme.models.base import Stateful
from programme.nouns import NOUNS, change_words, noun_of
from tests.journeys.reading import foreign, texts

pytestmark = pytest.mark.django_db


def test_every_record_that_moves_has_a_noun_in_both_languages():
    for model in apps.get_models():
        if issubclass(model, Stateful):
            assert model._meta.model_name in NOUNS, model
            with override("th"):
                assert foreign(noun_of(model._meta.label_lower)) == []


def test_a_change_is_said_in_the_words_of_its_states():
    with override("en"):
        assert change_words("programme.call", "draft", "scheduled") == "Draft → Scheduled"
    with override("th"):
        assert change_words("programme.call", "draft", "scheduled") == "ร่าง → ตั้งเวลาไว้"
        assert change_words("programme.call", "draft", "long_gone") == "ร่าง"
        assert change_words("cms.vanished", "a", "b") == ""
        assert noun_of("cms.vanished") == "รายการ"


def test_an_officer_reads_the_history_without_codes_of_acts_and_states(town, signed_in):
    entry = AuditEntry.objects.filter(object_type="programme.call", act="open").latest("pk")
    assert (entry.source, entry.target) == ("draft", "open")  # kept as codes
    page = signed_in(town.officer).get(f"/desk/history/?q={entry.object_code}").content.decode()
    said = texts(page)
    assert "เปิด" in said and "ร่าง → เปิดรับสมัคร" in said and "ประกาศรับสมัคร" in said
    assert not {"open", "draft → open"} & set(said)
    chosen = signed_in(town.officer).get("/desk/history/?act=open").content.decode()
    assert "ร่าง → เปิดรับสมัคร" in texts(chosen)


def test_the_export_of_the_history_is_said_in_words_too(town, signed_in):
    rows = signed_in(town.officer).get("/desk/history/?act=open&export=csv").getvalue().decode()
    assert "ร่าง → เปิดรับสมัคร" in rows and "programme.call" not in rows


def test_an_officer_reads_what_a_rule_found_in_their_language_and_of_the_person(town, signed_in):
    application = town.submitted()
    age = EligibilityResult.objects.get(application=application, rule="age").values["age"]
    page = signed_in(town.officer).get(f"/desk/applications/{application.code}/").content.decode()
    assert "อายุ 20 ถึง 35 ปี" in page and f"{age} ปี" in page and "คุณจะอายุ" not in page


def test_a_document_is_called_what_the_call_calls_it(town):
    application = town.submitted()
    kinds = {kind.key: kind for kind in application.form.document_kinds.all()}
    for document in application.documents.all():
        with override("th"):
            assert document.label == kinds[document.kind].label_th
    with override("th"):
        assert Document(application=application, kind="gone").label == "เอกสาร"


def test_what_the_mail_service_reported_is_said_in_words():
    with override("th"):
        assert LetterEvent(kind="bounce").said == "กล่องจดหมายไม่รับจดหมาย"
        assert LetterEvent(kind="brand-new").said == "brand-new"
