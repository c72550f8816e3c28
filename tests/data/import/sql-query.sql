CREATE TYPE color AS ENUM ('red');
CREATE TABLE a (id int, n numeric(5,2), f real, t text, c color, j jsonb, arr int[], d date);
CREATE TABLE b (id bigint, a_id int);
CREATE VIEW q1 AS SELECT a.*, b.id AS b_id, x.id x_id FROM a LEFT JOIN b ON b.a_id = a.id, (SELECT id FROM b) x;
CREATE VIEW q2 AS SELECT count(*), sum(id), sum(n), avg(id), max(t), min(c), coalesce(NULL, t), t || 'x', n + 1, id > 1, now(), CURRENT_DATE,
  CASE WHEN id > 1 THEN t END AS kase, (SELECT max(id) FROM b) AS sub, EXISTS (SELECT 1) AS there, id::text, '5'::smallint AS five, 1.5, 'x', true,
  j -> 'a' AS part, j ->> 'a' AS text_part, array_agg(t), row_number() OVER () AS nr, greatest(id, 3), ARRAY[1, 2], my_function(id), d AS "Day", ARRAY(SELECT id FROM b) ids
  FROM a GROUP BY a.id;
CREATE VIEW q3 AS WITH w (x, y) AS (SELECT id, t FROM a), v AS (SELECT * FROM w) SELECT v.x, y FROM v UNION SELECT id, 'z' FROM b;
CREATE VIEW q4 AS SELECT g.n, r.a, r.b, missing.z FROM generate_series(1, 3) g(n), json_to_record('{}') AS r (a int, b text), missing;
CREATE VIEW q5 AS SELECT 1, 2, 3;
CREATE VIEW q6 AS VALUES (1, 'a');
CREATE VIEW q7 AS SELECT al.k FROM a AS al (k, l);
CREATE VIEW q8 AS SELECT *, nullif(t, ''), (a.id) FROM a NATURAL JOIN unknown_table;
