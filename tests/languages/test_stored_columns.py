"""What the columns of pages hold, whoever saves, and what the database itself refuses."""

from itertools import combinations
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cluster_portal.languages.codes import column, content_languages, get_value
from cluster_portal.pages.models import PortalPage
from tests import factories
from tests.trees import assert_paths_are_right, fresh

pytestmark = pytest.mark.django_db


class TestUntranslatedColumns:
    """What the untranslated columns hold does not depend on the language of whoever saves."""

    KEYS = ["home", "projects", "gemstone", "iot4industry_call_1", "cimes", "target_areas", "about"]

    @pytest.mark.parametrize("key", KEYS)
    def test_saving_changes_no_column(self, demo: Any, active: str, key: str) -> None:
        before = type(demo(key)).objects.rewrite(False).filter(pk=demo(key).pk).values().get()
        demo(key).save()
        after = type(demo(key)).objects.rewrite(False).filter(pk=demo(key).pk).values().get()
        assert after == before

    @pytest.mark.parametrize("key", KEYS)
    def test_publishing_unchanged_changes_no_text(self, demo: Any, active: str, key: str) -> None:
        moves = {"last_published_at", "latest_revision_id", "latest_revision_created_at", "live_revision_id"}
        before = type(demo(key)).objects.rewrite(False).filter(pk=demo(key).pk).values().get()
        factories.publish(demo(key))
        after = type(demo(key)).objects.rewrite(False).filter(pk=demo(key).pk).values().get()
        assert {name for name in after if after[name] != before[name]} <= moves

    @pytest.mark.parametrize("only", content_languages())
    def test_a_page_in_one_language_is_not_filled_in_others(self, active: str, only: str) -> None:
        page = factories.project(title={only: "Uniek"}, full_title={only: "Heel uniek"})
        fresh(page).save()
        factories.publish(fresh(page))
        for field in ("title", "slug", "full_title", "summary", "body", "objective"):
            for code in content_languages():
                if code != only:
                    assert not get_value(fresh(page), field, code), (field, code)


class TestDatabase:
    """The database itself refuses two pages at one address."""

    @pytest.mark.parametrize("language", content_languages())
    def test_one_page_per_path_and_language(self, demo: Any, language: str) -> None:
        name = column("url_path", language)
        taken = get_value(demo("dream"), "url_path", language)
        with pytest.raises(IntegrityError), transaction.atomic():
            PortalPage.objects.filter(pk=demo("walhub").pk).update(**{name: taken})

    def test_the_demo_content_stands_right(self) -> None:
        assert PortalPage.objects.count() > 30
        assert_paths_are_right()

    def test_where_slugs_differ_so_do_the_four_addresses(self, demo: Any) -> None:
        page = demo("iot4industry_call_1")
        addresses = [page.get_url_in(code) for code in content_languages()]
        assert all(first != second for first, second in combinations(addresses, 2))
        assert addresses[0] == "/fr/projets/iot4industry/premier-appel-2018/"
