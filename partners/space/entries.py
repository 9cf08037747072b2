"""What the space begins with, before other apps add their part."""

from django.utils.translation import gettext_lazy as _

from partners.space.sections import MenuEntry, register_entry

register_entry(MenuEntry(_("Overview"), "space:home", 10))
register_entry(MenuEntry(_("People"), "space:people", 80))
register_entry(MenuEntry(_("How I sign in"), "mfa_index", 90))
