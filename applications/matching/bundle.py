"""The audit bundle: everything that lets a stranger check a run on another machine, by one command."""

import json
from hashlib import sha256
from pathlib import Path

from .certify import CERTIFIER
from .result import VERSION

README = """This folder holds one matching run. Check it with Python 3.11 or newer, nothing else is needed:

    python3 certify.py .

snapshot.json  the frozen inputs, canonical; its SHA-256 was published before the seed was drawn
seed.txt       the seed of the lottery, as drawn
result.json    the result
manifest.json  parameters, versions, and the SHA-256 of every file
certify.py     the verifier; it shares no code with the program that computed the result

Compare the hash of snapshot.json with the published one before you trust the rest.
"""


def audit_bundle(*, snapshot_json: str, seed: str, result_json: str, parameters: dict | None = None) -> dict[str, str]:
    """File name: text. The same run gives the same bytes."""
    files = {
        "README.txt": README,
        "certify.py": Path(__file__).with_name("certify.py").read_text("utf-8"),
        "result.json": result_json,
        "seed.txt": seed,
        "snapshot.json": snapshot_json,
    }
    manifest = {
        "certifier": CERTIFIER,
        "engine": json.loads(result_json).get("version", VERSION),
        "files": {name: sha256(text.encode()).hexdigest() for name, text in sorted(files.items())},
        "parameters": parameters or {},
    }
    return files | {"manifest.json": json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False) + "\n"}
