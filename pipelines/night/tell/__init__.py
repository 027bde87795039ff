"""Telling people: what stands wrong after a night, and which channel hears of it."""
