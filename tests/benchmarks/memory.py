"""Memory of one loaded data set, measured in a process of its own: ``memory ours|peer retained|peak FILE``."""

from __future__ import annotations

__all__ = ["high_water", "peak", "retained"]

import gc
import resource
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

_Reader = Callable[[bytes], object]


def retained(read: _Reader, content: bytes) -> int:
    """Return the bytes of the objects that stay once a data set is read."""
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    kept = read(content)
    gc.collect()
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    del kept
    return after - before


def peak(read: _Reader, content: bytes) -> int:
    """Return by how many bytes reading a data set raises the peak of the resident set."""
    before = high_water()
    kept = read(content)
    after = high_water()
    del kept
    return after - before


def high_water() -> int:
    """Return the peak of the resident set; Linux would have getrusage start from that of the parent process."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text(encoding="ascii").partition("VmHWM:")[2].split()[0]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _reader(side: str) -> _Reader:
    """Return what reads a data set, warm: it has read a small one."""
    if side == "ours":
        import anhui_ftz

        read: _Reader = anhui_ftz.loads
    else:
        from .peer_models import Dataset

        read = Dataset.model_validate_json
    read(b'{"format": 1, "edition": "2026.1"}')
    return read


if __name__ == "__main__":
    measured = {"retained": retained, "peak": peak}[sys.argv[2]]
    sys.stdout.write(str(measured(_reader(sys.argv[1]), Path(sys.argv[3]).read_bytes())))
