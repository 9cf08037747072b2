"""Who may bring pages back, and that nothing is opened on the way."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cluster_portal.bin.models import BinnedPage
from cluster_portal.pages.models import PortalPage
from tests import factories
from tests.bin.going import bin_url, bring_back, delete
from tests.bin.test_deleting import named

pytestmark = pytest.mark.django_db


def test_who_may_bring_back_what(staff: Any) -> None:
    public, drafted = named("Alpha"), factories.draft(type(named("X")), factories.home())
    client = staff()
    for page in (public, drafted):
        delete(client, page)
    statuses = {
        group: [client_.get(bin_url(page)).status_code for page in (public, drafted)]
        for group in ("Moderators", "Editors", "Translators: Nederlands")
        for client_ in [staff(group)]
    }
    assert statuses["Moderators"] == [200, 200]
    assert statuses["Editors"] == [302, 200]
    assert statuses["Translators: Nederlands"] == [302, 302]
    assert "Alpha" in staff("Moderators").get(reverse("bin")).content.decode()
    assert "Alpha" not in staff("Editors").get(reverse("bin")).content.decode()
    # Editors bring back, but neither publish nor remove.
    editor = staff("Editors")
    remove = bin_url(drafted) + "remove/"
    assert remove not in editor.get(bin_url(drafted)).content.decode()
    editor.post(remove)
    assert BinnedPage.objects.filter(page_id=drafted.pk).exists()
    assert bring_back(editor, drafted, languages=["fr"]).status_code == 302
    assert not PortalPage.objects.get(pk=drafted.pk).live
    assert Client().get(reverse("bin")).status_code == 302
