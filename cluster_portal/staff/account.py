"""The screen of one's own account, for a user model with one name."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import (
    AccountView,
    AvatarSettingsPanel,
    BaseSettingsPanel,
    LocaleSettingsPanel,
    NameEmailSettingsPanel,
)

from cluster_portal.staff.account_forms import LanguageForm, NameEmailForm, PortraitForm


class NamePanel(BaseSettingsPanel):
    """Name and e-mail address."""

    name = "name_email"
    title = _("Name and e-mail address")
    order = 100
    form_class = NameEmailForm


class LanguagePanel(BaseSettingsPanel):
    """The language of the interface."""

    name = "language"
    title = _("Language")
    order = 200
    form_class = LanguageForm

    def get_form(self) -> LanguageForm:
        """Return the form; it tells the profile, which the other panels save as well."""
        form: LanguageForm = super().get_form()
        form.profile = self.profile
        return form


class PortraitPanel(AvatarSettingsPanel):
    """The portrait that stands beside one's name in the admin."""

    # Wagtail's own shows no errors.
    template_name = "staff/portrait.html"
    form_class = PortraitForm


class StaffAccountView(AccountView):
    """One's own account."""

    def get_panels(self) -> list[BaseSettingsPanel]:
        """Return Wagtail's panels with the portal's for name and language.

        Moments are shown in the portal's time zone to everybody, so that a deadline reads the same.
        """
        replaced = (NameEmailSettingsPanel, LocaleSettingsPanel, AvatarSettingsPanel)
        others = [panel for panel in super().get_panels() if not isinstance(panel, replaced)]
        user, profile = self.request.user, others[0].profile
        own = [
            panel_class(self.request, user, profile)
            for panel_class in (NamePanel, LanguagePanel, PortraitPanel)
        ]
        return own + others

    def post(self, request: Any) -> Any:
        """Save, and answer in the language that was chosen."""
        chosen = request.POST.get("language-language")
        with translation.override(chosen or translation.get_language()):
            return super().post(request)
