CREATE TABLE newer (
    id int PRIMARY KEY,
    doubled int GENERATED ALWAYS AS (id * 2) VIRTUAL,
    during tstzrange NOT ENFORCED,
    name text NOT NULL,
    PERIOD FOR valid (a, b),
    CONSTRAINT only_a_name,
    UNIQUE (id, during WITHOUT OVERLAPS),
    CHECK (id > 0)
) WITH SYSTEM VERSIONING;
CREATE TABLE hopeless (PERIOD FOR valid (a, b));
CREATE TABLE broken (id int
  , name text;
SELEC nonsense;
CREATE TABLE fine (id int);
CREATE TABLE (id int);
INSERT INTO fine VALUES ('unclosed);
CREATE TABLE swallowed (id int);
/* never closed;
CREATE TABLE after (id int);
