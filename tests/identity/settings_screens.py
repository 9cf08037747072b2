"""The screens of the portal settings, as a person fills them in."""

from typing import Any

from django.test import Client
from django.urls import reverse

from cluster_portal.identity.models import PortalSettings
from cluster_portal.languages.codes import content_languages
from tests.staff.posting import form_data

MARK = "Zzyzx"


def address(name: str, *args: Any) -> str:
    """Return an address of the screens of the settings."""
    return reverse(
        PortalSettings.snippet_viewset.get_url_name(name), args=[PortalSettings.objects.get().pk, *args]
    )


def posted(client: Client, action: str = "", at: str = "", **changes: Any) -> Any:
    """Send the form with changes."""
    at = at or address("edit")
    data = form_data(client.get(at).context["form"]) | changes
    return client.post(at, data | ({f"action-{action}": "1"} if action else {}))


def with_entry(client: Client, label: str) -> dict[str, Any]:
    """Return what the form sends for one more entry of the main menu."""
    number = len(client.get(address("edit")).context["form"].formsets["menu_items"].forms)
    entry = {"id": "", "place": "main", "page": "", "url": "https://example.org/", "ORDER": str(number + 1)}
    entry |= {f"label_{code}": f"{label} {code}" for code in content_languages()}
    sent = {f"menu_items-{number}-{name}": value for name, value in entry.items()}
    return sent | {"menu_items-TOTAL_FORMS": str(number + 1)}


def marked() -> dict[str, Any]:
    """Return changes that put the mark into everything a reader could see."""
    texts = ("name", "tagline", "address", "legal_note", "footer_1_heading")
    changes = {f"{field}_{code}": f"{MARK} {field}" for field in texts for code in content_languages()}
    return changes | {"operator": MARK, "phone": f"+32 {MARK}", "accent": "#abcdef"}
