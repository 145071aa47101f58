"""A crash at the made crossing: a car and a scooter, measured, with everything on the sheet."""

from datetime import date, datetime

from crashes.model import Severity
from crashes.scene.checklist import SheetFacts, SheetParty
from crashes.scene.model import (
    Anchor,
    BaseLine,
    Body,
    Measurement,
    MeasurementKind,
    Moment,
    Note,
    Posture,
    ReferencePoint,
    Role,
    Scene,
    Trace,
    Travel,
    TravelEnd,
    ValueOrigin,
)
from roadnet.model import Method
from tests.crashes.scene.made_junction import ORIGIN_M, made_junction

FACTS = SheetFacts(
    police_bureau="嘉義市政府警察局",
    general_no="115-00321",
    precinct="第一分局",
    case_no="A115112100071",
    severity=Severity.A2,
    occurred_at=datetime(2026, 11, 20, 22, 14),
    place="嘉義市東區中山路與民生路口",
    parties=(SheetParty(1, "B03", "ABC-1234"), SheetParty(2, "C03", "MNP-567")),
    drawn_on=date(2026, 11, 21),
)


def along(number, target, part, value, **more):
    return Measurement(number, MeasurementKind.ALONG, Anchor(target, part), value, **more)


def offset(number, target, part, value, **more):
    return Measurement(number, MeasurementKind.OFFSET, Anchor(target, part), value, **more)


def made_crash():
    car = Body(
        "car-a",
        "vehicle",
        (4.6, -2.2),
        78.0,
        4.63,
        1.78,
        "parties",
        class_code="B03",
        party_no=1,
        moment=Moment.REST,
        wheelbase_m=2.7,
        size_method=Method.OFFICER,
    )
    scooter = Body(
        "scooter-b",
        "vehicle",
        (7.2, 3.4),
        41.0,
        1.85,
        1.1,
        "parties",
        class_code="C03",
        party_no=2,
        moment=Moment.REST,
        posture=Posture.RIGHT_SIDE,
        wheelbase_m=1.3,
    )
    things = (
        car,
        scooter,
        Body("rider", "lying_person", (8.6, 5.4), 120.0, 1.7, 0.5, "parties", label="B騎士"),
        Body("impact", "impact", (1.9, -1.5), 0.0, 0.8, 0.8, "points"),
        Body("pole", "pole", (9.3, -9.4), 0.0, 0.4, 0.4, "surroundings"),
        Body("tree", "tree", (-14.0, 9.6), 0.0, 2.0, 2.0, "surroundings"),
        Body("glass", "glass", (2.6, -0.2), 20.0, 1.5, 1.0, "marks"),
        Trace(
            "skid-a",
            "skid",
            ((-12.3, -2.4), (-6.0, -2.5), (-0.6, -2.3)),
            0.2,
            "marks",
            party_no=1,
        ),
        Trace(
            "scratch-b",
            "scratch",
            ((2.2, -1.0), (4.0, 1.2), (6.6, 2.9)),
            0.06,
            "marks",
            party_no=2,
        ),
        Note("note", "路面乾燥，夜間有照明", (-26.0, -11.2), "notes", 0.7),
    )
    travels = (
        Travel(
            1,
            TravelEnd((-32.0, -1.75), 270.0, "west", "west-in-1"),
            TravelEnd((32.0, -1.75), 90.0, "east", "east-out-1"),
        ),
        Travel(
            2,
            TravelEnd((1.75, -20.0), 180.0, "south", "south-in-1"),
            TravelEnd((1.75, 20.0), 0.0, "north", "north-out-1"),
        ),
    )
    numbers = (
        along("m1", "car-a", "front_right", -1.82),
        offset("m2", "car-a", "front_right", 6.85),
        along("m3", "car-a", "rear_right", -6.36),
        offset("m4", "car-a", "rear_right", 5.86),
        along("m5", "scooter-b", "front_wheel", -0.96),
        offset("m6", "scooter-b", "front_wheel", 13.76),
        along("m7", "scooter-b", "rear_wheel", -1.83, origin=ValueOrigin.DRAWN),
        offset("m8", "scooter-b", "rear_wheel", 12.74, origin=ValueOrigin.DRAWN),
        Measurement(
            "m9",
            MeasurementKind.DISTANCE,
            Anchor("skid-a", "point:0"),
            11.90,
            Anchor("skid-a", "point:2"),
            role=Role.LABEL_ONLY,
            note="筆錄",
        ),
    )
    return Scene(
        crash_id="made-1",
        crs="EPSG:3826",
        origin_m=ORIGIN_M,
        map_version="2026-11-01",
        objects=things,
        references=(ReferencePoint("rp", (9.3, -9.4), "電桿中山12"),),
        base_line=BaseLine(90.0, "路緣"),
        measurements=numbers,
        travels=travels,
        summary="A車沿中山路由西向東直行，行經中山路與民生路口時，與沿民生路由南向北直行之B車發生碰撞，"
        "B車向右側倒地滑行，騎士受傷送醫。",
    )


__all__ = ["FACTS", "made_crash", "made_junction"]
