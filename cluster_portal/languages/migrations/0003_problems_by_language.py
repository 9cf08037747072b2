"""Why a schedule failed is kept in each language."""

from django.conf import settings
from django.db import migrations, models


def keep_problems(apps, schema_editor):
    schedule = apps.get_model("languages", "LanguageSchedule")
    for row in schedule.objects.exclude(problem=""):
        row.problems = {settings.LANGUAGE_CODE: row.problem}
        row.save(update_fields=["problems"])


def restore_problems(apps, schema_editor):
    schedule = apps.get_model("languages", "LanguageSchedule")
    for row in schedule.objects.exclude(problems={}):
        row.problem = next(iter(row.problems.values()))
        row.save(update_fields=["problem"])


class Migration(migrations.Migration):
    dependencies = [("languages", "0002_schedules")]

    operations = [
        migrations.AddField(
            "languageschedule", "problems", models.JSONField(default=dict, editable=False)
        ),
        migrations.RunPython(keep_problems, restore_problems),
        migrations.RemoveField("languageschedule", "problem"),
    ]
