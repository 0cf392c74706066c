"""Mutation testing: `python -m mutants` from `tests` plants small faults in the core and sees whether a test fails."""
