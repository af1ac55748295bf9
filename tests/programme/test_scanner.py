"""Where an office has a virus scanner, every file is asked about; while it is silent nothing is taken and nothing lost."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from programme.config import env
from programme.domain.files import store_file, store_photo
from programme.kernel.scanner import scan
from programme.models import PrivateFile
from programme.queries import service
from tests.factories.town import PDF, photo
from tests.standins.clamav import HARMFUL, StandIn

HARM = PDF.replace(b"%PDF-1.4", b"%PDF-1.4\n%" + HARMFUL)


@pytest.fixture
def scanner(settings):
    stand_in = StandIn()
    settings.CLAMAV = stand_in.place
    yield stand_in
    stand_in.close()


@pytest.fixture
def silent(settings, scanner):
    """A scanner that is set and does not run."""
    settings.CLAMAV = ("127.0.0.1", 1)


def paper(content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile("บ้าน.pdf", content)


def keep(upload, town):
    return store_file(upload=upload, purpose="application_document", by=town.applicant, at=town.now)


@pytest.mark.django_db
def test_a_clean_file_is_sent_whole_and_kept_whole(scanner, town):
    large = PDF + b"\n" * 200_000
    with keep(paper(large), town).file.open() as found:
        assert scanner.received == [large] and found.read() == large


@pytest.mark.django_db
def test_a_picture_is_asked_about_as_it_came_from_the_device(scanner, town):
    came = photo()
    store_photo(upload=came, purpose="evidence", long_edge=100, by=town.applicant, at=town.now)
    came.seek(0)
    assert scanner.received == [came.read()]


@pytest.mark.django_db
def test_a_harmful_file_is_refused_in_words_and_leaves_nothing(scanner, town):
    with pytest.raises(ValidationError) as no:
        keep(paper(HARM), town)
    assert no.value.code == "harmful" and "บ้าน.pdf" in no.value.messages[0] and not PrivateFile.objects.exists()


@pytest.mark.parametrize("says", ["", "INSTREAM size limit exceeded. ERROR", "nonsense"])
def test_what_is_no_verdict_lets_no_file_in(scanner, says):
    scanner.says = says
    with pytest.raises(ValidationError) as no:
        scan(paper())
    assert no.value.code == "scanner_away"


def test_without_a_scanner_nothing_is_asked(scanner, settings):
    settings.CLAMAV = None
    scan(paper(HARM))
    assert not scanner.received


@pytest.mark.django_db
def test_while_it_is_silent_the_machines_and_the_doctor_are_told_and_all_else_goes_on(silent, client):
    answer = client.get("/readyz")
    assert answer.status_code == 200 and answer.json()["scanner"] is False and answer.json()["ready"] is True
    ((what, how, stops),) = service.scanner()
    assert "does not answer" in what and "Start clamd" in how and not stops


@pytest.mark.django_db
def test_while_it_answers_the_machines_hear_that_too(scanner, client):
    assert client.get("/readyz").json()["scanner"] is True and service.scanner() == []


@pytest.mark.parametrize(
    ("value", "place"),
    [("scan.example.go.th:3310", ("scan.example.go.th", 3310)), ("/run/clamav/clamd.sock", "/run/clamav/clamd.sock")],
)
def test_where_it_listens_is_a_host_or_a_socket(value, place):
    assert env.place(value) == place


@pytest.mark.parametrize("value", ["scan.example.go.th", ":3310", "scan:port", "clamd.sock"])
def test_what_is_neither_is_a_mistake_of_the_settings(value):
    with pytest.raises(ValueError, match=value):
        env.place(value)
