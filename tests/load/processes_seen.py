"""What Linux knows of another process: its CPU to the nanosecond and its memory. Of a process that ended, nothing."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Seen:
    """CPU seconds of a process and, apart, of its children, living or ended; resident MB of the process alone."""

    cpu: float
    children_cpu: float
    resident_mb: float

    def since(self, before: "Seen") -> "Seen":
        return Seen(
            self.cpu - before.cpu, self.children_cpu - before.children_cpu, self.resident_mb - before.resident_mb
        )


def see(pid: int) -> Seen:
    children = sum(_cpu(child) for child in _children(pid)) + _ended_children(pid)
    return Seen(_cpu(pid), children, _resident_mb(pid))


def _cpu(pid: int) -> float:
    total = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(OSError):  # a thread may end while we look
            total += int((task / "schedstat").read_text().split()[0])
    return total / 1e9


def _children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(OSError):
            for child in map(int, (task / "children").read_text().split()):
                found += [child, *_children(child)]
    return found


def _ended_children(pid: int) -> float:
    """In clock ticks of 10 ms, which is enough for a computation worth a process of its own."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[13]) + int(fields[14])) / 100


def _resident_mb(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError(f"process {pid} has no VmRSS")
