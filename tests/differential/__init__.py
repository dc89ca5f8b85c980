"""Generated templates and contexts, filled by the compiled renderer and by docxtpl itself.

`python -m tests.differential --count 5000` is the long run; the suite runs some hundreds.
"""
