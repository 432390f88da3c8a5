"""Office files are ZIP archives with times in them; here they become the same bytes for the same content."""

from __future__ import annotations

import io
import re
import zipfile

_CORE_PROPERTIES = "docProps/core.xml"
_TIMES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_FIRST_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def normalise_archive(content: bytes, date: str) -> bytes:
    """Return the same office file with its members in a fixed order, no ZIP times, and `date` (ISO) as its own."""
    source = zipfile.ZipFile(io.BytesIO(content))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        # Word wants the list of content types first.
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            member = zipfile.ZipInfo(name, _FIRST_ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            data = source.read(name)
            if name == _CORE_PROPERTIES and date:
                data = _TIMES.sub(rb"\g<1>" + date.encode() + rb"T00:00:00Z\g<3>", data)
            archive.writestr(member, data)
    return target.getvalue()
