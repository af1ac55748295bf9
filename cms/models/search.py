"""What the site's search looks in: one row per live page, written anew whenever the page is published."""

from django.db import models


class SearchRow(models.Model):
    """The words of one live page, or of one city below the list of cities, in one language, as read and as compared (`programme.kernel.thai.search_text`)."""

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="search_rows")
    below = models.CharField(max_length=120, blank=True)  # what a route adds to the page's address: a city's slug
    language = models.CharField(max_length=2, db_index=True)
    title = models.CharField(max_length=255)
    lead = models.TextField(blank=True)
    text = models.TextField(blank=True)
    title_found_by = models.TextField()
    found_by = models.TextField()  # title, lead and text together

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "below"], name="search_row_once")]

    def __str__(self) -> str:
        return self.title
