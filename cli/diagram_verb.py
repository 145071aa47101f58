"""The verb `diagram`: the collision diagram of a site, or of many sites in one file."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.opened_store import city_rules, coverage_of, crs_of, opened, publication_salt
from cli.options import (
    Options,
    Result,
    Verbs,
    add_verb,
    chosen_crashes,
    crash_options,
    period_options,
)
from cli.terminal import say
from errors import DaoanError
from language import Language

if TYPE_CHECKING:
    import pandas as pd

    from collision_diagrams.attached import Attached
    from collision_diagrams.diagram import DiagramResult
    from collision_diagrams.sheet import SheetOptions
    from collision_diagrams.street_site import StreetSite
    from crashes.model import CrashFilter
    from drawing.model import Paper, Point
    from hotspots.site import Site
    from roadnet.model import Junction
    from storage.store import Store

ALL, TOP, MAP = "all", "top:", "map:"
MODES = ("auto", "single", "bundled", "stick")
ONE_DAY = timedelta(days=1)


def add_diagram_verb(verbs: Verbs) -> None:
    """Add the verb."""
    verb = add_verb(verbs, "diagram", run_diagram, period_options(), crash_options())
    verb.add_argument("--lon", type=float, help="degrees, WGS84")
    verb.add_argument("--lat", type=float, help="degrees, WGS84")
    verb.add_argument("--radius-m", type=float, default=40.0)
    verb.add_argument(
        "--sites",
        metavar="all|top:N|map:N",
        help="many sites in one PDF or GeoJSON file: every junction with crashes, the first N"
        " hotspots, the N junctions of the street map with most crashes",
    )
    verb.add_argument(
        "--out", type=Path, required=True, help=".pdf, .svg, .png, .dxf (metres) or .geojson"
    )
    verb.add_argument("--paper", choices=["A4", "A3"], default="A3")
    verb.add_argument("--mode", choices=MODES, default="auto")
    verb.add_argument("--colour-by", metavar="FACTOR", help="severity, hour, weather, light, ...")
    verb.add_argument("--no-list", action="store_true", help="without the pages of all crashes")
    verb.add_argument("--schematic", action="store_true", help="without the streets of the map")


def run_diagram(options: Options) -> Result:
    """Draw the collision diagram of a site and period, or of many sites."""
    with opened(options, create=False) as store, city_rules(store):
        ground = _Ground.of(store, options)
        sites = list(_sites(ground, options))
        drawn: list[DrawnSite] = []
        for number, asked in enumerate(sites, start=1):
            one = ground.drawn(asked)
            drawn.append(one)
            summary = one.result.summary()
            text = "{site}: {plotted} of {total} crashes are plotted, {listed} listed."
            if len(sites) > 1:
                said = {"number": number, "sites": len(sites), **summary}
                say("[{number}/{sites}] {site}: {plotted} plotted, {listed} listed.", **said)
            else:
                say(text, **summary)
        salt = publication_salt(store) if options.out.suffix.lower() in {".svg", ".geojson"} else ""
    write_diagrams(options.out, drawn, salt=salt, crs=ground.crs, language=ground.language)
    return _summary(drawn, options)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One site: a circle, or a junction with the crashes that belong to it."""

    site: "Site"
    name: str  # where no junction gives one
    junction: "Junction | None" = None  # its own crashes, and no others


@dataclass(frozen=True, slots=True)
class DrawnSite:
    """The diagram of one site, and how many crashes probably belong to it besides."""

    result: "DiagramResult"
    doubtful: int


@dataclass(frozen=True)
class _Ground:
    """What all sites of one command share."""

    store: "Store"
    options: Options
    chosen: "CrashFilter"
    crashes: "pd.DataFrame"
    junctions: "tuple[Junction, ...]"
    crs: str
    language: Language
    attached: "Attached"
    coverages: dict[tuple[str, ...], str] = field(default_factory=dict)

    @classmethod
    def of(cls, store: "Store", options: Options) -> "_Ground":
        """Read what all sites share."""
        from collision_diagrams.attached import parse_attached
        from storage.documents import DocumentKind

        chosen = chosen_crashes(options)
        scenes, readings = (
            {one.key: one.text for one in store.documents(kind)}
            for kind in (DocumentKind.SCENE, DocumentKind.READING)
        )
        return cls(
            store,
            options,
            chosen,
            store.crashes(chosen),
            store.junctions(),
            crs_of(store),
            Language(options.lang),
            parse_attached(scenes, readings),
        )

    def drawn(self, asked: _Asked) -> DrawnSite:
        """Return the diagram of a site."""
        from collision_diagrams.diagram import draw_site
        from hotspots.selection import is_believed
        from hotspots.site import crashes_at, doubtful_naming, junction_of

        site, name, junction = asked.site, asked.name, asked.junction
        if junction is None:
            crashes = crashes_at(self.crashes, site)
            junction = junction_of(self.junctions, site, crashes)
        else:
            own = self.crashes["junction_id"] == junction.junction_id
            crashes = self.crashes[own & is_believed(self.crashes)]
        result = draw_site(
            crashes,
            self.store.parties(list(crashes["crash_id"])),
            junction,
            options=self._sheet(site, name, crashes, junction),
            attached=self.attached,
        )
        doubtful = len(doubtful_naming(self.crashes, junction)) if junction else 0
        return DrawnSite(result, doubtful)

    def _sheet(
        self, site: "Site", name: str, crashes: "pd.DataFrame", junction: "Junction | None"
    ) -> "SheetOptions":
        from collision_diagrams.panel import Mode
        from collision_diagrams.sheet import SheetOptions
        from roadnet.model import DrivingSide

        options, settings = self.options, self.store.settings()
        paper = paper_named(options.paper)
        return SheetOptions(
            site=junction.name if junction else name,
            start=options.start,
            end=options.end,
            coverage=self._coverage(crashes),
            paper=paper,
            language=self.language,
            mode=Mode(options.mode),
            street=None if options.schematic else self._street(site),
            offsets_mm=self._offsets(site, junction, paper),
            colour_by=factor_named(options.colour_by),
            driving_side=DrivingSide(settings.driving_side),
            is_demo=settings.is_demo,
            with_list=not options.no_list,
        )

    def _coverage(self, crashes: "pd.DataFrame") -> str:
        from hotspots.coverage_wording import coverage_text

        counties = tuple(sorted(crashes["county"].dropna().unique()))
        if counties not in self.coverages:
            found = coverage_of(self.store, crashes, self.chosen)
            self.coverages[counties] = coverage_text(found, self.language)
        return self.coverages[counties]

    def _street(self, site: "Site") -> "StreetSite | None":
        """Return the street of a site as it stood on the last day of the period."""
        from collision_diagrams.street_site import site_box, street_site
        from roadnet.records import streets_of

        centre_m = (site.x_m, site.y_m)
        today = datetime.now().astimezone().date()
        day = min(self.options.end - ONE_DAY, today) if self.options.end else today
        for area in self.store.street_areas():
            if area.crs == self.crs:
                records = self.store.street_records(area.name, box_m=site_box(centre_m), on=day)
                found = street_site(streets_of(area, records), centre_m, day) if records else None
                if found:
                    return found
        return None

    def _offsets(
        self, site: "Site", junction: "Junction | None", paper: "Paper"
    ) -> "dict[str, Point]":
        """Return where people moved glyphs of this site."""
        from collision_diagrams.placement import parse_placement, placement_key
        from storage.documents import DocumentKind

        key = placement_key(str(junction.junction_id) if junction else None, site.x_m, site.y_m)
        kept = self.store.document(DocumentKind.PLACEMENT, key)
        moved = parse_placement(kept.text if kept else "")
        return moved.offsets_mm(max(paper.width_mm, paper.height_mm))


def _sites(ground: _Ground, options: Options) -> Iterator[_Asked]:
    """Yield the sites that are asked for; of all junctions each crash stands on one sheet only."""
    from hotspots.site import Site, site_at

    radius_m = options.radius_m
    if options.sites is None:
        if options.lon is None or options.lat is None:
            raise DaoanError("Name a site by --lon and --lat, or many by --sites all or top:N.")
        site = site_at(options.lon, options.lat, radius_m, crs=ground.crs)
        yield _Asked(site, f"{options.lon:.5f}, {options.lat:.5f}")
    elif options.sites == ALL:
        counts = ground.crashes["junction_id"].value_counts()
        held = [one for one in ground.junctions if counts.get(one.junction_id, 0)]
        for one in sorted(held, key=lambda one: (-int(counts[one.junction_id]), one.junction_id)):
            yield _Asked(Site(one.x_m, one.y_m, radius_m), one.name, one)
    else:
        kind, count = counted_sites(options.sites)
        if kind == MAP:
            yield from _worst_of_map(ground, count)
            return
        for row in _top(ground, count):
            site = site_at(row["lon"], row["lat"], radius_m, crs=ground.crs)
            yield _Asked(site, str(row["name"]))


def counted_sites(sites: str) -> tuple[str, int]:
    """Return the kind and N of `top:N` or `map:N`.

    Examples
    --------
    >>> counted_sites("top:10")
    ('top:', 10)
    """
    kind, number = sites[: len(TOP)], sites[len(TOP) :]
    if kind not in {TOP, MAP} or not number.isdecimal() or not int(number):
        raise DaoanError(
            "{sites} names no sites: say all, top:N or map:N, such as top:10.", sites=sites
        )
    return kind, int(number)


def _worst_of_map(ground: _Ground, count: int) -> Iterator[_Asked]:
    """Yield the junctions of the street map with most crashes around, none within another."""
    from collision_diagrams.street_site import junctions_of_map
    from hotspots.selection import is_believed
    from hotspots.site import Site
    from roadnet.records import streets_of

    radius_m = ground.options.radius_m
    believed = ground.crashes[is_believed(ground.crashes)]
    found = [
        (
            -int(
                ((believed["x_m"] - x).pow(2) + (believed["y_m"] - y).pow(2) <= radius_m**2).sum()
            ),
            x,
            y,
            name,
        )
        for area in ground.store.street_areas()
        if area.crs == ground.crs
        for x, y, name in junctions_of_map(streets_of(area, ground.store.street_records(area.name)))
    ]
    taken: list[Site] = []
    for crashes, x, y, name in sorted(found):
        if crashes == 0 or len(taken) == count:
            return
        if not any(site.holds(x, y) for site in taken):
            taken.append(Site(x, y, radius_m))
            yield _Asked(taken[-1], name)


def _top(ground: _Ground, count: int) -> list[dict[str, Any]]:
    """Return the first hotspots of the period."""
    from hotspots.find import find_hotspots

    found = find_hotspots(ground.crashes, ground.junctions, crs=ground.crs)
    return [
        {str(name): value for name, value in row.items()}
        for row in found.table.head(count).to_dict("records")
    ]


def write_diagrams(
    path: Path, drawn: list[DrawnSite], *, salt: str, crs: str, language: Language
) -> None:
    """Write the sheets of all sites into one file; its ending says the format."""
    from collision_diagrams.published import (
        diagram_features,
        keys_for_publication,
        published_drawing,
    )
    from drawing.dxf import write_dxf
    from drawing.write import DrawingFileError, write_drawing

    ending = path.suffix.lower()
    if len(drawn) != 1 and ending not in {".pdf", ".geojson"}:
        raise DaoanError("{file}: many sites go into a .pdf or a .geojson file.", file=path.name)
    if ending == ".geojson":
        features = [
            feature
            for one in drawn
            for feature in diagram_features(
                one.result, keys_for_publication(one.result, salt), crs=crs, language=language
            )
        ]
        text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
        _write_text(path, text)
        return
    street = drawn[0].result.placed.plan.street if drawn else None
    if ending == ".dxf" and street is not None:
        _write_text(path, write_dxf(drawn[0].result.drawings[0], placement=street.placement))
        return
    pages = [page for one in drawn for page in one.result.drawings]
    if ending == ".svg":
        pages = [published_drawing(pages[0], keys_for_publication(drawn[0].result, salt))]
    if not pages:
        raise DrawingFileError("No site has a crash in this period: nothing is drawn.")
    write_drawing(path, pages)


def _write_text(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise DaoanError("{file} cannot be written.", file=path) from error


def _summary(drawn: list[DrawnSite], options: Options) -> Result:
    """Return the counts for machines: of the site, or of all with each of them."""
    if options.sites is None:
        (one,) = drawn
        counts = one.result.summary()
        return {**counts, "doubtful_naming_site": one.doubtful, "file": str(options.out)}
    sites = [{**one.result.summary(), "doubtful_naming_site": one.doubtful} for one in drawn]
    totals = {name: sum(site[name] for site in sites) for name in ("total", "plotted", "listed")}
    pages = sum(len(one.result.drawings) for one in drawn)
    say("{sites} sites, {pages} pages: {file}", sites=len(sites), pages=pages, file=options.out)
    return {**totals, "pages": pages, "sites": sites, "file": str(options.out)}


def factor_named(name: str | None) -> Any:
    """Return the factor of a name, None for none."""
    from collision_diagrams.factors import Factor

    if name is None:
        return None
    if name not in set(Factor):
        raise DaoanError(
            "{name} is no factor: {known}.", name=name, known=", ".join(map(str, Factor))
        )
    return Factor(name)


def paper_named(name: str) -> "Paper":
    """Return A4 or A3, wider than high."""
    from drawing.model import A3, A4

    return (A3 if name == "A3" else A4).landscape
