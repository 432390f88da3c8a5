"""What a new dialogue's dialogue.yaml says of official statistics: where they are fetched, and a table to begin with."""

from __future__ import annotations

from collections.abc import Mapping

# Statistics Norway's documented address of PxWebApi 2. It is written into the dialogue, where anybody can change it.
_ADDRESS = "https://data.ssb.no/api/pxwebapi/v2"
# The table holds 2015–2019 and is closed: it fits the dialogues of these editions only.
_PERIODS: Mapping[str, tuple[str, ...]] = {"2017": ("2015", "2016", "2017"), "2018": ("2016", "2017", "2018")}

_HEAD = f"""
# Offisielle tall fra Statistikkbanken (Statistisk sentralbyrå). De hentes bare når noen kjører
# «medlemsdialog statistics fetch»; ellers går programmet aldri ut på nettet. Tallene legges i reference/statistics/.
#   id               tabellnummeret, i anførselstegn
#   contents         innhold, med kode eller med navnet slik det står i tabellen
#   periods          periodene som skal med
#   regions          slik tabellen skriver områdene; {{code}} står for vårt nummer. KOSTRA-tabeller skriver landet som EAK
#                    og gjennomsnittet for kommunene i et fylke som EKA og fylkesnummeret
#   region_variable  navnet på variabelen med områder, der programmet ikke finner den selv
#   select           én kode for hver annen variabel som tabellen krever
#   note             en merknad som skal stå under tallene i rapportene
statistics_address: {_ADDRESS}
"""
_TABLE = """\
statistics_tables:
  # 12060: Utvalgte nøkkeltall for kultur (K) 2015–2019. Tabellen er avsluttet og endres ikke.
  - id: "12060"
    contents:
      - Netto driftsutgifter til kultursektoren i prosent av kommunens totale netto driftsutgifter (prosent)
      - Netto driftsutgifter til kultursektoren per innbygger (kr)
      - Barn 6-15 år i kommunens kulturskole (prosent)
      - Besøk i folkebibliotek per innbygger (antall)
    periods: [{periods}]
    regions: {{country: EAK, county: "EKA{{code}}"}}
"""
_NO_TABLE = """\
# Eksempel. Finn nummeret på en tabell som gjelder, i Statistikkbanken, og ta bort tegnene #.
# statistics_tables:
#   - id: "12345"
#     contents: [Navnet på innholdet]
#     periods: ["2023", "2024"]
#     regions: {country: EAK, county: "EKA{code}"}
statistics_tables: []
"""


def build_statistics_section(edition: str) -> str:
    """Return the section for a dialogue of a real edition; editions that the table does not cover get an example to fill in."""
    periods = _PERIODS.get(edition)
    if periods is None:
        return _HEAD + _NO_TABLE
    return _HEAD + _TABLE.format(periods=", ".join(f'"{period}"' for period in periods))
