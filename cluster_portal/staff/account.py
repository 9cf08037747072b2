"""The screen of one's own account, for a user model with one name."""

from typing import Any

from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import (
    AccountView,
    AvatarSettingsPanel,
    BaseSettingsPanel,
    LocaleSettingsPanel,
    NameEmailSettingsPanel,
)

from cluster_portal.media.fields import refusal_to_keep
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
    not_kept: OSError | None = None

    def get_form(self) -> PortraitForm:
        """Return the form; it says so when the portrait could not be stored."""
        form: PortraitForm = super().get_form()
        if self.not_kept is not None:
            form.add_error("avatar", refusal_to_keep(self.not_kept))
        return form


class StaffAccountView(AccountView):
    """One's own account."""

    not_kept: OSError | None = None

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
        own[-1].not_kept = self.not_kept
        return own + others

    def post(self, request: Any) -> Any:
        """Save, and answer in the language that was chosen."""
        chosen = request.POST.get("language-language")
        with translation.override(chosen or translation.get_language()):
            try:
                return super().post(request)
            except OSError as error:
                self.not_kept = error
                return TemplateResponse(request, self.template_name, self.get_context_data()).render()
