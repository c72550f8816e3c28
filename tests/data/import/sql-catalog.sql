SET search_path = app, public;
CREATE TABLE inside (id int PRIMARY KEY);
CREATE TABLE public.outside (id int PRIMARY KEY, app_id int REFERENCES inside);
CREATE TABLE links (a int REFERENCES inside, b int REFERENCES outside);
CREATE TABLE a_table_with_a_very_long_name_that_is_near_the_limit_of_sixty (a_column_with_a_rather_long_name_too int UNIQUE,
  short int CONSTRAINT a_table_with_a_very_long_name_that_is_near_the_limit_of_sixty_short_key UNIQUE);
