"""E-mail addresses in one normal form, so that however one is typed, stored and compared, it is the same address."""

from typing import Any

from django.db import models


def normal_form(address: str) -> str:
    """Return an address in lower case, without spaces around it."""
    return address.strip().lower()


class AddressField(models.EmailField[Any, Any]):
    """An e-mail address by which somebody is known: stored, compared and looked up in its normal form.

    To the database and to migrations it is an ordinary EmailField.
    """

    def deconstruct(self) -> Any:
        """Return the field as Django's own."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.EmailField", args, kwargs

    def to_python(self, value: Any) -> Any:
        """Return the normal form of what a form or a file gives."""
        value = super().to_python(value)
        return normal_form(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        """Store and look up the normal form."""
        return self.to_python(super().get_prep_value(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Let the instance hold what is stored."""
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value
