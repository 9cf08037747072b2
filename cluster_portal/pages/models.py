"""The base of every page: texts per language, an address per language, and in which languages it is live."""

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import CommentPanel
from wagtail.locks import WorkflowLock
from wagtail.models import AbstractPage, DefaultBasePageMixin
from wagtail.models.pages import AbstractPageMeta
from wagtail.search import index
from wagtail.url_routing import RouteResult

from cluster_portal.approval.locks import SubmissionLock
from cluster_portal.approval.submissions import Parts, writable_parts
from cluster_portal.languages import paths, routing, slugs, taken
from cluster_portal.languages.codes import active_language, columns, default_language
from cluster_portal.languages.forms import PortalPageForm
from cluster_portal.languages.live import LiveLanguages
from cluster_portal.languages.panels import translated, translated_slug, translated_title
from cluster_portal.languages.previews import LanguagePreviews
from cluster_portal.languages.search import translated_search_fields
from cluster_portal.languages.sources import default_source_language, language_choices
from cluster_portal.languages.state_panels import TranslationStatesPanel
from cluster_portal.languages.texts import TranslatedTexts
from cluster_portal.pages import copying, publishing, rows
from cluster_portal.pages.permissions import PortalPagePermissionTester
from cluster_portal.pages.querysets import PortalPageManager
from cluster_portal.pages.reading import PageReading
from cluster_portal.pages.revisions import PageRevisions

if TYPE_CHECKING:
    from collections.abc import Collection


class PortalPage(
    LanguagePreviews,
    PageReading,
    PageRevisions,
    LiveLanguages,
    TranslatedTexts,
    AbstractPage,
    DefaultBasePageMixin,
):
    """Wagtail's base page in this portal.

    Title, slug, path, summary and search engine texts exist per language; so does the moment since which the
    page is published in a language. ``uuid`` identifies the page in exports, feeds and embedded cards.
    """

    uuid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    source_language = models.CharField(
        _("source language"),
        max_length=10,
        choices=language_choices,
        default=default_source_language,
        help_text=_("The language the page is written in first; the others are translations of it."),
    )
    summary = models.TextField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences. They open the page and stand on its cards and in search results."),
    )
    # One column per language: when the page was published in it, empty while it is not.
    live_since = models.DateTimeField(_("live since"), null=True, blank=True, editable=False)
    # One column per language: when the page was first published in it; from then on its slug stays.
    first_live_at = models.DateTimeField(_("first published"), null=True, blank=True, editable=False)
    # One column per language: when what its readers see of the page last changed.
    changed_at = models.DateTimeField(_("changed"), null=True, blank=True, editable=False)

    # On for the bin itself and for every page in it: the managers of pages leave them out.
    in_bin = models.BooleanField(default=False, editable=False)

    objects = PortalPageManager()

    # What a copy or an alias is being made from, until its first draft is saved.
    copy_of: "PortalPage | None" = None

    base_form_class = PortalPageForm
    # A copy is a page of its own that nobody has locked or scheduled.
    exclude_fields_in_copy = [
        "uuid",
        "in_bin",
        "locked",
        "locked_at",
        "locked_by",
        "go_live_at",
        "expired",
    ]

    content_panels = [TranslationStatesPanel(), translated_title(), translated("summary")]
    promote_panels = [
        translated_slug(),
        translated("seo_title"),
        translated("search_description"),
        "show_in_menus",
    ]
    # No panel for Wagtail's schedules: the portal's are rows of their own, per language.
    settings_panels = [CommentPanel(), "source_language"]
    search_fields = [
        *AbstractPage.search_fields,
        *DefaultBasePageMixin.search_fields,
        *translated_search_fields("title", "summary"),
        index.FilterField("in_bin"),
    ]

    class Meta(AbstractPageMeta):
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        constraints = [*paths.unique_path_constraints("pages_path")]
        # Read at every request: which pages are withdrawn with a page above, and what is an alias of what.
        indexes = [
            models.Index(fields=["numchild", "path"], name="pages_not_live", condition=models.Q(live=False)),
            models.Index(
                fields=["alias_of", "path"], name="pages_aliases", condition=models.Q(alias_of__isnull=False)
            ),
        ]

    # --- texts ------------------------------------------------------------------------------

    def get_admin_display_title(self) -> str:
        """Return the title in the editor's language, or in the one that stands in for it."""
        return str(self.title)

    def permissions_for_user(self, user: Any) -> PortalPagePermissionTester:
        """Return what a user may do with the page; who is limited to languages may edit it and nothing else.

        With a page in the bin nobody may do anything: the screens of the bin ask about the place where it stood.
        """
        return PortalPagePermissionTester(AnonymousUser() if self.in_bin else user, self)

    def get_lock(self) -> Any:
        """Return what keeps people from changing the page; what waits for approval keeps back no other language."""
        lock = super().get_lock()
        return SubmissionLock(self, lock.task) if isinstance(lock, WorkflowLock) else lock

    def writable_parts(self, user: Any) -> Parts:
        """Return the languages that ``user`` may write now, and whether the facts too."""
        return writable_parts(user, self)

    # --- address ----------------------------------------------------------------------------

    def set_url_path(self, parent: "PortalPage | None") -> str:
        """Set the path of every language from the effective slugs; return that of the active one."""
        paths.set_paths(self, parent)
        return str(self.url_path)

    @staticmethod
    def _slug_is_available(
        slug: str, parent_page: "PortalPage | None", page: "PortalPage | None" = None
    ) -> bool:
        """Say whether ``page`` may stand below ``parent_page`` in every language."""
        if parent_page is None:
            return True
        return taken.is_free(slug, parent_page, page)

    def _set_core_field_defaults(self) -> None:
        """Give every titled language a slug, and the page its draft title and locale."""
        slugs.fill_missing(self)
        with default_language():
            super()._set_core_field_defaults()
        parent = paths.parent_of(self)
        if parent is not None:
            self.set_url_path(parent)

    def minimal_clean(self) -> None:
        """Ask of a draft a title in some language, and addresses that are free."""
        self._set_core_field_defaults()
        field: Any = self._meta.get_field("title")
        field.clean(self.title, self)
        self._check_slug_is_unique()

    def validate_constraints(self, exclude: "Collection[str] | None" = None) -> None:
        """Leave addresses out: ``clean`` checks them and names the page that has them."""
        super().validate_constraints({*(exclude or ()), *columns("url_path").values()})

    def _check_slug_is_unique(self) -> None:
        """Raise ValidationError on the slug of each language whose address another page has."""
        taken.check_unique(self)

    def _update_descendant_url_paths(self, old_url_path: str, new_url_path: str) -> None:
        """Do nothing: ``save`` moves the descendants' paths in all languages at once."""

    @transaction.atomic
    def save(self, clean: bool = True, user: Any = None, log_action: Any = False, **kwargs: Any) -> Any:
        """Write the page, and the paths of its descendants in every language that changed.

        Addresses that were public leave a redirect in their language.
        """
        update_fields = kwargs.get("update_fields")
        is_new = self.pk is None
        live_from_start = self.begin_live_languages() if is_new else []
        if is_new and self.live and not live_from_start:
            raise publishing.ChoiceMissingError("A page cannot be created live in no language: publish it.")
        moves_paths = update_fields is None or paths.concerns_slugs(update_fields)
        if moves_paths and update_fields is not None:
            kwargs["update_fields"] = {*update_fields, "slug", "url_path", *columns("url_path").values()}
        if moves_paths and self.path:
            # Whoever holds this page may have met its parent before the parent was renamed.
            self.get_parent(update=True)
        if is_new and self.copy_of is not None:
            copying.begin(self)
        before = None if is_new or not moves_paths else paths.stored_paths(self)
        if before is not None:
            if update_fields is None:
                self._keep_what_others_decide()
            self.set_url_path(self.get_parent())
        options: dict[str, Any] = {"clean": clean, "user": user, "log_action": log_action, **kwargs}
        result: Any = super().save(**options)
        if before is not None:
            paths.after_save(self, before)
        if is_new and self.live:
            self.go_live_in(live_from_start)
        return result

    save.alters_data = True  # type: ignore[attr-defined]

    def _keep_what_others_decide(self) -> None:
        """Let an alias keep its own slugs; raise ChoiceMissingError where another version would become public."""
        stored = type(self).objects.only("live_revision_id", *columns("slug").values()).get(pk=self.pk)
        if self.alias_of_id:
            slugs.keep(self, stored)
        elif self.live and self.live_revision_id != stored.live_revision_id:
            publishing.require_choice(self)

    # --- drafts and publication ---------------------------------------------------------------

    def publish(self, revision: Any, **options: Any) -> Any:
        """Publish a revision as part of ``publishing.publish``; raise ChoiceMissingError for anybody else."""
        publishing.require_choice(self)
        return super().publish(revision, **options)

    publish.alters_data = True  # type: ignore[attr-defined]

    def copy_all_child_relations(self, target: "PortalPage", *args: Any, **kwargs: Any) -> Any:
        """Copy the rows below the page; each copy has an identity of its own.

        Wagtail calls this for every copy and alias that it makes: a new page hears what it is made from.
        """
        copied = super().copy_all_child_relations(target, *args, **kwargs)
        rows.give_new_identities(copied)
        if target.pk is None:
            target.copy_of = self
        return copied

    def all_aliases(self) -> "list[PortalPage]":
        """Return the aliases of the page, those of its aliases, and so on."""
        found: dict[int, PortalPage] = {}
        waiting = [self.pk]
        while waiting:
            following = PortalPage.objects.filter(alias_of__in=waiting).exclude(pk__in=[self.pk, *found])
            waiting = [alias.pk for alias in following]
            found |= {alias.pk: alias for alias in following}
        return list(found.values())

    def update_aliases(self, **kwargs: Any) -> None:
        """Publish what follows this page; what is stored does not depend on who publishes."""
        with default_language():
            super().update_aliases(**kwargs)

    update_aliases.alters_data = True  # type: ignore[attr-defined]

    def copy(self, recursive: bool = False, to: "PortalPage | None" = None, **kwargs: Any) -> Any:
        """Copy the page, giving it a free slug in each of its languages."""
        action = copying.CopyAction(self, to=to, recursive=recursive, **kwargs)
        return action.execute(skip_permission_checks=True)

    copy.alters_data = True  # type: ignore[attr-defined]

    def create_alias(self, **kwargs: Any) -> Any:
        """Create an alias, giving it a free slug in each of the page's languages."""
        return copying.AliasAction(self, **kwargs).execute()

    create_alias.alters_data = True  # type: ignore[attr-defined]

    @staticmethod
    def route_for_request(request: HttpRequest, path: str) -> RouteResult | None:
        """Find the page at ``path`` in the active language with one query."""
        return routing.route(request, path)

    def get_url(self, request: HttpRequest | None = None, current_site: Any = None) -> str | None:
        """Return the address in the active language, without host; None outside the site."""
        return self.get_url_in(active_language())

    url = property(get_url)

    def get_full_url(self, request: HttpRequest | None = None) -> str | None:
        """Return the address in the active language, with host; None outside the site."""
        return routing.absolute(self.get_url())

    full_url = property(get_full_url)

    def get_url_in(self, language: str) -> str | None:
        """Return the address in ``language``, without host; None outside the site."""
        return routing.address(self, language)

    @property
    def parent_path(self) -> str:
        """Return the parent's treebeard path."""
        return self.path[: -self.steplen]
