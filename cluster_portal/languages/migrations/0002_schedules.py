"""Schedules keep what differs, and may be held or fail; Wagtail's own schedules of pages become the portal's."""

import django.core.serializers.json
from django.db import migrations, models
from django.utils import timezone

REASONS = [
    ("withdrawn", "The page or this language was taken off the site meanwhile."),
    ("moved", "The page was moved meanwhile, to a place with other readers."),
    ("parent", "A page above this one is not public."),
    ("locked", "The page is locked."),
    ("right", "Whoever made the schedule may no longer do this."),
    ("author", "Whoever made the schedule is no longer here."),
    ("old", "It was made by an earlier version of the portal."),
]


def keep_schedules(apps, schema_editor):
    """Schedules made before hold the whole draft: they are carried out without the facts."""
    schedule = apps.get_model("languages", "LanguageSchedule")
    for row in schedule.objects.exclude(content={}):
        row.changes, row.includes_facts = {"whole": row.content}, False
        row.save(update_fields=["changes", "includes_facts"])


def who_answers(apps):
    """Return a function that names who a date of expiry is carried out for: it holds without a person who may."""
    user = apps.get_model("accounts", "User")
    revision = apps.get_model("wagtailcore", "Revision")
    active = set(user.objects.filter(is_active=True).values_list("pk", flat=True))
    administrator = user.objects.filter(is_active=True, is_superuser=True).order_by("pk").first()
    publishers = dict(revision.objects.exclude(user=None).values_list("pk", "user"))

    def author_of(page):
        named = [publishers.get(page.live_revision_id), page.owner_id]
        return next((key for key in named if key in active), administrator and administrator.pk)

    return author_of


def take_over(apps, schema_editor):
    """Wagtail's dates of expiry become schedules per language; its dates of publication wait for somebody's choice."""
    page_model = apps.get_model("pages", "PortalPage")
    schedule = apps.get_model("languages", "LanguageSchedule")
    author_of = who_answers(apps)
    prefix = "live_since_"
    codes = [field.name[len(prefix) :] for field in page_model._meta.fields if field.name.startswith(prefix)]
    for page in page_model.objects.filter(live=True, expire_at__gt=timezone.now(), alias_of=None):
        for code in codes:
            if getattr(page, f"{prefix}{code}"):
                values = {"moment": page.expire_at, "created_by_id": author_of(page)}
                schedule.objects.get_or_create(page=page, language=code, action="unpublish", defaults=values)
    page_model.objects.exclude(expire_at=None, go_live_at=None).update(expire_at=None, go_live_at=None)
    keys = {str(key) for key in page_model.objects.values_list("pk", flat=True)}
    revisions = apps.get_model("wagtailcore", "Revision").objects.filter(
        base_content_type__app_label="pages", approved_go_live_at__isnull=False
    )
    for revision in revisions:
        titled = [code for code in codes if revision.content.get(f"title_{code}")]
        for code in titled if revision.object_id in keys else []:
            values = {
                "moment": revision.approved_go_live_at,
                "created_by_id": revision.user_id,
                "changes": {"whole": revision.content},
                "status": "held",
                "reason": "old",
            }
            schedule.objects.get_or_create(
                page_id=int(revision.object_id), language=code, action="publish", defaults=values
            )
    revisions.update(approved_go_live_at=None)


def restore_schedules(apps, schema_editor):
    schedule = apps.get_model("languages", "LanguageSchedule")
    for row in schedule.objects.all():
        row.content = row.changes.get("whole", {})
        row.save(update_fields=["content"])
    # A difference is no draft: an older version of the portal could not carry it out.
    schedule.objects.filter(content={}, action="publish").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("languages", "0001_initial"),
        ("pages", "0004_root_in_every_language"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.AddField(
            "languageschedule",
            "changes",
            models.JSONField(
                default=dict, editable=False, encoder=django.core.serializers.json.DjangoJSONEncoder
            ),
        ),
        migrations.AddField(
            "languageschedule",
            "status",
            models.CharField(
                choices=[("waiting", "Waiting"), ("held", "Held"), ("failed", "Failed")],
                default="waiting",
                editable=False,
                max_length=10,
            ),
        ),
        migrations.AddField(
            "languageschedule",
            "reason",
            models.CharField(blank=True, choices=REASONS, editable=False, max_length=12),
        ),
        migrations.AddField("languageschedule", "problem", models.TextField(blank=True, editable=False)),
        migrations.AddField(
            "languageschedule", "tries", models.PositiveSmallIntegerField(default=0, editable=False)
        ),
        migrations.RunPython(keep_schedules, restore_schedules),
        migrations.RemoveField("languageschedule", "content"),
        migrations.RunPython(take_over, migrations.RunPython.noop),
    ]
