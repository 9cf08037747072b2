"""Relations that Wagtail's index of references follows."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.functional import cached_property
from modelcluster.fields import ParentalManyToManyDescriptor, ParentalManyToManyField

from cluster_portal.pages.binned import bin_open


class _SharedRecords(ParentalManyToManyDescriptor):
    @cached_property
    def child_object_manager_cls(self) -> type[models.Manager[Any]]:
        """Return a manager to which pages in the bin still belong: they come back."""
        inherited: Any = super().child_object_manager_cls

        class WithThoseInBin(inherited):
            def get_original_manager(self) -> Any:
                with bin_open():
                    return super().get_original_manager()

            def get_live_queryset(self) -> Any:
                with bin_open():
                    return super().get_live_queryset()

            def commit(self) -> None:
                with bin_open():
                    super().commit()

        return WithThoseInBin


class SharedRecordsField(ParentalManyToManyField):
    """Several records that pages share: each of them says that it is used here.

    Wagtail's index of references follows foreign keys, streams and rich text by itself, but no relation to many.
    """

    related_accessor_class = _SharedRecords

    def extract_references(self, value: Any) -> Iterator[tuple[type[models.Model], str, str, str]]:
        """Yield model, key and place of each record."""
        for record in value:
            yield type(record), str(record.pk), "item", str(record.pk)

    def deconstruct(self) -> Any:
        """Look to migrations like the field it descends from: the tables are the same."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "modelcluster.fields.ParentalManyToManyField", args, kwargs
