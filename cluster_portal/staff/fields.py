"""Relations that Wagtail's index of references follows."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from modelcluster.fields import ParentalManyToManyField


class SharedRecordsField(ParentalManyToManyField):
    """Several records that pages share: each of them says that it is used here.

    Wagtail's index of references follows foreign keys, streams and rich text by itself, but no relation to many.
    """

    def extract_references(self, value: Any) -> Iterator[tuple[type[models.Model], str, str, str]]:
        """Yield model, key and place of each record."""
        for record in value:
            yield type(record), str(record.pk), "item", str(record.pk)

    def deconstruct(self) -> Any:
        """Look to migrations like the field it descends from: the tables are the same."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "modelcluster.fields.ParentalManyToManyField", args, kwargs
