"""Mails about comments: only to people who may still edit the page, whatever they followed or wrote before."""

from collections import defaultdict
from typing import Any

from django.db.models import Q
from wagtail.admin.mail import send_notification
from wagtail.models import COMMENTS_RELATION_NAME, Comment, PageSubscription

from cluster_portal.accounts.models import User


class TellsEditorsOfComments:
    """An edit view whose mails about comments stop where the right to edit the page stops."""

    page: Any
    request: Any

    def send_commenting_notifications(self, changes: dict[str, Any]) -> None:
        """Tell those who follow the page of all that changed, others of threads in which they wrote."""
        replied = [comment for comment, _replies in changes["new_replies"]]
        kinds = ("new_comments", "deleted_comments", "resolved_comments", "new_replies")
        if not any(changes[kind] for kind in kinds):
            return
        subscriptions = PageSubscription.objects.filter(page=self.page)
        following = User.objects.filter(
            pk__in=subscriptions.filter(comment_notifications=True).values("user")
        )
        self._send(list(following), changes)
        threads = [comment.pk for comment in [*changes["resolved_comments"], *replied]]
        by_threads: dict[frozenset[int], list[User]] = defaultdict(list)
        for person in self._writers(threads).exclude(pk__in=subscriptions.values("user")):
            own = Comment.objects.filter(Q(user=person) | Q(replies__user=person), pk__in=threads)
            by_threads[frozenset(own.values_list("pk", flat=True))].append(person)
        for keys, people in by_threads.items():
            self._send(people, _of_threads(changes, keys))

    def _writers(self, threads: list[int]) -> Any:
        wrote = Q(comment_replies__comment_id__in=threads) | Q(**{f"{COMMENTS_RELATION_NAME}__in": threads})
        return User.objects.filter(wrote).distinct()

    def _send(self, people: list[User], changes: dict[str, Any]) -> None:
        told = [
            person
            for person in people
            if person != self.request.user
            and person.is_active
            and person.has_perm("wagtailadmin.access_admin")
            and self.page.permissions_for_user(person).can_edit()
        ]
        if told:
            replies = [{"comment": comment, "replies": new} for comment, new in changes["new_replies"]]
            context = {"page": self.page, "editor": self.request.user, **changes, "replied_comments": replies}
            send_notification(told, "updated_comments", context)


def _of_threads(changes: dict[str, Any], keys: frozenset[int]) -> dict[str, Any]:
    return {
        "new_comments": [],
        "resolved_comments": [comment for comment in changes["resolved_comments"] if comment.pk in keys],
        "deleted_comments": [],
        "new_replies": [
            (comment, replies) for comment, replies in changes["new_replies"] if comment.pk in keys
        ],
    }
