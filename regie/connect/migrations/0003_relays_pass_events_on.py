
import django.db.models.deletion
import django.utils.timezone
import regie.connect.models.relay
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('connect', '0002_correct_cells_over_the_file'),
        ('journal', '0001_the_one_log'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Relay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('leased_until', models.DateTimeField(blank=True, db_index=True, editable=False, null=True)),
                ('leased_by', models.CharField(blank=True, default='', editable=False, max_length=80)),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('kind', models.CharField(choices=[('slack', 'Slack'), ('teams', 'Microsoft Teams'), ('program', 'another program (signed webhook)')], max_length=8, verbose_name='where to')),
                ('campaign', models.CharField(blank=True, max_length=120, verbose_name='only of the campaign')),
                ('kinds', models.JSONField(default=list, verbose_name='what is passed on')),
                ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French')], default='fr', max_length=5, verbose_name='language')),
                ('host', models.CharField(max_length=255)),
                ('sealed_address', models.TextField()),
                ('sealed_secret', models.TextField(blank=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('read_until', models.DateTimeField(default=django.utils.timezone.now)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('tries', models.PositiveIntegerField(default=0)),
                ('wake_at', models.DateTimeField(blank=True, null=True)),
                ('down_since', models.DateTimeField(blank=True, null=True)),
                ('said_down_at', models.DateTimeField(blank=True, null=True)),
                ('fault', models.CharField(blank=True, max_length=300)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Dispatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(default=regie.connect.models.relay._name, max_length=40, unique=True)),
                ('said', models.JSONField(default=dict)),
                ('is_test', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('tried_at', models.DateTimeField(blank=True, null=True)),
                ('tries', models.PositiveIntegerField(default=0)),
                ('status', models.PositiveIntegerField(blank=True, null=True)),
                ('fault', models.CharField(blank=True, max_length=300)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('refused_at', models.DateTimeField(blank=True, null=True)),
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='journal.event')),
                ('relay', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dispatches', to='connect.relay')),
            ],
            options={
                'verbose_name_plural': 'dispatches',
                'ordering': ['-pk'],
                'indexes': [models.Index(condition=models.Q(('refused_at', None), ('sent_at', None)), fields=['relay'], name='dispatches_waiting')],
                'constraints': [models.UniqueConstraint(fields=('relay', 'event'), name='one_dispatch_an_event')],
            },
        ),
    ]
