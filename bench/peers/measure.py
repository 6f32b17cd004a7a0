"""Runs a command and measures it: wall time, processor time, peak memory; and says on which machine."""

from __future__ import annotations

import os
import platform
import shlex
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path


class Failed(Exception):
    """A command that did not end well; the message holds the end of what it said."""


def run(command: list[str], timeout: float, log: Path, stdin: Path | None = None, stdout: Path | None = None) -> dict:
    """Runs to the end or to the time limit. Memory is the peak of the largest process, as the system counts it."""
    print(f"  $ {shlex.join(command)}", file=sys.stderr, flush=True)
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as said, open(stdin or os.devnull, "rb") as source, open(stdout or log, "ab") as out:
        began = time.perf_counter()
        child = subprocess.Popen(command, stdin=source, stdout=out, stderr=said, start_new_session=True)
        late = threading.Event()

        def stop() -> None:
            late.set()
            os.killpg(child.pid, signal.SIGKILL)

        limit = threading.Timer(timeout, stop)
        limit.start()
        try:
            _, status, used = os.wait4(child.pid, 0)
        finally:
            limit.cancel()
        wall = time.perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
    if late.is_set():
        raise Failed(f"stopped after {timeout:.0f} s")
    if child.returncode != 0:
        raise Failed(f"ended with {child.returncode}: {log.read_text(errors='replace')[-400:]}")
    return {
        "wall_s": round(wall, 3),
        "cpu_s": round(used.ru_utime + used.ru_stime, 3),
        "peak_mb": round(used.ru_maxrss / 1024, 1),
    }


def machine() -> dict:
    """What the figures were measured on."""
    model = "unknown"
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    except OSError:
        pass
    return {
        "processor": model,
        "cores": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "python": platform.python_version(),
        "load_before": [round(load, 2) for load in os.getloadavg()],
    }
