"""The commands do what the screens do, and say so."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from tests.exchange.conftest import ALL_FORMATS, stored

pytestmark = pytest.mark.django_db


def run(*args: Any) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command(*map(str, args), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.mark.parametrize("form", ALL_FORMATS)
def test_export_one_page_and_import_it(form: str, full_page: Any, tmp_path: Path) -> None:
    file = tmp_path / "file"
    out, _ = run(
        "export_translations",
        "--source",
        "fr",
        "--target",
        "nl",
        "--format",
        form,
        "--output",
        file,
        "--page",
        full_page.pk,
    )
    assert out.startswith("Exported: 9 units of 1 records")
    assert run("import_translations", file)[0].strip() == (
        "Imported: 0 new, 0 changed, 0 confirmed, 9 unchanged, 0 refused"
    )


def test_only_some_states(full_page: Any, tmp_path: Path) -> None:
    factories.edit(full_page, title={"fr": "Autre page"}, summary={"fr": "Un résumé"})
    arguments = ["--source", "fr", "--target", "nl", "--format", "po", "--page", full_page.pk]
    for state, count in (
        ("missing", 1),
        ("outdated", 1),
        ("missing,outdated", 2),
        ("up_to_date", 8),
        ("machine", 0),
    ):
        out, _ = run("export_translations", *arguments, "--output", tmp_path / "a.po", "--state", state)
        assert out.startswith(f"Exported: {count} units")


def test_dry_run_and_refused(full_page: Any, tmp_path: Path) -> None:
    file = tmp_path / "a.po"
    run(
        "export_translations",
        "--source",
        "fr",
        "--target",
        "nl",
        "--format",
        "po",
        "--output",
        file,
        "--page",
        full_page.pk,
    )
    file.write_text(file.read_text().replace("Volledige pagina", "Hele pagina"))
    before = stored(full_page)
    assert "Would import: 0 new, 1 changed" in run("import_translations", file, "--dry-run")[0]
    assert stored(full_page) == before
    factories.edit(full_page, title={"fr": "Autre page"})
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError, match="1 units were refused"):
        call_command("import_translations", str(file), stdout=out, stderr=err)
    assert "The source has changed" in err.getvalue()
    assert "old: Page entière\n  new: Autre page" in err.getvalue()
    assert "1 refused" in out.getvalue()


def test_wrong_arguments(tmp_path: Path) -> None:
    arguments = [
        "export_translations",
        "--source",
        "fr",
        "--target",
        "nl",
        "--format",
        "po",
        "--output",
        tmp_path / "a",
    ]
    for more in (["--state", "green"], ["--page", "999999"]):
        with pytest.raises(CommandError):
            run(*arguments, *more)
    with pytest.raises(CommandError):
        run("import_translations", tmp_path / "absent")
