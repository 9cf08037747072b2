"""The form of a new page becomes the form of a saved one without being loaded again."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from cluster_portal.strategy.models import ContentPage
from tests import factories

pytestmark = pytest.mark.django_db


def test_it_has_a_place_for_every_panel_that_the_first_save_fills(staff: Callable[..., Client]) -> None:
    client = staff()
    address = reverse("wagtailadmin_pages:add", args=["strategy", "contentpage", factories.home().pk])
    form = client.get(address).content.decode()
    draft = factories.draft(ContentPage, factories.home(), title={"fr": "Un"})
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    filled = client.get(f"{edit}?_w_hydrate_create_view=1").content.decode()
    wanted = re.findall(r"target-value=\"\[data-side-panel='(\w+)'\]\"", filled)
    assert "editorial" in wanted
    assert set(wanted) <= set(re.findall(r'data-side-panel="(\w+)"', form))
    assert "The texts are checked once the draft is saved." in form
