"""Hop 2 of a night: received bytes → stored Documents; and what people ask of reading alone (show, read, redo)."""
