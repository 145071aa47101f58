"""Signal heads against their rules: lenses, order, heights, and where they stand."""

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from language import Message
from roadnet.markings.arms import ArmKey, ArmPlace
from roadnet.markings.finding import Finding, Verdict
from roadnet.markings.judging import METRES, SURE_SIGMAS
from roadnet.markings.placed_feature import PlacedFeatures
from roadnet.markings.signs import sign_rules, signal_look
from roadnet.model import (
    FeatureKind,
    Lens,
    LensShape,
    Method,
    PointAsset,
    PointKind,
    Streets,
    Turn,
)

ROUNDING_M = 0.005
LENS_SLACK_M = 0.01
FACES_TRAFFIC = 0.5  # cosine between a face and the traffic it looks at, at least
FAR_M = 80.0  # heads farther from the junction belong to another one
ARROWS = {Turn.LEFT: "arrow_left", Turn.RIGHT: "arrow_right", Turn.THROUGH: "arrow_through"}


def check_signals(
    streets: Streets, arms: dict[ArmKey, ArmPlace], placed: PlacedFeatures, day: date
) -> Iterator[Finding]:
    """Yield what the rules say of signal heads on a day."""
    heads = [
        asset
        for asset in streets.point_assets
        if asset.kind is PointKind.SIGNAL and asset.times.held_on(day)
    ]
    for head in heads:
        yield from _lenses(head)
        yield from _height(head)
    for key in sorted(arms):
        if arms[key].root is None and arms[key].is_signalised:
            yield from _far_side(arms[key], heads, placed)


def _finding(
    article: str, element: str, found: Message, required: Message, verdict: Verdict
) -> Finding:
    return Finding(
        f"TW-{article}", article, sign_rules()["valid_from"], element, found, required, verdict
    )


def is_pedestrian(head: PointAsset) -> bool:
    """Whether a head speaks to pedestrians."""
    return any(lens.shape is LensShape.PEDESTRIAN for lens in head.lenses)


def _lenses(head: PointAsset) -> Iterator[Finding]:
    look, lenses = signal_look(), head.lenses
    shown = [lens for lens in lenses if lens.shape is not LensShape.COUNTDOWN]
    most = 2 if is_pedestrian(head) else look["most_lenses"]
    if len(shown) > most:
        found = Message("{count} lenses", {"count": len(shown)})
        required = Message("at most {count} lenses", {"count": most})
        yield _finding("202", head.asset_id, found, required, Verdict.VIOLATION)
    yield from _diameters(head.asset_id, shown)
    names = [name for lens in shown if (name := _name(lens)) is not None]
    orders = (look["order_horizontal"], look["order_vertical"])
    if names and not is_pedestrian(head) and not any(_in_order(names, order) for order in orders):
        found = Message("lenses in the order {order}", {"order": ", ".join(names)})
        required = Message("in the order of article 203")
        yield _finding("203", head.asset_id, found, required, Verdict.VIOLATION)


def _diameters(element: str, lenses: Sequence[Lens]) -> Iterator[Finding]:
    """Yield lenses of a size that is not listed, or of several sizes on one face."""
    measured = [
        lens.diameter.value for lens in lenses if lens.diameter and not lens.diameter.is_assumed
    ]
    listed = signal_look()["lens_diameters_m"]
    odd = [one for one in measured if min(abs(one - size) for size in listed) > LENS_SLACK_M]
    if odd:
        found = Message("lens of {size} cm", {"size": f"{100 * odd[0]:.0f}"})
        sizes = ", ".join(f"{100 * size:.0f}" for size in listed)
        required = Message("{sizes} cm", {"sizes": sizes})
        yield _finding("200", element, found, required, Verdict.VIOLATION)
    if measured and max(measured) - min(measured) > LENS_SLACK_M:
        found = Message("lenses of several sizes on one face")
        yield _finding("203", element, found, Message("one size"), Verdict.VIOLATION)


def _name(lens: Lens) -> str | None:
    if lens.shape is LensShape.ARROW:
        return ARROWS.get(lens.turn or Turn.THROUGH)
    return str(lens.colour) if lens.shape is LensShape.FULL else None


def _in_order(names: Sequence[str], order: Sequence[str]) -> bool:
    places = [order.index(name) for name in names if name in order]
    return places == sorted(places)


def _height(head: PointAsset) -> Iterator[Finding]:
    """Yield boxes lower or higher than article 220 says for the way they are mounted."""
    height = head.bottom_height
    heights = sign_rules()["signal_heights_m"]
    mount = "pedestrian" if is_pedestrian(head) else head.mount
    if height is None or height.is_assumed or mount not in heights:
        return
    low, high = heights[mount]
    slack = SURE_SIGMAS * (height.sigma_m or 0.0) + ROUNDING_M
    if not low - slack <= height.value <= high + slack:
        yield _finding(
            "220",
            head.asset_id,
            Message("lower edge at {height} m", {"height": f"{height.value:.2f}"}),
            Message(
                "{low} to {high}{unit}", {"low": f"{low:g}", "high": f"{high:g}", "unit": METRES}
            ),
            Verdict.VIOLATION,
        )


def _far_side(
    arm: ArmPlace, heads: Sequence[PointAsset], placed: PlacedFeatures
) -> Iterator[Finding]:
    """Yield arms whose traffic has no face at the far left, 10 m beyond its stop line."""
    if not arm.place.lanes_in(max(arm.mouth_m, 0.0)):
        return
    speaking = [head for head in heads if _speaks_to(head, arm)]
    if not speaking:
        return  # no head with a stated face: nothing is known
    lines = placed.at(arm.key, FeatureKind.STOP_LINE)
    stop_m = lines[-1].near_m if lines else arm.mouth_m
    beyond = [_ahead_and_left_m(head, arm, stop_m) for head in speaking]
    least_m = sign_rules()["far_face_beyond_m"]
    far = [left for ahead, left in beyond if ahead >= least_m - ROUNDING_M]
    element = f"{arm.key[0]}:{arm.key[1]}"
    values = {"least": f"{least_m:g}"}
    required = Message("a face at the far left, at least {least} m beyond the stop line", values)
    if not any(left > 0 for left in far):
        found = Message("no face at the far left among {count}", {"count": len(speaking)})
        yield _finding("221", element, found, required, Verdict.VIOLATION)
    on_poles = [head for head in speaking if head.mount == "pole"]
    both = any(left > 0 for left in far) and any(left < 0 for left in far)
    if len(on_poles) == len(speaking) and far and not both:
        found = Message("heads on poles at one far side only")
        needed = Message("heads on poles at both far sides")
        yield _finding("221", element, found, needed, Verdict.VIOLATION)


def _speaks_to(head: PointAsset, arm: ArmPlace) -> bool:
    """Whether a stated face looks at the traffic of an arm."""
    if head.heading_rad is None or head.stated.method is Method.ASSUMED or is_pedestrian(head):
        return False
    face = np.array([np.cos(head.heading_rad), np.sin(head.heading_rad)])
    here = np.array([head.x_m, head.y_m])
    centre = np.array([arm.junction.junction.x_m, arm.junction.junction.y_m])
    looks_back = float(face @ arm.place.ahead(max(arm.mouth_m, 0.0))) <= -FACES_TRAFFIC
    return looks_back and float(np.hypot(*(here - centre))) <= FAR_M


def _ahead_and_left_m(head: PointAsset, arm: ArmPlace, stop_m: float) -> tuple[float, float]:
    """Return how far a head stands beyond the stop line, and to the left of the approach."""
    lanes = arm.place.lanes_in(max(arm.mouth_m, 0.0))
    offsets = arm.place.offsets_m(max(stop_m, 0.0))
    middle_m = float(offsets[min(lanes)] + offsets[max(lanes) + 1]) / 2
    (origin,) = arm.place.points(np.array([stop_m]), np.array([middle_m]))
    ahead = arm.place.ahead(max(stop_m, 0.0))
    step = np.array([head.x_m, head.y_m]) - origin
    return float(step @ ahead), float(step @ np.array([-ahead[1], ahead[0]]))
