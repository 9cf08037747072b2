"""The read-only interface, version 1."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Path, Query
from ninja.throttling import AnonRateThrottle

from cluster_portal.signin.visitors import place_of
from projects.api import schemas
from projects.api.answers import MOST_PER_PAGE, one_of, page_of
from projects.exports.resources import CALLS, PARTICIPATIONS, PARTNERS, PROJECTS

Lang = Annotated[str | None, Query(description="fr, en, nl or de. Without it, what the browser prefers.")]
Page = Annotated[int, Query(ge=1, le=100_000, description="The number of the page, from 1.")]
PerPage = Annotated[int, Query(ge=1, le=MOST_PER_PAGE, description="Records per page.")]
Identity = Annotated[UUID, Path(description="The identifier (uuid) of the record.")]
Words = Annotated[str | None, Query(max_length=100, description="A part of a name, former name or city.")]
Filter = Annotated[str | None, Query(max_length=40)]


class PerVisitor(AnonRateThrottle):
    """Counts requests by where they come from, so that one reader does not keep the portal busy."""

    def get_ident(self, request: HttpRequest) -> str:
        """Return where a request comes from."""
        return place_of(request)


throttle = PerVisitor("120/m")
api = NinjaAPI(
    title="Cluster portal",
    version="1",
    description=(
        "Projects, participations, calls and partners of the portal, as everybody may see them. Read-only. Texts "
        "come in the language asked for, or in the one that stands in for it. Filters are those of the lists; values "
        "that mean nothing are ignored and named in `ignored_filters`."
    ),
    docs_url=None,
    urls_namespace="api-1",
    throttle=[throttle],
)
_NOT_FOUND: dict[Any, Any] = {404: schemas.Problem}


@api.get("/projects", response=schemas.PageOfProjects, summary="Projects", tags=["projects"])
def projects(
    request: HttpRequest,
    lang: Lang = None,
    page: Page = 1,
    per_page: PerPage = 50,
    status: Annotated[str | None, Query(description="running, forthcoming, ended or unknown")] = None,
    programme: Filter = None,
    sector: Filter = None,
    country: Annotated[str | None, Query(description="Country of a partner, ISO 3166-1 alpha-2")] = None,
    partner: Filter = None,
    role: Annotated[str | None, Query(description="Role of a partner")] = None,
    goal: Filter = None,
    sort: Annotated[str | None, Query(description="newest, ending or name")] = None,
) -> HttpResponse:
    """List the projects."""
    return page_of(request, PROJECTS, lang, page, per_page)


@api.get(
    "/projects/{uuid}",
    response={200: schemas.Project, **_NOT_FOUND},
    summary="One project",
    tags=["projects"],
)
def project(request: HttpRequest, uuid: Identity, lang: Lang = None) -> HttpResponse:
    """Return one project."""
    return one_of(request, PROJECTS, lang, uuid)


@api.get(
    "/participations",
    response=schemas.PageOfParticipations,
    summary="Participations",
    tags=["participations"],
)
def participations(
    request: HttpRequest,
    lang: Lang = None,
    page: Page = 1,
    per_page: PerPage = 50,
    status: Filter = None,
    programme: Filter = None,
    sector: Filter = None,
    country: Filter = None,
    partner: Filter = None,
    role: Filter = None,
    goal: Filter = None,
) -> HttpResponse:
    """List who takes part in which project. The filters choose projects."""
    return page_of(request, PARTICIPATIONS, lang, page, per_page)


@api.get("/calls", response=schemas.PageOfCalls, summary="Calls", tags=["calls"])
def calls(
    request: HttpRequest,
    lang: Lang = None,
    page: Page = 1,
    per_page: PerPage = 50,
    open: Annotated[str | None, Query(description="1: only calls that accept applications now")] = None,
    kind: Filter = None,
    sector: Filter = None,
    country: Annotated[str | None, Query(description="Country of the applicant, ISO 3166-1 alpha-2")] = None,
    programme: Filter = None,
    deadline: Annotated[str | None, Query(description="30 or 90 (days), or none")] = None,
) -> HttpResponse:
    """List the calls, those that a company can use first."""
    return page_of(request, CALLS, lang, page, per_page)


@api.get("/calls/{uuid}", response={200: schemas.Call, **_NOT_FOUND}, summary="One call", tags=["calls"])
def call(request: HttpRequest, uuid: Identity, lang: Lang = None) -> HttpResponse:
    """Return one call."""
    return one_of(request, CALLS, lang, uuid)


@api.get("/partners", response=schemas.PageOfPartners, summary="Partners", tags=["partners"])
def partners(
    request: HttpRequest,
    lang: Lang = None,
    page: Page = 1,
    per_page: PerPage = 50,
    q: Words = None,
    country: Annotated[str | None, Query(description="ISO 3166-1 alpha-2")] = None,
    kind: Annotated[
        str | None, Query(description="cluster, association, company, research, hub or public")
    ] = None,
    sector: Filter = None,
    project: Filter = None,
    programme: Filter = None,
    role: Annotated[str | None, Query(description="Role in a project")] = None,
    sort: Annotated[str | None, Query(description="country or name")] = None,
) -> HttpResponse:
    """List the partners."""
    return page_of(request, PARTNERS, lang, page, per_page)


@api.get(
    "/partners/{uuid}",
    response={200: schemas.Partner, **_NOT_FOUND},
    summary="One partner",
    tags=["partners"],
)
def partner(request: HttpRequest, uuid: Identity, lang: Lang = None) -> HttpResponse:
    """Return one partner."""
    return one_of(request, PARTNERS, lang, uuid)
