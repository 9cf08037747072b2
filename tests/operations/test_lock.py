"""The locked packages install anywhere, and only as they were locked."""

import re
import tomllib

import pytest

from tests.groups import ROOT

LOCKS = ["requirements.txt", "requirements-dev.txt"]


@pytest.mark.parametrize("name", LOCKS)
def test_no_address_and_no_folder_of_a_machine_is_in_a_lock(name: str) -> None:
    text = (ROOT / name).read_text()
    assert not re.search(r"https?://|--index-url|--extra-index|--find-links|file:|^/", text, re.MULTILINE)


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_has_a_version_and_hashes(name: str) -> None:
    text = (ROOT / name).read_text().replace("\\\n", " ")
    packages = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert packages
    assert [line for line in packages if "==" not in line or "--hash=sha256:" not in line] == []


def test_everything_the_project_names_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    for name, wanted in {
        "requirements.txt": project["project"]["dependencies"],
        "requirements-dev.txt": project["project"]["dependencies"] + project["dependency-groups"]["dev"],
    }.items():
        locked = set(re.findall(r"(?m)^([a-z0-9.-]+)==", (ROOT / name).read_text()))
        names = {re.match(r"[A-Za-z0-9.-]+", requirement)[0].lower() for requirement in wanted}
        assert names - locked == set()


def test_what_tests_use_agrees_with_what_runs() -> None:
    run, dev = (set(re.findall(r"(?m)^\S+==\S+", (ROOT / name).read_text())) for name in LOCKS)
    assert run - dev == set()
