"""Dagster's view of a night: one thin asset for each hop, checks, schedule and sensors.

Belongs here: wiring of Dagster. Does not belong here: any work (night and the hop packages). Dagster sees counts,
never documents.
"""
