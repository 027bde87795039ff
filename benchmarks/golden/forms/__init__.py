"""The forms, one module for each place that they come from.

Belongs here: layouts as the forms have them. A form is a function from a random source to a ``Written``.
"""
