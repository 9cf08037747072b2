"""What follows when the database is made, and when somebody's language changes."""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.users.models import UserProfile

from cluster_portal.accounts.models import User


def make_groups(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Give a new database the groups of staff, once all its tables are there."""
    from cluster_portal.languages.models import GroupLanguage
    from cluster_portal.staff.groups import ensure_groups

    if GroupLanguage._meta.db_table in connections[using].introspection.table_names():
        ensure_groups()


@receiver(post_save, sender=User)
def tell_wagtail_the_language(instance: User, raw: bool = False, **kwargs: Any) -> None:
    """Keep Wagtail's profile in the language of the account, which is the one that counts."""
    if raw:
        return
    profile, _created = UserProfile.objects.get_or_create(
        user=instance, defaults={"preferred_language": instance.language}
    )
    if profile.preferred_language != instance.language:
        UserProfile.objects.filter(pk=profile.pk).update(preferred_language=instance.language)


@receiver(post_save, sender=UserProfile)
def take_over_the_language(
    instance: UserProfile, created: bool = False, raw: bool = False, **kwargs: Any
) -> None:
    """Take over a language chosen in Wagtail's profile; a new profile starts with that of the account."""
    if raw or instance.preferred_language == instance.user.language:
        return
    if created:
        instance.preferred_language = instance.user.language
        UserProfile.objects.filter(pk=instance.pk).update(preferred_language=instance.user.language)
    else:
        instance.user.language = instance.preferred_language
        User.objects.filter(pk=instance.user_id).update(language=instance.preferred_language)
