"""Signals of the languages package."""

from django.dispatch import Signal

# Sent after the languages in which a page is published have changed without a publication by Wagtail;
# ``instance`` is the page.
languages_changed = Signal()
