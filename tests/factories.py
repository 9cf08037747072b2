"""Pages and records for tests. Texts are given per language, as in ``{"fr": "…", "en": "…"}``."""

import itertools
import uuid
from collections.abc import Callable, Collection, Mapping
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Model
from django.utils import timezone
from wagtail.models import Locale, Revision, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from cluster_portal.accounts.models import User
from cluster_portal.languages.codes import column, content_languages, translated_fields
from cluster_portal.pages.models import PortalPage
from cluster_portal.pages.publishing import publish_new
from cluster_portal.strategy.models import ContentPage, GoalPage, HomePage, StrategyPage
from partners.models import PartnerIndexPage, PartnerPage
from projects.models import CallPage, Participation, ProjectIndexPage, ProjectPage

Texts = Mapping[str, Any]
_numbers = itertools.count(1)


def in_all_languages(text: str) -> dict[str, str]:
    """Return the same text for each language."""
    return dict.fromkeys(content_languages(), text)


def by_column(model: type[Model], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return values by column: the texts of a translated field go to the columns of their languages."""
    values: dict[str, Any] = {}
    for name, value in fields.items():
        if name in translated_fields(model) and isinstance(value, Mapping):
            values |= {column(name, code): text for code, text in value.items()}
        else:
            values[name] = value
    return values


def record(model: type[Model], **fields: Any) -> Any:
    """Create a record that is no page."""
    return model._default_manager.create(**by_column(model, fields))


def _added(model: type[PortalPage], parent: PortalPage, fields: dict[str, Any]) -> Any:
    fields.setdefault("title", in_all_languages(f"{model.__name__} {next(_numbers)}"))
    fresh = PortalPage.objects.get(pk=parent.pk)
    return fresh.add_child(instance=model(live=False, **by_column(model, fields)))


# What uses what is written down only by tests that ask for it (the fixture ``references``): it costs as much again
# as the page.
@disable_reference_index_auto_update()
def draft(model: type[PortalPage], parent: PortalPage, **fields: Any) -> Any:
    """Create a page that was never published."""
    made = _added(model, parent, fields)
    made.save_revision()
    return model.objects.get(pk=made.pk)


@disable_reference_index_auto_update()
def page(
    model: type[PortalPage], parent: PortalPage, languages: Collection[str] | None = None, **fields: Any
) -> Any:
    """Create a page and publish it in ``languages`` (default: all that have a title)."""
    made = _added(model, parent, fields)
    publish(made, languages)
    return model.objects.get(pk=made.pk)


def publish(page: Any, languages: Collection[str] | None = None) -> Revision:
    """Publish a page as it is held: its facts, and its texts in ``languages`` (default: all that have a title)."""
    return publish_new(page, content_languages() if languages is None else languages)


@disable_reference_index_auto_update()
def edit(page: Any, **fields: Any) -> Any:
    """Change the draft of a page as staff do; return the revision."""
    latest = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in by_column(type(latest), fields).items():
        setattr(latest, name, value)
    return latest.save_revision()


def publish_edit(page: Any, languages: Collection[str] | None = None, **fields: Any) -> Revision:
    """Change a page's draft and publish it as a whole."""
    edit(page, **fields)
    return publish(type(page).objects.get(pk=page.pk).get_latest_revision_as_object(), languages)


def home() -> HomePage:
    """Return the home page of the site, making one if there is none."""
    found = HomePage.objects.first()
    if found is None:
        found = page(HomePage, PortalPage.objects.get(depth=1), title=in_all_languages("Home"))
        Site.objects.create(hostname="localhost", port=8000, root_page=found, is_default_site=True)
    return found


def _only(model: type[PortalPage], parent: PortalPage) -> Any:
    return model.objects.first() or page(model, parent)


def project_index() -> ProjectIndexPage:
    """Return the list of projects."""
    return _only(ProjectIndexPage, home())


def partner_index() -> PartnerIndexPage:
    """Return the directory of partners."""
    return _only(PartnerIndexPage, home())


def strategy() -> StrategyPage:
    """Return the strategy."""
    return _only(StrategyPage, home())


def project(parent: PortalPage | None = None, **fields: Any) -> ProjectPage:
    """Create a published project."""
    return page(ProjectPage, parent or project_index(), **fields)


def call(parent: PortalPage | None = None, **fields: Any) -> CallPage:
    """Create a published call."""
    return page(CallPage, parent or project(), **fields)


def partner(**fields: Any) -> PartnerPage:
    """Create a published partner."""
    return page(PartnerPage, partner_index(), **fields)


def goal(**fields: Any) -> GoalPage:
    """Create a published goal."""
    return page(GoalPage, strategy(), **fields)


def plain_page(parent: PortalPage | None = None, **fields: Any) -> ContentPage:
    """Create a published plain page."""
    return page(ContentPage, parent or home(), **fields)


def user(**fields: Any) -> User:
    """Create somebody who can sign in."""
    number = next(_numbers)
    return User.objects.create_user(**{"email": f"person{number}@example.org", "password": "x"} | fields)


def many(
    model: type[PortalPage],
    parent: PortalPage,
    number: int,
    fields: Callable[[int], dict[str, Any]] = lambda n: {},
) -> list[Any]:
    """Create many published pages with little work: rows are written directly, as a bulk import does."""
    parent = PortalPage.objects.get(pk=parent.pk)
    now = timezone.now() - timedelta(days=1)
    last = PortalPage.objects.child_of(parent).order_by("path").last()
    start = PortalPage._str2int(last.path[-PortalPage.steplen :]) if last else 0
    made = []
    for n in range(number):
        title = f"{model.__name__} {start + n + 1}"
        slug = f"{model.__name__.lower()}-many-{start + n + 1}"
        values: dict[str, Any] = {"title": in_all_languages(title), "slug": in_all_languages(slug)}
        values |= {"live_since": in_all_languages(now), "first_live_at": in_all_languages(now)}
        values["url_path"] = {
            code: f"{getattr(parent, column('url_path', code))}{slug}/" for code in content_languages()
        }
        base = by_column(PortalPage, values)
        made.append(
            PortalPage(
                **base,
                draft_title=title,
                uuid=uuid.uuid4(),
                path=PortalPage._get_path(parent.path, parent.depth + 1, start + n + 1),
                depth=parent.depth + 1,
                live=True,
                first_published_at=now,
                last_published_at=now,
                locale=Locale.get_default(),
                content_type=ContentType.objects.get_for_model(model),
            )
        )
    PortalPage.objects.bulk_create(made)
    PortalPage.objects.filter(pk=parent.pk).update(numchild=F("numchild") + number)
    keys = list(PortalPage.objects.filter(uuid__in=[page.uuid for page in made]).values_list("pk", flat=True))
    for n, key in enumerate(keys):
        specific = model(**by_column(model, fields(n)))
        specific.portalpage_ptr_id = key
        specific.save_base(raw=True, force_insert=False)
    return list(model.objects.filter(pk__in=keys).order_by("path"))


def participation(project: ProjectPage, partner: PartnerPage, **fields: Any) -> Participation:
    """Record a partner's part in a project."""
    return record(Participation, project=project, partner=partner, **fields)
