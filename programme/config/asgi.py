"""The door for web servers. It stays shut while a setting is unsafe."""

from django.core.asgi import get_asgi_application

from programme.config.env import name_settings

name_settings("production")
application = get_asgi_application()

from programme.checks import refuse_unsafe  # noqa: E402 - the apps have to be loaded first

refuse_unsafe()
