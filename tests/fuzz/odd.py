"""Odd requests: what no form of the portal sends, and a browser, a script or a cut line may."""

import json
import random
from collections.abc import Callable, Mapping
from typing import Any

VALUES = (
    *(
        "",
        " ",
        "0",
        "-1",
        "1",
        "2",
        "²",
        "٣",
        "abc",
        "null",
        "None",
        "on",
        "all",
        "1,2",
        "1.5",
        "1e999",
        "NaN",
    ),
    *(
        "9" * 18,
        "9" * 20,
        "9" * 5000,
        "\x00",
        "a\x00b",
        "é" * 3000,
        "\ud7ff",
        "💡",
        "%",
        "%00",
        "../..",
        "//",
        "<b>",
    ),
    *("[]", "{}", '{"a": 1}', "[null]", '{"blocks": 3}', '{"blocks": [{"text": 1}], "entityMap": {}}', "{"),
    *(
        "2026-02-30",
        "0001-01-01",
        "9999-12-31",
        "9999-12-31 23:59",
        "10000-01-01",
        "25:61",
        "0001-01-01 00:00",
    ),
    *("00000000-0000-4000-8000-000000000000", "http://[", "https://example.org/", "javascript:1", "fr", "xx"),
    *(
        "csv",
        "xlsx",
        "-title",
        "__class__",
        "pages.PortalPage",
        "projects.ProjectPage",
        "x.y.z",
        "'",
        "-",
        "=",
    ),
)
# What Wagtail's and the portal's screens read of an address.
NAMES = (
    *("p", "page", "q", "ordering", "sort", "id", "ids", "parent", "childOf", "next", "export", "page_type"),
    *(
        "lookup",
        "locale",
        "language",
        "collection_id",
        "collection",
        "tag",
        "state",
        "kind",
        "owner",
        "section",
    ),
    *("changed_since", "view", "area", "sector", "country", "programme", "deadline", "open", "partner", "v"),
    *(
        "mode",
        "in_preview_panel",
        "token",
        "position",
        "allow_external_link",
        "link_text",
        "link_url",
        "file",
    ),
    *(
        "can_choose_root",
        "user_perms",
        "multiple",
        "match_subclass",
        "target_pages",
        "matching",
        "select_format",
    ),
    *("content_type", "user", "action", "live", "site", "role", "generation", "fields", "offset", "limit"),
    *(
        "latest_revision_created_at_from",
        "last_published_at_from",
        "timestamp_after",
        "label",
        "hide_commenting",
    ),
    *(
        "created_at_from",
        "created_at_to",
        "child_of",
        "descendant_of",
        "type",
        "slug",
        "is_active",
        "edited_by",
    ),
    *("width", "height", "focal_point_x", "term", "url", "query", "year", "open", "file-type", "workflow"),
)
PARTS = ("-count", "-0-type", "-0-order", "-0-deleted", "-0-value", "-0-id", "-TOTAL_FORMS", "-INITIAL_FORMS")
ROWS = (
    "body_fr",
    "body_nl",
    "form",
    "objectives_fr",
    "links",
    "deadlines",
    "participations",
    "comments",
    "results",
)


def query(drawn: random.Random) -> dict[str, Any]:
    """Return parameters of an address."""
    names = drawn.sample(NAMES, drawn.randint(0, 3))
    return {name: _values(drawn) for name in names}


def _values(drawn: random.Random) -> Any:
    return [drawn.choice(VALUES), drawn.choice(VALUES)] if drawn.random() < 0.1 else drawn.choice(VALUES)


def body(drawn: random.Random, form: Mapping[str, Any]) -> dict[str, Any]:
    """Return a form with some of its fields odd, missing or new."""
    data = dict(form)
    for name in drawn.sample(sorted(data), min(len(data), drawn.choice((0, 1, 2, 5)))):
        change: Callable[[], Any] = drawn.choice(
            (lambda n=name: data.pop(n), lambda n=name: data.update({n: _values(drawn)}))
        )
        change()
    for _number in range(drawn.choice((0, 1, 3))):
        name = drawn.choice(NAMES) if drawn.random() < 0.5 else drawn.choice(ROWS) + drawn.choice(PARTS)
        data[name] = _values(drawn)
    # Nothing that the test client cannot send.
    return {name: "" if value is None else value for name, value in data.items()}


def raw(drawn: random.Random) -> bytes:
    """Return a body that is no form."""
    some = [json.dumps({name: drawn.choice(VALUES)}).encode() for name in drawn.sample(NAMES, 2)]
    return drawn.choice([b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe\x00", b"1" * 9000, b"[" * 3000, *some])
