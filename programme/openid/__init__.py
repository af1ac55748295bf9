"""Signing in by LINE, Google and ThaiD: what we ask of them, what we believe, and whose account it leads to."""
