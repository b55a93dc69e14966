"""Draws the figure of the body map: this file is the source, the SVG files are generated from it.

Run `python packaging/draw_body.py` after a change: it writes `resources/bodymap/front.svg` and `back.svg` and
brings the `extent` of every block in `regions.toml` up to date.

One half is drawn and mirrored. A *strand* is a smooth curve through a few knots (Hobby, "Smooth, easy to compute
interpolating splines", 1986); where strands meet they share a named knot. The faces between them are the
segments, so neighbours share the very same curve: no gaps, no overlaps. x counts from the middle of the body
outwards, y down from the top, both in drawing units; an angle is a direction in degrees, 0 outwards, 90 down.
"""

import cmath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, pi, radians, sin, sqrt
from pathlib import Path

WIDTH, HEIGHT = 400, 800
RESOURCES = Path(__file__).resolve().parent.parent / "resources" / "bodymap"


@dataclass(frozen=True)
class Knot:
    """A point a strand passes; `name` where other strands meet it, `angle` where its direction is fixed,
    `corner` where it may turn sharply."""

    x: float
    y: float
    name: str = ""
    angle: float | None = None
    corner: bool = False

    @property
    def point(self) -> complex:
        return complex(self.x, self.y)


Curve = tuple[complex, complex, complex, complex]
"""A cubic Bezier curve; a straight line has its handles on its ends."""


@dataclass(frozen=True)
class Arc:
    """A piece of a strand between two named knots."""

    start: str
    end: str
    curves: tuple[Curve, ...]

    @property
    def reversed(self) -> "Arc":
        return Arc(self.end, self.start, tuple((d, c, b, a) for a, b, c, d in reversed(self.curves)))

    @property
    def leaves_at(self) -> float:
        """The angle at which the arc leaves its start, taken a little way along it."""
        step = _at(self.curves[0], 0.04) - self.curves[0][0]
        return atan2(step.imag, step.real)


# --- the drawing: one half of the body ---------------------------------------------------------------------
# Knots are written "x y", then if needed a name, ">angle" for a direction, "!" for a corner; "; " separates them.
# A bare name is a knot that another strand has placed.

SHOULDER, ELBOW, WRIST = (76.0, 178.0), (110.5, 311.5), (137.0, 412.0)
UPPER_ARM, FOREARM, HAND = 75.5, 75.2, 79.0
"""Joints of the arm, and the directions of its three parts; their knots are "down the limb, outwards"."""

HEAD = (
    "0 20 crown >0; 25 31; 35.8 57 temple >90; 36 67.5 !; 39.7 71; 38.7 79.5; 35 87 !; 33 96; 24 112.5 jaw !;"
    "23.8 127; 27.5 141 neck; 38 149.5 collar; 61 157; 80 165; 93 177; 101 194"
)
UPPER_ARM_OUTSIDE = "46 20.8 arm_out; 86 18.5; 118 17.2 elbow_out"
FOREARM_OUTSIDE = "0 17.4; 18 18.2 forearm_out; 38 17.4; 70 12.8; 88 11.2 wrist_out"
HAND_OUTSIDE = "0 10.8; 12 11.6 hand_out; 32 14.4; 50 14.6; 66 12.6; 77 8.8"
HAND_INSIDE = (
    "83.5 1.8 >180; 80 -5; 68 -9.6; 57 -11.2; 43.5 -13 !; 50 -15.2; 55.5 -17.4; 58.5 -21; 54.5 -24.6;"
    "43 -23.6; 27 -18; 12 -12 hand_in; 0 -10.8"
)
FOREARM_INSIDE = "86 -11 wrist_in; 62 -14.6; 33 -17.8; 17 -17.5 forearm_in; 0 -16.5"
UPPER_ARM_INSIDE = "118 -16.6 elbow_in; 86 -18.4; 58 -18.6"
TRUNK = "68 212 armpit !; 66 238; 58.5 282 ribs; 55.5 308 waist; 60.5 346 hip; 69.5 388; 73 428 thigh_out"
LEG_OUTSIDE = (
    "69.5 484; 60 538 knee_out; 56.5 566; 57.5 598 shin_out; 60.5 632; 55.5 682; 51 704 ankle_out; 49.5 724"
)
LEG_INSIDE = (
    "23.8 724; 22.8 702 ankle_in; 16.5 666; 12.5 630; 14.5 598 shin_in; 15.2 568; 12.8 538 knee_in; 8 490;"
    "3.4 448 fold; 0 431 crotch >235"
)
FOOT_FRONT = (
    "50 738 foot_out; 52.2 750; 57.6 762; 59.4 769.5; 54.5 776; 44 778.5; 33 780; 23.5 779; 18.8 772; 20 756;"
    "22.8 738 foot_in"
)
FOOT_BACK = (
    "50 738 foot_out; 52.8 751; 57.5 761.5; 57 769; 50 774; 43 778.8; 36 780.5; 27 778.5; 22.8 769; 22.8 754;"
    "22.8 738 foot_in"
)

LIMBS = (
    "neck; 14 149; 0 152 neck_mid >180",
    "collar; 57 180; armpit",
    "arm_out; 4; armpit",
    "elbow_out; -4; elbow_in",
    "forearm_out; 5; forearm_in",
    "wrist_out; -2; wrist_in",
    "hand_out; 3; hand_in",
    "knee_out; -6; knee_in",
    "shin_out; 6; shin_in",
    "ankle_out; -4; ankle_in",
    "foot_out; 3; foot_in",
)
"""Borders on both views. A lone number lowers the middle between the knots before and after it."""

FRONT = (
    "temple; 16 52; 0 51 brow >180",
    "jaw; 14 120; 0 123.5 chin >180",
    "ribs; 30 276; 0 260 sternum >180",
    "hip; 49 366; 42 384 fold_top; 45 403 fold_low; 57 420; thigh_out",
    "fold_top; 20 372; 0 368 pubis >180",
    "fold_low; 22 419; crotch",
    "crown; brow; chin; neck_mid; sternum; pubis; crotch",
)
BACK = (
    "temple; 16 57.5; 0 58.5 nape >180",
    "jaw; 14 113; 0 112 chin >180",
    "armpit; 34 226; 0 230 blades >180",
    "waist; 28 312; 0 313 loin >180",
    "hip; 41 359 seat; 20 367; 0 371 sacrum >180",
    "seat; 45 386; 57 412; thigh_out",
    "thigh_out; 57 441; 32 447; fold",
    "crown; nape; chin; neck_mid; blades; loin; sacrum; crotch",
)
SEEDS = {
    "front": (
        "forehead 15 40; face 15 90; neck 12 135; shoulder 80 190; chest 30 220; upper_arm 95 255; elbow 112 312;"
        "forearm 122 362; abdomen 25 320; wrist 138 414; hip 60 395; groin 15 395; hand 144 448; thigh 35 480;"
        "knee 35 570; shin 35 650; ankle 35 722; foot 35 762"
    ),
    "back": (
        "crown 15 40; head 15 90; neck 12 135; shoulder 80 190; upper_back 25 200; upper_arm 95 255;"
        "mid_back 25 270; elbow 112 312; forearm 122 362; lower_back 25 340; wrist 138 414; hip 60 395;"
        "buttock 20 410; hand 144 448; thigh 35 490; knee 35 570; calf 35 650; ankle 35 722; foot 35 762"
    ),
}
"""A point inside every segment of the half, to give the faces their names."""


def knots(text: str, known: Mapping[str, Knot] | None = None) -> list[Knot]:
    """Parse the knots that a strand's text describes; names stand for `known` knots."""
    known = known or {}
    words = [part.split() for part in text.split(";")]
    found = []
    for k, (first, *marks) in enumerate(words):
        if first in known:
            found.append(Knot(known[first].x, known[first].y, first))
        elif not marks:
            before, after = known[words[k - 1][0]], known[words[k + 1][0]]
            found.append(Knot((before.x + after.x) / 2, (before.y + after.y) / 2 + float(first)))
        else:
            name = next((mark for mark in marks if mark.isidentifier()), "")
            angle = next((float(mark[1:]) for mark in marks if mark.startswith(">")), None)
            found.append(Knot(float(first), float(marks[0]), name, angle, "!" in marks))
    return found


def limb(start: tuple[float, float], angle: float, text: str) -> list[Knot]:
    """Return knots given along a limb that leaves `start` at `angle`: how far down it, how far outwards."""
    turn = cmath.rect(1, radians(angle - 90))
    found = []
    for knot in knots(text):
        place = complex(*start) + turn * complex(knot.y, knot.x)
        direction = None if knot.angle is None else knot.angle + angle - 90
        found.append(Knot(place.real, place.imag, knot.name, direction, knot.corner))
    return found


def contour(foot: str) -> list[Knot]:
    """Return the half silhouette from the crown, down the outside, to the crotch."""
    return [
        *knots(HEAD),
        *limb(SHOULDER, UPPER_ARM, UPPER_ARM_OUTSIDE),
        *limb(ELBOW, FOREARM, FOREARM_OUTSIDE),
        *limb(WRIST, HAND, HAND_OUTSIDE),
        *limb(WRIST, HAND, HAND_INSIDE),
        *limb(ELBOW, FOREARM, FOREARM_INSIDE),
        *limb(SHOULDER, UPPER_ARM, UPPER_ARM_INSIDE),
        *knots(TRUNK),
        *knots(LEG_OUTSIDE),
        *knots(foot),
        *knots(LEG_INSIDE),
    ]


# --- curves --------------------------------------------------------------------------------------------------


def _at(curve: Curve, t: float) -> complex:
    a, b, c, d = curve
    u = 1 - t
    return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d


def area(curves: Iterable[Curve]) -> float:
    """Return the signed area inside a closed path of cubic curves (Green's theorem, exact)."""
    total = 0.0
    for a, b, c, d in curves:
        total += (d.imag - a.imag) * (b.real + c.real) - (d.real - a.real) * (b.imag + c.imag)
        total += b.imag * (a.real - c.real) - b.real * (a.imag - c.imag)
        total += d.imag * (c.real + a.real / 3) - d.real * (c.imag + a.imag / 3)
    return total * 3 / 20


def _velocity(theta: float, phi: float) -> float:
    top = 2 + sqrt(2) * (sin(theta) - sin(phi) / 16) * (sin(phi) - sin(theta) / 16) * (cos(theta) - cos(phi))
    return top / (3 * (1 + (sqrt(5) - 1) / 2 * cos(theta) + (3 - sqrt(5)) / 2 * cos(phi)))


def _solve(rows: list[tuple[float, float, float, float]]) -> list[float]:
    """Solve a tridiagonal system of (below, diagonal, above, right-hand side)."""
    solved: list[tuple[float, float]] = []
    for below, diagonal, above, right in rows:
        factor, value = solved[-1] if solved else (0.0, 0.0)
        pivot = diagonal - below * factor
        solved.append((above / pivot, (right - below * value) / pivot))
    found = [0.0]
    for factor, value in reversed(solved):
        found.append(value - factor * found[-1])
    return found[:0:-1]


def _smooth(points: Sequence[complex], first: float | None, last: float | None) -> list[Curve]:
    """Return Hobby's spline through the points, with a direction at its ends where one is given."""
    chords = [b - a for a, b in pairwise(points)]
    turns = [0.0, *(cmath.phase(b / a) for a, b in pairwise(chords)), 0.0]
    lengths = [abs(chord) for chord in chords]
    if first is None:
        rows = [(0.0, 1.0, 1.0, -turns[1])]
    else:
        rows = [(0.0, 1.0, 0.0, cmath.phase(cmath.rect(1, radians(first)) / chords[0]))]
    for k in range(1, len(chords)):
        before, after = 1 / lengths[k - 1], 1 / lengths[k]
        rows.append((before, 2 * (before + after), after, -2 * turns[k] * before - turns[k + 1] * after))
    if last is None:
        rows.append((1.0, 1.0, 0.0, 0.0))
    else:
        rows.append((0.0, 1.0, 0.0, cmath.phase(cmath.rect(1, radians(last)) / chords[-1])))
    thetas = _solve(rows)
    curves = []
    for k, chord in enumerate(chords):
        theta, phi = thetas[k], -turns[k + 1] - thetas[k + 1]
        out = points[k] + cmath.rect(1, theta) * chord * _velocity(theta, phi)
        into = points[k + 1] - cmath.rect(1, -phi) * chord * _velocity(phi, theta)
        curves.append((_round(points[k]), _round(out), _round(into), _round(points[k + 1])))
    return curves


def _round(z: complex) -> complex:
    return complex(round(z.real, 2), round(z.imag, 2))


def spline(strand: Sequence[Knot]) -> list[Curve]:
    """Return a smooth curve through the knots; directions given at knots inside are kept."""
    inside = range(1, len(strand) - 1)
    fixed = [0, *(k for k in inside if strand[k].corner or strand[k].angle is not None), len(strand) - 1]
    curves: list[Curve] = []
    for start, end in pairwise(fixed):
        points = [knot.point for knot in strand[start : end + 1]]
        curves += _smooth(points, strand[start].angle, strand[end].angle)
    return curves


# --- segments ------------------------------------------------------------------------------------------------


def arcs_of(strand: Sequence[Knot], curves: Sequence[Curve]) -> list[Arc]:
    """Cut a strand at its named knots."""
    named = [k for k, knot in enumerate(strand) if knot.name]
    return [Arc(strand[a].name, strand[b].name, tuple(curves[a:b])) for a, b in pairwise(named)]


def half(foot: str, borders: Iterable[str]) -> tuple[list[Arc], list[Arc]]:
    """Return the arcs of the half silhouette, and those of all borders inside it."""
    silhouette = contour(foot)
    edge = arcs_of(silhouette, spline(silhouette))
    known = {knot.name: knot for knot in silhouette if knot.name}
    inner: list[Arc] = []
    for border in borders:
        strand = knots(border, known)
        known |= {knot.name: knot for knot in strand if knot.name}
        lines = [(a.point, a.point, b.point, b.point) for a, b in pairwise(strand)]
        inner += arcs_of(strand, lines if all(knot.x == 0 for knot in strand) else spline(strand))
    return edge, inner


def faces(arcs: Iterable[Arc]) -> list[list[Arc]]:
    """Return all closed paths of arcs that enclose a face, each once: at every knot the next arc to one side."""
    both = [way for arc in arcs for way in (arc, arc.reversed)]
    leaving: dict[str, list[Arc]] = {}
    for arc in both:
        leaving.setdefault(arc.start, []).append(arc)
    left, rings = set(both), []
    while left:
        ring = [min(left, key=lambda arc: (arc.start, arc.leaves_at))]
        while True:
            here = ring[-1].reversed.leaves_at
            following = min(leaving[ring[-1].end], key=lambda arc: (here - arc.leaves_at - 1e-9) % (2 * pi))
            if following == ring[0]:
                break
            ring.append(following)
        left -= set(ring)
        rings.append(ring)
    return [ring for ring in rings if area(curve for arc in ring for curve in arc.curves) > 0]


def holds(ring: Sequence[Arc], x: float, y: float) -> bool:
    """Return whether the point lies inside (even-odd rule on the flattened path)."""
    points = [_at(curve, k / 12) for arc in ring for curve in arc.curves for k in range(12)]
    inside = False
    for a, b in pairwise([*points, points[0]]):
        if (a.imag > y) != (b.imag > y) and x < a.real + (y - a.imag) / (b.imag - a.imag) * (b.real - a.real):
            inside = not inside
    return inside


def named_faces(view: str, arcs: Iterable[Arc]) -> dict[str, list[Arc]]:
    """Return the faces by the segment names of the seeds inside them."""
    found = {}
    rings = faces(arcs)
    for seed in SEEDS[view].split(";"):
        name, x, y = seed.split()
        open_file = [ring for ring in rings if holds(ring, float(x), float(y))]
        if len(open_file) != 1:
            raise SystemExit(f"{view}: the seed of {name} lies in {len(open_file)} faces")
        found[name] = open_file[0]
    if len({id(ring) for ring in found.values()}) != len(rings):
        raise SystemExit(f"{view}: {len(rings)} faces for {len(found)} names")
    return found


def path_data(curves: Iterable[Sequence[complex]], side: int) -> str:
    """Return SVG path data of a closed path on the right (1) or left (-1) half of the picture."""

    def place(z: complex) -> str:
        return f"{round(WIDTH / 2 + side * z.real, 2):g} {z.imag:g}"

    parts: list[str] = []
    for a, b, c, d in curves:
        if not parts:
            parts.append(f"M{place(a)}")
        parts.append(f"L{place(d)}" if (a, c) == (b, d) else f"C{place(b)} {place(c)} {place(d)}")
    return "".join(parts) + "Z"


def draw(view: str, foot: str, borders: Iterable[str]) -> dict[str, float]:
    """Write one SVG file; returns the drawn area of every segment of one half."""
    edge, inner = half(foot, borders)
    named = named_faces(view, [*edge, *inner])
    down = [curve for arc in edge for curve in arc.curves]
    up = [tuple(-z.conjugate() for z in reversed(curve)) for curve in reversed(down)]
    lines = [f'  <path id="outline" d="{path_data([*down, *up], 1)}"/>']
    right_of_picture = {"front": "l", "back": "r"}[view]
    for name, ring in named.items():
        curves = [curve for arc in ring for curve in arc.curves]
        for side in ("l", "r"):
            data = path_data(curves, 1 if side == right_of_picture else -1)
            lines.append(f'  <path id="{view}_{name}_{side}" d="{data}"/>')
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} fill="none" stroke="currentColor">'
    (RESOURCES / f"{view}.svg").write_text("\n".join([head, *lines, "</svg>", ""]), encoding="utf-8")
    return {f"{view}_{name}": area(curve for arc in ring for curve in arc.curves) for name, ring in named.items()}


def note_extents(areas: Mapping[str, float]) -> None:
    """Write every segment's percentage of the body, both halves and views together 100, into regions.toml."""
    total = 2 * sum(areas.values())
    steps = {name: int(100_000 * size / total) for name, size in areas.items()}
    short = 50_000 - sum(steps.values())
    for name in sorted(areas, key=lambda name: steps[name] - 100_000 * areas[name] / total)[:short]:
        steps[name] += 1
    file = RESOURCES / "regions.toml"
    text = file.read_text(encoding="utf-8")
    for name, step in steps.items():
        block = rf"(\[segments\.{name}_[lr]\][^\[]*?\nextent = )[\d.]+"
        text = re.sub(block, rf"\g<1>{step / 1000:.3f}", text)
    file.write_text(text, encoding="utf-8")


def main() -> None:
    """Draw both views and note the extents."""
    areas = draw("front", FOOT_FRONT, (*LIMBS, *FRONT)) | draw("back", FOOT_BACK, (*LIMBS, *BACK))
    note_extents(areas)
    print(f"drawn: {2 * len(areas)} segments")


if __name__ == "__main__":
    main()
