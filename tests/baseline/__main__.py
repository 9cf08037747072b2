"""``python -m tests.baseline``: settings and a database of its own, before Django is loaded."""

import argparse
import difflib
import os
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent / "answers"
FIXED = {"PYTHONHASHSEED": "0", "DJANGO_SETTINGS_MODULE": "cluster_portal.settings.test"}


def main() -> int:
    """Collect and compare, or write; return 1 when something differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.baseline")
    parser.add_argument("--write", action="store_true", help="write the files anew")
    parser.add_argument(
        "--bodies", type=Path, help="a folder for the answers themselves, to compare two with diff -r"
    )
    parser.add_argument("--only", choices=["public", "roles"], help="one of the two files")
    options = parser.parse_args()
    if any(os.environ.get(name) != value for name, value in FIXED.items()):
        # The order of sets depends on a seed that Python reads when it starts.
        arguments = [sys.executable, "-m", "tests.baseline", *sys.argv[1:]]
        os.execve(sys.executable, arguments, os.environ | FIXED)  # noqa: S606
    with tempfile.TemporaryDirectory(prefix="portal-baseline-") as folder:
        os.environ["VAR_DIR"] = folder
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/baseline.sqlite3"
        os.environ.pop("CACHE_URL", None)
        from tests.baseline.collecting import collect

        found = collect(options.only, options.bodies)
    if options.write:
        FOLDER.mkdir(exist_ok=True)
        for name, lines in found.items():
            (FOLDER / name).write_text("".join(f"{line}\n" for line in lines))
        print(", ".join(f"{name}: {len(lines)} lines" for name, lines in found.items()))
        return 0
    return _compare(found)


def _compare(found: dict[str, list[str]]) -> int:
    differs = False
    for name, lines in found.items():
        path = FOLDER / name
        known = path.read_text().splitlines() if path.exists() else []
        for line in difflib.unified_diff(known, lines, f"{name} (file)", f"{name} (now)", n=0, lineterm=""):
            differs = True
            print(line)
    print("Something differs from the baseline." if differs else "Nothing differs from the baseline.")
    return int(differs)


if __name__ == "__main__":
    sys.exit(main())
