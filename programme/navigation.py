"""Where the foundation appears in the menus."""
