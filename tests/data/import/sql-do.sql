DO $$ BEGIN
  CREATE TYPE mood AS ENUM ('a', 'b');
EXCEPTION WHEN duplicate_object THEN
  CREATE TYPE other AS ENUM ('c');
END $$;
do $body$
begin
  if not exists(select 1 from pg_type where typname = 'role') then
    create type role as enum ('owner', 'member');
  else
    create type never as enum ('x');
  end if;
  CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
end; $body$;
DO 'BEGIN NULL; END';
DO $$ BEGIN PERFORM 1; END $$;
CREATE TABLE t (id int PRIMARY KEY, m mood, r role);
DO $$ BEGIN CREATE INDEX i ON t (m); ALTER TABLE t ADD COLUMN extra text; END $$;
