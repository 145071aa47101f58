-- The store as schema 1 made it, in a GeoPackage; never to be changed.
PRAGMA application_id = 1196444487;
PRAGMA user_version = 10300;
CREATE TABLE gpkg_spatial_ref_sys (
    srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
    table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
    description TEXT DEFAULT '',
    last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
    min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
    CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
    table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
    CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
    CONSTRAINT uk_gc_table_name UNIQUE (table_name),
    CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
    CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_extensions (
    table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
    scope TEXT NOT NULL,
    CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE schema_versions (
	version INTEGER NOT NULL,
	applied_at DATETIME NOT NULL,
	PRIMARY KEY (version)
);
CREATE TABLE settings (
	name TEXT NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (name)
);
CREATE TABLE data_versions (
	one INTEGER NOT NULL,
	version TEXT NOT NULL,
	PRIMARY KEY (one)
);
CREATE TABLE import_files (
	import_id INTEGER NOT NULL,
	file TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	layout TEXT NOT NULL,
	imported_at DATETIME NOT NULL,
	counts TEXT NOT NULL,
	PRIMARY KEY (import_id),
	UNIQUE (sha256)
);
CREATE TABLE junctions (
	junction_fid INTEGER NOT NULL,
	geom POINT,
	junction_id TEXT NOT NULL,
	name TEXT NOT NULL,
	x_m DOUBLE NOT NULL,
	y_m DOUBLE NOT NULL,
	road_names TEXT NOT NULL,
	arms TEXT NOT NULL,
	control TEXT NOT NULL,
	method TEXT NOT NULL,
	sigma_m DOUBLE,
	PRIMARY KEY (junction_fid),
	UNIQUE (junction_id)
);
CREATE TABLE coverage_by_people (
	statement_id INTEGER NOT NULL,
	county TEXT NOT NULL,
	severity TEXT NOT NULL,
	month TEXT NOT NULL,
	state TEXT NOT NULL,
	author TEXT NOT NULL,
	made_at DATETIME NOT NULL,
	PRIMARY KEY (statement_id)
);
CREATE TABLE audit_entries (
	entry_id INTEGER NOT NULL,
	at DATETIME NOT NULL,
	author TEXT NOT NULL,
	action TEXT NOT NULL,
	subject TEXT NOT NULL,
	detail TEXT NOT NULL,
	PRIMARY KEY (entry_id)
);
CREATE TABLE source_rows (
	chunk_id INTEGER NOT NULL,
	import_id INTEGER NOT NULL,
	chunk BLOB NOT NULL,
	PRIMARY KEY (chunk_id),
	FOREIGN KEY(import_id) REFERENCES import_files (import_id)
);
CREATE TABLE coverage_by_files (
	import_id INTEGER NOT NULL,
	county TEXT NOT NULL,
	severity TEXT NOT NULL,
	month TEXT NOT NULL,
	state TEXT NOT NULL,
	days TEXT NOT NULL,
	reason TEXT,
	PRIMARY KEY (import_id, county, severity, month),
	FOREIGN KEY(import_id) REFERENCES import_files (import_id)
);
CREATE TABLE unknown_codes (
	import_id INTEGER NOT NULL,
	"column" TEXT NOT NULL,
	value TEXT NOT NULL,
	count INTEGER NOT NULL,
	PRIMARY KEY (import_id, "column", value),
	FOREIGN KEY(import_id) REFERENCES import_files (import_id)
);
CREATE TABLE quarantined_rows (
	quarantine_id INTEGER NOT NULL,
	row_hash TEXT NOT NULL,
	occurrence INTEGER NOT NULL,
	file TEXT NOT NULL,
	file_row INTEGER,
	"column" TEXT,
	reason TEXT NOT NULL,
	cells TEXT NOT NULL,
	cells_delivered TEXT NOT NULL,
	state TEXT NOT NULL,
	import_id INTEGER NOT NULL,
	first_seen_at DATETIME NOT NULL,
	PRIMARY KEY (quarantine_id),
	UNIQUE (row_hash, occurrence),
	FOREIGN KEY(import_id) REFERENCES import_files (import_id)
);
CREATE TABLE source_crashes (
	crash_fid INTEGER NOT NULL,
	crash_id TEXT NOT NULL,
	source TEXT,
	source_crash_id TEXT,
	code_version TEXT,
	occurred_at TEXT,
	severity TEXT,
	severity_derived BOOLEAN NOT NULL,
	police_unit TEXT,
	place_text TEXT,
	county TEXT,
	district TEXT,
	place_kind TEXT,
	road_1 TEXT,
	road_2 TEXT,
	house_number TEXT,
	kilometre DOUBLE,
	junction_name TEXT,
	deaths INTEGER,
	injuries INTEGER,
	lon DOUBLE,
	lat DOUBLE,
	weather_code TEXT,
	light_code TEXT,
	road_class_code TEXT,
	speed_limit_kmh INTEGER,
	road_form_code TEXT,
	position_code TEXT,
	paving_code TEXT,
	surface_code TEXT,
	surface_defect_code TEXT,
	obstacle_code TEXT,
	sight_code TEXT,
	signal_kind_code TEXT,
	signal_state_code TEXT,
	median_code TEXT,
	lane_line_code TEXT,
	fast_slow_line_code TEXT,
	edge_line_code TEXT,
	crash_type_code TEXT,
	main_cause_code TEXT,
	content_hash BLOB NOT NULL,
	import_id INTEGER NOT NULL,
	chunk_id INTEGER,
	PRIMARY KEY (crash_fid),
	UNIQUE (crash_id),
	FOREIGN KEY(import_id) REFERENCES import_files (import_id),
	FOREIGN KEY(chunk_id) REFERENCES source_rows (chunk_id)
);
CREATE TABLE source_parties (
	party_fid INTEGER NOT NULL,
	crash_fid INTEGER NOT NULL,
	party_no INTEGER NOT NULL,
	delivered_ordinal INTEGER,
	kind_code TEXT,
	sex_code TEXT,
	age INTEGER,
	protection_code TEXT,
	phone_code TEXT,
	action_code TEXT,
	contact_first_code TEXT,
	contact_other_code TEXT,
	cause_code TEXT,
	hit_and_run BOOLEAN,
	injury_code TEXT,
	from_deg DOUBLE,
	to_deg DOUBLE,
	PRIMARY KEY (party_fid),
	UNIQUE (crash_fid, party_no),
	FOREIGN KEY(crash_fid) REFERENCES source_crashes (crash_fid)
);
CREATE TABLE source_history (
	history_id INTEGER NOT NULL,
	crash_fid INTEGER NOT NULL,
	revision INTEGER NOT NULL,
	import_id INTEGER NOT NULL,
	replaced_by INTEGER NOT NULL,
	replaced_at DATETIME NOT NULL,
	chunk_id INTEGER,
	record TEXT NOT NULL,
	PRIMARY KEY (history_id),
	FOREIGN KEY(crash_fid) REFERENCES source_crashes (crash_fid),
	FOREIGN KEY(import_id) REFERENCES import_files (import_id),
	FOREIGN KEY(replaced_by) REFERENCES import_files (import_id)
);
CREATE TABLE crash_revisions (
	crash_fid INTEGER NOT NULL,
	revision INTEGER NOT NULL,
	PRIMARY KEY (crash_fid),
	FOREIGN KEY(crash_fid) REFERENCES source_crashes (crash_fid)
);
CREATE TABLE crash_edits (
	edit_id INTEGER NOT NULL,
	crash_fid INTEGER NOT NULL,
	party_no INTEGER NOT NULL,
	field TEXT NOT NULL,
	value TEXT NOT NULL,
	text_value TEXT,
	number_value DOUBLE,
	x_m DOUBLE,
	y_m DOUBLE,
	names_junction BOOLEAN NOT NULL,
	junction_id TEXT,
	location_reason TEXT,
	source_value TEXT NOT NULL,
	basis TEXT NOT NULL,
	author TEXT NOT NULL,
	reason TEXT NOT NULL,
	made_at DATETIME NOT NULL,
	revision INTEGER NOT NULL,
	superseded_revision INTEGER,
	PRIMARY KEY (edit_id),
	FOREIGN KEY(crash_fid) REFERENCES source_crashes (crash_fid)
);
CREATE TABLE crash_locations (
	crash_fid INTEGER NOT NULL,
	x_m DOUBLE,
	y_m DOUBLE,
	location_status TEXT,
	location_reason TEXT,
	junction_id TEXT,
	proposal_x_m DOUBLE,
	proposal_y_m DOUBLE,
	proposal_junction TEXT,
	PRIMARY KEY (crash_fid),
	FOREIGN KEY(crash_fid) REFERENCES source_crashes (crash_fid)
);
CREATE TABLE crash_points (
	crash_fid INTEGER NOT NULL,
	geom POINT NOT NULL,
	x_m DOUBLE NOT NULL,
	y_m DOUBLE NOT NULL,
	PRIMARY KEY (crash_fid),
	FOREIGN KEY(crash_fid) REFERENCES source_crashes (crash_fid)
);
CREATE VIRTUAL TABLE rtree_crash_points_geom USING rtree(id, minx, maxx, miny, maxy);
CREATE VIRTUAL TABLE rtree_junctions_geom USING rtree(id, minx, maxx, miny, maxy);
CREATE INDEX ix_audit_entries_subject ON audit_entries (subject);
CREATE INDEX source_crashes_by_time ON source_crashes (occurred_at, crash_id);
CREATE INDEX ix_source_history_crash_fid ON source_history (crash_fid);
CREATE UNIQUE INDEX crash_edits_in_force ON crash_edits (crash_fid, field, party_no) WHERE superseded_revision IS NULL;
CREATE INDEX crash_edits_by_crash ON crash_edits (crash_fid, edit_id);
CREATE VIEW crashes AS SELECT s.crash_fid AS ogc_fid, s.crash_id, s.source, s.source_crash_id, s.code_version, s.occurred_at, CASE WHEN c.has_severity = 1 THEN c.severity ELSE s.severity END AS severity, CASE WHEN c.has_severity = 1 THEN FALSE ELSE s.severity_derived END AS severity_derived, s.police_unit, s.place_text, s.county, s.district, s.place_kind, s.road_1, s.road_2, s.house_number, s.kilometre, s.junction_name, s.deaths, s.injuries, s.lon, s.lat, s.weather_code, s.light_code, s.road_class_code, s.speed_limit_kmh, CASE WHEN c.has_road_form_code = 1 THEN c.road_form_code ELSE s.road_form_code END AS road_form_code, CASE WHEN c.has_position_code = 1 THEN c.position_code ELSE s.position_code END AS position_code, s.paving_code, s.surface_code, s.surface_defect_code, s.obstacle_code, s.sight_code, CASE WHEN c.has_signal_kind_code = 1 THEN c.signal_kind_code ELSE s.signal_kind_code END AS signal_kind_code, s.signal_state_code, s.median_code, s.lane_line_code, s.fast_slow_line_code, s.edge_line_code, CASE WHEN c.has_crash_type_code = 1 THEN c.crash_type_code ELSE s.crash_type_code END AS crash_type_code, CASE WHEN c.has_main_cause_code = 1 THEN c.main_cause_code ELSE s.main_cause_code END AS main_cause_code, w.x_m, w.y_m, CASE WHEN p.crash_fid IS NOT NULL THEN 'corrected' ELSE COALESCE(l.location_status, 'missing') END AS location_status, CASE WHEN p.crash_fid IS NULL THEN l.location_reason ELSE p.location_reason END AS location_reason, CASE WHEN p.names_junction THEN p.junction_id ELSE l.junction_id END AS junction_id, l.proposal_x_m, l.proposal_y_m, l.proposal_junction, r.revision, (p.crash_fid IS NOT NULL OR c.crash_fid IS NOT NULL OR q.crash_fid IS NOT NULL) AS merged, w.geom
    FROM source_crashes s
    JOIN crash_revisions r ON r.crash_fid = s.crash_fid
    LEFT JOIN crash_points w ON w.crash_fid = s.crash_fid
    LEFT JOIN crash_locations l ON l.crash_fid = s.crash_fid
    LEFT JOIN crash_edits p ON p.crash_fid = s.crash_fid AND p.field = 'location'
        AND p.party_no = 0 AND p.superseded_revision IS NULL
    LEFT JOIN (SELECT crash_fid, MAX(CASE WHEN field = 'severity' THEN 1 ELSE 0 END) AS has_severity, MAX(CASE WHEN field = 'severity' THEN text_value END) AS severity, MAX(CASE WHEN field = 'crash_type_code' THEN 1 ELSE 0 END) AS has_crash_type_code, MAX(CASE WHEN field = 'crash_type_code' THEN text_value END) AS crash_type_code, MAX(CASE WHEN field = 'main_cause_code' THEN 1 ELSE 0 END) AS has_main_cause_code, MAX(CASE WHEN field = 'main_cause_code' THEN text_value END) AS main_cause_code, MAX(CASE WHEN field = 'road_form_code' THEN 1 ELSE 0 END) AS has_road_form_code, MAX(CASE WHEN field = 'road_form_code' THEN text_value END) AS road_form_code, MAX(CASE WHEN field = 'position_code' THEN 1 ELSE 0 END) AS has_position_code, MAX(CASE WHEN field = 'position_code' THEN text_value END) AS position_code, MAX(CASE WHEN field = 'signal_kind_code' THEN 1 ELSE 0 END) AS has_signal_kind_code, MAX(CASE WHEN field = 'signal_kind_code' THEN text_value END) AS signal_kind_code FROM crash_edits
        WHERE superseded_revision IS NULL AND party_no = 0 AND field <> 'location'
        GROUP BY crash_fid) c ON c.crash_fid = s.crash_fid
    LEFT JOIN (SELECT DISTINCT crash_fid FROM crash_edits
        WHERE superseded_revision IS NULL AND party_no > 0) q ON q.crash_fid = s.crash_fid;
CREATE VIEW parties AS SELECT p.party_fid AS ogc_fid, s.crash_id, p.party_no, p.delivered_ordinal, CASE WHEN c.has_kind_code = 1 THEN c.kind_code ELSE p.kind_code END AS kind_code, p.sex_code, p.age, p.protection_code, p.phone_code, CASE WHEN c.has_action_code = 1 THEN c.action_code ELSE p.action_code END AS action_code, CASE WHEN c.has_contact_first_code = 1 THEN c.contact_first_code ELSE p.contact_first_code END AS contact_first_code, CASE WHEN c.has_contact_other_code = 1 THEN c.contact_other_code ELSE p.contact_other_code END AS contact_other_code, CASE WHEN c.has_cause_code = 1 THEN c.cause_code ELSE p.cause_code END AS cause_code, p.hit_and_run, p.injury_code, CAST(CASE WHEN c.has_from_deg = 1 THEN c.from_deg ELSE p.from_deg END AS DOUBLE PRECISION) AS from_deg, CAST(CASE WHEN c.has_to_deg = 1 THEN c.to_deg ELSE p.to_deg END AS DOUBLE PRECISION) AS to_deg
    FROM source_parties p
    JOIN source_crashes s ON s.crash_fid = p.crash_fid
    LEFT JOIN (SELECT crash_fid, party_no, MAX(CASE WHEN field = 'kind_code' THEN 1 ELSE 0 END) AS has_kind_code, MAX(CASE WHEN field = 'kind_code' THEN text_value END) AS kind_code, MAX(CASE WHEN field = 'action_code' THEN 1 ELSE 0 END) AS has_action_code, MAX(CASE WHEN field = 'action_code' THEN text_value END) AS action_code, MAX(CASE WHEN field = 'contact_first_code' THEN 1 ELSE 0 END) AS has_contact_first_code, MAX(CASE WHEN field = 'contact_first_code' THEN text_value END) AS contact_first_code, MAX(CASE WHEN field = 'contact_other_code' THEN 1 ELSE 0 END) AS has_contact_other_code, MAX(CASE WHEN field = 'contact_other_code' THEN text_value END) AS contact_other_code, MAX(CASE WHEN field = 'cause_code' THEN 1 ELSE 0 END) AS has_cause_code, MAX(CASE WHEN field = 'cause_code' THEN text_value END) AS cause_code, MAX(CASE WHEN field = 'from_deg' THEN 1 ELSE 0 END) AS has_from_deg, MAX(CASE WHEN field = 'from_deg' THEN number_value END) AS from_deg, MAX(CASE WHEN field = 'to_deg' THEN 1 ELSE 0 END) AS has_to_deg, MAX(CASE WHEN field = 'to_deg' THEN number_value END) AS to_deg FROM crash_edits
        WHERE superseded_revision IS NULL AND party_no > 0
        GROUP BY crash_fid, party_no) c
    ON c.crash_fid = p.crash_fid AND c.party_no = p.party_no;
CREATE TRIGGER rtree_crash_points_geom_insert AFTER INSERT ON crash_points WHEN (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN INSERT OR REPLACE INTO rtree_crash_points_geom VALUES (NEW.crash_fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER rtree_crash_points_geom_update1 AFTER UPDATE OF geom ON crash_points WHEN OLD.crash_fid = NEW.crash_fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN INSERT OR REPLACE INTO rtree_crash_points_geom VALUES (NEW.crash_fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER rtree_crash_points_geom_update2 AFTER UPDATE OF geom ON crash_points WHEN OLD.crash_fid = NEW.crash_fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM rtree_crash_points_geom WHERE id = OLD.crash_fid; END;
CREATE TRIGGER rtree_crash_points_geom_update3 AFTER UPDATE ON crash_points WHEN OLD.crash_fid != NEW.crash_fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM rtree_crash_points_geom WHERE id = OLD.crash_fid;INSERT OR REPLACE INTO rtree_crash_points_geom VALUES (NEW.crash_fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER rtree_crash_points_geom_update4 AFTER UPDATE ON crash_points WHEN OLD.crash_fid != NEW.crash_fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM rtree_crash_points_geom WHERE id IN (OLD.crash_fid, NEW.crash_fid); END;
CREATE TRIGGER rtree_crash_points_geom_delete AFTER DELETE ON crash_points WHEN OLD.geom NOT NULL BEGIN DELETE FROM rtree_crash_points_geom WHERE id = OLD.crash_fid; END;
CREATE TRIGGER rtree_junctions_geom_insert AFTER INSERT ON junctions WHEN (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN INSERT OR REPLACE INTO rtree_junctions_geom VALUES (NEW.junction_fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER rtree_junctions_geom_update1 AFTER UPDATE OF geom ON junctions WHEN OLD.junction_fid = NEW.junction_fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN INSERT OR REPLACE INTO rtree_junctions_geom VALUES (NEW.junction_fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER rtree_junctions_geom_update2 AFTER UPDATE OF geom ON junctions WHEN OLD.junction_fid = NEW.junction_fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM rtree_junctions_geom WHERE id = OLD.junction_fid; END;
CREATE TRIGGER rtree_junctions_geom_update3 AFTER UPDATE ON junctions WHEN OLD.junction_fid != NEW.junction_fid AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM rtree_junctions_geom WHERE id = OLD.junction_fid;INSERT OR REPLACE INTO rtree_junctions_geom VALUES (NEW.junction_fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER rtree_junctions_geom_update4 AFTER UPDATE ON junctions WHEN OLD.junction_fid != NEW.junction_fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM rtree_junctions_geom WHERE id IN (OLD.junction_fid, NEW.junction_fid); END;
CREATE TRIGGER rtree_junctions_geom_delete AFTER DELETE ON junctions WHEN OLD.geom NOT NULL BEGIN DELETE FROM rtree_junctions_geom WHERE id = OLD.junction_fid; END;
INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian');
INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic');
INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]', '');
INSERT INTO gpkg_contents VALUES ('crashes', 'features', 'crashes', 'Crashes as everybody reads them', '2026-11-21T01:48:53.936Z', NULL, NULL, NULL, NULL, -1);
INSERT INTO gpkg_contents VALUES ('junctions', 'features', 'junctions', 'Junctions', '2026-11-21T01:48:53.936Z', NULL, NULL, NULL, NULL, -1);
INSERT INTO gpkg_contents VALUES ('crash_points', 'features', 'crash_points', 'Points of crashes', '2026-11-21T01:48:53.936Z', NULL, NULL, NULL, NULL, -1);
INSERT INTO gpkg_contents VALUES ('parties', 'attributes', 'parties', 'Parties as everybody reads them', '2026-11-21T01:48:53.936Z', NULL, NULL, NULL, NULL, NULL);
INSERT INTO gpkg_geometry_columns VALUES ('crashes', 'geom', 'POINT', -1, 0, 0);
INSERT INTO gpkg_geometry_columns VALUES ('junctions', 'geom', 'POINT', -1, 0, 0);
INSERT INTO gpkg_geometry_columns VALUES ('crash_points', 'geom', 'POINT', -1, 0, 0);
INSERT INTO gpkg_extensions VALUES ('crash_points', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
INSERT INTO gpkg_extensions VALUES ('junctions', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
INSERT INTO schema_versions VALUES (1, '2026-11-21T01:48:53.937Z');
