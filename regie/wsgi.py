"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from regie.cli import leash

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regie.settings")
application = get_wsgi_application()
leash.hold()
