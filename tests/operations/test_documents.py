"""The table of environment variables in the documents is complete and true."""

import re

from tests.groups import ROOT

READ = re.compile(r'\benv\.\w+\(\s*"([A-Z_0-9]+)"')


def test_every_environment_variable_is_explained_and_every_explained_one_is_read() -> None:
    settings = "".join(path.read_text() for path in (ROOT / "cluster_portal" / "settings").glob("*.py"))
    table = (ROOT / "docs" / "administrators.md").read_text()
    explained = set(re.findall(r"(?m)^\| `([A-Z_0-9]+)` \|", table))
    assert explained == set(READ.findall(settings))
