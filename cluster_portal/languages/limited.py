"""Forms for whoever may write a part: the rest is shown, and what is sent for it is left out."""

import logging
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME, ORDERING_FIELD_NAME

from cluster_portal.languages import form_rows
from cluster_portal.languages.codes import content_languages
from cluster_portal.languages.rights import limit_of
from cluster_portal.languages.shown import ShownField, language_of, shown_text

logger = logging.getLogger(__name__)

# Fields of forms that belong to no record's content.
_NEUTRAL = frozenset(
    {form_rows.IDENTITY, DELETION_FIELD_NAME, ORDERING_FIELD_NAME, "comment_notifications", "small_edit"}
)


class LimitedForm:
    """Lets a user write the languages that are theirs, and keeps the identity of rows."""

    # Panels of the form say how far translations are.
    follows_translations = True

    instance: Any
    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]
    data: Any
    for_user: Any

    def __init__(self, data: Any = None, files: Any = None, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        limit, held = _limits(kwargs.get("for_user"), instance)
        classes = type(self).formsets  # type: ignore[attr-defined]
        form_rows.declare_identities(classes.values())
        drafted = {
            name: list(getattr(instance, name).all())
            for name in classes
            if instance is not None and hasattr(instance, name)
        }
        missing: dict[str, set[int]] = {}
        self._tried_rows = False
        if data is not None and limit is not None:
            data, missing, self._tried_rows = form_rows.with_rows_as_they_are(
                data,
                self._meta.model,  # type: ignore[attr-defined]
                classes,
                drafted,
            )
        super().__init__(data, files, *args, **kwargs)  # type: ignore[call-arg]
        self.limit = limit
        if limit is not None:
            for _name, formset in form_rows.own_rows(self):
                formset.can_order = False
        form_rows.carry_identities(self, drafted)
        if limit is not None:
            form_rows.keep_rows_without_identity(self, drafted)
        for _name, formset in form_rows.own_rows(self):
            for form in formset.forms:
                form.root_form = self
        self._only_shown: list[tuple[Any, str]] = []
        if limit is not None:
            self._show_what_is_not_theirs(limit, missing)
        elif held:
            self._show_languages(held)

    def may_write(self, name: str) -> bool:
        """Say whether what is sent for a field counts."""
        return not isinstance(self.fields.get(name), ShownField)

    def _show_what_is_not_theirs(self, limit: frozenset[str], missing: dict[str, set[int]]) -> None:
        self._show(self, limit)
        for name, formset in form_rows.own_rows(self):
            for index, form in enumerate(formset.forms):
                self._show(form, frozenset() if index in missing.get(name, ()) else limit)
            formset.max_num = len(formset.forms)

    def _show_languages(self, held: frozenset[str]) -> None:
        """Show what is written in these languages; a new row is written as a whole."""
        forms_of_rows = [
            form for _name, formset in form_rows.own_rows(self) for form in formset.initial_forms
        ]
        for form in (self, *forms_of_rows):
            names = [name for name in form.fields if _is_theirs(form._meta.model, name, held)]
            self._show(form, frozenset(), names)

    def _show(self, form: Any, limit: frozenset[str], names: Iterable[str] | None = None) -> None:
        model = form._meta.model
        for name, field in list(form.fields.items()):
            if name in _NEUTRAL or name == model._meta.pk.name or _is_theirs(model, name, limit):
                continue
            if names is not None and name not in names:
                continue
            try:
                text, language = shown_text(form.instance, name), language_of(model, name)
            except FieldDoesNotExist:
                del form.fields[name]
                continue
            form.fields[name] = ShownField(field, text, language)
            self._only_shown.append((form, name))
        form._post_clean = _keeping_shown(form)
        form._get_validation_exclusions = _excluding_shown(form)

    def full_clean(self) -> None:
        """Clean the form; log what was sent for somebody else's fields."""
        super().full_clean()  # type: ignore[misc]
        tried = self._tried() if self.data else []
        if tried:
            logger.warning(
                "User %s may write only %s on %s %s; what was sent for %s was left out.",
                getattr(self.for_user, "pk", None),
                self._written(),
                self.instance._meta.label,
                self.instance.pk,
                ", ".join(tried),
            )

    def _written(self) -> str:
        if self.limit is None:
            return "what does not wait for approval"
        return ", ".join(sorted(self.limit)) or "nothing"

    def _tried(self) -> list[str]:
        tried = ["rows"] if self._tried_rows else []
        keys = list(self.data)
        for form, name in self._only_shown:
            sent = form.add_prefix(name)
            if any(key == sent or key.startswith(f"{sent}-") for key in keys):
                tried.append(sent)
        return tried

    def get_field_updates_for_resave(self) -> list[tuple[str, str]]:
        """Return what an open form has to learn after a save in the background: also the identity of rows."""
        updates: list[tuple[str, str]] = super().get_field_updates_for_resave()  # type: ignore[misc]
        return [*updates, *form_rows.identities_for_resave(self)]


def _limits(user: Any, instance: Any) -> tuple[frozenset[str] | None, frozenset[str]]:
    """Return the languages that ``user`` is limited to, None with all facts, and those that are kept back."""
    limit = limit_of(user)
    if instance is None or instance.pk is None or not hasattr(instance, "writable_parts"):
        return limit, frozenset()
    parts = instance.writable_parts(user)
    if parts.facts:
        return None, frozenset(content_languages()) - parts.languages
    return parts.languages, frozenset()


def _is_theirs(model: type[models.Model], name: str, limit: frozenset[str]) -> bool:
    try:
        return language_of(model, name) in limit
    except FieldDoesNotExist:
        return False


def _shown_names(form: Any) -> set[str]:
    return {name for name, field in form.fields.items() if isinstance(field, ShownField)}


def _keeping_shown(form: Any) -> Any:
    inherited = form._post_clean

    def post_clean() -> None:
        for name in _shown_names(form):
            form.cleaned_data.pop(name, None)
        inherited()

    return post_clean


def _excluding_shown(form: Any) -> Any:
    inherited = form._get_validation_exclusions

    def exclusions() -> set[str]:
        names: set[str] = {*inherited(), *_shown_names(form)}
        return names

    return exclusions
