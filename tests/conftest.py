"""Hypothesis profiles: quick is the default; HYPOTHESIS_PROFILE=ci looks deeper, and nightly with richer strategies."""

import os

from hypothesis import HealthCheck, settings

_PATIENT = [HealthCheck.too_slow, HealthCheck.data_too_large]

for _name in ("quick", "desk"):
    settings.register_profile(_name, max_examples=25, deadline=None, suppress_health_check=_PATIENT)
settings.register_profile(
    "ci", max_examples=200, deadline=None, derandomize=True, print_blob=True, suppress_health_check=_PATIENT
)
settings.register_profile("nightly", max_examples=5_000, deadline=None, print_blob=True, suppress_health_check=_PATIENT)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
