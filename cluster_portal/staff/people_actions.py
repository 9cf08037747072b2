"""What is done to several people at once, within the rights of whoever does it."""

from typing import Any

from django import forms
from wagtail.users.views.bulk_actions import AssignRoleBulkAction, DeleteBulkAction, SetActiveStateBulkAction
from wagtail.users.views.bulk_actions.assign_role import RoleForm

from cluster_portal.staff.leaving import what_waits
from cluster_portal.staff.people_rights import givable_groups, may_manage


class _GivableRoleForm(RoleForm):
    """Offers the groups that a person may give."""

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role: Any = self.fields["role"]
        assert isinstance(role, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        role.queryset = givable_groups(actor)


class AssignGroups(AssignRoleBulkAction):
    """Puts people in a group."""

    form_class = _GivableRoleForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form who gives."""
        return {**super().get_form_kwargs(), "actor": self.request.user}

    def check_perm(self, obj: Any) -> bool:
        """Leave out those above whoever gives."""
        return super().check_perm(obj) and may_manage(self.request.user, obj)


class SetActive(SetActiveStateBulkAction):
    """Switches accounts on and off."""

    def check_perm(self, obj: Any) -> bool:
        """Leave out those above whoever does it."""
        return super().check_perm(obj) and may_manage(self.request.user, obj)


class DeletePeople(DeleteBulkAction):
    """Deletes accounts, after it has said what waits in their names."""

    template_name = "staff/users/confirm_bulk_delete.html"

    def check_perm(self, obj: Any) -> bool:
        """Leave out those above whoever does it."""
        return super().check_perm(obj) and may_manage(self.request.user, obj)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what stays and waits for somebody else."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"what_waits": what_waits([row["item"] for row in context["items"]])}
