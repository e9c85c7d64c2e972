"""Write exact versions of every package, those that others pull in too: build.txt, run.txt and dev.txt.

The loose bounds stand in pyproject.toml; this installs the newest that fit into an empty environment and writes down
what came. Run it with the oldest Python the package supports, through ``make pin PYTHON=python3.11``.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
# hatchling asks for it when a package is installed editable.
EDITABLE_BUILD = "editables"


def freeze(wanted: list[str], constraints: list[Path]) -> list[str]:
    """Install ``wanted`` into an empty environment; one ``name==version`` a line, sorted by name."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        pip = [str(Path(folder) / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
        held = [part for path in constraints for part in ("-c", str(path))]
        subprocess.run([*pip, "install", "-qq", *held, *wanted], check=True)
        frozen = subprocess.run([*pip, "freeze"], check=True, capture_output=True, text=True)
    return sorted(frozen.stdout.split(), key=str.casefold)


def write(name: str, why: str, pins: list[str]) -> None:
    header = f"# {why}\n# Made by `make pin` from pyproject.toml; do not edit.\n"
    (HERE / name).write_text(header + "\n".join(pins) + "\n", encoding="utf-8")
    print(f"requirements/{name}: {len(pins)} packages")


def main() -> None:
    if sys.version_info[:2] != (3, 11):
        print("note: pins are made with Python 3.11, the oldest supported; this is", sys.version.split()[0])
    project = tomllib.loads((HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    run = freeze(project["project"]["dependencies"], [])
    write("run.txt", "What the program needs to run.", run)
    build = freeze([*project["build-system"]["requires"], EDITABLE_BUILD], [HERE / "run.txt"])
    write("build.txt", "What builds the package.", build)
    extras = [wanted for group in project["project"]["optional-dependencies"].values() for wanted in group]
    dev = freeze([*project["dependency-groups"]["dev"], *extras], [HERE / "run.txt", HERE / "build.txt"])
    known = set(run) | set(build)
    write(
        "dev.txt",
        "What the tests and the optional parts need beside run.txt and build.txt.",
        [pin for pin in dev if pin not in known],
    )


if __name__ == "__main__":
    main()
