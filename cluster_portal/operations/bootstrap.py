"""From a bare machine to a virtual environment with what the portal needs.

Runs before anything is installed, with the standard library only, and on a Python that may be too old:
it has to start there in order to say so.

    python3 -m cluster_portal.operations.bootstrap [--dev] [--port N] [-- COMMAND …]
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from cluster_portal.operations import ports

ROOT = Path(__file__).resolve().parent.parent.parent
OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")


class Stop(Exception):  # noqa: N818 - a reason, not a fault
    """A reason to stop that a person can do something about."""


def main(arguments: "list[str] | None" = None) -> int:
    """Prepare the virtual environment, then become the command in it; returns only without one."""
    parser = argparse.ArgumentParser(description="Prepare the virtual environment and run a command in it.")
    parser.add_argument("--dev", action="store_true", help="install what tests need as well")
    parser.add_argument("--port", type=int, help="stop now if this port is taken")
    parser.add_argument("command", nargs="*", help="what to run with the environment's Python")
    options = parser.parse_args(arguments)
    try:
        use_a_python_that_is_new_enough()
        if options.port and not ports.is_free(options.port):
            raise Stop(ports.way_out(options.port))
        folder = Path(os.environ.get("VENV", str(ROOT / ".venv")))
        python = virtual_environment(folder)
        install(python, ROOT / ("requirements-dev.txt" if options.dev else "requirements.txt"), folder)
    except Stop as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    if options.command:
        os.chdir(ROOT)
        if options.port:
            os.environ.setdefault("SITE_URL", f"http://localhost:{options.port}")
        os.execv(python, [python, *options.command])  # noqa: S606
    return 0


def use_a_python_that_is_new_enough() -> None:
    """Go on with another Python of the machine when this one is too old. Raises Stop when there is none."""
    if sys.version_info >= OLDEST:
        return
    for name in NEWER:
        path = shutil.which(name)
        # A version manager leaves a command of that name for a Python that is not switched on.
        if path and subprocess.call([path, "-c", ""], stderr=subprocess.DEVNULL) == 0:  # noqa: S603
            module = ["-m", "cluster_portal.operations.bootstrap"]
            os.execv(path, [path, *module, *sys.argv[1:]])  # noqa: S606
    raise Stop(
        "The portal needs Python {}.{} or newer; this is Python {}.{}.\n"
        "Install a newer one (Debian 12 and Ubuntu 24.04 have it: apt install python3 python3-venv), "
        "or name one: make run PYTHON=/path/to/python3.12".format(*OLDEST, *sys.version_info[:2])
    )


def virtual_environment(folder: Path) -> str:
    """Return the Python of the virtual environment in ``folder``, which is made if missing or broken."""
    python = folder / "bin" / "python"
    if works(python):
        return str(python)
    require_venv()
    print(f"Making a virtual environment in {shown(folder)} …", flush=True)
    made = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "venv", "--clear", str(folder)], capture_output=True, text=True, check=False
    )
    if made.returncode or not works(python):
        raise Stop(f"The virtual environment could not be made:\n{made.stdout}{made.stderr}".rstrip())
    return str(python)


def works(python: Path) -> bool:
    """Say whether the environment's Python starts, is new enough and has pip."""
    if not python.exists():
        return False
    check = f"import sys, pip; sys.exit(sys.version_info < {OLDEST})"
    return subprocess.run([str(python), "-c", check], capture_output=True, check=False).returncode == 0  # noqa: S603


def require_venv() -> None:
    """Raise Stop, naming Debian's package, where Python comes without the parts that make environments."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError as error:
        version = "{}.{}".format(*sys.version_info[:2])
        raise Stop(
            f"This Python cannot make virtual environments: {error}.\n"
            f"On Debian and Ubuntu: apt install python3-venv   (or python{version}-venv)"
        ) from error


def install(python: str, requirements: Path, folder: Path) -> None:
    """Install exactly what ``requirements`` locks, unless the environment holds it already. Raises Stop."""
    stamp = folder / "installed"
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    present = stamp.read_text().split() if stamp.exists() else []
    if wanted in present:
        return
    print(f"Installing {requirements.name} (a minute or two the first time) …", flush=True)
    # The lock is whole. It leaves out what packages ask for and the portal does without.
    options = ["-qq", "--disable-pip-version-check", "--require-hashes", "--no-deps"]
    command = [python, "-m", "pip", "install", *options]
    done = subprocess.run([*command, "-r", str(requirements)], check=False)  # noqa: S603
    if done.returncode:
        raise Stop(
            "The packages could not be installed; pip says why above. This machine must reach a package "
            "index: the public one, or one of your organisation. Nothing is lost: try again."
        )
    kept = [wanted]
    if requirements.name == "requirements-dev.txt":
        # What tests need contains what running needs, at the same versions.
        kept.append(hashlib.sha256((ROOT / "requirements.txt").read_bytes()).hexdigest())
    stamp.write_text("\n".join(kept) + "\n")


def shown(path: Path) -> str:
    """Return a path as a person in the project's folder would type it."""
    return str(path.relative_to(ROOT)) if ROOT in path.parents else str(path)


if __name__ == "__main__":
    sys.exit(main())
