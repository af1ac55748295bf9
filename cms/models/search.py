"""What the site's search looks in: one row per live page, written anew whenever the page is published."""

from django.db import models

from cms.models.base import address_of


class SearchRow(models.Model):
    """The words of one live page, or of one record below it, in one language.

    As they are read, and as they are compared (`programme.kernel.thai.search_text`).
    """

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="search_rows")
    below = models.CharField(max_length=120, blank=True)  # what the address adds to the page's: a city's slug, a code
    kind = models.CharField(max_length=10, blank=True)  # of a record below a page; see cms/search/records.py
    language = models.CharField(max_length=2, db_index=True)
    title = models.CharField(max_length=255)
    lead = models.TextField(blank=True)
    text = models.TextField(blank=True)
    title_found_by = models.TextField()
    found_by = models.TextField()  # title, lead and text together

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "below"], name="search_row_once")]

    @property
    def url(self) -> str:
        return f"{address_of(self.page.url_path, self.language)}{self.below}"

    def __str__(self) -> str:
        return self.title
