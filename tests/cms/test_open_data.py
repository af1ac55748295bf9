"""Open data: documented, without persons, small counts suppressed, read by parsers that are not ours."""

import csv
import io
import json

import pytest
from jsonschema import validate
from openapi_spec_validator import validate as validate_openapi

from cms.opendata import DATASETS, suppressed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", list(DATASETS))
def test_csv_and_json_hold_the_same_documented_columns(public, client, key):
    answer = client.get(f"/data/{key}.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    table = list(csv.DictReader(io.StringIO(text)))
    body = json.loads(client.get(f"/data/{key}.json").content)
    assert [column["name"] for column in body["columns"]] == list(csv.DictReader(io.StringIO(text)).fieldnames)
    assert len(table) == len(body["rows"]) and all(column["meaning"] for column in body["columns"])
    assert body["licence"] and body["generated_at"]


def test_the_description_is_openapi_and_the_json_fits_it(public, client):
    description = json.loads(client.get("/data/openapi.json").content)
    validate_openapi(description)
    for key in DATASETS:
        schema = description["paths"][f"/data/{key}.json"]["get"]["responses"]["200"]["content"]["application/json"]
        body = json.loads(client.get(f"/data/{key}.json").content)
        validate(body, {**schema["schema"], "components": description.get("components", {})})


def test_what_is_verified_is_there_and_no_person_is(public, client):
    text = client.get("/data/outcomes.json").content.decode()
    assert public.outcome.code in text
    everything = "".join(client.get(f"/data/{key}.json").content.decode() for key in DATASETS)
    for person in (public.town.applicant, public.town.host, public.town.officer):
        assert person.email not in everything
    assert public.town.applicant.profile.family_name_th not in everything


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, None), (4, None), (5, 5), (318, 318)])
def test_small_counts_of_people_are_not_published(count, shown):
    assert suppressed(count) == shown


def test_an_unknown_dataset_is_a_404(public, client):
    assert client.get("/data/people.csv").status_code == 404
