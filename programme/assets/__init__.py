"""Built at set-up from the browser packages: icons, fonts, styles, map. Nothing that runs imports this folder."""
