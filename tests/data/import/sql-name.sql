CREATE TABLE "Upper" (id int, "Group" int, "a b" text DEFAULT 'x''y', "1st" int, "order" int, _ok int);
CREATE TABLE film (film_id int PRIMARY KEY, original_language_id int CONSTRAINT film_original_language_id_fkey REFERENCES film,
  n int CONSTRAINT film_n_key UNIQUE, m int CONSTRAINT other_name UNIQUE);
CREATE INDEX "Index Name" ON "Upper" ("Group", "a b");
COMMENT ON TABLE "Upper" IS 'It''s "quoted"';
