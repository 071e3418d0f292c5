"""A look-up that was asked for while one ran is not lost, and a decision has its person."""

from django.conf import settings
from django.db import migrations, models


def decisions_are_of_people(apps, schema_editor):
    """What merges by machine confirmed nobody has decided; what is suggested nobody has decided either."""
    matches = apps.get_model("claims", "Match").objects
    matches.filter(decided_by=None).update(state="suggested", decided_at=None)
    matches.filter(state="suggested").update(decided_by=None)
    # Now, not at the end of the transaction: while checks are pending PostgreSQL alters no table.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0004_match_and_merge"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="claim",
            name="look_ups_asked",
            field=models.PositiveIntegerField(
                default=0,
                editable=False,
                help_text="How often since it came: what begins before the last does not count.",
            ),
        ),
        migrations.RemoveConstraint(model_name="match", name="match_decision_has_a_time"),
        migrations.RunPython(decisions_are_of_people, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="match",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("decided_by", None), ("state", "suggested")),
                    models.Q(
                        models.Q(("state", "suggested"), _negated=True),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="match_decision_has_person_and_time",
                violation_error_message="A decision has a person and a time, and a suggestion has neither.",
            ),
        ),
    ]
