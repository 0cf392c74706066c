"""Hypothesis profiles: HYPOTHESIS_PROFILE=nightly looks deeper."""

import os

from hypothesis import HealthCheck, settings

_PATIENT = [HealthCheck.too_slow, HealthCheck.data_too_large]

settings.register_profile("desk", max_examples=25, deadline=None, suppress_health_check=_PATIENT)
settings.register_profile(
    "ci", max_examples=200, deadline=None, derandomize=True, print_blob=True, suppress_health_check=_PATIENT
)
settings.register_profile("nightly", max_examples=5_000, deadline=None, print_blob=True, suppress_health_check=_PATIENT)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
