"""The nouns of 县鉴, on the standard library alone.

Belongs here: what a report is made of (Document, Span, Flow), what it states (Quantity, claims), what is
published of it (rows), and what goes wrong (Problem, Outcome). Does not belong here: wording (lexicon),
file formats (read), SQL (store), or anything that opens a file.
"""
