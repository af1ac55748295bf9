"""The portal's own address, for everything that is read elsewhere: feeds, calendars, sitemap, search engines, letters."""

from django.conf import settings


def absolute(path: str) -> str:
    """The whole address of a path of this site. An address that is whole already stays as it is."""
    return path if "://" in path else f"{settings.BASE_URL.rstrip('/')}{path}"


HERE = "portal://here"  # stands for the portal's address in what is kept, until it is read or leaves


def kept(path: str) -> str:
    """The whole address of a path in words that are kept: the portal may stand elsewhere when they are read."""
    return path if "://" in path else f"{HERE}{path}"


def leaving(words: str) -> str:
    """Kept words with the portal's address of today."""
    return words.replace(HERE, settings.BASE_URL.rstrip("/"))
