"""Where the pipeline appears: menus, a person's cards, the desk's queues; by the noun that they are about."""

from applications.navigation import applications, dates, matching, offers, rankings, reviews

__all__ = ["applications", "dates", "matching", "offers", "rankings", "reviews"]
