"""What this app does when another tells it something."""
