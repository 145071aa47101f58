import io
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from crashes.scene.model import ControlPoint, Fit
from crashes.scene.underlay import (
    FitError,
    PhotoError,
    fit_underlay,
    ground_control_points,
    read_photo,
)

CORNERS = ((0.0, 0.0), (4000.0, 0.0), (4000.0, 3000.0), (0.0, 3000.0))


def photo(width, height, kind="PNG", **options):
    stored = io.BytesIO()
    Image.new("RGB", (width, height), "#557755").save(stored, kind, **options)
    return stored.getvalue()


def on_ground(turn_deg, metres_per_px, at):
    """Where pixels of a photo lie that is turned clockwise."""
    angle = math.radians(turn_deg)

    def to(px):
        east, north = px[0] * metres_per_px, -px[1] * metres_per_px
        return (
            at[0] + east * math.cos(angle) + north * math.sin(angle),
            at[1] - east * math.sin(angle) + north * math.cos(angle),
        )

    return to


@given(st.floats(0, 360), st.floats(0.005, 0.2), st.tuples(st.floats(-99, 99), st.floats(-99, 99)))
@settings(max_examples=60, deadline=None)
@pytest.mark.parametrize(
    ("fit", "count"), [(Fit.SIMILARITY, 2), (Fit.SIMILARITY, 4), (Fit.AFFINE, 3)]
)
def test_a_photo_lies_where_its_control_points_say(fit, count, turn, scale, at):
    truth = on_ground(turn, scale, at)
    points = tuple(ControlPoint(px, truth(px)) for px in CORNERS[:count])
    found = fit_underlay(points, fit)
    for px in (*CORNERS, (1234.0, 777.0)):
        assert math.dist(found.to_ground(px), truth(px)) < 1e-4
    assert found.rms_m < 1e-6


def test_a_spare_point_that_is_half_a_metre_off_shows_in_the_residuals():
    truth = on_ground(20, 0.02, (3, 4))
    points = [ControlPoint(px, truth(px)) for px in CORNERS]
    x, y = points[2].at_m
    points[2] = ControlPoint(points[2].at_px, (x + 0.5, y))
    found = fit_underlay(tuple(points), Fit.SIMILARITY)
    assert found.rms_m == pytest.approx(0.5 / 4 * math.sqrt(2), rel=0.5)
    assert max(found.residuals_m) == found.residuals_m[2]
    assert found.residuals_m[2] < 0.5  # least squares share the error out


def test_a_sheared_photo_needs_the_affine_fit():
    points = tuple(
        ControlPoint(px, (0.02 * px[0] + 0.004 * px[1], -0.02 * px[1])) for px in CORNERS
    )
    assert fit_underlay(points, Fit.SIMILARITY).rms_m > 1
    assert fit_underlay(points, Fit.AFFINE).rms_m < 1e-6


@pytest.mark.parametrize(
    ("fit", "points", "fault"),
    [
        (Fit.SIMILARITY, [(0, 0)], "At least 2"),
        (Fit.AFFINE, [(0, 0), (9, 9)], "At least 3"),
        (Fit.SIMILARITY, [(5, 5), (5, 5)], "coincide"),
        (Fit.AFFINE, [(0, 0), (5, 5), (9, 9)], "one line"),
    ],
)
def test_points_that_fix_nothing_are_refused(fit, points, fault):
    controls = tuple(ControlPoint(px, (float(px[0]), float(n))) for n, px in enumerate(points))
    with pytest.raises(FitError, match=fault):
        fit_underlay(controls, fit)


def test_a_large_photo_is_made_smaller_and_keeps_its_shape():
    kept = read_photo(photo(6000, 3000, "JPEG"))
    assert (kept.width_px, kept.height_px, kept.media_type) == (4096, 2048, "image/jpeg")
    assert Image.open(io.BytesIO(kept.content)).size == (4096, 2048)


def test_a_photo_taken_sideways_is_put_upright_and_loses_its_position():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif.get_ifd(0x8825)[1] = "N"
    kept = read_photo(photo(400, 200, "JPEG", exif=exif))
    assert (kept.width_px, kept.height_px) == (200, 400)
    assert not Image.open(io.BytesIO(kept.content)).getexif()


def test_a_geotiff_says_where_its_corners_lie():
    tags = ImageFileDirectory_v2()
    tags[33550] = (0.1, 0.1, 0.0)
    tags[33922] = (0.0, 0.0, 0.0, 194_000.0, 2_597_100.0, 0.0)
    tags[34735] = (1, 1, 0, 2, 1024, 0, 1, 1, 3072, 0, 1, 3826)
    kept = read_photo(photo(200, 100, "TIFF", tiffinfo=tags))
    assert (kept.media_type, kept.epsg) == ("image/jpeg", 3826)
    assert kept.corners == pytest.approx(
        np.array([(194000, 2597100), (194020, 2597100), (194020, 2597090), (194000, 2597090)])
    )


def test_the_corners_of_a_geotiff_become_control_points_of_the_scene():
    tags = ImageFileDirectory_v2()
    tags[33550] = (0.1, 0.1, 0.0)
    tags[33922] = (0.0, 0.0, 0.0, 194_000.0, 2_597_100.0, 0.0)
    tags[34735] = (1, 1, 0, 1, 3072, 0, 1, 3826)
    kept = read_photo(photo(200, 100, "TIFF", tiffinfo=tags))
    points = ground_control_points(kept, "EPSG:3826", (194_000.0, 2_597_090.0))
    assert [point.at_m for point in points] == [(0, 10), (20, 10), (20, 0), (0, 0)]
    assert fit_underlay(points, Fit.SIMILARITY).rms_m < 1e-6
    with pytest.raises(PhotoError, match="more than 5 km"):
        ground_control_points(kept, "EPSG:3826", (300_000.0, 2_597_090.0))
    assert ground_control_points(read_photo(photo(9, 9)), "EPSG:3826", (0, 0)) == ()


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a", b"<svg onload=alert(1)>", photo(50, 50)[:60], photo(20, 20, "BMP")],
)
def test_what_is_no_photo_is_refused(content):
    with pytest.raises(PhotoError, match="not a JPEG, PNG or TIFF"):
        read_photo(content)


def test_fifty_megabytes_and_a_billion_pixels_are_refused():
    with pytest.raises(PhotoError, match="50 MB; at most 25 MB"):
        read_photo(b"\xff\xd8" + b"0" * 50_000_000)
    bomb = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(bomb, "PNG")
    with pytest.raises(PhotoError, match="144 million pixels"):
        read_photo(bomb.getvalue())
