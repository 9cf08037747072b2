"""The W3C checker finds no error on any type of page, in any language."""

import json
import subprocess
from pathlib import Path

import pytest
from django.test import Client

from cluster_portal.pages.models import PortalPage
from tests.groups import VNU_JAR

pytestmark = [pytest.mark.vnu, pytest.mark.django_db]
LANGUAGES = ("fr", "en", "nl", "de")


def test_the_checker_finds_no_error(reader: Client, translated: None, tmp_path: Path) -> None:
    pages = {page.specific_class: page for page in PortalPage.objects.filter(live=True, depth__gt=1)}
    assert len(pages) > 9
    for code in LANGUAGES:
        addresses = [page.get_url_in(code) for page in pages.values()]
        for number, address in enumerate([*addresses, f"/{code}/nothing-here/"]):
            content = reader.get(address).content
            (tmp_path / f"{code}-{number}.html").write_bytes(content)
    done = subprocess.run(  # noqa: S603
        ["java", "-jar", str(VNU_JAR), "--errors-only", "--format", "json", str(tmp_path)],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    messages = json.loads(done.stderr)["messages"]
    assert [(m["url"].rpartition("/")[2], m["message"], m.get("extract")) for m in messages] == []
