SET statement_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);
CREATE SCHEMA app AUTHORIZATION joe
  CREATE TABLE inside (id int PRIMARY KEY, feeling mood)
  CREATE VIEW seen AS SELECT id FROM inside;
CREATE SCHEMA empty;
CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public;
COMMENT ON EXTENSION citext IS 'case-insensitive';
CREATE TYPE mood AS ENUM ('sad', 'it''s ok');
ALTER TYPE mood ADD VALUE 'happy' AFTER 'sad';
ALTER TYPE mood RENAME VALUE 'sad' TO 'low';
CREATE TYPE app.unused AS ENUM ('x');
CREATE DOMAIN year AS integer DEFAULT 2000 NOT NULL CONSTRAINT year_check CHECK (VALUE >= 1901 AND VALUE <= 2155);
CREATE DOMAIN late_year AS year CHECK (value > 2000);
CREATE TABLE public.person (
    id integer NOT NULL,
    mood mood DEFAULT 'low'::mood NOT NULL,
    moods public.mood[] DEFAULT '{}'::public.mood[],
    born year, died late_year, years year[],
    email citext,
    CONSTRAINT person_check CHECK (born < died)
);
CREATE SEQUENCE public.person_id_seq AS integer START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;
ALTER SEQUENCE public.person_id_seq OWNED BY public.person.id;
ALTER TABLE ONLY public.person ALTER COLUMN id SET DEFAULT nextval('public.person_id_seq'::regclass);
CREATE SEQUENCE shared START 50;
CREATE SEQUENCE lonely;
CREATE SEQUENCE mine INCREMENT 10;
CREATE TABLE s1 (id bigint DEFAULT nextval('shared') NOT NULL, own bigint DEFAULT nextval('mine'::regclass));
CREATE TABLE s2 (id bigint DEFAULT nextval('shared'::regclass) NOT NULL);
COMMENT ON TABLE person IS 'A person.';
COMMENT ON COLUMN public.person.email IS 'Where they
read.';
COMMENT ON CONSTRAINT person_check ON person IS 'Nobody dies unborn.';
COMMENT ON TYPE mood IS 'How they feel.';
ALTER TABLE person ENABLE ROW LEVEL SECURITY;
CREATE POLICY "read own" ON public.person AS PERMISSIVE FOR SELECT TO authenticated
  USING ((auth.uid())::text = email); -- theirs
CREATE POLICY gone ON person USING (true);
DROP POLICY gone ON person;
CREATE POLICY elsewhere ON storage.objects USING (true);
GRANT SELECT ON person TO joe;
CREATE TRIGGER t BEFORE UPDATE ON person FOR EACH ROW EXECUTE FUNCTION f();
COPY public.person (id, mood) FROM stdin;
1	low; DROP TABLE person;
2	'"$$
\.
INSERT INTO person VALUES (1);
INSERT INTO person VALUES (2);
\connect other
