"""Each page's address in each language stays right, whatever happens and whichever language is active."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from cluster_portal.languages import taken
from cluster_portal.languages.codes import column, content_languages, get_value, reading_order, set_value
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.publishing import Choice, publish
from cluster_portal.strategy.models import ContentPage
from projects.models import CallPage, ProjectIndexPage, ProjectPage
from tests import factories
from tests.trees import assert_paths_are_right, fresh, stored_paths

pytestmark = pytest.mark.django_db

NAMES = {"fr": "Gemme", "en": "Gem", "nl": "Edelsteen", "de": "Edelstein"}


def slugs_of(page: PortalPage) -> dict[str, str | None]:
    """Return the page's own slugs."""
    return {code: get_value(fresh(page), "slug", code) for code in content_languages()}


@pytest.fixture
def gem(active: str) -> ProjectPage:
    """Return a project with a name of its own in each language, and two calls below it."""
    project = factories.project(title=NAMES)
    factories.call(project, title={code: f"{name} 1" for code, name in NAMES.items()})
    factories.call(project, title={"en": "Second", "de": "Zweiter"})
    return fresh(project)


@pytest.fixture
def other_index(active: str) -> ProjectIndexPage:
    """Return a second list of projects."""
    return factories.page(ProjectIndexPage, factories.home(), title={"fr": "Anciens", "nl": "Oude"})


class TestCreate:
    """A new page has an address in every language."""

    def test_each_language_has_the_slug_of_its_title(self, gem: ProjectPage) -> None:
        assert slugs_of(gem) == {"fr": "gemme", "en": "gem", "nl": "edelsteen", "de": "edelstein"}
        assert_paths_are_right()

    @pytest.mark.parametrize("only", content_languages())
    def test_a_page_in_one_language_has_that_slug_everywhere(self, active: str, only: str) -> None:
        page = factories.project(title={only: "Uniek"})
        for code in content_languages():
            assert get_value(page, "url_path", code).endswith("/uniek/")
            assert get_value(page, "slug", code) == ("uniek" if code == only else None)
        assert_paths_are_right()

    @pytest.mark.parametrize("missing", content_languages())
    def test_the_slug_of_the_next_best_language_stands_in(self, active: str, missing: str) -> None:
        page = factories.project(title={code: name for code, name in NAMES.items() if code != missing})
        stand_in = reading_order(missing)[1]
        assert get_value(page, "url_path", missing).endswith(f"/{slugs_of(page)[stand_in]}/")
        assert_paths_are_right()

    def test_german_umlauts_are_written_out_and_french_accents_dropped(self, active: str) -> None:
        page = factories.project(title={"de": "Größe für Österreich", "fr": "Éléphants dégagés"})
        assert slugs_of(page)["de"] == "groesse-fuer-oesterreich"
        assert slugs_of(page)["fr"] == "elephants-degages"

    def test_a_second_page_of_the_same_name_has_a_slug_of_its_own(self, gem: ProjectPage) -> None:
        second = factories.project(title=NAMES)
        assert slugs_of(second) == {"fr": "gemme-2", "en": "gem-2", "nl": "edelsteen-2", "de": "edelstein-2"}
        assert_paths_are_right()

    def test_a_title_without_a_usable_letter_still_gives_an_address(self, active: str) -> None:
        first = factories.project(title={"en": "日本"})
        second = factories.project(title={"en": "中国"})
        for page in (first, second):
            assert "//" not in get_value(page, "url_path", "de")
        assert_paths_are_right()

    def test_the_home_page_keeps_one_path_in_all_languages(self, active: str) -> None:
        home = factories.home()
        assert len({get_value(home, "url_path", code) for code in content_languages()}) == 1


class TestRename:
    """A new slug moves the page and what is below it, in its language only."""

    @pytest.mark.parametrize("language", content_languages())
    def test_only_that_language_changes(self, gem: ProjectPage, language: str) -> None:
        before = stored_paths()
        set_value(gem, "slug", language, "neu")
        gem.save()
        after = stored_paths()
        changed = {
            code for pk, old in before.items() for code in content_languages() if after[pk][code] != old[code]
        }
        assert changed == {language}
        assert get_value(fresh(gem), "url_path", language).endswith("/neu/")
        assert_paths_are_right()

    def test_languages_that_lean_on_the_slug_follow(self, active: str) -> None:
        page = factories.project(title={"nl": "Tulp"})
        call = factories.call(page, title={"nl": "Oproep"})
        set_value(page, "slug", "nl", "roos")
        page.save()
        for code in content_languages():
            assert get_value(fresh(call), "url_path", code).endswith("/roos/oproep/")
        assert_paths_are_right()

    def test_a_slug_that_is_emptied_gives_way_to_the_one_that_stands_in(self, gem: ProjectPage) -> None:
        set_value(gem, "slug", "de", None)
        set_value(gem, "title", "de", None)
        gem.save()
        assert get_value(fresh(gem), "url_path", "de").endswith("/gem/")
        assert_paths_are_right()

    def test_naming_the_column_is_enough(self, gem: ProjectPage) -> None:
        set_value(gem, "slug", "de", "kristall")
        gem.save(update_fields=[column("slug", "de")])
        assert get_value(fresh(gem), "url_path", "de").endswith("/kristall/")
        assert_paths_are_right()

    def test_a_draft_with_a_new_slug_changes_nothing_before_it_is_published(self, gem: ProjectPage) -> None:
        before = stored_paths()
        factories.edit(gem, slug={"en": "jewel"})
        assert stored_paths() == before
        publish(gem, Choice(["en"]))
        assert get_value(fresh(gem), "url_path", "en").endswith("/jewel/")
        assert_paths_are_right()

    def test_going_back_to_an_older_revision_takes_its_addresses(self, gem: ProjectPage) -> None:
        old = gem.latest_revision
        factories.publish_edit(gem, slug={"en": "jewel", "nl": "juweel"})
        factories.publish(old.as_object())
        assert slugs_of(gem)["en"] == "gem"
        assert_paths_are_right()

    def test_a_draft_that_was_never_public_shows_its_own_titles_and_addresses(self, active: str) -> None:
        page = factories.draft(ProjectPage, factories.project_index(), title={"de": "Entwurf"})
        factories.edit(page, title={"de": "Plan", "en": "Plan B"}, slug={"de": "plan", "en": "plan-b"})
        assert get_value(fresh(page), "title", "de") == "Plan"
        assert fresh(page).draft_title == "Plan B"
        assert get_value(fresh(page), "url_path", "de").endswith("/plan/")
        assert_paths_are_right()


class TestMove:
    """A page that moves takes its descendants along in every language."""

    def test_paths_follow(self, gem: ProjectPage, other_index: ProjectIndexPage) -> None:
        gem.move(other_index, pos="last-child")
        for code in content_languages():
            assert get_value(fresh(gem), "url_path", code).startswith(
                get_value(other_index, "url_path", code)
            )
        assert_paths_are_right()

    def test_a_page_does_not_move_where_its_address_is_taken_in_one_language(
        self, gem: ProjectPage, other_index: ProjectIndexPage
    ) -> None:
        factories.project(other_index, title={"fr": "Tout autre chose", "de": NAMES["de"]})
        before = stored_paths()
        with pytest.raises(ValidationError), transaction.atomic():
            gem.move(fresh(other_index), pos="last-child")
        assert stored_paths() == before
        assert_paths_are_right()

    def test_reordering_changes_no_address(self, gem: ProjectPage) -> None:
        before = stored_paths()
        gem.move(gem.get_parent(), pos="first-child")
        assert stored_paths() == before


class TestCopy:
    """A copy has addresses of its own in every language."""

    @pytest.mark.parametrize("keep_live", [True, False])
    @pytest.mark.parametrize("recursive", [True, False])
    @pytest.mark.parametrize("elsewhere", [True, False])
    def test_no_address_is_used_twice(
        self,
        gem: ProjectPage,
        other_index: ProjectIndexPage,
        elsewhere: bool,
        recursive: bool,
        keep_live: bool,
    ) -> None:
        to = other_index if elsewhere else None
        copied = gem.copy(recursive=recursive, to=to, keep_live=keep_live)
        assert fresh(copied).live is keep_live
        assert CallPage.objects.descendant_of(fresh(copied)).count() == (2 if recursive else 0)
        assert fresh(copied).uuid != gem.uuid
        assert_paths_are_right()

    def test_the_form_of_the_admin_names_title_and_slug(self, gem: ProjectPage, active: str) -> None:
        copied = gem.copy(recursive=True, update_attrs={"title": "Copy", "slug": "copy"}, keep_live=False)
        assert get_value(fresh(copied), "title", active) == "Copy"
        assert get_value(fresh(copied), "slug", active) == "copy"
        others = [code for code in content_languages() if code != active]
        assert {get_value(fresh(copied), "title", code) for code in others} == {
            NAMES[code] for code in others
        }
        assert_paths_are_right()

    def test_the_copy_can_be_edited_and_published(self, gem: ProjectPage) -> None:
        factories.edit(gem, slug={"de": "kristall"})
        copied = fresh(gem.copy(recursive=True, keep_live=False))
        factories.publish_edit(copied, summary={"de": "Neu"})
        assert fresh(copied).live
        assert_paths_are_right()

    def test_two_copies_of_a_page_in_one_language(self, active: str) -> None:
        page = factories.project(title={"nl": "Tulp"})
        for _ in range(2):
            page.copy(keep_live=True)
        assert_paths_are_right()
        slugs = ProjectPage.objects.filter(**{column("title", "nl"): "Tulp"})
        assert {get_value(copy, "slug", "nl") for copy in slugs} == {"tulp", "tulp-2", "tulp-3"}

    def test_a_copy_avoids_a_slug_that_waits_in_a_draft(self, gem: ProjectPage) -> None:
        sibling = factories.project(title={"de": "Anderes"})
        factories.edit(sibling, slug={"de": "edelstein-2"})
        copied = gem.copy(keep_live=True)
        assert slugs_of(copied)["de"] == "edelstein-3"
        sibling.latest_revision.refresh_from_db()
        publish(sibling, Choice(["de"]))
        assert_paths_are_right()

    def test_a_copy_that_stays_live_is_live_in_the_languages_of_the_original(self, gem: ProjectPage) -> None:
        factories.publish(gem, ["fr", "en"])
        copied = fresh(fresh(gem).copy(keep_live=True))
        assert copied.live_languages == ["fr", "en"]
        assert not copied.was_live_in("de")


class TestAlias:
    """An alias has addresses of its own and follows its original in everything else."""

    @pytest.mark.parametrize("recursive", [True, False])
    @pytest.mark.parametrize("elsewhere", [True, False])
    def test_no_address_is_used_twice(
        self, gem: ProjectPage, other_index: ProjectIndexPage, elsewhere: bool, recursive: bool
    ) -> None:
        alias = gem.create_alias(parent=other_index if elsewhere else None, recursive=recursive)
        assert fresh(alias).alias_of_id == gem.pk
        assert fresh(alias).live_languages == gem.live_languages
        assert slugs_of(gem) == {"fr": "gemme", "en": "gem", "nl": "edelsteen", "de": "edelstein"}
        assert_paths_are_right()

    def test_publishing_the_original_keeps_the_alias_where_it_is(self, gem: ProjectPage) -> None:
        alias = gem.create_alias()
        before = stored_paths()[alias.pk]
        factories.publish_edit(gem, title={"nl": "Juweel"}, slug={"nl": "juweel"})
        assert get_value(fresh(alias), "title", "nl") == "Juweel"
        assert stored_paths()[alias.pk] == before
        assert_paths_are_right()

    def test_no_slug_is_written_where_the_alias_has_none(self, active: str) -> None:
        page = factories.project(title={"nl": "Tulp"})
        alias = page.create_alias()
        own = slugs_of(alias)
        factories.publish_edit(page, summary={"nl": "Rood"})
        assert slugs_of(alias) == own
        assert_paths_are_right()

    def test_an_alias_of_an_alias_follows_too(self, gem: ProjectPage) -> None:
        alias = fresh(gem.create_alias())
        second = alias.create_alias()
        factories.publish_edit(gem, title={"de": "Kristall"})
        assert get_value(fresh(second), "title", "de") == "Kristall"
        assert_paths_are_right()

    def test_an_alias_is_live_only_in_the_languages_of_its_original(self, gem: ProjectPage) -> None:
        alias = gem.create_alias()
        factories.publish_edit(gem, ["fr"], summary={"fr": "Court"})
        assert fresh(alias).live_languages == ["fr"]


def test_a_parent_that_is_not_known_is_not_guessed() -> None:
    """A page that is only about to be created has no path to compare."""
    taken.check_unique(ContentPage(**factories.by_column(ContentPage, {"title": {"fr": "Seul"}})))
