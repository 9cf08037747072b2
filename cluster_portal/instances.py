"""Rows of other tables, read together with the row that they belong to."""

import json
from typing import Any, TypeVar

from django.db.models import Aggregate, F, Func, Model, QuerySet, Subquery, TextField
from django.db.models.functions import JSONObject


class _AsJson(Func):
    """All rows as one JSON array. Not an Aggregate: Django would group by the columns."""

    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """Write it as PostgreSQL does."""
        return self.as_sql(compiler, connection, template="CAST(JSON_AGG(%(expressions)s) AS TEXT)", **extra)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """Write it as SQLite does."""
        return self.as_sql(compiler, connection, template="JSON_GROUP_ARRAY(%(expressions)s)", **extra)


Row = TypeVar("Row", bound=Model)


def instances_of(rows: "QuerySet[Any]", *names: str) -> Subquery:
    """Return an annotation with the related rows themselves; ``read_instances`` reads it.

    It saves the query that the rows cost. ``rows`` refers to the outer row with OuterRef; ``names`` are columns, at
    most 45, also of a record that the row refers to, as ``document__file``.
    """
    values = JSONObject(**{name: F(name) for name in names})
    return Subquery(rows.order_by().annotate(as_json=_AsJson(values)).values("as_json"))


def read_instances(value: str | None, model: type[Row]) -> list[Row]:
    """Return the rows of an annotation made with ``instances_of``, in no order, with the columns asked for."""
    return [_instance(model, values) for values in json.loads(value or "[]", parse_float=str)]


def _instance(model: type[Row], values: dict[str, Any]) -> Row:
    own: dict[str, Any] = {}
    nested: dict[str, dict[str, Any]] = {}
    for name, value in values.items():
        first, _, rest = name.partition("__")
        if rest:
            nested.setdefault(first, {})[rest] = value
        else:
            field = model._meta.get_field(name)
            own[field.attname] = field.to_python(value)  # type: ignore[union-attr]
    instance = model(**own)
    for name, related in nested.items():
        field = model._meta.get_field(name)
        if related.get("pk", related.get("id")) is not None:
            setattr(instance, name, _instance(field.related_model, related))  # type: ignore[arg-type]
    return instance


class KeyList(Aggregate):
    """The keys of a group joined by commas."""

    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """Write it as PostgreSQL does."""
        return self.as_sql(compiler, connection, template="STRING_AGG(%(expressions)s::text, ',')", **extra)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """Write it as SQLite does."""
        return self.as_sql(compiler, connection, template="GROUP_CONCAT(%(expressions)s)", **extra)
