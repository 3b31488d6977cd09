
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0001_reviews_that_decide'),
    ]

    operations = [
        migrations.AddField(
            model_name='presence',
            name='is_noted',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='review',
            name='last_told',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='review',
            name='unsettled_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
