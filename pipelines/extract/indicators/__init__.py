"""Indicators, goals and scores."""
