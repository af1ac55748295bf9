"""How editors find pages, pictures and files: each word anywhere in the text, without minding tone marks.

Wagtail's own search cuts text at spaces, and Thai has none. This one reads the rows themselves and keeps no index.
"""

from django.db.models import Q
from wagtail.search.backends.database.fallback import DatabaseSearchBackend, DatabaseSearchQueryCompiler

from programme.kernel.search import found_in


class InsideWords(DatabaseSearchQueryCompiler):
    def build_single_term_filter(self, term: str) -> Q:
        return found_in(self.fields_names, term)


class SearchBackend(DatabaseSearchBackend):
    query_compiler_class = autocomplete_query_compiler_class = InsideWords
