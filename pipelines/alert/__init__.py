"""Telling people: messages, channels, delivery.

Belongs here: what a night has to say, how it is worded, and how it gets there for certain. Does not belong here:
finding out what is wrong (quality), or the outbox itself (state).
"""
