from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    """Entries written before the address was kept get that of the person, if still known."""
    user = apps.get_model("accounts", "User").objects.filter(pk=OuterRef("actor_id"))
    entries = apps.get_model("core", "Event").objects.filter(actor_kind="user", actor_email="")
    entries.filter(models.Exists(user)).update(actor_email=Subquery(user.values("email")))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_pingone_door"),
        ("core", "0002_event_audit"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
