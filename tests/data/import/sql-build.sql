CREATE TABLE zeta (id int PRIMARY KEY);
CREATE VIEW early AS SELECT id FROM zeta;
CREATE TABLE users (id int PRIMARY KEY, a int, b int, UNIQUE (a, b));
CREATE TABLE auth.users (id int PRIMARY KEY, public_id int REFERENCES users);
CREATE TABLE crm.users (id int, "with/slash" int, "with""quote" int, with_slash int, CHECK ("with/slash" > 0));
CREATE TABLE alpha (x int, y int, z int REFERENCES zeta, z2 int REFERENCES zeta (id), FOREIGN KEY (x, y) REFERENCES users (a, b), FOREIGN KEY (x) REFERENCES zeta (nothing),
  CONSTRAINT alpha_z_fkey UNIQUE (z), CONSTRAINT bad CHECK (x > 0));
CREATE TABLE alpha2 (like_id int REFERENCES ext.b, other int REFERENCES ext.a (code), third text REFERENCES ext.a (name));
ALTER TABLE alpha ADD CONSTRAINT to_beta FOREIGN KEY (y) REFERENCES beta;
CREATE TABLE beta (id bigint, CONSTRAINT beta_key PRIMARY KEY (id));
COMMENT ON CONSTRAINT to_beta ON alpha IS 'said';
