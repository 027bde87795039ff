"""Hop 8 of a night, publishing: what lies in a build, how it goes out and is looked at."""
