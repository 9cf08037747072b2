"""What staff see in a partner's form of where the partner is named."""

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.panels import Panel
from wagtail.models import ReferenceIndex

_MOST_SHOWN = 12

Reading = Callable[[Any], Iterable[Any]]


class UsedOnPanel(Panel):
    """On which pages and records a partner is named, with the way to them."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("heading", _("Used on"))
        kwargs.setdefault("icon", "link")
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        """The panel on one form."""

        template_name = "partners/used_on_panel.html"

        def is_shown(self) -> bool:
            """Stand on the form of a partner that has been saved."""
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the pages and records."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            finder = AdminURLFinder(self.request.user) if self.request is not None else None
            users = users_of(self.instance)
            return context | {
                "count": len(users),
                "users": [
                    {
                        "name": name_of(record),
                        "kind": record._meta.verbose_name,
                        "url": finder.get_edit_url(record) if finder is not None else "",
                    }
                    for record in users[:_MOST_SHOWN]
                ],
                "usage_url": reverse("wagtailadmin_pages:usage", args=[self.instance.pk])
                if len(users) > _MOST_SHOWN
                else "",
            }


# The index of references is brought up to date in the background: apps say what they know at once.
_readers: list[Reading] = []


def register_users(read: Reading) -> Reading:
    """Register a function ``(partner) -> pages`` that says which pages of an app name a partner."""
    _readers.append(read)
    return read


def users_of(partner: Any) -> list[Any]:
    """Return the pages and records that name a partner, each once, itself aside."""
    grouped = ReferenceIndex.get_grouped_references_to(partner)
    indexed = [getattr(record, "specific", record) for record, _references in grouped]
    known = [record for read in _readers for record in read(partner)]
    found = {(type(record), record.pk): record for record in [*known, *indexed]}
    found.pop((type(partner), partner.pk), None)
    return list(found.values())


def name_of(record: Any) -> str:
    """Return what staff call a page or a record."""
    return str(record.get_admin_display_title() if hasattr(record, "get_admin_display_title") else record)
