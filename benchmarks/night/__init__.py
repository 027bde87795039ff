"""A whole night over reports in the mix that counties publish, beside what an analyst would write in a day.

Belongs here: the files (reports, sentences), the other contestant (straightforward), our night in a process of its own
(ours), the contest (``__main__``). Does not belong here: benchmarks of one hop, which are files beside this folder.
"""
