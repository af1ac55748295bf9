"""The door for web servers."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.config.settings.production")
application = get_asgi_application()
