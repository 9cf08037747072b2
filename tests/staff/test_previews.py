"""A preview says what its readers will be told of the language, not what they are told now."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from cluster_portal.bin.models import BinnedPage
from cluster_portal.strategy.models import ContentPage
from tests import factories
from tests.staff.approvals import edit_url
from tests.staff.posting import form_data

pytestmark = pytest.mark.django_db
Staff = Callable[..., Client]


def test_a_draft_is_there_in_the_languages_it_is_written_in(staff: Staff) -> None:
    draft = factories.draft(ContentPage, factories.home(), title={"fr": "Un", "en": "One"})
    client = staff()
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[draft.pk])
    client.post(address, form_data(client.get(edit_url(draft)).context["form"]))
    for language, is_missing in (("fr", False), ("en", False), ("nl", True)):
        shown = client.get(f"{address}?mode={language}").content.decode()
        assert ("fallback-notice" in shown) is is_missing, language
        assert 'content="noindex' in shown


def test_a_page_in_the_bin_is_there_in_the_languages_it_is_written_in(staff: Staff) -> None:
    page = factories.plain_page(title={"fr": "Un", "en": "One"})
    client = staff()
    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), {"readers": "nowhere"})
    row = BinnedPage.objects.get()
    for language, is_missing in (("fr", False), ("en", False), ("nl", True)):
        shown = client.get(reverse("bin_look", args=[row.pk, language])).content.decode()
        assert ("fallback-notice" in shown) is is_missing, language
