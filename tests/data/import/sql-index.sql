CREATE TABLE country (code char(2) PRIMARY KEY, name text UNIQUE);
CREATE TABLE city (
    id int PRIMARY KEY,
    country char(2) NOT NULL REFERENCES country ON DELETE CASCADE ON UPDATE RESTRICT DEFERRABLE INITIALLY DEFERRED,
    country_name text CONSTRAINT by_name REFERENCES country (name) ON DELETE SET NULL,
    twin int REFERENCES city,
    area box, during tstzrange, tags text[], doc jsonb, at timestamptz,
    CONSTRAINT no_overlap EXCLUDE USING gist (area WITH &&, during WITH &&) WHERE (id > 0) DEFERRABLE,
    CONSTRAINT named_pair UNIQUE (country, country_name) INCLUDE (tags),
    UNIQUE NULLS NOT DISTINCT (twin, at),
    UNIQUE (at) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE visit (a int, b timestamptz, c int, id bigint,
    FOREIGN KEY (a, b) REFERENCES city (twin, at) MATCH FULL ON DELETE SET NULL (a),
    CONSTRAINT second FOREIGN KEY (id) REFERENCES city (id),
    FOREIGN KEY (id) REFERENCES city (id) ON DELETE CASCADE,
    FOREIGN KEY (c) REFERENCES city (id) NOT VALID);
CREATE INDEX ON city (country);
CREATE UNIQUE INDEX one_per_day ON city USING btree (country, at DESC NULLS LAST) WHERE (twin IS NOT NULL);
CREATE INDEX by_lower ON city (lower(country_name) text_pattern_ops, id);
CREATE INDEX IF NOT EXISTS docs ON city USING gin (doc jsonb_path_ops) WITH (fastupdate=off);
CREATE INDEX CONCURRENTLY covering ON public.city (twin) INCLUDE (tags, doc);
CREATE UNIQUE INDEX visit_c ON visit (c);
ALTER TABLE ONLY visit ADD CONSTRAINT visit_c_once UNIQUE USING INDEX visit_c;
CREATE INDEX lost ON nowhere (a);
CREATE TABLE ghost_user (
    id int PRIMARY KEY, owner uuid REFERENCES auth.users ON DELETE CASCADE,
    editor uuid REFERENCES auth.users (id), place text REFERENCES elsewhere (code));
