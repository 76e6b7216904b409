"""Runs a module under coverage and prints the untested lines of each package; see scripts/test --coverage.

Also measures the processes that tests start. Exits with the module's code: no threshold applies.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from coverage import Coverage

TOP = Path(__file__).resolve().parents[1]
FOLDER = TOP / ".coverage"
SETTINGS = TOP / "pyproject.toml"
PACKAGE = TOP / "backend" / "textgate"


def _package(file: str) -> str:
    """The package of a file, such as `services/access`; `(top)` for a file of textgate itself."""
    folders = Path(file).relative_to(PACKAGE).parts[:-1][:2]
    return "/".join(folders) or "(top)"


def main() -> int:
    shutil.rmtree(FOLDER, ignore_errors=True)
    arguments = [f"--rcfile={SETTINGS}", "-m", *sys.argv[1:]]
    code = subprocess.run([sys.executable, "-m", "coverage", "run", *arguments], cwd=TOP).returncode

    coverage = Coverage(config_file=str(SETTINGS))
    coverage.combine()
    coverage.load()
    lines: dict[str, int] = defaultdict(int)
    untested: dict[str, int] = defaultdict(int)
    for file in sorted(coverage.get_data().measured_files()):
        _, statements, _, missing, _ = coverage.analysis2(file)
        lines[_package(file)] += len(statements)
        untested[_package(file)] += len(missing)
    _print_packages(lines, untested)
    coverage.html_report()
    print("Each line: .coverage/html/index.html")
    return code


def _print_packages(lines: dict[str, int], untested: dict[str, int]) -> None:
    print(f"\n{'package':34} {'lines':>6} {'untested':>9} {'tested':>7}")
    for package in sorted(lines):
        share = 100 * (1 - untested[package] / max(lines[package], 1))
        print(f"{package:34} {lines[package]:6} {untested[package]:9} {share:6.1f}%")
    total, missed = sum(lines.values()), sum(untested.values())
    print(f"{'all':34} {total:6} {missed:9} {100 * (1 - missed / max(total, 1)):6.1f}%")


if __name__ == "__main__":
    sys.exit(main())
