"""``xianjian review``: what waits for a person, and writing down what the person decides.

Belongs here: finding what waits (items), showing it (listing, detail), appending decisions (record). Does not belong here:
what a decision does (assemble.replay, warehouse/schema/30_views.sql), the command line (cli_review).
"""
