"""Write the published schemas from the records: `python tests/publish_schemas.py`."""

from __future__ import annotations

import json
from pathlib import Path

from medlemsdialog.coding.claims import ClaimsFile
from medlemsdialog.coding.codebook import Codebook
from medlemsdialog.dialogue import Dialogue
from medlemsdialog.exchange.hand_in import hand_in_schema
from medlemsdialog.judgements.events import event_schema
from medlemsdialog.models.manifest import manifest_schema
from medlemsdialog.models.release import release_schema, released_findings_schema
from medlemsdialog.models.submission import submission_schema
from medlemsdialog.models.summary import summary_schema

FOLDER = Path(__file__).resolve().parents[1] / "lib/medlemsdialog/schemas"
SCHEMAS = {
    "county-summary.schema.json": summary_schema,
    "manifest.schema.json": manifest_schema,
    "hand-in.schema.json": hand_in_schema,
    "release.schema.json": release_schema,
    "released-findings.schema.json": released_findings_schema,
    "judgement-event.schema.json": event_schema,
    "submission.schema.json": submission_schema,
    "dialogue.schema.json": Dialogue.model_json_schema,
    "codebook.schema.json": Codebook.model_json_schema,
    "claims.schema.json": ClaimsFile.model_json_schema,
}

if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, build in SCHEMAS.items():
        (FOLDER / name).write_text(json.dumps(build(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
