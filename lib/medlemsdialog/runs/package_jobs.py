"""A package to be made, known by a hash of all it is made of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from medlemsdialog.pack.request import PackageRequest


@dataclass(frozen=True)
class PackageJob:
    """One package to be made. What it shares is made of the requests of its area and of all, in its own language.

    `inputs` is the hash of all of it and of the program.
    """

    name: str
    request: PackageRequest
    area_request: PackageRequest
    all_request: PackageRequest
    inputs: str


def prepare_job(
    request: PackageRequest, area_request: PackageRequest, all_request: PackageRequest, *, program: str
) -> PackageJob:
    """Return the job of a package; `program` is the hash of what makes it."""
    digests = (program, request.digest, area_request.digest, all_request.digest)
    return PackageJob(
        name=f"{request.area_code}/{request.member_code}".rstrip("/"),
        request=request,
        area_request=area_request,
        all_request=all_request,
        inputs=hashlib.sha256("\n".join(digests).encode()).hexdigest(),
    )
