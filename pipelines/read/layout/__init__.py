"""Layout: characters and ruling lines of pages → text, blocks and tables, whatever the format.

Belongs here: lines, grids, tables without rules, stitching over pages, furniture, blocks. Does not belong here: any
file format.
"""
