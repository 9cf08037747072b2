"""Saving what nobody changed changes nothing, whatever language the editor works in."""

from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from modelcluster.models import get_all_child_relations
from wagtail.snippets.models import get_snippet_models

from cluster_portal.identity.models import PortalSettings
from cluster_portal.pages.models import PortalPage
from tests.staff.posting import form_data

# The language in which pages are written first, and another.
EDITORS_LANGUAGES = ["fr", "nl"]
# What saving a draft is meant to change.
KEPT_BY_WAGTAIL = {
    "latest_revision_id",
    "latest_revision_created_at",
    "has_unpublished_changes",
    "draft_title",
}
# A revision keeps moments to the millisecond.
PUBLISHED = {"live_revision_id", "last_published_at", "first_published_at"}
# The pages of one type are alike; partners alone are a score.
MOST_PAGES = 2
PAGE_TYPES = [
    "strategy.homepage",
    "strategy.strategypage",
    "strategy.goalpage",
    "strategy.targetareaspage",
    "strategy.contentpage",
    "projects.projectindexpage",
    "projects.projectpage",
    "projects.callindexpage",
    "projects.callpage",
    "partners.partnerindexpage",
    "partners.partnerpage",
]


def columns_of(instance: Any) -> dict[str, Any]:
    """Return every column of the rows of a record, its parents' and its children's, straight from the database."""
    rows: dict[str, Any] = {}
    models = [type(instance), *type(instance)._meta.get_parent_list()]
    with connection.cursor() as cursor:
        for model in models:
            table, key = model._meta.db_table, model._meta.pk.column
            cursor.execute(f'SELECT * FROM "{table}" WHERE "{key}" = %s', [instance.pk])  # noqa: S608
            rows |= _rows(cursor, table)
        for relation in get_all_child_relations(type(instance)):
            table, key = relation.related_model._meta.db_table, relation.field.column
            cursor.execute(f'SELECT * FROM "{table}" WHERE "{key}" = %s ORDER BY 1', [instance.pk])  # noqa: S608
            rows |= _rows(cursor, table)
    for field in type(instance)._meta.many_to_many:
        rows[field.name] = sorted(getattr(instance, field.name).values_list("pk", flat=True))
    return rows


def _rows(cursor: Any, table: str) -> dict[str, Any]:
    names = [column[0] for column in cursor.description]
    return {
        f"{table}.{number}.{name}": value
        for number, row in enumerate(cursor.fetchall())
        for name, value in zip(names, row, strict=True)
    }


def differences(before: dict[str, Any], after: dict[str, Any], expected: set[str]) -> dict[str, Any]:
    return {
        name: (before.get(name), after.get(name))
        for name in before.keys() | after.keys()
        if before.get(name) != after.get(name) and name.rpartition(".")[2] not in expected
    }


@pytest.mark.parametrize("language", EDITORS_LANGUAGES)
@pytest.mark.parametrize("page_type", PAGE_TYPES)
def test_a_page_saved_and_published_unchanged_keeps_every_column(
    page_type: str, language: str, staff: Any
) -> None:
    app_label, model_name = page_type.split(".")
    pages = PortalPage.objects.filter(
        content_type__app_label=app_label, content_type__model=model_name, depth__gt=1
    ).specific()[:MOST_PAGES]
    assert pages, "the demo content has a page of each type"
    client = staff(language=language)
    for page in pages:
        before = columns_of(page)
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        form = client.get(url).context["form"]
        response = client.post(url, form_data(form) | {"action-publish": "1"})
        assert response.status_code == 302, response.context["form"].errors
        assert differences(before, columns_of(page), KEPT_BY_WAGTAIL) == {}
        confirmation = client.get(response.url)
        assert not confirmation.context["changes"].any
        assert not PortalPage.objects.get(pk=page.pk).has_unpublished_changes
        shown = confirmation.context["form"]["shown"].value()
        chosen = {"languages": page.live_languages, "facts": "on", "shown": shown}
        assert client.post(response.url, chosen).status_code == 302
        assert differences(before, columns_of(page), KEPT_BY_WAGTAIL | PUBLISHED) == {}


@pytest.mark.parametrize("language", EDITORS_LANGUAGES)
def test_a_record_saved_unchanged_keeps_every_column(language: str, staff: Any) -> None:
    client = staff(language=language)
    for model in get_snippet_models():
        for record in model._default_manager.all():
            before = columns_of(record)
            url = reverse(model.snippet_viewset.get_url_name("edit"), args=[record.pk])
            form = client.get(url).context["form"]
            assert client.post(url, form_data(form)).status_code == 302
            assert differences(before, columns_of(record), KEPT_BY_WAGTAIL | {"live_revision_id"}) == {}


@pytest.mark.parametrize("language", EDITORS_LANGUAGES)
def test_the_portal_settings_saved_unchanged_keep_every_column(language: str, staff: Any) -> None:
    client = staff(language=language)
    record = PortalSettings.objects.get()
    before = columns_of(record)
    url = reverse(PortalSettings.snippet_viewset.get_url_name("edit"), args=[record.pk])
    form = client.get(url).context["form"]
    assert client.post(url, form_data(form)).status_code == 302
    assert differences(before, columns_of(record), KEPT_BY_WAGTAIL | {"live_revision_id"}) == {}
    assert client.post(url, form_data(form) | {"action-publish": "1"}).status_code == 302
    assert differences(before, columns_of(record), KEPT_BY_WAGTAIL | PUBLISHED) == {}
