"""Which files the pages that somebody may read name: in their texts, in their columns, and in their rows.

Records that are no pages and belong to none (portal settings, programmes) are read by everybody, and so are the
files they name. A model whose rows do not all show their file to readers says which do, with ``shows_file_when``.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import ForeignKey, Q, QuerySet
from modelcluster.fields import ParentalKey

from cluster_portal.languages.codes import column, content_languages
from cluster_portal.media.models import FileUse, PortalDocument, PortalImage, PortalRendition
from cluster_portal.pages.models import PortalPage

# Rows, and the column in which they name a file.
Naming = tuple["QuerySet[Any]", str]


def kind_of(model: Any) -> str:
    """Return by which name the uses of files know a model."""
    return "document" if issubclass(model, PortalDocument) else "image"


def shown_on(model: type[PortalDocument | PortalImage], pages: QuerySet[PortalPage]) -> Iterator[Naming]:
    """Return the rows that show files of ``model`` on one of ``pages``, and the shared records that name one."""
    pages = pages.order_by()
    kind = kind_of(model)
    in_language = Q(language="")
    for code in content_languages():
        in_language |= Q(**{"language": code, f"page__{column('live_since', code)}__isnull": False})
    uses = FileUse.objects.filter(in_language, is_live=True, page__in=pages.values("pk"))
    yield uses.filter(**{f"{kind}__isnull": False}), kind
    for owner, name in naming_columns(model):
        rows = owner._base_manager.filter(
            getattr(owner, "shows_file_when", Q()), **{f"{name}__isnull": False}
        )
        if issubclass(owner, PortalPage):
            rows = rows.filter(pk__in=pages.values("pk"))
        elif (parent := _page_of(owner)) is not None:
            rows = rows.filter(**{f"{parent}__in": pages.values("pk")})
        yield rows.order_by(), name


def named(model: type[PortalDocument | PortalImage]) -> Iterator[Naming]:
    """Return the rows by which any page, draft or record names a file of ``model``, or has named one."""
    kind = kind_of(model)
    yield FileUse.objects.filter(**{f"{kind}__isnull": False}), kind
    for owner, name in naming_columns(model):
        rows = owner._base_manager.filter(**{f"{name}__isnull": False})
        yield rows.order_by(), name


def pages_naming(file: PortalDocument | PortalImage) -> QuerySet[PortalPage]:
    """Return the pages that name ``file`` now or in a draft, whoever may read them."""
    kind = kind_of(type(file))
    condition = Q(pk__in=FileUse.objects.filter(**{kind: file}).values("page"))
    for owner, name in naming_columns(type(file)):
        rows = owner._base_manager.filter(**{name: file}).order_by()
        if issubclass(owner, PortalPage):
            condition |= Q(pk__in=rows.values("pk"))
        elif (parent := _page_of(owner)) is not None:
            condition |= Q(pk__in=rows.values(parent))
    return PortalPage.objects.filter(condition).order_by("pk")


def naming_columns(model: Any) -> Iterator[tuple[Any, str]]:
    """Return the models with a column that names a file of ``model``, and the column."""
    for relation in model._meta.get_fields(include_hidden=True):
        owner: Any = relation.related_model if relation.auto_created else None
        if owner is None or owner in (FileUse, PortalRendition):
            continue
        if relation.one_to_many and isinstance(relation.field, ForeignKey):
            yield owner, relation.field.name


def _page_of(model: Any) -> str | None:
    """Return the column in which a row of a page names its page."""
    for field in model._meta.concrete_fields:
        if isinstance(field, ParentalKey) and issubclass(field.related_model, PortalPage):
            return str(field.name)
    return None
