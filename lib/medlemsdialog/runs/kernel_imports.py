"""What every kernel has imported when it begins: importing this module is done once, and the kernels are forked from there.

Two thirds of a county's kernel used to be these imports, the same for all counties.
"""

import sys

from medlemsdialog.lean_imports import import_jsonschema_lean

# The debugger takes a third of the kernel's start, and nobody debugs a run.
sys.modules["debugpy"] = None  # type: ignore[assignment]  # what makes an import fail at once
import_jsonschema_lean()

import ipykernel.kernelapp  # noqa: E402, F401
import phonenumbers  # noqa: E402, F401
import stdnum.iban  # noqa: E402
import stdnum.no.kontonr  # noqa: E402, F401

from medlemsdialog import evidence, report  # noqa: E402, F401
