CREATE TABLE t (id int PRIMARY KEY, name varchar(20), at timestamptz);
CREATE VIEW plain AS
 SELECT t.id, -- kept
        t.name
   FROM t;
CREATE OR REPLACE VIEW plain AS SELECT * FROM t;
CREATE VIEW renamed (one, two) AS SELECT id, name FROM t;
CREATE RECURSIVE VIEW countdown (n) AS VALUES (3) UNION ALL SELECT n - 1 FROM countdown WHERE n > 0;
CREATE VIEW secure WITH (security_invoker=true) AS SELECT id FROM t WITH LOCAL CHECK OPTION;
CREATE MATERIALIZED VIEW stored AS SELECT name, count(*) FROM t GROUP BY name WITH NO DATA;
CREATE UNIQUE INDEX stored_name ON stored (name);
CREATE VIEW later AS SELECT * FROM plain JOIN renamed ON plain.id = renamed.one;
CREATE TABLE made AS SELECT id, at FROM t;
CREATE VIEW plain AS SELECT 1;
COMMENT ON VIEW plain IS 'All of it.';
COMMENT ON MATERIALIZED VIEW stored IS 'Counted.';
COMMENT ON COLUMN stored.name IS 'Whose.';
