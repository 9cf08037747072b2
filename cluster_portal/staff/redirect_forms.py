"""The form of a redirect, for one and for each row of a file."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.models import Redirect

from cluster_portal.languages import redirect_rules


class PortalRedirectForm(RedirectForm):
    """Refuses circles, other sites, and redirects that would never be used."""

    old_path = forms.CharField(
        label=gettext_lazy("Old address"),
        help_text=gettext_lazy("With its language, as in /fr/ancienne-page/."),
        max_length=2000,
    )
    redirect_link = forms.CharField(
        label=gettext_lazy("Or an address on this portal"),
        help_text=gettext_lazy("For what is no page, as a file or a calendar: /fr/calls.ics"),
        max_length=255,
        required=False,
    )

    def clean_old_path(self) -> str:
        """Return the address without host, as it is looked up."""
        return redirect_rules.clean_old_path(self.cleaned_data["old_path"])

    def clean(self) -> dict[str, Any]:
        """Find out where the redirect leads; refuse what leads nowhere, elsewhere or in circles."""
        # Wagtail's check of duplicates is replaced by one that says where the other leads.
        cleaned: dict[str, Any] = super(RedirectForm, self).clean() or self.cleaned_data
        old_path, page = cleaned.get("old_path"), cleaned.get("redirect_page")
        link = (cleaned.get("redirect_link") or "").strip()
        if "redirect_page" in self.errors or "redirect_link" in self.errors:
            return cleaned
        try:
            if page is not None and link:
                raise ValidationError(_("Choose a page or enter an address, not both."))
            if page is None and not link:
                raise ValidationError(_("Say where the redirect leads."))
            if page is None:
                page, link = redirect_rules.clean_target(link, old_path)
            else:
                redirect_rules.check_page(page)
        except ValidationError as error:
            self.add_error("redirect_page" if page is not None else "redirect_link", error)
            return cleaned
        cleaned["redirect_page"], cleaned["redirect_link"] = page, link
        if old_path is not None and "site" in cleaned:
            self._check_as_a_whole(old_path, cleaned)
        return cleaned

    def _check_as_a_whole(self, old_path: str, cleaned: dict[str, Any]) -> None:
        key = self.instance.pk
        try:
            redirect_rules.check_duplicate(old_path, cleaned["site"], key)
            redirect_rules.check_circle(
                Redirect(
                    pk=key,
                    old_path=old_path,
                    site=cleaned["site"],
                    redirect_page=cleaned["redirect_page"],
                    redirect_link=cleaned["redirect_link"],
                )
            )
        except ValidationError as error:
            self.add_error("old_path", error)

    def _get_validation_exclusions(self) -> set[str]:
        """Leave the address out, which Wagtail's model takes for one of any site and checks as such."""
        return {*super()._get_validation_exclusions(), "redirect_link"}
