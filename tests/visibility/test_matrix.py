"""Everybody finds what docs/visibility.md says, in every channel, and nothing else."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver
from wagtail.models import PageViewRestriction

from cluster_portal.languages.codes import content_languages
from tests.visibility.channels import ADMIN, channels, read
from tests.visibility.table import addresses, people, things
from tests.visibility.world import World, mark

pytestmark = pytest.mark.django_db

# Visitors are looked at in every language; for the others one will do.
_CLOSELY = ("anonymous",)


def found_by(client: Client, world: World, language: str, person: str = "anonymous") -> dict[str, set[str]]:
    """Return what a person finds in each channel: the objects whose mark is there."""
    names = list(things())
    return {
        channel: {
            names[int(number)] for number in re.findall(r"zq(\d\d)\w*?qz", read(client, channel, addresses))
        }
        for channel, addresses in channels(world, language, person).items()
    }


def allowed(person: str, channel: str) -> set[str]:
    """Return the objects that a person may see in a channel; in the admin staff see every page."""
    belongs = people()[person]
    if channel in ADMIN and "staff" in belongs:
        closed = {"invited by A", "proposal of A"} | (
            {"people of A"} if channel != "space project" else set()
        )
        return set(things()) - closed
    return {name for name, thing in things().items() if thing.seen_by & belongs}


def check(person: str, found: dict[str, set[str]], language: str) -> None:
    """Compare what a person found with the tables."""
    leaks = {
        channel: names - allowed(person, channel)
        for channel, names in found.items()
        if names - allowed(person, channel)
    }
    assert not leaks, f"{person} must not see this, in {language}"
    missing = {
        (name, channel)
        for name, thing in things().items()
        for channel in thing.found_in
        if name in allowed(person, channel)
        and name not in found[channel]
        and people()[person] & WHO_ENTERS.get(channel, people()[person])
    }
    assert not missing, f"{person} does not find this, in {language}"


# Channels that open to some people only; elsewhere everybody may look.
WHO_ENTERS = {
    "preview": {"staff"},
    "admin list": {"staff"},
    "admin edit": {"staff"},
    "space home": {"A", "B"},
    "space people": {"A", "B"},
    "space proposals": {"A", "B"},
    "private calendar": {"A", "C"},
    "mail": {"A", "C"},
}


def test_everybody_finds_what_is_theirs_and_nothing_else(subtests: Any) -> None:
    # One world for all: making it takes longer than looking at it.
    world = World()
    for person in people():
        # Each comes from somewhere else: the API counts questions by address.
        cache.clear()
        with subtests.test(person=person):
            client = world.browser(person)
            for language in content_languages() if person in _CLOSELY else ["fr"]:
                check(person, found_by(client, world, language, person), language)


def test_a_visit_of_somebody_privileged_leaves_nothing_behind() -> None:
    world = World()
    privileged, visitor = world.browser("superuser"), world.browser("anonymous")
    found_by(privileged, world, "fr")
    check("anonymous", found_by(visitor, world, "fr"), "fr")


def test_what_is_closed_after_it_was_read_is_closed_everywhere() -> None:
    world = World()
    visitor = world.browser("anonymous")
    before = found_by(visitor, world, "fr")
    assert "public project" in before["page"]
    PageViewRestriction.objects.create(page=world.project, restriction_type=PageViewRestriction.LOGIN)
    # Answers that a shared cache may keep end within a minute; the portal's own must not outlive the change.
    after = found_by(visitor, world, "fr")
    for channel, names in after.items():
        assert not names & {"public project", "public call", "public result"}, channel


def test_every_channel_shows_something_to_somebody() -> None:
    """An empty answer must not pass for a safe one."""
    world = World()
    shown = {channel for thing in things().values() for channel in thing.found_in}
    assert set(channels(world, "fr")) - shown - {"media", "space home", "space calendar"} == set()


def names_of_addresses() -> set[str]:
    """Return the names of all addresses outside of the admin, and those of the portal's API."""

    def walk(patterns: Any, prefix: str, path: str) -> Iterator[str]:
        for entry in patterns:
            where = path + str(entry.pattern)
            if where.startswith("admin/"):
                continue
            if hasattr(entry, "url_patterns"):
                yield from walk(
                    entry.url_patterns, f"{prefix}{entry.namespace}:" if entry.namespace else prefix, where
                )
            elif entry.name:
                yield f"{prefix}{entry.name}"

    return set(walk(get_resolver().url_patterns, "", ""))


def test_every_address_is_in_the_tables() -> None:
    """A new address is written down with the channel that reads it, or with why it gives no record."""
    known = addresses()
    assert names_of_addresses() == set(known)
    unread = set(known.values()) - set(channels(World(), "fr"))
    assert all(reason.startswith("–") for reason in unread), unread


def test_every_object_and_page_type_is_in_the_tables() -> None:
    from cluster_portal.pages.models import PortalPage

    types = {
        model.__name__
        for model in apps.get_models()
        if issubclass(model, PortalPage) and model is not PortalPage
    }
    assert types == {
        "HomePage",
        "StrategyPage",
        "GoalPage",
        "TargetAreasPage",
        "ContentPage",
        "ProjectIndexPage",
        "ProjectPage",
        "CallIndexPage",
        "CallPage",
        "PartnerIndexPage",
        "PartnerPage",
    }
    assert len({mark(name) for name in things()}) == len(things())
