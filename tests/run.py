"""All checks and tests, one after the other, with what was skipped and why: ``make test``.

    python -m tests.run [--tests-only | --long] [-- PYTEST ARGUMENTS]

Every step runs even when one before it failed; the exit code is 1 if any failed.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.groups import ROOT, VNU_JAR

PYTHON = sys.executable
# A database of its own, in memory: checks neither make nor read that of `make run`.
CHECKS = {"DJANGO_SETTINGS_MODULE": "cluster_portal.settings.test", "DATABASE_URL": "sqlite://:memory:"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run everything; return 0 when nothing failed."""
    parser = argparse.ArgumentParser(description="Run all checks and tests.")
    parser.add_argument("--tests-only", action="store_true", help="leave out linters, types and checks")
    parser.add_argument("--long", action="store_true", help="run the long forms of tests and nothing else")
    parser.add_argument("pytest", nargs="*", help="arguments for pytest")
    options = parser.parse_args(arguments)
    failed = []
    if options.long:
        options.pytest += ["-m", "long"]
    if not (options.tests_only or options.long):
        failed += checks()
        install_node_packages()
    manage("compile_texts")
    if not step("pytest", [PYTHON, "-m", "pytest", "-n", "auto", "--dist", "worksteal", *options.pytest]):
        failed.append("pytest")
    print(f"\nFAILED: {', '.join(failed)}" if failed else "\nEverything passed.", flush=True)
    return int(bool(failed))


def checks() -> list[str]:
    """Run what needs no database; return the names of what failed."""
    steps = {
        "ruff check": [PYTHON, "-m", "ruff", "check", "."],
        "ruff format": [PYTHON, "-m", "ruff", "format", "--check", "."],
        "mypy": [PYTHON, "-m", "mypy", "."],
        "manage.py check": [PYTHON, "manage.py", "check"],
        "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
        "interface texts": [PYTHON, "manage.py", "check_texts"],
    }
    return [name for name, command in steps.items() if not step(name, command, CHECKS)]


def manage(command: str) -> None:
    """Run a management command that must not fail."""
    subprocess.run([PYTHON, "manage.py", command], cwd=ROOT, env=os.environ | CHECKS, check=True)  # noqa: S603


def install_node_packages() -> None:
    """Install the W3C checker as package-lock.json names it; its tests say so when they cannot run."""
    stamp = ROOT / "node_modules" / ".package-lock.json"
    lock = ROOT / "package-lock.json"
    if VNU_JAR.exists() and stamp.exists() and stamp.stat().st_mtime >= lock.stat().st_mtime:
        return
    if npm := shutil.which("npm"):
        step("npm ci", [npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"])


def step(name: str, command: Sequence[str | Path], environment: dict[str, str] | None = None) -> bool:
    """Run a command, say how long it took, and return whether it succeeded."""
    print(f"\n--- {name}", flush=True)
    started = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=os.environ | (environment or {}), check=False)  # noqa: S603
    result = "passed" if done.returncode == 0 else f"FAILED (exit code {done.returncode})"
    print(f"--- {name}: {result}, {time.monotonic() - started:.0f} s", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
