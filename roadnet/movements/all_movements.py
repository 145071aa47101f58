"""All movements of an area: those its source states, and derived ones where it states none."""

from roadnet.geometry.street_geometry import StreetGeometry
from roadnet.model import Movement, Streets
from roadnet.movements.derive import derive_movements


def all_movements(streets: Streets, geometry: StreetGeometry) -> tuple[Movement, ...]:
    """Return the movements of all junctions, ordered by key.

    A junction whose movements are stated (an OpenDRIVE file names every lane through it) keeps
    those alone; of the others every allowed way is derived.
    """
    told = {movement.junction_id for movement in streets.movements}
    settled = {
        node
        for junction in streets.junctions
        if junction.junction_id in told
        for node in junction.node_ids
    }
    open_junctions = {
        area.junction.junction_id
        for area in geometry.junctions
        if not settled.intersection(area.junction.node_ids)
    }
    derived = [
        one for one in derive_movements(streets, geometry) if one.junction_id in open_junctions
    ]
    found = [*streets.movements, *derived]
    return tuple(sorted(found, key=lambda movement: movement.movement_id))
