"""What the databases the portal runs on say differently."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, CharField, Func, QuerySet, Subquery, TextField
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

_LONGEST_KEY = 19


class _Joined(Func):
    """All values of a column joined by commas. Not an Aggregate: Django would group by the column."""

    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """Write it as PostgreSQL does."""
        return self.as_sql(compiler, connection, template="STRING_AGG(%(expressions)s, ',')", **extra)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """Write it as SQLite does."""
        return self.as_sql(compiler, connection, template="GROUP_CONCAT(%(expressions)s)", **extra)


def keys_of(rows: "QuerySet[Any]", name: str) -> Subquery:
    """Return an annotation with the keys in column ``name`` of related rows; ``read_keys`` reads it.

    It saves the query that a list of keys costs. ``rows`` refers to the outer row with OuterRef.
    """
    return Subquery(rows.order_by().annotate(joined=_Joined(Cast(name, CharField()))).values("joined"))


def read_keys(value: str | None) -> list[int]:
    """Return the keys of an annotation made with ``keys_of``, in ascending order."""
    return sorted(int(key) for key in value.split(",")) if value else []


def record_key(value: Any) -> int | None:
    """Return the key that a text from outside means, None for what can be no key: other digits, too many of them."""
    text = str(value).strip()
    key = int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_KEY else 0
    return key if 0 < key <= BigIntegerField.MAX_BIGINT else None


def among(keys: Iterable[int]) -> RawSQL:
    """Return what the lookup ``in`` takes for thousands of keys: they travel as one parameter, not one each."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT UNNEST(%s::bigint[])", [list(keys)])
    return RawSQL("SELECT value FROM JSON_EACH(%s)", [json.dumps(list(keys))])
