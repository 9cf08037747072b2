"""Every type of record keeps its versions: who changed what, what was before, and the way back."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import DraftStateMixin, ModelLogEntry
from wagtail.snippets.models import get_snippet_models

from cluster_portal.exchange.models import GlossaryTerm
from cluster_portal.identity.models import Contact, KeyFigure, Notice
from cluster_portal.languages.codes import content_languages
from cluster_portal.staff.groups import EDITORS, MODERATORS, translators
from projects.acknowledgement.models import AcknowledgementWording
from projects.consortium.models import ConsortiumDate, ConsortiumPage
from projects.models import Programme, Sector, SupportKind
from tests import factories
from tests.staff.posting import form_data

pytestmark = pytest.mark.django_db

# Each type with a text field, and what a record of it needs.
TYPES: dict[Any, tuple[str, dict[str, Any]]] = {
    Contact: ("role", {"name": "Ann"}),
    KeyFigure: ("label", {"value": "5", "as_of": date(2026, 1, 1)}),
    Notice: ("text", {}),
    Programme: ("name", {}),
    Sector: ("name", {}),
    SupportKind: ("name", {}),
    GlossaryTerm: ("term", {}),
    ConsortiumDate: ("title", {"starts_on": date(2026, 1, 1)}),
    ConsortiumPage: ("title", {}),
    AcknowledgementWording: ("statement", {"generation": "h2020", "source_note": "A test"}),
}
TRANSLATED = [model for model in TYPES if model is not AcknowledgementWording]
of_each_type = pytest.mark.parametrize("model", TYPES, ids=lambda model: model._meta.label)
of_each_translated_type = pytest.mark.parametrize("model", TRANSLATED, ids=lambda model: model._meta.label)


def a_record(model: Any, text: str = "Before") -> Any:
    """Make a record that nobody has edited in the admin yet."""
    field, others = TYPES[model]
    if model in (ConsortiumDate, ConsortiumPage):
        others = others | {"project": factories.project()}
    if model is AcknowledgementWording:
        text = f"{text} {{number}}"
    return factories.record(
        model, **{field: {code: f"{text} {code}" for code in content_languages()}}, **others
    )


def address(record: Any, name: str, *args: Any) -> str:
    """Return an address of a record's screens."""
    return reverse(type(record).snippet_viewset.get_url_name(name), args=[record.pk, *args])


def saved(client: Client, record: Any, at: str = "", **changes: Any) -> Any:
    """Save a record by its form."""
    at = at or address(record, "edit")
    return client.post(at, form_data(client.get(at).context["form"]) | changes)


def texts_of(record: Any) -> dict[str, str]:
    """Return the text of a stored record in each language."""
    field, _others = TYPES[type(record)]
    stored = type(record).objects.get(pk=record.pk)
    texts = {code: getattr(stored, f"{field}_{code}") for code in content_languages()}
    return {code: text.replace("{number} ", "") for code, text in texts.items()}


def written(record: Any, text: str) -> dict[str, str]:
    """Return what a form sends to write a text in every language."""
    field, _others = TYPES[type(record)]
    if isinstance(record, AcknowledgementWording):
        text = f"{text} {{number}}"
    return {f"{field}_{code}": f"{text} {code}" for code in content_languages()}


def in_every_language(text: str) -> dict[str, str]:
    return {code: f"{text} {code}" for code in content_languages()}


def oldest(record: Any) -> Any:
    return record.revisions.order_by("created_at", "pk").first()


def test_every_type_is_tried() -> None:
    assert {model for model in get_snippet_models() if not issubclass(model, DraftStateMixin)} == set(TYPES)


@of_each_type
def test_what_was_before_the_first_edit_comes_back(model: Any, staff: Any) -> None:
    client, record = staff(), a_record(model)
    assert saved(client, record, **written(record, "After")).status_code == 302
    assert texts_of(record) == in_every_language("After")
    history = client.get(address(record, "history")).content.decode()
    assert client.person.name in history
    revert = address(record, "revisions_revert", oldest(record).pk)
    assert revert in history
    assert saved(client, record, at=revert).status_code == 302
    assert texts_of(record) == in_every_language("Before")
    assert record.revisions.count() == 3


@of_each_type
def test_versions_are_compared_by_field_and_language(model: Any, staff: Any) -> None:
    client, record = staff(), a_record(model)
    saved(client, record, **written(record, "After"))
    compare = reverse(
        model.snippet_viewset.get_url_name("revisions_compare"), args=[record.pk, oldest(record).pk, "latest"]
    )
    html = client.get(compare).content.decode()
    for text in ("Before", "After", "Nederlands", "Deutsch"):
        assert text in html


@of_each_type
def test_a_change_made_by_a_command_is_kept_too(model: Any, staff: Any) -> None:
    client, record = staff(), a_record(model)
    saved(client, record, **written(record, "First"))
    field, _others = TYPES[model]
    model.objects.filter(pk=record.pk).update(**{f"{field}_fr": "Meanwhile"})
    saved(client, record, **written(record, "Second"))
    assert [
        version.content[f"{field}_fr"].replace("{number} ", "")
        for version in record.revisions.order_by("created_at", "pk")
    ] == [
        "Before fr",
        "First fr",
        "Meanwhile",
        "Second fr",
    ]


@of_each_type
def test_nothing_is_saved_while_somebody_types(model: Any, staff: Any) -> None:
    client, record = staff(), a_record(model)
    add = reverse(model.snippet_viewset.get_url_name("add"))
    copy, edit = address(record, "copy"), address(record, "edit")
    saved(client, record, **written(record, "After"))
    revert = address(record, "revisions_revert", oldest(record).pk)
    for screen in (add, copy, edit, revert):
        answer = client.get(screen)
        assert answer.status_code == 200
        assert answer.context["autosave_enabled"] is False


@of_each_type
def test_a_copy_is_a_record_of_its_own(model: Any, staff: Any) -> None:
    client, record = staff(), a_record(model)
    number = model.objects.count()
    copy = address(record, "copy")
    form = client.get(copy)
    data = form_data(form.context["form"]) | written(record, "Copy")
    assert client.post(copy, data).status_code == 302
    assert client.post(form.context["action_url"], data).status_code == 302
    assert model.objects.count() == number + 2
    assert texts_of(record) == in_every_language("Before")
    if hasattr(record, "uuid"):
        assert model.objects.values("uuid").distinct().count() == model.objects.count()
    made = model.objects.order_by("-pk").first()
    assert made.revisions.count() == 1


@of_each_type
def test_deleting_is_told_in_the_history_of_the_site(model: Any, staff: Any) -> None:
    client, one, other = staff(MODERATORS), a_record(model), a_record(model, "Other")
    assert client.post(address(one, "delete")).status_code == 302
    bulk = reverse("wagtail_bulk_action", args=[model._meta.app_label, model._meta.model_name, "delete"])
    assert client.post(f"{bulk}?id={other.pk}&next=/admin/", {}).status_code == 302
    assert not model.objects.filter(pk__in=[one.pk, other.pk]).exists()
    entries = ModelLogEntry.objects.filter(
        action="wagtail.delete",
        object_id__in=[str(one.pk), str(other.pk)],
        content_type__model=model._meta.model_name,
    )
    assert {entry.object_id for entry in entries} == {str(one.pk), str(other.pk)}
    assert {entry.user for entry in entries} == {client.person}
    assert all(entry.deleted for entry in entries)


@of_each_translated_type
def test_a_translator_brings_back_the_own_language_and_nothing_else(model: Any, staff: Any) -> None:
    record = a_record(model)
    before = dict(record.__dict__)
    saved(staff(), record, **written(record, "After"))
    dutch = staff(translators("nl"))
    revert = address(record, "revisions_revert", oldest(record).pk)
    everything = written(record, "Sent")
    field, _others = TYPES[model]
    del everything[f"{field}_nl"]
    assert saved(dutch, record, at=revert, **everything).status_code == 302
    assert texts_of(record) == in_every_language("After") | {"nl": "Before nl"}
    now = model.objects.get(pk=record.pk)
    facts = {
        name
        for name in before
        if not name.startswith(("_", field)) and name not in ("latest_revision_id", "changed_at")
    }
    assert {name: getattr(now, name) for name in facts} == {name: before[name] for name in facts}


def test_facts_changed_since_are_not_brought_back_by_a_translator(staff: Any) -> None:
    record = a_record(Contact)
    saved(staff(), record, **written(record, "After"), name="Bea", email="bea@example.org")
    saved(staff(translators("nl")), record, at=address(record, "revisions_revert", oldest(record).pk))
    now = Contact.objects.get(pk=record.pk)
    assert (now.name, now.email, now.role_nl, now.role_fr) == (
        "Bea",
        "bea@example.org",
        "Before nl",
        "After fr",
    )


def test_a_translator_neither_sees_nor_brings_back_a_wording(staff: Any) -> None:
    record = a_record(AcknowledgementWording)
    saved(staff(), record, **written(record, "After"))
    dutch = staff(translators("nl"))
    revert = address(record, "revisions_revert", oldest(record).pk)
    for answer in (dutch.get(revert), dutch.post(revert, written(record, "Sent"))):
        assert answer.status_code in (302, 403)
    assert texts_of(record) == in_every_language("After")


@of_each_translated_type
def test_a_translator_makes_copies_and_deletes_nothing(model: Any, staff: Any) -> None:
    record, dutch = a_record(model), staff(translators("nl"))
    name, label = model._meta.model_name, model._meta.app_label
    dutch.person.user_permissions.set(
        Permission.objects.filter(codename__in=[f"add_{name}", f"delete_{name}"])
    )
    number = model.objects.count()
    dutch.post(reverse(model.snippet_viewset.get_url_name("add")), written(record, "New"))
    dutch.post(address(record, "copy"), written(record, "New"))
    dutch.post(address(record, "delete"))
    dutch.post(
        f"{reverse('wagtail_bulk_action', args=[label, name, 'delete'])}?id={record.pk}&next=/admin/", {}
    )
    assert model.objects.count() == number
    assert texts_of(record) == in_every_language("Before")


@of_each_type
def test_strangers_see_no_version(model: Any, staff: Any, reader: Client) -> None:
    record, boss = a_record(model), staff()
    saved(boss, record, **written(record, "After"))
    outsider = Client()
    outsider.force_login(factories.user())
    pk = oldest(record).pk
    compare = reverse(model.snippet_viewset.get_url_name("revisions_compare"), args=[record.pk, pk, "latest"])
    screens = [compare, address(record, "history"), address(record, "revisions_revert", pk)]
    for client in (reader, outsider):
        for screen in screens:
            assert client.get(screen).status_code in (302, 403)
            assert client.post(screen, written(record, "Sent")).status_code in (302, 403)
    assert texts_of(record) == in_every_language("After")


@of_each_type
def test_an_editor_brings_back_and_a_moderator_too(model: Any, staff: Any) -> None:
    for group in (EDITORS, MODERATORS):
        record = a_record(model)
        client = staff(group)
        saved(client, record, **written(record, "After"))
        saved(client, record, at=address(record, "revisions_revert", oldest(record).pk))
        assert texts_of(record) == in_every_language("Before")


@pytest.mark.parametrize("language", content_languages())
def test_the_history_names_the_record_in_the_editors_language(language: str, staff: Any) -> None:
    record = a_record(Sector)
    saved(staff(language="fr"), record, **written(record, "After"))
    html = staff(language=language).get(address(record, "history")).content.decode()
    title = html[html.index("<title>") : html.index("</title>")]
    assert f"After {language}" in title
