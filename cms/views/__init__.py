"""Views of the site that are no page, one module per subject."""
