"""Draws the figure of the body map; this file is the drawing, the SVG files are its prints.

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
MIDDLE = WIDTH / 2
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


Knots = Sequence[Knot]


# --- the drawing: one half of the body ---------------------------------------------------------------------


def limb(start: tuple[float, float], angle: float, *points: tuple[float, float, str, float | None]) -> list[Knot]:
    """Knots given along the axis of a limb: distance down from `start`, distance outwards, name and angle."""
    turn = cmath.rect(1, radians(angle - 90))
    found = []
    for along, across, name, direction in points:
        z = complex(*start) + turn * complex(across, along)
        found.append(Knot(z.real, z.imag, name, None if direction is None else direction + angle - 90))
    return found


SHOULDER, ELBOW, WRIST = (78.0, 178.0), (114.5, 318.0), (142.0, 424.0)
UPPER_ARM, FOREARM, HAND = 75.4, 75.4, 79.0
"""Joints of the arm and the directions of its three parts."""

HEAD = [
    Knot(0, 20, "crown", 0),
    Knot(25, 30),
    Knot(35.5, 57, "temple"),
    Knot(35.2, 70),
    Knot(38.8, 73),
    Knot(37.5, 84),
    Knot(33, 91),
    Knot(28, 106),
    Knot(23.6, 117, "jaw"),
    Knot(23, 130),
    Knot(27, 143, "neck"),
    Knot(37, 150.5, "collar"),
    Knot(62, 158),
    Knot(84, 168),
    Knot(97.5, 190),
]
ARM_OUTSIDE = [
    *limb(SHOULDER, UPPER_ARM, (52, 24.5, "arm_out", None), (92, 20.5, "", None), (124, 18, "elbow_out", None)),
    *limb(
        ELBOW,
        FOREARM,
        (0, 17.6, "", None),
        (18, 18.6, "forearm_out", None),
        (38, 18.2, "", None),
        (72, 13, "", None),
        (94, 11, "wrist_out", None),
    ),
    *limb(
        WRIST,
        HAND,
        (0, 10.8, "", None),
        (14, 12.2, "hand_out", None),
        (36, 15.6, "", None),
        (58, 12.5, "", None),
        (76, 5.5, "", None),
    ),
]
HAND_INSIDE = limb(
    WRIST,
    HAND,
    (82, -3, "", 180),
    (76, -9.5, "", None),
    (54, -14, "", None),
    (41, -15.5, "", None),
    (44, -22, "", None),
    (45.5, -27, "", None),
    (40, -27.5, "", None),
    (26, -20.5, "", None),
    (12, -13, "hand_in", None),
    (0, -10.6, "", None),
)
ARM_INSIDE = [
    *limb(
        ELBOW,
        FOREARM,
        (92, -10.8, "wrist_in", None),
        (66, -14.5, "", None),
        (30, -18, "", None),
        (17, -17.5, "forearm_in", None),
        (0, -16, "", None),
    ),
    *limb(SHOULDER, UPPER_ARM, (124, -16.6, "elbow_in", None), (88, -19.5, "", None), (58, -20, "", None)),
]
TRUNK = [
    Knot(70, 214, "armpit", corner=True),
    Knot(65.5, 236),
    Knot(57.5, 282, "ribs"),
    Knot(54.5, 308, "waist"),
    Knot(60, 346, "hip"),
    Knot(69, 390),
    Knot(71.5, 428, "thigh_out"),
]
LEG_OUTSIDE = [
    Knot(67, 486),
    Knot(57, 540, "knee_out"),
    Knot(54, 566),
    Knot(55, 598, "shin_out"),
    Knot(57.5, 630),
    Knot(52, 680),
    Knot(47.5, 704, "ankle_out"),
    Knot(45.5, 726),
]
LEG_INSIDE = [
    Knot(22.5, 728),
    Knot(22, 702, "ankle_in"),
    Knot(16.5, 660),
    Knot(14, 628),
    Knot(16.5, 598, "shin_in"),
    Knot(17.5, 568),
    Knot(14.5, 540, "knee_in"),
    Knot(9, 490),
    Knot(4, 440, "fold"),
    Knot(0, 425, "crotch", 180),
]
FOOT_FRONT = [
    Knot(46.5, 740, "foot_out"),
    Knot(53, 758),
    Knot(59, 772),
    Knot(54, 778.5),
    Knot(40, 780, "", 180),
    Knot(26, 779),
    Knot(19.5, 773),
    Knot(20, 757),
    Knot(21.5, 740, "foot_in"),
]
FOOT_BACK = FOOT_FRONT

Strand = Sequence[Knot | str]
"""Knots of a curve; a bare name is a knot that another strand has placed."""


def outline(foot: Knots) -> list[Knot]:
    """The half silhouette from the crown, down the outside, to the crotch."""
    return [*HEAD, *ARM_OUTSIDE, *HAND_INSIDE, *ARM_INSIDE, *TRUNK, *LEG_OUTSIDE, *foot, *LEG_INSIDE]


def bowed(start: str, end: str, bow: float) -> tuple[str, float, str]:
    """A border across a limb, its middle lowered by `bow`."""
    return start, bow, end


Border = Strand | tuple[str, float, str]

LIMBS: tuple[Border, ...] = (
    ["neck", Knot(14, 150), Knot(0, 153, "neck_mid", 180)],
    ["collar", Knot(56, 180), "armpit"],
    bowed("arm_out", "armpit", -3),
    bowed("elbow_out", "elbow_in", -4),
    bowed("forearm_out", "forearm_in", 5),
    bowed("wrist_out", "wrist_in", -2),
    bowed("hand_out", "hand_in", 3),
    bowed("knee_out", "knee_in", -6),
    bowed("shin_out", "shin_in", 6),
    bowed("ankle_out", "ankle_in", -4),
    bowed("foot_out", "foot_in", 3),
)
FRONT: tuple[Border, ...] = (
    ["temple", Knot(16, 54.5), Knot(0, 53.5, "brow", 180)],
    ["jaw", Knot(14, 121), Knot(0, 124, "chin", 180)],
    ["ribs", Knot(30, 276), Knot(0, 260, "sternum", 180)],
    ["hip", Knot(48, 366), Knot(41, 384, "fold_top"), Knot(44, 402, "fold_low"), Knot(56, 420), "thigh_out"],
    ["fold_top", Knot(20, 372), Knot(0, 368, "pubis", 180)],
    ["fold_low", Knot(22, 418), "crotch"],
    ["crown", "brow", "chin", "neck_mid", "sternum", "pubis", "crotch"],
)
BACK: tuple[Border, ...] = (
    ["temple", Knot(16, 57.5), Knot(0, 58.5, "nape", 180)],
    ["jaw", Knot(14, 115), Knot(0, 114, "chin", 180)],
    ["armpit", Knot(34, 226), Knot(0, 230, "blades", 180)],
    ["waist", Knot(28, 312), Knot(0, 313, "loin", 180)],
    ["hip", Knot(40, 359, "seat"), Knot(20, 367), Knot(0, 371, "sacrum", 180)],
    ["seat", Knot(44, 386), Knot(56, 412), "thigh_out"],
    ["thigh_out", Knot(56, 440), Knot(32, 446), "fold"],
    ["crown", "nape", "chin", "neck_mid", "blades", "loin", "sacrum", "crotch"],
)
SEEDS: Mapping[str, Mapping[str, tuple[float, float]]] = {
    "front": {
        "forehead": (15, 40),
        "face": (15, 90),
        "neck": (12, 135),
        "shoulder": (80, 190),
        "chest": (30, 220),
        "upper_arm": (95, 255),
        "elbow": (116, 318),
        "abdomen": (25, 320),
        "forearm": (125, 370),
        "wrist": (143, 427),
        "hip": (60, 395),
        "groin": (15, 395),
        "hand": (148, 460),
        "thigh": (35, 480),
        "knee": (35, 570),
        "shin": (35, 650),
        "ankle": (35, 722),
        "foot": (35, 762),
    },
    "back": {
        "crown": (15, 40),
        "head": (15, 90),
        "neck": (12, 135),
        "shoulder": (80, 190),
        "upper_back": (25, 200),
        "upper_arm": (95, 255),
        "mid_back": (25, 270),
        "elbow": (116, 318),
        "forearm": (125, 370),
        "lower_back": (25, 340),
        "wrist": (143, 427),
        "hip": (60, 395),
        "buttock": (20, 410),
        "hand": (148, 460),
        "thigh": (35, 490),
        "knee": (35, 570),
        "calf": (35, 650),
        "ankle": (35, 722),
        "foot": (35, 762),
    },
}
"""A point inside every segment of the half, to give the faces their names."""


# --- curves --------------------------------------------------------------------------------------------------


def _at(curve: Curve, t: float) -> complex:
    a, b, c, d = curve
    u = 1 - t
    return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d


def area(curves: Iterable[Curve]) -> float:
    """Signed area inside a closed ring of cubic curves (Green's theorem, exact)."""
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
    """Solution of a tridiagonal system of (below, diagonal, above, right-hand side)."""
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
    """Hobby's spline through the points, with a direction at its ends where one is given."""
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


def spline(knots: Knots) -> list[Curve]:
    """A smooth curve through the knots; directions given at knots inside are kept."""
    inside = range(1, len(knots) - 1)
    fixed = [0, *(k for k in inside if knots[k].corner or knots[k].angle is not None), len(knots) - 1]
    curves: list[Curve] = []
    for start, end in pairwise(fixed):
        points = [knot.point for knot in knots[start : end + 1]]
        curves += _smooth(points, knots[start].angle, knots[end].angle)
    return curves


def straight(knots: Knots) -> list[Curve]:
    """Straight lines from knot to knot."""
    return [(a.point, a.point, b.point, b.point) for a, b in pairwise(knots)]


# --- segments ------------------------------------------------------------------------------------------------


def arcs_of(knots: Knots, curves: Sequence[Curve]) -> list[Arc]:
    """A strand cut at its named knots."""
    named = [k for k, knot in enumerate(knots) if knot.name]
    return [Arc(knots[a].name, knots[b].name, tuple(curves[a:b])) for a, b in pairwise(named)]


def resolved(border: Border, known: Mapping[str, Knot]) -> list[Knot]:
    """The knots of a border, with names replaced by the knots they stand for."""
    if isinstance(border, tuple):
        start, bow, end = known[border[0]], border[1], known[border[2]]
        middle = Knot((start.x + end.x) / 2, (start.y + end.y) / 2 + bow)
        border = [start, middle, end]
    return [Knot(known[k].x, known[k].y, k) if isinstance(k, str) else k for k in border]


def half(foot: Knots, borders: Iterable[Border]) -> tuple[list[Arc], list[Arc]]:
    """The arcs of the half silhouette, and those of all borders inside it."""
    contour = outline(foot)
    edge = arcs_of(contour, spline(contour))
    known = {knot.name: knot for knot in contour if knot.name}
    inner: list[Arc] = []
    for border in borders:
        knots = resolved(border, known)
        known |= {knot.name: knot for knot in knots if knot.name}
        on_axis = all(knot.x == 0 for knot in knots)
        inner += arcs_of(knots, straight(knots) if on_axis else spline(knots))
    return edge, inner


def faces(arcs: Iterable[Arc]) -> list[list[Arc]]:
    """All rings of arcs that enclose a face, each walked once: at every knot the next arc to one side."""
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
    """Whether the point lies inside (even-odd rule on the flattened ring)."""
    points = [_at(curve, k / 12) for arc in ring for curve in arc.curves for k in range(12)]
    inside = False
    for a, b in pairwise([*points, points[0]]):
        if (a.imag > y) != (b.imag > y) and x < a.real + (y - a.imag) / (b.imag - a.imag) * (b.real - a.real):
            inside = not inside
    return inside


def named_faces(view: str, arcs: Iterable[Arc]) -> dict[str, list[Arc]]:
    """The faces by the segment names of the seeds inside them."""
    found = {}
    rings = faces(arcs)
    for name, seed in SEEDS[view].items():
        holding = [ring for ring in rings if holds(ring, *seed)]
        if len(holding) != 1:
            raise SystemExit(f"{view}: the seed of {name} lies in {len(holding)} faces")
        found[name] = holding[0]
    if len({id(ring) for ring in found.values()}) != len(rings):
        raise SystemExit(f"{view}: {len(rings)} faces for {len(found)} names")
    return found


# --- files ---------------------------------------------------------------------------------------------------


def path_data(curves: Iterable[Curve], side: int) -> str:
    """SVG path data of a closed ring on the right (1) or left (-1) half of the picture."""

    def place(z: complex) -> str:
        return f"{_number(MIDDLE + side * z.real)} {_number(z.imag)}"

    parts: list[str] = []
    for a, b, c, d in curves:
        if not parts:
            parts.append(f"M{place(a)}")
        parts.append(f"L{place(d)}" if (a, c) == (b, d) else f"C{place(b)} {place(c)} {place(d)}")
    return "".join(parts) + "Z"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def draw(view: str, foot: Knots, borders: Iterable[Border]) -> dict[str, float]:
    """Write one SVG file; returns the drawn area of every segment of one half."""
    edge, inner = half(foot, borders)
    named = named_faces(view, [*edge, *inner])
    down = [curve for arc in edge for curve in arc.curves]
    up = [tuple(complex(-z.real, z.imag) for z in reversed(curve)) for curve in reversed(down)]
    lines = [f'  <path id="outline" d="{path_data([*down, *up], 1)}"/>']
    right_of_picture = {"front": "l", "back": "r"}[view]
    for name, ring in named.items():
        curves = [curve for arc in ring for curve in arc.curves]
        for side in ("l", "r"):
            data = path_data(curves, 1 if side == right_of_picture else -1)
            lines.append(f'  <path id="{view}_{name}_{side}" d="{data}"/>')
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} fill="none" stroke="currentColor">'
    text = "\n".join([head, *lines, "</svg>"]) + "\n"
    (RESOURCES / f"{view}.svg").write_text(text, encoding="utf-8")
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
        text = re.sub(block, lambda match, step=step: f"{match[1]}{step / 1000:.3f}", text)
    file.write_text(text, encoding="utf-8")


def main() -> None:
    """Draw both views and note the extents."""
    areas = draw("front", FOOT_FRONT, (*LIMBS, *FRONT)) | draw("back", FOOT_BACK, (*LIMBS, *BACK))
    note_extents(areas)
    print(f"drawn: {2 * len(areas)} segments")


if __name__ == "__main__":
    main()
