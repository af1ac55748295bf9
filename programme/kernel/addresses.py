"""The portal's own address, for everything that is read elsewhere: feeds, calendars, sitemap, search engines, letters."""

from django.conf import settings


def absolute(path: str) -> str:
    """The whole address of a path of this site. An address that is whole already stays as it is."""
    return path if "://" in path else f"{settings.BASE_URL.rstrip('/')}{path}"
