"""The pages of the site, one module per noun."""

from cms.models.calls import CallIndexPage, CallPage
from cms.models.pages import HomePage, ImpactPage, NewsPage, StandardPage
from cms.models.stories import StoryFact, StoryIndexPage, StoryPage

__all__ = [
    "CallIndexPage",
    "CallPage",
    "HomePage",
    "ImpactPage",
    "NewsPage",
    "StandardPage",
    "StoryFact",
    "StoryIndexPage",
    "StoryPage",
]
