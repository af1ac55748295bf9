"""What production has from its first day: places with codes, a site, an officer; and setting up twice changes nothing."""

import pytest
from django.core.management import CommandError, call_command

from cms.models import CityIndexPage, HomePage
from programme.domain.places import ensure_places, shipped
from programme.management.commands import serve
from programme.models import City, Province, RoleGrant, User

REGIONS = {"north": 9, "northeast": 20, "central": 22, "east": 7, "west": 5, "south": 14}


@pytest.mark.django_db
def test_the_first_set_up_writes_77_provinces_cities_and_the_site():
    call_command("setup_site", verbosity=0)
    assert Province.objects.count() == 77
    nan = Province.objects.get(iso_code="TH-55")
    assert (nan.name_th, nan.name_en, nan.region, nan.map_id) == ("น่าน", "Nan", "north", "nan")
    assert Province.objects.filter(region="central").count() == REGIONS["central"]
    town = City.objects.get(slug="rangsit")
    assert (town.name_th, town.province.iso_code, town.code) == ("เทศบาลนครรังสิต", "TH-13", "2c8yvh3nwz"[:0] + town.code)
    assert HomePage.objects.count() == 2 and CityIndexPage.objects.count() == 2


@pytest.mark.django_db
def test_set_up_again_changes_nothing_and_keeps_what_the_office_changed():
    ensure_places()
    before = list(City.objects.order_by("pk").values())
    City.objects.filter(slug="nan").update(name_th="เทศบาลเมืองน่าน (ใหม่)", slug="nan-town", population=18_000)
    Province.objects.filter(iso_code="TH-55").update(region="south")
    ensure_places()
    assert City.objects.count() == len(before) and Province.objects.count() == 77
    changed = City.objects.get(slug="nan-town")
    assert (changed.name_th, changed.population) == ("เทศบาลเมืองน่าน (ใหม่)", 18_000)
    assert Province.objects.get(iso_code="TH-55").region == "north"


@pytest.mark.django_db
def test_a_province_that_somebody_typed_in_first_is_taken_over_and_not_doubled():
    typed = Province.objects.create(name_th="น่าน ", iso_code="TH-55", region="south")
    ensure_places()
    typed.refresh_from_db()
    assert (typed.name_th, typed.name_en, typed.map_id) == ("น่าน", "Nan", "nan")


def test_the_shipped_tables_hold_together():
    provinces, cities = shipped("provinces"), shipped("cities")
    assert len({row["iso_code"] for row in provinces}) == len({row["map_id"] for row in provinces}) == 77
    assert {row["region"] for row in provinces} == set(REGIONS)
    assert {region: sum(row["region"] == region for row in provinces) for region in REGIONS} == REGIONS
    assert len({row["code"] for row in cities}) == len({row["slug"] for row in cities}) == len(cities) >= 40
    assert {row["province"] for row in cities} <= {row["iso_code"] for row in provinces}
    assert all(row["name_th"].startswith(("เทศบาลนคร", "เทศบาลเมือง")) and row["name_en"] for row in cities)


@pytest.mark.django_db
def test_every_province_has_its_shape_on_the_map():
    import json
    from pathlib import Path

    from django.conf import settings

    shapes = json.dumps(json.loads(Path(settings.BASE_DIR, "build", "map.json").read_text()))
    assert [row["map_id"] for row in shipped("provinces") if f'"{row["map_id"]}"' not in shapes] == []


# --- the first officer


@pytest.mark.django_db
def test_the_first_officer_comes_from_the_command_line_once():
    for _ in range(2):
        call_command("grant_role", " Somchai@Example.go.th ", "officer", verbosity=0)
    person = User.objects.get(email="somchai@example.go.th")
    assert list(RoleGrant.objects.filter(user=person).values_list("role", "ended_at")) == [("officer", None)]


@pytest.mark.django_db
def test_a_role_that_does_not_exist_names_those_that_do():
    with pytest.raises(CommandError, match="officer"):
        call_command("grant_role", "x@example.go.th", "king")
    assert not User.objects.exists()


# --- serve


def test_serve_listens_on_this_machine_unless_told(settings):
    web, worker = serve.commands("127.0.0.1", 8108)
    assert web[web.index("--bind") + 1] == "127.0.0.1:8108" and "run_huey" in worker
    settings.PORT = 8123
    parser = serve.Command().create_parser("manage.py", "serve")
    assert (parser.parse_args([]).host, parser.parse_args([]).port) == ("127.0.0.1", 8123)
    assert (parser.parse_args(["--host", "0.0.0.0", "--port", "80"]).port) == 80


@pytest.mark.parametrize("port", ["0", "65536", "web", "-1"])
def test_serve_refuses_what_is_no_port(port):
    with pytest.raises(CommandError, match="port"):
        serve.Command().create_parser("manage.py", "serve").parse_args([f"--port={port}"])


def test_both_processes_have_the_settings_and_the_port_of_this_one(settings):
    environment = serve.environment_for(8108)
    assert environment["PORT"] == "8108" and environment["DJANGO_SETTINGS_MODULE"] == settings.SETTINGS_MODULE
