"""The names of districts and sub-districts, one small file for each province, for pages that offer them while one types."""

import json
from pathlib import Path

import geothai


def write_places(target: Path) -> None:
    """`13.json`: {"th": {district: [its sub-districts]}, "en": …}, each as a person reads it."""
    target.mkdir(parents=True, exist_ok=True)
    for province in geothai.provinces():
        districts = geothai.districts(province.code)
        named = {
            language: {
                getattr(district, name): [getattr(row, name) for row in geothai.subdistricts(district.code)]
                for district in districts
            }
            for language, name in (("th", "name_th"), ("en", "name_en"))
        }
        text = json.dumps(named, ensure_ascii=False, separators=(",", ":"))
        (target / f"{province.code}.json").write_text(text, encoding="utf-8")
