"""Archives: files that hold files (ZIP, 7z, RAR).

Belongs here: unpacking within limits, names as people packed them. Does not belong here: reading what was packed
(every member goes its own way through the guard).
"""
