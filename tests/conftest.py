"""Hypothesis profiles: quick is the default; HYPOTHESIS_PROFILE=ci looks deeper, and nightly with richer strategies."""

import os

from hypothesis import HealthCheck, settings

_PATIENT = [HealthCheck.too_slow, HealthCheck.data_too_large]

#: The same examples each time: who installs the package and runs its tests looks for a broken installation.
for _name, _examples in {"quick": 40, "desk": 25, "ci": 200}.items():
    settings.register_profile(
        _name,
        max_examples=_examples,
        deadline=None,
        derandomize=True,
        print_blob=True,
        suppress_health_check=_PATIENT,
    )
#: Other examples each time, and from the richer strategies.
settings.register_profile("nightly", max_examples=5_000, deadline=None, print_blob=True, suppress_health_check=_PATIENT)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
