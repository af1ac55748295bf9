"""One file that holds everything the portal knows, and the way back. See docs/operations.md, “Backup and restore”."""
