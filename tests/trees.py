"""What must hold of the whole page tree at any time."""

from collections import Counter
from typing import Any

from django.conf import settings

from cluster_portal.languages.codes import column, content_languages, reading_order
from cluster_portal.pages.models import PortalPage


def expected_paths() -> dict[int, dict[str, str]]:
    """Return the path that each page should have in each language, worked out from slugs that are public."""
    by_tree_path: dict[str, dict[str, str]] = {}
    expected = {}
    for page in PortalPage.objects.order_by("path"):
        if page.depth == 1:
            paths = dict.fromkeys(content_languages(), "/")
        else:
            above = by_tree_path[page.path[: -PortalPage.steplen]]
            paths = {}
            shown = content_languages() if page.depth == 2 else page.addressed_languages
            for code in content_languages():
                order = reading_order(settings.LANGUAGE_CODE if page.depth == 2 else code)
                order = [other for other in order if other in (shown or content_languages())]
                slug = next(filter(None, (getattr(page, column("slug", other)) for other in order)))
                paths[code] = f"{above[code]}{slug}/"
        by_tree_path[page.path] = paths
        expected[page.pk] = paths
    return expected


def stored_paths() -> dict[int, dict[str, str]]:
    """Return the path of each page in each language, as stored."""
    names = {code: column("url_path", code) for code in content_languages()}
    return {
        row["pk"]: {code: row[name] for code, name in names.items()}
        for row in PortalPage.objects.values("pk", *names.values())
    }


def assert_paths_are_right() -> None:
    """Fail unless every page stands where its slugs say, in each language, and alone."""
    stored = stored_paths()
    assert stored == expected_paths()
    for code in content_languages():
        counted = Counter(paths[code] for paths in stored.values())
        assert [path for path, count in counted.items() if count > 1] == []
    default = column("url_path", settings.LANGUAGE_CODE)
    untranslated = PortalPage.objects.rewrite(False).values_list("url_path", default)
    assert [pair for pair in untranslated if pair[0] != pair[1]] == []


def fresh(page: PortalPage) -> Any:
    """Return the page as it is in the database."""
    return type(page).objects.get(pk=page.pk)
