"""The fills of the figures are told apart by those who see no green or no red, and what is written on them can be read."""

from __future__ import annotations

import itertools

import pytest

from medlemsdialog.report import charts

FILLS = {
    name: getattr(charts, name)
    for name in ["SOLID", "STRIPED", "DOTTED", "LINED", "UPRIGHT", "CROSSED", "HOLLOW", "SPECKLED", "FALLING"]
}
# Machado, Oliveira and Fernandes (2009), full severity, on linear RGB.
SEEN_BY = {
    "all colours": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
}
# CIE 1976: about 2 is the least that a trained eye sees side by side; fills stand apart, so ask far more.
LEAST_DISTANCE = 15
LEAST_CONTRAST = 6
Colour = tuple[float, float, float]


def linear(fill: str) -> Colour:
    shares = [int(fill[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return red, green, blue


def luminance(colour: Colour) -> float:
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def lab(fill: str, sight: str) -> Colour:
    own = linear(fill)
    red, green, blue = (min(max(sum(a * b for a, b in zip(row, own, strict=True)), 0), 1) for row in SEEN_BY[sight])
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    x, y, z = (s ** (1 / 3) if s > 0.008856 else 7.787 * s + 16 / 116 for s in (x, luminance((red, green, blue)), z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("sight", SEEN_BY)
def test_any_two_fills_differ_for_every_kind_of_sight(sight: str) -> None:
    for one, other in itertools.combinations(FILLS, 2):
        steps = zip(lab(FILLS[one], sight), lab(FILLS[other], sight), strict=True)
        distance = sum((a - b) ** 2 for a, b in steps) ** 0.5
        assert distance >= LEAST_DISTANCE, f"{one} and {other}: {distance:.1f}"


@pytest.mark.parametrize("name", FILLS)
def test_numbers_on_a_fill_can_be_read(name: str) -> None:
    light, dark = luminance(linear(FILLS[name])), luminance(linear(charts.INK))
    assert (light + 0.05) / (dark + 0.05) >= LEAST_CONTRAST
