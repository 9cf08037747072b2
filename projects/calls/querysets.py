"""Questions asked of calls. What ``states`` computes of one call is said here in SQL of many."""

import math
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any, Self

from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    Field,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, ExtractYear, Length, Substr
from django.utils import timezone

from cluster_portal.pages.binned import PagesOutsideBin
from cluster_portal.pages.querysets import PortalPageQuerySet
from projects.calls import rows
from projects.calls.states import CLOSING_SOON, CallState, DeadlineModel

if TYPE_CHECKING:
    from projects.calls.models import CallPage

# In which order states are listed: what a company can use first.
_RANKS = {
    CallState.OPEN: 0,
    CallState.CLOSING_SOON: 0,
    CallState.FORTHCOMING: 1,
    CallState.UNKNOWN: 2,
    CallState.CLOSED: 3,
}


def project_of_call(outer: str = "") -> "QuerySet[Any]":
    """Return the project above the call of the outer query: calls are pages right below theirs."""
    from projects.models import ProjectPage

    path = OuterRef(f"{outer}path")
    above = Substr(path, 1, Length(path) - ProjectPage.steplen)
    return ProjectPage.objects.filter(path=ExpressionWrapper(above, output_field=CharField()))


def state_conditions(moment: datetime) -> dict[CallState, Q]:
    """Return the condition for each state at ``moment``. They exclude each other, and one of them holds."""
    day = timezone.localdate(moment, timezone.get_default_timezone())
    no_deadline = Q(closes_at__isnull=True)
    over = no_deadline & Q(Exists(project_of_call().filter(ends_on__lt=day)))
    not_over = no_deadline & ~Q(Exists(project_of_call().filter(ends_on__lt=day)))
    begun = Q(opens_at__isnull=True) | Q(opens_at__lte=moment)
    permanent = Q(deadline_model=DeadlineModel.PERMANENT)
    soon = moment.astimezone(UTC) + CLOSING_SOON
    return {
        CallState.CLOSED: Q(closes_at__lte=moment) | over,
        CallState.FORTHCOMING: Q(opens_at__gt=moment) & (Q(closes_at__gt=moment) | not_over),
        CallState.CLOSING_SOON: begun & Q(closes_at__gt=moment, closes_at__lte=soon),
        CallState.OPEN: begun & (Q(closes_at__gt=soon) | (permanent & not_over)),
        CallState.UNKNOWN: begun & ~permanent & not_over,
    }


def _is_closed(moment: datetime) -> Q:
    day = timezone.localdate(moment, timezone.get_default_timezone())
    over = Exists(project_of_call().filter(ends_on__lt=day))
    return Q(closes_at__lte=moment) | Q(over, closes_at__isnull=True)


def _by_state(moment: datetime, found: dict[CallState, Value], kind: Field[Any, Any]) -> Case:
    """Return what ``found`` has for the state at ``moment``.

    Cases are tried in turn, so that none excludes those before it and each is written once.
    """
    soon = moment.astimezone(UTC) + CLOSING_SOON
    permanent = Q(deadline_model=DeadlineModel.PERMANENT)
    return Case(
        When(_is_closed(moment), then=found[CallState.CLOSED]),
        When(opens_at__gt=moment, then=found[CallState.FORTHCOMING]),
        When(closes_at__lte=soon, then=found[CallState.CLOSING_SOON]),
        When(Q(closes_at__isnull=False) | permanent, then=found[CallState.OPEN]),
        default=found[CallState.UNKNOWN],
        output_field=kind,
    )


def _coming(moment: datetime) -> Case:
    """Return what a call waits for: its opening, else its next deadline. It builds on ``with_next_stop``."""
    return Case(
        When(_is_closed(moment), then=None),
        When(opens_at__gt=moment, then=F("opens_at")),
        When(closes_at__isnull=False, then=F("next_stop")),
    )


def _end() -> Coalesce:
    """Return what closed or will close a call: its deadline, else the last day of its project."""
    return Coalesce("closes_at", Cast(Subquery(project_of_call().values("ends_on")[:1]), DateTimeField()))


class CallQuerySet(PortalPageQuerySet):
    """Call pages."""

    # --- state ------------------------------------------------------------------------------

    def with_state(self, moment: datetime) -> Self:
        """Add ``current_state``, the state at ``moment``."""
        names = {state: Value(state.value) for state in CallState}
        return self.annotate(current_state=_by_state(moment, names, CharField()))

    def in_state(self, moment: datetime, *states: CallState) -> Self:
        """Return the calls that are in one of these states at ``moment``."""
        conditions = state_conditions(moment)
        wanted = Q()
        for state in states:
            wanted |= conditions[state]
        return self.filter(wanted)

    def open_at(self, moment: datetime) -> Self:
        """Return the calls that accept applications at ``moment``, what closes next first."""
        return self.in_state(moment, CallState.OPEN, CallState.CLOSING_SOON).by_next_stop(moment)

    def forthcoming_at(self, moment: datetime) -> Self:
        """Return the calls that open after ``moment``, the next first."""
        return self.in_state(moment, CallState.FORTHCOMING).order_by("opens_at", "path")

    def closed_at(self, moment: datetime) -> Self:
        """Return the calls that take no more applications at ``moment``, what closed last first."""
        return self.in_state(moment, CallState.CLOSED).order_by(_end().desc(nulls_last=True), "path")

    # --- order ------------------------------------------------------------------------------

    def with_next_stop(self, moment: datetime) -> Self:
        """Add ``next_stop``: the next cut-off after ``moment``, else the deadline."""
        from projects.calls.models import CallDeadline

        following = CallDeadline.objects.filter(call=OuterRef("pk"), moment__gt=moment).order_by("moment")
        cut_off = When(
            deadline_model=DeadlineModel.CUT_OFFS,
            then=Coalesce(Subquery(following.values("moment")[:1]), F("closes_at")),
        )
        return self.annotate(next_stop=Case(cut_off, default=F("closes_at")))

    def by_next_stop(self, moment: datetime) -> Self:
        """Return the calls by their next deadline, those without one last."""
        return self.with_next_stop(moment).order_by(F("next_stop").asc(nulls_last=True), "path")

    def what_matters_first(self, moment: datetime) -> Self:
        """Return the calls by what a company can use: open ones (what closes next first), forthcoming ones (what
        opens next first), those without known dates, closed ones (what closed last first).
        """
        ranks = {state: Value(rank) for state, rank in _RANKS.items()}
        return self.with_next_stop(moment).order_by(
            _by_state(moment, ranks, IntegerField()),
            _coming(moment).asc(nulls_last=True),
            _end().desc(nulls_last=True),
            "path",
        )

    def part_of_list(self, moment: datetime, first: int, last: int) -> "list[CallPage]":
        """Return the calls from place ``first`` (counted from 0) to before ``last`` in ``what_matters_first``.

        The places are found before anything else is read of a call; the few that are read are sorted here.
        """
        chosen = self.what_matters_first(moment).values("pk")[first:last]
        found = self.model.objects.filter(pk__in=chosen).with_clock()
        return sorted(found, key=lambda call: place_in_list(call, moment))

    def best_of_each(self, moment: datetime, most: int) -> "list[CallPage]":
        """Return at most ``most`` calls each of those open, forthcoming and closed at ``moment``, in that order.

        ``number_open`` says how many are open in all.
        """
        queries = (self.open_at(moment), self.forthcoming_at(moment), self.closed_at(moment))
        best = Q()
        for found in queries:
            best |= Q(pk__in=found.values("pk")[:most])
        number = (
            queries[0].order_by().annotate(one=Value(1)).values("one").annotate(all=Count("pk")).values("all")
        )
        found = self.model.objects.filter(best).with_clock()
        return sorted(
            found.annotate(number_open=Coalesce(Subquery(number), 0)),
            key=lambda call: place_in_list(call, moment),
        )

    # --- what is shown ----------------------------------------------------------------------

    def with_clock(self) -> Self:
        """Add what the clock and the amount of a call need besides its own columns."""
        return self.annotate(
            **rows.annotations("deadlines", "supports"),
            read_project_end=Subquery(project_of_call().values("ends_on")[:1]),
        )

    def with_rows(self) -> Self:
        """Add what the page of a call lists."""
        return self.annotate(
            **rows.annotations("documents", "sectors", "contacts"),
        )

    # --- choice -----------------------------------------------------------------------------

    def giving(self, kind: int) -> Self:
        """Return the calls that give a kind of support."""
        from projects.calls.models import CallSupport

        return self.filter(Exists(CallSupport.objects.filter(call=OuterRef("pk"), kind=kind)))

    def for_sector(self, sector: int) -> Self:
        """Return the calls for a sector."""
        return self.filter(
            Exists(self.model.sectors.through.objects.filter(callpage=OuterRef("pk"), sector=sector))
        )

    def under_programme(self, programme: int) -> Self:
        """Return the calls of projects under a programme."""
        return self.filter(Exists(project_of_call().filter(programme=programme)))

    def open_to(self, country: str) -> Self:
        """Return the calls to which companies of a country (ISO code) may apply."""
        return self.alias(named=Cast("countries", TextField())).filter(
            Q(named__contains=f'"{country}"') | Q(named="[]")
        )

    def due_before(self, moment: datetime, now: datetime) -> Self:
        """Return the calls whose next deadline comes after ``now`` and by ``moment``."""
        return self.with_next_stop(now).filter(next_stop__gt=now, next_stop__lte=moment)

    def without_deadline(self) -> Self:
        """Return the permanent calls."""
        return self.filter(deadline_model=DeadlineModel.PERMANENT)

    def with_programme(self) -> Self:
        """Add ``programme_key``, the programme of the project, and leave out calls without one."""
        found = self.annotate(programme_key=Subquery(project_of_call().values("programme")[:1]))
        return found.filter(programme_key__isnull=False)

    def paths_of_projects(self) -> "QuerySet[Any]":
        """Return the treebeard paths of the pages right above the calls."""
        path = F("path")
        above = Substr(path, 1, Length(path) - self.model.steplen)
        return self.rewrite(False).order_by().annotate(above=above).values("above")

    def counted_by_first_year(self, moment: datetime) -> list[tuple[int | None, int]]:
        """Return years, in the portal's time zone, with how many of the calls were opened in each by ``moment``.

        None stands for those of which it is not known when.
        """
        opened = self.rewrite(False).order_by().exclude(opens_at__gt=moment)
        dated = opened.annotate(first_year=ExtractYear("opens_at", tzinfo=timezone.get_default_timezone()))
        return list(
            dated.values("first_year").annotate(number=Count("pk")).values_list("first_year", "number")
        )

    def counted_by(self, facet: str, key: Any) -> "QuerySet[Any]":
        """Return rows of ``facet``, the value of ``key`` as text, and how many of the calls have it."""
        # Without ``rewrite(False)`` django-modeltranslation returns columns in no certain order.
        return (
            self.rewrite(False)
            .order_by()
            .annotate(facet=Value(facet, CharField()), key=Cast(key, TextField()))
            .values("facet", "key")
            .annotate(number=Count("pk", distinct=True))
            .values_list("facet", "key", "number")
        )


def place_in_list(call: "CallPage", moment: datetime) -> tuple[Any, ...]:
    """Return what sorts a call as ``what_matters_first`` does."""
    schedule = call.schedule
    state = schedule.state_at(moment)
    coming = schedule.opens_at if state == CallState.FORTHCOMING else schedule.next_stop_at(moment)
    closing = schedule.closes_at
    if closing is None and schedule.project_ends_on is not None:
        closing = datetime.combine(schedule.project_ends_on, time.min, tzinfo=UTC)
    return (
        _RANKS[state],
        math.inf if coming is None else coming.timestamp(),
        math.inf if closing is None else -closing.timestamp(),
        call.path,
    )


CallManager = PagesOutsideBin.from_queryset(CallQuerySet)
