"""Fails when the tests walk fewer branches than the house promises: of what decides and thinks, and of everything.

Reads what `make cover` measured. The report of `coverage` mixes lines into its percentage, so the branches are counted
here by themselves.
"""

import json
import subprocess
import sys

FLOORS = {"*": 85, "*/domain/*,*/queries/*,*/policies*": 92}  # files → percent of their branches


def coverage(*words: str) -> str:
    said = subprocess.run([sys.executable, "-m", "coverage", *words], check=True, stdout=subprocess.PIPE, text=True)
    return said.stdout


def walked(files: str) -> float:
    totals = json.loads(coverage("json", "--quiet", f"--include={files}", "-o", "-"))["totals"]
    return 100 * totals["covered_branches"] / totals["num_branches"]


def main() -> int:
    too_few = []
    for files, floor in FLOORS.items():
        percent = walked(files)
        print(f"{percent:.1f} % of the branches of {files} are walked; the floor is {floor} %.")
        if percent < floor:
            too_few.append(files)
    for files in too_few:
        print(coverage("report", "--show-missing", f"--include={files}"))
    return 1 if too_few else 0


if __name__ == "__main__":
    sys.exit(main())
