"""The scale that a new desk starts with. Moderators change it in the admin."""

from django.db import migrations

SCALE = [
    ("correct", "Correct", "Holds as said", 5, "green", "correct"),
    ("mostly-correct", "Mostly correct", "A gap that matters little", 4, "olive", "mostly"),
    ("misleading", "Misleading", "True parts, false impression", 2, "ochre", "misleading"),
    ("wrong", "Wrong", "Does not hold", 1, "red", "wrong"),
    ("unproven", "Unproven", "No sound evidence either way", None, "slate", "unproven"),
]


def add_scale(apps, schema_editor):
    Rating = apps.get_model("reviews", "Rating")
    for position, (slug, label, description, value, tone, icon) in enumerate(SCALE):
        Rating.objects.get_or_create(
            slug=slug,
            defaults={
                "label": label,
                "description": description,
                "value": value,
                "tone": tone,
                "icon": icon,
                "position": position,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial")]

    operations = [migrations.RunPython(add_scale, migrations.RunPython.noop)]
