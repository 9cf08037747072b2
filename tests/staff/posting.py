"""What a browser sends when a form of the admin is saved as it was opened."""

from typing import Any

from django import forms
from django.forms import BaseForm
from wagtail import blocks


def form_data(form: BaseForm) -> dict[str, Any]:
    """Return the data of a form with its rows, unchanged."""
    data: dict[str, Any] = {}
    for bound_field in form:
        value = bound_field.value()
        if isinstance(bound_field.field, blocks.BlockField):
            data |= block_data(bound_field.field.block, value, bound_field.html_name)
        else:
            data |= widget_data(bound_field.field.widget, value, bound_field.html_name)
    for formset in getattr(form, "formsets", {}).values():
        for bound_field in formset.management_form:
            data[bound_field.html_name] = bound_field.value()
        for row in formset.forms:
            data |= form_data(row)
    return {name: value for name, value in data.items() if value is not None}


def widget_data(widget: forms.Widget, value: Any, name: str) -> dict[str, Any]:
    """Return what an input sends."""
    if isinstance(widget, forms.CheckboxInput):
        return {name: "on"} if widget.check_test(value) else {}
    if isinstance(widget, forms.FileInput):
        return {}
    if hasattr(widget, "get_value_data"):
        chosen = widget.get_value_data(value)
        return {name: (chosen or {}).get("id", "") if isinstance(chosen, dict) else chosen}
    context = widget.get_context(name, value, {})["widget"]
    if isinstance(widget, forms.MultiWidget):
        return {sub["name"]: sub["value"] for sub in context["subwidgets"]}
    if isinstance(widget, forms.Select | forms.CheckboxSelectMultiple):
        chosen = context["value"]
        return {
            name: chosen if getattr(widget, "allow_multiple_selected", False) else chosen[0] if chosen else ""
        }
    return {name: "" if context["value"] is None else context["value"]}


def block_data(block: Any, value: Any, name: str) -> dict[str, Any]:
    """Return what the editor of a block sends."""
    if isinstance(block, blocks.StreamBlock):
        return _list_data(
            name,
            [(child.block, child.value, {"type": child.block_type, "id": child.id}) for child in value],
        )
    if isinstance(block, blocks.ListBlock):
        return _list_data(
            name, [(block.child_block, child.value, {"id": child.id}) for child in value.bound_blocks]
        )
    if isinstance(block, blocks.StructBlock):
        data: dict[str, Any] = {}
        for key, child in block.child_blocks.items():
            data |= block_data(child, value[key], f"{name}-{key}")
        return data
    return widget_data(block.field.widget, block.value_for_form(value), name)


def _list_data(name: str, items: list[tuple[Any, Any, dict[str, Any]]]) -> dict[str, Any]:
    data: dict[str, Any] = {f"{name}-count": len(items)}
    for number, (block, value, more) in enumerate(items):
        data |= {f"{name}-{number}-deleted": "", f"{name}-{number}-order": number}
        data |= {f"{name}-{number}-{key}": item or "" for key, item in more.items()}
        data |= block_data(block, value, f"{name}-{number}-value")
    return data
