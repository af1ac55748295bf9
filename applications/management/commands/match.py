"""`manage.py match INSTANCE.json`: the matching engine on a file, without the database."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser

from applications.matching import Faulty, Problem, certify, solve
from applications.matching.texts import say, say_miss


class Command(BaseCommand):
    help = (
        "Match an instance file (docs/matching.md) and print the result. Exit: 0 done, 1 not certified, 2 faulty file."
    )
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("instance", help="the instance, a JSON file")
        parser.add_argument("--seed", default="", help="the seed of the lottery, any text")
        parser.add_argument("--output", help="write the result here instead of printing it")
        parser.add_argument("--certify", action="store_true", help="check the result with the independent verifier")
        parser.add_argument("--explain", metavar="APPLICANT", help="say why this applicant got its result")

    def handle(self, *args: object, **options: object) -> None:
        try:
            problem = Problem.from_json(Path(options["instance"]))
            for issue in problem.validate():
                self.stderr.write(f"{issue.level}: {issue}")
            if problem.errors:
                raise SystemExit(2)
        except Faulty as faulty:
            for issue in faulty.issues:
                self.stderr.write(f"error: {issue}")
            raise SystemExit(2) from None
        self.answer(problem, options)

    def answer(self, problem: Problem, options: dict) -> None:
        seed, name = options["seed"], options["explain"]
        try:
            seed.encode()
        except UnicodeEncodeError:
            self.refuse("--seed: is not UTF-8 text. Use ordinary characters")
        snapshot = problem.freeze()
        result = solve(snapshot, seed)
        if name is not None and name not in result.assignment:
            self.refuse(f"--explain: there is no applicant {name!a}. Use an id of the instance")
        self.write(result.json, options["output"], quiet=name is not None)
        if name is not None:
            self.explain(result.explain(name))
        if options["certify"]:
            self.certify(certify(snapshot.json, seed, result.json))

    def refuse(self, line: str) -> None:
        self.stderr.write(f"error: {line}")
        raise SystemExit(2)

    def write(self, text: str, output: str | None, quiet: bool) -> None:
        text = json.dumps(json.loads(text), indent=1, sort_keys=True, ensure_ascii=False)
        if not output:
            if not quiet:
                self.stdout.write(text)
            return
        try:
            Path(output).write_text(text + "\n", "utf-8")
        except OSError as error:
            self.refuse(f"--output: cannot be written: {error.strerror}")

    def explain(self, why: dict) -> None:
        self.stdout.write(f"{why['applicant']}: {why['placed'] or 'not placed'}")
        for row in why["rows"]:
            self.stdout.write(f"{row['rank']:>3}. {row['position']} · {row['reason']} · {say(row, 'en')}")
        if why["nearest_miss"]:
            self.stdout.write(say_miss(why["nearest_miss"], "en"))

    def certify(self, certificate: dict) -> None:
        for row in certificate["violations"]:
            self.stderr.write(f"{row['code']}: {row['text']}")
        if not certificate["ok"]:
            raise SystemExit(1)
        self.stderr.write(f"certified: no violation (verifier {certificate['certifier']})")
