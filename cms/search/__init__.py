"""The site search: words of live pages, compared without tone marks, found inside Thai compounds."""
