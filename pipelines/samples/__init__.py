"""Sample reports: invented specimens, their wording, their files, and what each of them truly states.

Belongs here: making reports for demonstration, tests and benchmarks. Does not belong here: anything that reads a
report. Nothing in the product imports this package; python-docx and reportlab are needed only to write files.
"""
