"""What pages read from the records, one module per subject."""
