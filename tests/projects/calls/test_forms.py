"""What staff may not enter, and in which time zone they enter it."""

from typing import Any

import pytest
from django.utils import translation
from wagtail.admin.panels import ObjectList, TabbedInterface

from projects.models import CallPage
from tests import factories
from tests.projects.calls.moments import brussels

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Any:
    """Return an administrator who works in English."""
    translation.activate("en")
    return factories.user(is_superuser=True)


def call_form_class() -> Any:
    """Return the form that the admin makes of the panels."""
    tabs = [CallPage.content_panels, CallPage.promote_panels, CallPage.settings_panels]
    handler = TabbedInterface([ObjectList(tab) for tab in tabs], base_form_class=CallPage.base_form_class)
    return handler.bind_to_model(CallPage).get_form_class()


def form(staff: Any, rows: list[str] | None = None, call: Any = None, **values: str) -> Any:
    """Return the form of a call with these values; ``rows`` are the moments of stages or cut-offs."""
    parent = factories.project_index()
    instance = call or CallPage()
    form_class = call_form_class()
    data = {"title_fr": "Appel", "title_en": "Call", "slug_fr": "appel-x", "slug_en": "call-x"}
    data |= {
        "deadline_model": "single",
        "time_zone": "Europe/Brussels",
        "source_language": "fr",
        "currency": "EUR",
    }
    rows = rows or []
    for name in ("deadlines", "supports", "documents", "comments"):
        number = str(len(rows)) if name == "deadlines" else "0"
        data |= {f"{name}-TOTAL_FORMS": number, f"{name}-INITIAL_FORMS": "0"}
        data |= {f"{name}-MIN_NUM_FORMS": "0", f"{name}-MAX_NUM_FORMS": "1000"}
    for number, moment in enumerate(rows):
        data |= {f"deadlines-{number}-moment": moment, f"deadlines-{number}-ORDER": str(number + 1)}
        data |= {f"deadlines-{number}-label_en": "A date"}
    for field in ("body", "who_may_apply", "how_to_apply", "results"):
        for code in ("fr", "en", "nl", "de"):
            data |= {f"{field}_{code}-count": "0"} if field == "body" else {f"{field}_{code}": "null"}
    return form_class(data | values, instance=instance, parent_page=parent, for_user=staff)


def row_errors(checked: Any) -> list[list[str]]:
    """Return the messages on the moment of each row."""
    return [list(row.errors.get("moment", [])) for row in checked.formsets["deadlines"].forms]


def test_good_dates_are_accepted(staff: Any) -> None:
    checked = form(staff, opens_at="2027-01-10 09:00", closes_at="2027-03-28 17:00")
    assert checked.is_valid(), checked.errors
    assert checked.cleaned_data["closes_at"] == brussels("2027-03-28 17:00")


def test_deadline_before_the_opening_is_refused_on_its_field(staff: Any) -> None:
    checked = form(staff, opens_at="2027-03-28 17:00", closes_at="2027-01-10 09:00")
    assert checked.errors == {"closes_at": ["The deadline must come after the opening."]}


def test_cut_offs_out_of_order_are_refused_on_the_row(staff: Any) -> None:
    rows = ["2027-03-28 17:00", "2027-10-31 17:00", "2027-06-30 17:00"]
    checked = form(staff, rows, deadline_model="cut_offs", opens_at="2027-01-10 09:00")
    assert not checked.is_valid()
    assert row_errors(checked) == [[], [], ["This must come after the one before it."]]


def test_cut_off_before_the_opening_is_refused_on_the_row(staff: Any) -> None:
    checked = form(staff, ["2027-01-01 17:00"], deadline_model="cut_offs", opens_at="2027-01-10 09:00")
    assert not checked.is_valid()
    assert row_errors(checked) == [["This must come after the opening."]]


def test_stage_without_its_date_is_refused_on_the_row(staff: Any) -> None:
    checked = form(staff, ["2027-03-28 17:00", ""], deadline_model="two_stage")
    assert not checked.is_valid()
    first, second = row_errors(checked)
    assert first == []
    assert len(second) == 1


@pytest.mark.parametrize(
    ("model", "rows", "message"),
    [
        ("two_stage", ["2027-03-28 17:00"], "Give the dates of both stages below, and no others."),
        ("cut_offs", [], "Give at least one cut-off below."),
        ("single", ["2027-03-28 17:00"], "Only calls with two stages or several cut-offs have rows of dates"),
        (
            "permanent",
            ["2027-03-28 17:00"],
            "Only calls with two stages or several cut-offs have rows of dates",
        ),
    ],
)
def test_rows_must_fit_the_kind_of_deadline(staff: Any, model: str, rows: list[str], message: str) -> None:
    checked = form(staff, rows, deadline_model=model)
    assert not checked.is_valid()
    assert message in checked.errors["deadline_model"][0]


def test_deadline_follows_from_the_cut_offs(staff: Any) -> None:
    checked = form(staff, ["2027-03-28 17:00", "2027-10-31 17:00"], deadline_model="cut_offs")
    assert checked.is_valid(), checked.errors
    assert checked.cleaned_data["closes_at"] == brussels("2027-10-31 17:00")


def test_deadline_that_contradicts_the_cut_offs_is_refused(staff: Any) -> None:
    checked = form(staff, ["2027-03-28 17:00"], deadline_model="cut_offs", closes_at="2027-05-01 17:00")
    assert list(checked.errors) == ["closes_at"]


def test_moments_are_entered_in_the_zone_of_the_call(staff: Any) -> None:
    checked = form(staff, closes_at="2027-03-28 17:00", time_zone="Europe/Lisbon")
    assert checked.is_valid(), checked.errors
    assert checked.cleaned_data["closes_at"] == brussels("2027-03-28 18:00")


def test_moments_are_shown_in_the_zone_of_the_call(staff: Any) -> None:
    call = factories.call(time_zone="Europe/Lisbon", closes_at=brussels("2027-03-28 18:00"))
    shown = call_form_class()(instance=call, for_user=staff)["closes_at"].value()
    assert f"{shown:%Y-%m-%d %H:%M}" == "2027-03-28 17:00"


@pytest.mark.parametrize("written", ["2027-03-28 02:30", "2027-10-31 02:30"])
def test_hour_that_is_skipped_or_repeated_is_refused(staff: Any, written: str) -> None:
    assert "closes_at" in form(staff, closes_at=written).errors


def test_amount_above_the_ceiling_is_refused() -> None:
    from django.core.exceptions import ValidationError

    from projects.models import CallSupport

    with pytest.raises(ValidationError) as refused:
        CallSupport(amount=2000, ceiling=1000).clean()
    assert list(refused.value.message_dict) == ["amount"]
