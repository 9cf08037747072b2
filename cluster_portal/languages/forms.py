"""The forms in which staff edit pages and other translated records."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from cluster_portal.languages import paths, taken
from cluster_portal.languages.codes import column, content_languages, is_empty, set_value
from cluster_portal.languages.limited import LimitedForm
from cluster_portal.languages.slugs import free_slug, languages_leaning_on, slug_from_title
from cluster_portal.languages.small_edits import SmallEdits, small_edit_field
from cluster_portal.pages.chosen import keep_chosen


class TranslatedRecordForm(LimitedForm, SmallEdits, WagtailAdminModelForm):
    """Edits a record that is translated and no page."""

    small_edit = small_edit_field()


class PortalPageForm(LimitedForm, SmallEdits, WagtailAdminPageForm):
    """Checks what only a page as a whole can tell: it has a title, and its addresses are free."""

    small_edit = small_edit_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_chosen(self)

    def clean(self) -> dict[str, Any]:
        """Refuse a page without any title; let slugs follow titles; refuse addresses that are taken."""
        cleaned: dict[str, Any] = super().clean()
        titles = {code: column("title", code) for code in content_languages()}
        if all(is_empty(cleaned.get(name)) for name in titles.values()):
            source = titles.get(self.instance.source_language, next(iter(titles.values())))
            self.add_error(source, _("Give the page a title in at least one language."))
        if not self.defer_required_fields or self.parent_page is not None:
            self._let_slugs_follow_titles(cleaned)
            self._check_addresses(cleaned)
        return cleaned

    def _parent(self) -> Any:
        return self.parent_page or paths.parent_of(self.instance)

    def _let_slugs_follow_titles(self, cleaned: dict[str, Any]) -> None:
        """Until a language is first published, its slug follows its title unless somebody chose it."""
        parent = self._parent()
        own = {
            code
            for code in content_languages()
            if any(not is_empty(cleaned.get(column(field, code))) for field in ("title", "slug"))
        }
        for code in content_languages():
            title_name, slug_name = column("title", code), column("slug", code)
            if (
                slug_name not in self.fields
                or not self.may_write(slug_name)
                or parent is None
                or parent.depth == 1
            ):
                continue
            title, slug = cleaned.get(title_name), cleaned.get(slug_name)
            follows = is_empty(slug) or (
                not self.instance.was_live_in(code)
                and title_name in self.changed_data
                and slug_name not in self.changed_data
                and self._came_from_title(code)
            )
            if follows and not is_empty(title) and (base := slug_from_title(title, code)):
                cleaned[slug_name] = free_slug(
                    base, code, parent, self.instance.pk, languages_leaning_on(code, own)
                )

    def _came_from_title(self, code: str) -> bool:
        base = slug_from_title(self.initial.get(column("title", code)), code)
        slug = self.initial.get(column("slug", code)) or ""
        return bool(base) and (slug == base or slug.removeprefix(f"{base}-").isdigit())

    def _check_addresses(self, cleaned: dict[str, Any]) -> None:
        for code in content_languages():
            if column("slug", code) in cleaned and self.may_write(column("slug", code)):
                set_value(self.instance, "slug", code, cleaned[column("slug", code)])
        try:
            taken.check_unique(self.instance, self._parent())
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                self.add_error(name if name in self.fields else None, messages)
