"""Pages that were chosen and have gone into the bin since: forms show and keep them, so that they come back."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import AbstractPage

from cluster_portal.languages.form_rows import own_rows
from cluster_portal.pages.binned import bin_open


def title_of(page: Any) -> str:
    """Return the title of a page for staff, with a remark when it is in the bin."""
    title = str(page.get_admin_display_title())
    return _("%(title)s (in the bin)") % {"title": title} if page.in_bin else title


class KeepingPageChooser(AdminPageChooser):
    """Shows the page that is chosen also when it is in the bin; offers others only."""

    def get_instance(self, value: Any) -> Any:
        """Return the page with this key."""
        with bin_open():
            return super().get_instance(value)

    def get_display_title(self, instance: Any) -> str:
        """Return the title."""
        return title_of(instance)

    def get_value_data_from_instance(self, instance: Any) -> Any:
        """Return what the browser is told of the page."""
        with bin_open():
            return super().get_value_data_from_instance(instance)


def keep_chosen(form: Any) -> None:
    """Let a page's form and its rows accept the pages in the bin that were chosen before, and those only."""
    from cluster_portal.pages.models import PortalPage

    fields = dict(_chosen_in(form))
    chosen = set().union(*fields.values())
    if not chosen:
        return
    with bin_open():
        binned = set(PortalPage.objects.filter(pk__in=chosen, in_bin=True).values_list("pk", flat=True))
        for field, keys in fields.items():
            if own := keys & binned:
                _accept(field, own)


def _chosen_in(form: Any) -> Iterator[tuple[Any, set[Any]]]:
    """Return the fields that choose pages, with the keys of those chosen; a drafted row may have no key."""
    for name, field in _choosing_pages(form):
        yield field, _keys(form.get_initial_for_field(field, name))
    for accessor, formset in own_rows(form):
        drafted = list(getattr(form.instance, accessor).all())
        for row in formset.forms:
            for name, field in _choosing_pages(row):
                yield field, {getattr(record, f"{name}_id") for record in drafted} - {None}


def _choosing_pages(form: Any) -> Iterator[tuple[str, Any]]:
    for name, field in form.fields.items():
        if isinstance(field, forms.ModelChoiceField) and issubclass(_model(field), AbstractPage):
            yield name, field


def _model(field: Any) -> type[models.Model]:
    model: type[models.Model] = field.queryset.model
    return model


def _keys(chosen: Any) -> set[Any]:
    is_one = isinstance(chosen, str | models.Model) or not hasattr(chosen, "__iter__")
    several = [chosen] if is_one else chosen
    return {getattr(one, "pk", one) for one in several} - {None, ""}


def _accept(field: Any, binned: set[Any]) -> None:
    if isinstance(field.widget, AdminPageChooser):
        kept = KeepingPageChooser()
        kept.__dict__ |= field.widget.__dict__
        field.widget = kept
    field.label_from_instance = title_of
    field.queryset = field.queryset | _model(field)._default_manager.filter(pk__in=binned)
