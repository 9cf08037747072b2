"""What there is to choose from in the list of calls."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, Exists, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast

from cluster_portal.languages.codes import columns
from cluster_portal.pages.closed import Reader
from cluster_portal.pages.querysets import may_be_seen


@dataclass(slots=True)
class Options:
    """The kinds of support, sectors and programmes of the calls a reader may see (by key), and countries (codes)."""

    kinds: dict[str, Any] = field(default_factory=dict)
    sectors: dict[str, Any] = field(default_factory=dict)
    programmes: dict[str, Any] = field(default_factory=dict)
    countries: set[str] = field(default_factory=set)


def read_options(reader: Reader) -> Options:
    """Return what ``reader`` can choose from. One query reads all.

    The cluster's own country is always among the countries: calls that are not restricted by country are open to it.
    """
    from partners.models import PartnerPage
    from projects.models import CallPage, CallSupport, Programme, ProjectPage, Sector, SupportKind

    calls = CallPage.objects.visible_to(reader)
    supports = CallSupport.objects.filter(may_be_seen(reader, "call__"), kind=OuterRef("pk"))
    sectors = CallPage.sectors.through.objects.filter(
        may_be_seen(reader, "callpage__"), sector=OuterRef("pk")
    )
    projects = ProjectPage.objects.filter(programme=OuterRef("pk"), path__in=calls.paths_of_projects())
    rows = _named("kind", SupportKind.objects.filter(Exists(supports))).union(
        _named("sector", Sector.objects.filter(Exists(sectors))),
        _named("programme", Programme.objects.filter(Exists(projects))),
        _coded("countries", calls.exclude(countries=[]).order_by(), Cast("countries", TextField())),
        _coded(
            "home", PartnerPage.objects.visible_to(reader).filter(is_this_cluster=True).order_by(), "country"
        ),
        all=True,
    )
    names = list(columns("name").values())
    models: dict[str, Any] = {"kind": SupportKind, "sector": Sector, "programme": Programme}
    options = Options()
    found = {"kind": options.kinds, "sector": options.sectors, "programme": options.programmes}
    for facet, key, *texts in rows:
        if facet == "countries":
            options.countries |= set(json.loads(key))
        elif facet == "home":
            options.countries |= {key} if key else set()
        else:
            record = models[facet](pk=int(key), **dict(zip(names, texts, strict=True)))
            found[facet][key] = record
    return options


# Without ``rewrite(False)`` django-modeltranslation returns columns in no certain order.
def _named(facet: str, records: "QuerySet[Any]") -> "QuerySet[Any]":
    return (
        records.rewrite(False)  # type: ignore[attr-defined]
        .order_by()
        .annotate(facet=Value(facet, CharField()), key=Cast("pk", TextField()))
        .values_list("facet", "key", *columns("name").values())
    )


def _coded(facet: str, pages: "QuerySet[Any]", key: Any) -> "QuerySet[Any]":
    empty = {f"empty_{number}": Value("", CharField()) for number, _name in enumerate(columns("name"))}
    return (
        pages.rewrite(False)  # type: ignore[attr-defined]
        .annotate(facet=Value(facet, CharField()), key=Cast(key, TextField()), **empty)
        .values_list("facet", "key", *empty)
        .distinct()
    )
