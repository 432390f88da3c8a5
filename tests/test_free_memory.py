from __future__ import annotations

import platform
import subprocess
import sys

import pytest

# Many small things with one that stays between them: what the others took cannot be given back by itself.
_SCRIPT = """
from medlemsdialog.free_memory import give_back_memory

def measure():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1])

made = [bytes(2_000) for _ in range(100_000)]
del made[:-1]
before = measure()
give_back_memory()
print(before, measure())
"""


@pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc", reason="only glibc keeps what is freed, and gives it back when asked"
)
def test_what_was_freed_is_given_back() -> None:
    told = subprocess.run([sys.executable, "-c", _SCRIPT], capture_output=True, text=True, check=True).stdout
    before, after = map(int, told.split())
    assert after < 0.5 * before
