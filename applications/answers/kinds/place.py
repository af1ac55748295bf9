"""A place: province, district and sub-district, each found by its Thai or English name and kept by its official number."""

import re
from collections.abc import Sequence
from functools import cache

import geothai
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.answers.kind import ANY_OF, Facts, Kind, as_typed, is_empty, one_text
from applications.answers.kinds.province import known_province, province_choices
from applications.answers.settings import OneOf
from programme.kernel.dates import is_thai
from programme.kernel.thai import plain_text, search_text

DISTRICT, SUBDISTRICT = "district", "subdistrict"
PARTS = ("province", DISTRICT, SUBDISTRICT)
BANGKOK, CAPITAL = "10", frozenset({"เมือง", "mueang"})
FIRST_WORD = re.compile(r"^(?:อำเภอ|เขต|ตำบล|แขวง|กิ่งอำเภอ|[อต]\.)")
SHOWN = 6  # so many names are offered where one was not found


class ProvinceSelect(forms.Select):
    """Each province with its official number, by which its districts are found."""

    def __init__(self, facts: Facts):
        super().__init__({"class": "form-select"}, province_choices(facts))
        self.numbers = facts.numbers

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["data-number"] = self.numbers.get(str(value), "")
        return option


class PlaceInput(forms.MultiWidget):
    """A province to choose, and names to type, with those of the province offered once it is known."""

    template_name, has_parts = "applications/widgets/place.html", True

    def __init__(self, question, facts: Facts, parts: Sequence[str]):
        fields = {part: forms.TextInput({"autocomplete": "off", "class": "form-control"}) for part in parts[1:]}
        super().__init__({"province": ProvinceSelect(facts)} | fields)
        self.facts, self.parts = facts, parts

    def decompress(self, value):
        return list(value) if isinstance(value, list | tuple) else [value or ""]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        labels = {"province": _("Province"), DISTRICT: _("District"), SUBDISTRICT: _("Sub-district")}
        given = self.decompress(value)
        offered = offers(self.facts.numbers.get(str(given[0])), str(given[1]) if len(given) > 1 else "")
        for part, widget in zip(self.parts, context["widget"]["subwidgets"], strict=True):
            widget["attrs"].pop("aria-describedby", None)  # the whole group has it
            widget["label"], widget["names"] = labels[part], offered.get(part, [])
            if part in offered:
                widget["attrs"]["list"] = f"{widget['attrs'].get('id', widget['name'])}_names"
        return context


def offers(province: str | None, district: str) -> dict[str, list[str]]:
    """The names to choose from, in the reader's language: districts of the province, sub-districts of what is known."""
    districts = geothai.districts(province or "")
    bare = _bare(district)
    chosen = [one for one in districts if bare in _names(one.code)] or districts
    below = [row for one in chosen for row in geothai.subdistricts(one.code)]
    return {DISTRICT: [name_of(one) for one in districts], SUBDISTRICT: sorted({name_of(one) for one in below})}


def name_of(area) -> str:
    return area.name_th if is_thai() else area.name_en


def _bare(text: str) -> str:
    return re.sub(r"[\s.'’-]", "", FIRST_WORD.sub("", search_text(text)))


@cache
def _names(code: str) -> frozenset[str]:
    """What a district or sub-district is called, as names are compared; เมือง alone is the district of the capital."""
    area = geothai.subdistrict(code) or geothai.district(code)
    capital = CAPITAL if len(code) == 4 and code[2:] == "01" and code[:2] != BANGKOK else frozenset()
    return frozenset({_bare(area.name_th), _bare(area.name_en)} | capital)


class Place(Kind):
    """Kept as {"province": key, "district": number, "subdistrict": number}."""

    code, label, order, needs_provinces = "place", gettext_lazy("Place: province, district, sub-district"), 110, True
    compares, compared = ANY_OF | {"distance"}, "place"
    settings = (
        OneOf(
            "depth", gettext_lazy("As exact as"), SUBDISTRICT, DISTRICT,
            ways=((SUBDISTRICT, gettext_lazy("Sub-district")), (DISTRICT, gettext_lazy("District"))),
        ),
    )  # fmt: skip

    def parts(self, question) -> tuple[str, ...]:
        return PARTS[: PARTS.index(self.told(question, "depth")) + 1]

    def widget(self, question, facts):
        return PlaceInput(question, facts, self.parts(question))

    def parse(self, question, typed, facts):
        if isinstance(typed, dict):
            return self._kept(question, typed, facts)
        given = [*(typed if isinstance(typed, list | tuple) else [typed]), "", ""]
        key = known_province(given[0], facts)
        district, subdistrict = (plain_text(one_text(one if one is not None else "")) for one in given[1:3])
        return {"province": key} | self._found(question, facts.numbers[key], district, subdistrict)

    def _kept(self, question, value: dict, facts: Facts) -> dict:
        """A stored place whose numbers are still known."""
        key = known_province(value.get("province", ""), facts)
        area = value.get(self.parts(question)[-1])
        found = isinstance(area, str) and getattr(geothai, self.parts(question)[-1])(area)
        if not found or found.province_code != facts.numbers[key]:
            raise ValidationError(_("This answer does not fit its question. Answer it again."))
        return {"province": key} | numbers_of(found)

    def _found(self, question, province: str, district: str, subdistrict: str) -> dict:
        districts = geothai.districts(province)
        if not is_empty(district) or self.told(question, "depth") == DISTRICT:
            districts = [self._one(_("district"), districts, district)]
        if self.told(question, "depth") == DISTRICT:
            return numbers_of(districts[0])
        below = [row for one in districts for row in geothai.subdistricts(one.code)]
        return numbers_of(self._one(_("sub-district"), below, subdistrict))

    def _one(self, level: str, areas: Sequence, typed: str):
        """The one of these that is called so."""
        bare = _bare(typed)
        found = [area for area in areas if bare in _names(area.code)]
        exact = [area for area in found if typed.strip() in (area.name_th, area.name_en)]
        if len(exact or found) == 1:
            return (exact or found)[0]
        said = {"level": level, "name": typed.strip()[:60]}
        if not said["name"]:
            raise ValidationError(_("Write the %(level)s.") % said)
        if found:
            raise ValidationError(_("“%(name)s” is there more than once. Write the district too.") % said)
        near = [name_of(area) for area in areas if any(name.startswith(bare[:2]) for name in _names(area.code))][:SHOWN]
        said["names"] = ", ".join(near or [name_of(area) for area in areas][:SHOWN])
        raise ValidationError(_("There is no %(level)s “%(name)s” here. Some that there are: %(names)s.") % said)

    def show(self, question, value, facts):
        province = facts.provinces[value["province"]]
        district = geothai.district(value[DISTRICT])
        below = geothai.subdistrict(value.get(SUBDISTRICT, ""))
        if not is_thai():
            return ", ".join([*(area.name_en for area in (below, district) if area), province])
        if facts.numbers[value["province"]] == BANGKOK:
            return " ".join([*([f"แขวง{below.name_th}"] if below else []), district.name_th, province])
        return " ".join([*([f"ตำบล{below.name_th}"] if below else []), f"อำเภอ{district.name_th}", f"จังหวัด{province}"])

    def show_unread(self, question, typed, facts):
        """What was typed, with the name of the province instead of its key."""
        rows = list(typed.values()) if isinstance(typed, dict) else typed if isinstance(typed, list) else [typed]
        named = facts.provinces.get(rows[0], rows[0]) if rows and isinstance(rows[0], str) else ""
        return as_typed([named, *rows[1:]])

    def write(self, question, value):
        areas = [geothai.district(value[DISTRICT]), geothai.subdistrict(value.get(SUBDISTRICT, ""))]
        return [value["province"], *(name_of(area) for area in areas if area)]

    def means(self, value):
        """Rules and columns compare the province."""
        found = value.get("province", "") if isinstance(value, dict) else value
        return found[0] if isinstance(found, list) and found else found

    def names(self, value):
        numbers = value if isinstance(value, dict) else {}
        areas = [geothai.district(str(numbers.get(DISTRICT))), geothai.subdistrict(str(numbers.get(SUBDISTRICT)))]
        return [name for area in areas if area for name in (area.name_th, area.name_en)], ()

    def pretend(self, question, facts, number):
        key = sorted(facts.provinces, key=int)[number % len(facts.provinces)]
        districts = geothai.districts(facts.numbers[key])
        district = districts[number % len(districts)]
        below = geothai.subdistricts(district.code)
        return [key, district.name_th, below[number % len(below)].name_th][: len(self.parts(question))]


def numbers_of(area) -> dict[str, str]:
    """Of a district or a sub-district, with those above it."""
    district = getattr(area, "district_code", area.code)
    return {DISTRICT: district} | ({SUBDISTRICT: area.code} if district != area.code else {})


KINDS = [Place()]
