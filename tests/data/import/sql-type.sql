CREATE TABLE k (id bigint PRIMARY KEY, code varchar(10) UNIQUE, kind character(3) UNIQUE);
CREATE TABLE f (a int REFERENCES k, b bigint REFERENCES k, c varchar(10) REFERENCES k (code), d text REFERENCES k (code), e text REFERENCES k (kind), PRIMARY KEY (b));
CREATE TABLE g (b int REFERENCES f, c bigint REFERENCES f (b), PRIMARY KEY (b));
CREATE TABLE h (b int REFERENCES g, v vector(3), w halfvec(2), x hstore, y ltree, z int4range);
