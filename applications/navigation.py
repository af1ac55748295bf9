"""Where this app appears in the menus."""
