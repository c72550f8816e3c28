CREATE TABLE a (
    id int CONSTRAINT a_pkey PRIMARY KEY, n int UNIQUE, m int CONSTRAINT "m/once" UNIQUE, o int, p int,
    CONSTRAINT o_key UNIQUE (o) INCLUDE (p), UNIQUE (o), UNIQUE (o), CONSTRAINT twice UNIQUE (n),
    CHECK (n > 0), CHECK (missing_column > 0)
);
CREATE TABLE b (
    id int, x int, CONSTRAINT keys PRIMARY KEY (x, id) INCLUDE (y), y int,
    FOREIGN KEY (x) REFERENCES a, FOREIGN KEY (y) REFERENCES b (y), FOREIGN KEY (id) REFERENCES a (n),
    FOREIGN KEY (id, x) REFERENCES a (n), FOREIGN KEY (gone) REFERENCES a
);
CREATE INDEX i ON b (gone);
COMMENT ON CONSTRAINT keys ON b IS 'keys';
COMMENT ON CONSTRAINT twice ON a IS 'twice';
