"""The audit bundle: everything that lets a stranger check a run on another machine, by one command."""

import json
from hashlib import sha256
from pathlib import Path

from .certify import CERTIFIER
from .result import VERSION
from .shapes import Json

README = """This folder holds one matching run. Check it with Python 3.11 or newer, nothing else is needed:

    python3 certify.py .

lists.json     the lists as they were frozen, without limits; their SHA-256 was public before the seed was drawn
snapshot.json  what this run was computed from: the lists as they stood then, with its limits
seed.txt       the seed of the lottery, as drawn
result.json    the result
manifest.json  parameters, versions, and the SHA-256 of every file
certify.py     the verifier; it shares no code with the program that computed the result

Compare the SHA-256 of lists.json, snapshot.json and result.json with the published ones before you trust the rest.
"""


def audit_bundle(
    *, snapshot_json: str, seed: str, result_json: str, parameters: Json | None = None, lists_json: str = ""
) -> dict[str, str]:
    """File name: text. The same run gives the same bytes. `lists_json`: what was frozen before the seed was drawn."""
    files = {
        "README.txt": README,
        "certify.py": Path(__file__).with_name("certify.py").read_text("utf-8"),
        "result.json": result_json,
        "seed.txt": seed,
        "snapshot.json": snapshot_json,
    } | ({"lists.json": lists_json} if lists_json else {})
    manifest = {
        "certifier": CERTIFIER,
        "engine": json.loads(result_json).get("version", VERSION),
        "files": {name: sha256(text.encode()).hexdigest() for name, text in sorted(files.items())},
        "parameters": parameters or {},
    }
    return files | {"manifest.json": json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False) + "\n"}
