"""The choice of an address in the rich text editor."""

from wagtail.admin.forms.choosers import ExternalLinkChooserForm, URLOrAbsolutePathField
from wagtail.admin.views.chooser import ExternalLinkView


class AddressField(URLOrAbsolutePathField):
    """Takes an address; Wagtail's fails where none is sent."""

    def to_python(self, value: str | None) -> str:
        """Return the address."""
        return str(super().to_python(value or ""))


class AddressForm(ExternalLinkChooserForm):
    """Asks for an address and the words that lead there."""

    url = AddressField(label=ExternalLinkChooserForm.base_fields["url"].label)


class AddressView(ExternalLinkView):
    """Wagtail's screen with the portal's form."""

    form_class = AddressForm
