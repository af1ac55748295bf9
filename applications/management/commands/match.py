"""Runs the matching engine on a file, without the database."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand

from applications.matching.certify import certify
from applications.matching.deferred_acceptance import solve
from applications.matching.explain import explain, sentence
from applications.matching.instance import canonical, digest, read_instance

LARGEST = 100 * 1024 * 1024


class Command(BaseCommand):
    help = "Matches the applicants and positions of INSTANCE.json; exit 2 for a wrong file, 1 for a result that fails its check."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("instance")
        parser.add_argument("--seed", default="0")
        parser.add_argument("--output")
        parser.add_argument("--certify", action="store_true")
        parser.add_argument("--explain", metavar="APPLICANT")

    def handle(self, *args, **options):
        data = self._read(Path(options["instance"]))
        problem, faults = read_instance(data)
        if faults:
            self._stop(faults)
        result = solve(problem, options["seed"])
        violations = certify(data, options["seed"], result)
        result |= {"stable": not violations, "dropped": sorted([*pair, code] for pair, code in problem.dropped.items())}
        result["hash"] = digest({"instance": data, "result": result})
        text = canonical(result)
        if options["output"]:
            Path(options["output"]).write_text(text + "\n", encoding="utf-8")
        elif options["explain"]:
            self._explain(problem, options, result, data)
        else:
            self.stdout.write(text)
        if violations:
            for line in violations:
                self.stderr.write(line)
            raise SystemExit(1)
        if options["certify"]:
            self.stderr.write("certified")

    def _explain(self, problem, options, result, data):
        person = options["explain"]
        if person not in data["applicants"]:
            self._stop([f"--explain: there is no applicant “{person}” in the file"])
        for row in explain(problem, options["seed"], result, data["applicants"])[person]:
            self.stdout.write(f"{row['rank']}. {row['position']}: {row['reason']} — {sentence(row, 'en')}")

    def _read(self, path: Path):
        try:
            if path.stat().st_size > LARGEST:
                self._stop([f"{path}: larger than 100 MB; split the instance by region"])
            return json.loads(path.read_text(encoding="utf-8"), parse_constant=self._no_constant)
        except OSError as error:
            self._stop([f"{path}: {error.strerror}"])
        except (ValueError, RecursionError) as error:
            self._stop([f"{path}: not readable as JSON ({str(error)[:120]})"])

    def _no_constant(self, name: str):
        raise ValueError(f"{name} is no number")

    def _stop(self, faults: list[str]):
        for line in faults:
            self.stderr.write(line)
        raise SystemExit(2)
