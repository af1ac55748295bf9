"""The periodic jobs by name: what staff reads when one of their records could not be done."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Job:
    """What the clock does, in the words of the desk. `address`: the view that shows one record, given its code."""

    title: str  # a lazy translation
    address: str = ""
    bell: str = ""  # rung when an officer asks to try again


_jobs: dict[str, Job] = {}


def name_jobs(jobs: dict[str, Job]) -> None:
    _jobs.update(jobs)


def job_named(key: str) -> Job:
    return _jobs[key]


def known_jobs() -> frozenset[str]:
    return frozenset(_jobs)
