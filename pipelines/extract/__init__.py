"""Hop 3: what a Document says, as claims in our codes with the span that says it.

Belongs here: finding labelled numbers and structured parts, and interpreting them by the lexicon. Does not belong
here: ids, exact places and departments (normalize), other documents (assemble).
"""
