"""Small OpenDRIVE files as text: what a test says, and the rest that a file needs."""

LINE = '<geometry s="0" x="0" y="0" hdg="0" length="100"><line/></geometry>'
WIDTH = '<width sOffset="0" a="{a}" b="{b}" c="{c}" d="{d}"/>'


def width(a=3.0, b=0.0, c=0.0, d=0.0, s=0.0):
    return f'<width sOffset="{s}" a="{a}" b="{b}" c="{c}" d="{d}"/>'


def lane(number, inner=None, kind="driving", more=""):
    return f'<lane id="{number}" type="{kind}" level="false" {more}>{inner or width()}</lane>'


def section(left=(), right=(), s=0.0, centre="", more=""):
    def group(name, lanes):
        return f"<{name}>{''.join(lanes)}</{name}>" if lanes else ""

    return (
        f'<laneSection s="{s}" {more}>{group("left", left)}'
        f'<center><lane id="0" type="none">{centre}</lane></center>'
        f"{group('right', right)}</laneSection>"
    )


TWO_LANES = section([lane(1)], [lane(-1)])


def road(number=1, plan=LINE, sections=TWO_LANES, length=100, **parts):
    """One road; parts: link, junction, type, offset, elevation, lateral, objects, signals, more."""
    get = parts.get
    return f"""<road id="{number}" length="{length}" junction="{get("junction", "-1")}"
        name="{get("name", "")}" {get("more", "")}>
      <link>{get("link", "")}</link>{get("type", "")}
      <planView>{plan}</planView>
      <elevationProfile>{get("elevation", "")}</elevationProfile>
      <lateralProfile>{get("lateral", "")}</lateralProfile>
      <lanes>{get("offset", "")}{sections}</lanes>
      <objects>{get("objects", "")}</objects><signals>{get("signals", "")}</signals>
    </road>"""


def document(*roads, minor=6, header="", more=""):
    return f"""<?xml version="1.0"?>
    <OpenDRIVE><header revMajor="1" revMinor="{minor}">{header}</header>
    {"".join(roads) or road()}{more}</OpenDRIVE>"""
