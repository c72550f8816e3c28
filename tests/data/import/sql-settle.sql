CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE DOMAIN never AS text;
CREATE TABLE p (id int DEFAULT nextval('p_id_seq') NOT NULL, n positive, t unknown_type, u other.thing);
CREATE SEQUENCE p_id_seq OWNED BY p.id;
CREATE SEQUENCE odd_name MINVALUE 5 CYCLE;
CREATE SEQUENCE other.far;
CREATE TABLE q (id smallint DEFAULT nextval('odd_name'::regclass) NOT NULL, opt int DEFAULT nextval('public.q_opt_seq'), far bigint NOT NULL DEFAULT nextval('other.far'),
  txt text DEFAULT nextval('text_seq'), lost int DEFAULT nextval('not_here'));
CREATE SEQUENCE q_opt_seq;
ALTER SEQUENCE q_opt_seq OWNED BY q.opt;
CREATE SEQUENCE text_seq;
CREATE VIEW w AS SELECT id, n FROM p;
