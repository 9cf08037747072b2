"""The groups that staff start with. Administrators change them afterwards in the admin."""

from collections.abc import Iterable

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from wagtail import hooks
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission
from wagtail.snippets.models import get_snippet_models

from cluster_portal.identity.models import PortalSettings
from cluster_portal.languages.codes import content_languages, own_name
from cluster_portal.languages.models import GroupLanguage
from cluster_portal.pages.models import PortalPage

EDITORS = "Editors"
MODERATORS = "Moderators"


def translators(language: str) -> str:
    """Return the name of the group of those who translate into ``language``."""
    return f"Translators: {own_name(language)}"


def ensure_groups() -> list[Group]:
    """Make the groups that are missing and give them their first rights; return those made or set up.

    A group that was set up before stays as administrators left it. Wagtail's own migrations make Editors
    and Moderators with a part of their rights, so those two are completed when no group of translators
    exists yet.
    """
    root = PortalPage.objects.filter(depth=1).first()
    collection = Collection.get_first_root_node()
    if root is None or collection is None:
        return []
    names = [translators(code) for code in content_languages()]
    first_time = not Group.objects.filter(name__in=names).exists()
    missing = [name for name in names if not Group.objects.filter(name=name).exists()]
    if not first_time and not missing:
        return []
    # A new database has no permissions yet while its apps are being set up.
    for app_config in apps.get_app_configs():
        create_permissions(app_config, verbosity=0)
    done = [
        _set_up_translators(code, root, collection)
        for code in content_languages()
        if translators(code) in missing
    ]
    if first_time:
        done += [_set_up_editors(root, collection), _set_up_moderators(root, collection)]
    return done


def shared_records() -> list[type[Model]]:
    """Return the snippet types that all staff work on: not the portal settings."""
    return [model for model in get_snippet_models() if model is not PortalSettings]


def _set_up_translators(language: str, root: PortalPage, collection: Collection) -> Group:
    group, _created = Group.objects.get_or_create(name=translators(language))
    GroupLanguage.objects.get_or_create(group=group, language=language)
    _allow(group, "wagtailadmin", ["access_admin"])
    _allow_on_models(group, shared_records(), ["view", "change"])
    _allow_on_pages(group, root, ["change"])
    _allow_in_collection(group, collection, ["choose"])
    return group


def _set_up_editors(root: PortalPage, collection: Collection) -> Group:
    group, _created = Group.objects.get_or_create(name=EDITORS)
    _allow(group, "wagtailadmin", ["access_admin"])
    _allow_on_models(group, shared_records(), ["view", "add", "change"])
    _allow_what_apps_name(group)
    _allow_on_pages(group, root, ["add", "change"])
    _allow_in_collection(group, collection, ["choose", "add", "change"])
    return group


def _set_up_moderators(root: PortalPage, collection: Collection) -> Group:
    group, _created = Group.objects.get_or_create(name=MODERATORS)
    _allow(group, "wagtailadmin", ["access_admin"])
    _allow_on_models(group, [*shared_records(), Redirect], ["view", "add", "change", "delete"])
    _allow_what_apps_name(group)
    _allow_on_models(group, [PortalSettings], ["change", "publish"])
    _allow_on_pages(group, root, ["add", "change", "publish", "lock", "unlock"])
    _allow_in_collection(group, collection, ["choose", "add", "change", "delete"])
    return group


def _allow(group: Group, app_label: str, codenames: Iterable[str]) -> None:
    wanted = Permission.objects.filter(content_type__app_label=app_label, codename__in=list(codenames))
    group.permissions.add(*wanted)


def _allow_what_apps_name(group: Group) -> None:
    """Give editors what apps name with the hook ``register_editor_permissions``: pairs of app label and codename."""
    for named in hooks.get_hooks("register_editor_permissions"):
        for app_label, codename in named():
            _allow(group, app_label, [codename])


def _allow_on_models(group: Group, models: Iterable[type[Model]], actions: Iterable[str]) -> None:
    actions = list(actions)
    for model in models:
        codenames = [f"{action}_{model._meta.model_name}" for action in actions]
        _allow(group, model._meta.app_label, codenames)


def _allow_on_pages(group: Group, root: PortalPage, actions: Iterable[str]) -> None:
    codenames = [f"{action}_{PortalPage._meta.model_name}" for action in actions]
    content_type = ContentType.objects.get_for_model(PortalPage)
    for permission in Permission.objects.filter(content_type=content_type, codename__in=codenames):
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def _allow_in_collection(group: Group, collection: Collection, actions: Iterable[str]) -> None:
    actions = list(actions)
    # Wagtail's rights on files belong to its own models, whatever models a site uses.
    wanted = Q(
        content_type__app_label="wagtailimages", codename__in=[f"{action}_image" for action in actions]
    )
    wanted |= Q(
        content_type__app_label="wagtaildocs", codename__in=[f"{action}_document" for action in actions]
    )
    for permission in Permission.objects.filter(wanted):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=permission
        )
