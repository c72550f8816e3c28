/* gp-export-postgresql.c — a design as a script for PostgreSQL
 * SPDX-License-Identifier: Apache-2.0
 *
 * Order: schemas, extensions, enums, functions that need no table, sequences, tables with their
 * partitions, the other functions, indexes, foreign keys, views, comments, row security. Each part
 * needs only what stands before it. The order within a part is the design's, so that reading the
 * script again gives the same design. */

#define G_LOG_DOMAIN "gp-export-postgresql"

#include "config.h"

#include "gp-export-postgresql.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gp-postgresql-physical.h"
#include "gp-sql-build.h"
#include "gp-sql-script.h"
#include "gp-sql-writer.h"

typedef void (*EntityFunc) (GpSqlWriter *writer, const GpElement *entity);

static void
for_each_table (GpSqlWriter *self, GPtrArray *entities, EntityFunc write)
{
  for (guint i = 0; i < entities->len; i++)
    {
      if (gp_sql_writer_is_table (g_ptr_array_index (entities, i)))
        write (self, g_ptr_array_index (entities, i));
    }
}

static void
write_schema (GpSqlWriter *self, GHashTable *seen, const char *schema)
{
  if (schema == NULL || !g_hash_table_add (seen, g_strdup (schema)))
    return;
  g_string_append (self->out, "CREATE SCHEMA IF NOT EXISTS ");
  gp_sql_quote_name (self->out, schema);
  g_string_append (self->out, ";\n");
}

/* The schema of a name that may have one, without quotes. */
static char *
schema_of (const char *name)
{
  GpSqlToken token;

  gp_sql_token_next (name, 0, strlen (name), &token);
  if (name[token.end] != '.')
    return NULL;
  return token.type == GP_SQL_TOKEN_NAME
           ? g_strndup (name + token.start + 1, token.end - token.start - 2)
           : g_strndup (name + token.start, token.end - token.start);
}

/* Schemas of tables, partitions, enums and sequences. */
static void
write_schemas (GpSqlWriter *self, GPtrArray *entities, GPtrArray *fields)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < entities->len; i++)
    {
      const GpElement *entity = g_ptr_array_index (entities, i);
      gsize n;
      const char *const *partitions = gp_element_get_texts (entity, GP_ENTITY_PARTITIONS, &n);

      if (gp_element_get_bool (entity, GP_ENTITY_EXTERNAL))
        continue;
      write_schema (self, seen, gp_element_get_text (entity, GP_ENTITY_SCHEMA));
      for (gsize j = 0; j < n; j++)
        {
          g_autofree char *schema = schema_of (partitions[j]);

          write_schema (self, seen, schema);
        }
    }
  for (guint i = 0; i < fields->len; i++)
    {
      const GpElement *field = g_ptr_array_index (fields, i);
      const char *type = gp_element_get_text (field, GP_FIELD_TYPE_NAME);
      const char *sequence = gp_element_get_text (field, GP_FIELD_SEQUENCE);
      g_autofree char *schema = type != NULL ? schema_of (type) : NULL;

      write_schema (self, seen, schema);
      if (sequence != NULL && g_str_has_prefix (sequence, "SEQUENCE NAME "))
        {
          g_autofree char *other = schema_of (sequence + strlen ("SEQUENCE NAME "));

          write_schema (self, seen, other);
        }
    }
}

/* pgvector is no part of PostgreSQL. Where it is not installed, a type of its name that keeps texts
 * takes its place, with a warning, so that the rest of the schema can be loaded all the same. */
static const char vector_extension[] =
  "DO $$\nBEGIN\n"
  "  CREATE EXTENSION IF NOT EXISTS vector;\n"
  "EXCEPTION WHEN feature_not_supported OR undefined_file THEN\n"
  "  RAISE WARNING 'pgvector is not installed: vectors are kept as text';\n"
  "  CREATE TYPE vector;\n"
  "  CREATE FUNCTION vector_in(cstring) RETURNS vector LANGUAGE internal IMMUTABLE STRICT AS "
  "'textin';\n"
  "  CREATE FUNCTION vector_out(vector) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS "
  "'textout';\n"
  "  CREATE FUNCTION vector_typmod_in(cstring[]) RETURNS integer LANGUAGE internal "
  "IMMUTABLE STRICT "
  "AS 'varchartypmodin';\n"
  "  CREATE TYPE vector (INPUT = vector_in, OUTPUT = vector_out, TYPMOD_IN = vector_typmod_in, "
  "LIKE = text);\n"
  "END $$;\n";

/* A function of PostgreSQL 18 for older servers. */
static const char uuidv7_function[] =
  "DO $$\nBEGIN\n"
  "  IF to_regprocedure('uuidv7()') IS NULL THEN\n"
  "    CREATE FUNCTION public.uuidv7() RETURNS uuid LANGUAGE sql VOLATILE AS $f$\n"
  "      SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) PLACING\n"
  "        substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)\n"
  "        FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid\n"
  "    $f$;\n"
  "  END IF;\n"
  "END $$;\n";

static void
write_extension (GpSqlWriter *self, GHashTable *seen, const char *extension)
{
  if (!g_hash_table_add (seen, (gpointer) extension))
    return;
  if (strcmp (extension, "vector") == 0)
    {
      g_string_append (self->out, vector_extension);
      return;
    }
  g_string_append (self->out, "CREATE EXTENSION IF NOT EXISTS ");
  gp_sql_quote_name (self->out, extension);
  g_string_append (self->out, ";\n");
}

/* Functions that defaults call and that only newer servers have. */
static void
write_newer_functions (GpSqlWriter *self, GPtrArray *fields)
{
  for (guint i = 0; i < fields->len; i++)
    {
      const char *text = gp_element_get_text (g_ptr_array_index (fields, i), GP_FIELD_DEFAULT);

      if (text != NULL && strstr (text, "uuidv7()") != NULL)
        {
          g_string_append (self->out, uuidv7_function);
          return;
        }
    }
}

/* Those that the design names, and those that bring the types of its fields. */
static void
write_extensions (GpSqlWriter *self, GPtrArray *fields)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  gsize n;
  const char *const *names = gp_element_get_texts (gp_design_get_root (self->design),
                                                   GP_DESIGN_EXTENSIONS, &n);

  for (gsize i = 0; i < n; i++)
    write_extension (self, seen, names[i]);
  for (guint i = 0; i < fields->len; i++)
    {
      const GpElement *field = g_ptr_array_index (fields, i);
      const char *native = gp_element_get_text (field, GP_FIELD_NATIVE_TYPE);
      g_autofree char *name = native != NULL
                                ? g_strndup (native, strcspn (native, "(["))
                                : g_strdup (gp_element_get_text (field, GP_FIELD_TYPE));
      const GpSqlTypeInfo *info = gp_sql_type_lookup (name);

      if (info != NULL && info->extension != NULL)
        write_extension (self, seen, info->extension);
    }
}

void
gp_sql_write_enum (GpSqlWriter *self, const GpElement *field, const char *type)
{
  gsize n;
  const char *const *values = gp_element_get_texts (field, GP_FIELD_VALUES, &n);

  g_string_append_printf (self->out, "CREATE TYPE %s AS ENUM (", type);
  for (gsize i = 0; i < n; i++)
    {
      g_string_append (self->out, i > 0 ? ", " : "");
      gp_sql_quote_text (self->out, values[i]);
    }
  g_string_append (self->out, ");\n");
}

static gboolean
same_values (const GpElement *a, const GpElement *b)
{
  return gp_value_equal (gp_element_get_value (a, GP_FIELD_VALUES),
                         gp_element_get_value (b, GP_FIELD_VALUES));
}

static gboolean
is_in_table (GpSqlWriter *self, const GpElement *field)
{
  const GpElement *entity = gp_design_lookup_kind (self->design, gp_element_get_parent (field),
                                                   GP_KIND_ENTITY);

  return entity != NULL && gp_sql_writer_is_table (entity);
}

static void
write_enums (GpSqlWriter *self, GPtrArray *fields)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < fields->len; i++)
    {
      const GpElement *field = g_ptr_array_index (fields, i);
      g_autofree char *type = NULL;
      const GpElement *known;

      if (!gp_element_is (field, GP_FIELD_TYPE, "enum") || !is_in_table (self, field))
        continue;
      type = gp_sql_type_for_field (self->design, field);
      if (g_str_has_suffix (type, "[]"))
        type[strlen (type) - 2] = '\0';
      known = g_hash_table_lookup (seen, type);
      if (known == NULL)
        {
          gp_sql_write_enum (self, field, type);
          g_hash_table_insert (seen, g_steal_pointer (&type), (gpointer) field);
        }
      else if (!same_values (known, field))
        gp_sql_writer_lost (self, field,
                            _("“%s” has other values than the first field of the enum %s, whose "
                              "values are written"),
                            gp_element_get_name (field), type);
    }
}

static void
write_routines (GpSqlWriter *self, gboolean late)
{
  g_autoptr(GPtrArray) entities = gp_design_list (self->design, GP_KIND_ENTITY);
  g_autoptr(GHashTable) tables = g_hash_table_new (g_str_hash, g_str_equal);
  gsize n;
  const char *const *routines = gp_element_get_texts (gp_design_get_root (self->design),
                                                      GP_DESIGN_ROUTINES, &n);

  for (guint i = 0; i < entities->len; i++)
    g_hash_table_add (tables,
                      (gpointer) gp_sql_writer_table_name (g_ptr_array_index (entities, i)));
  for (gsize i = 0; i < n; i++)
    {
      if (gp_sql_routine_needs_tables (routines[i], tables) == late)
        g_string_append_printf (self->out, "\n%s;\n", routines[i]);
    }
}

/* Sequences that defaults call by name; those of serial fields come with their table. */
void
gp_sql_write_called_sequences (GpSqlWriter *self)
{
  g_autoptr(GPtrArray) fields = gp_design_list (self->design, GP_KIND_FIELD);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < fields->len; i++)
    {
      const GpElement *field = g_ptr_array_index (fields, i);
      const GpElement *entity = gp_design_lookup_kind (self->design, gp_element_get_parent (field),
                                                       GP_KIND_ENTITY);

      if (entity != NULL && gp_element_is (field, GP_FIELD_IDENTITY, "serial"))
        {
          const char *columns[] = { gp_element_get_name (field), NULL };

          g_hash_table_add (seen, gp_sql_usual_name (gp_sql_writer_table_name (entity), columns,
                                                     "seq"));
        }
    }
  for (guint i = 0; i < fields->len; i++)
    {
      const GpElement *field = g_ptr_array_index (fields, i);
      const char *text = gp_element_get_text (field, GP_FIELD_DEFAULT);
      const char *start = text != NULL ? strstr (text, "nextval('") : NULL;
      const char *end = start != NULL ? strchr (start + 9, '\'') : NULL;
      g_autofree char *name = NULL;
      g_autofree char *bare = NULL;

      if (end == NULL || !is_in_table (self, field))
        continue;
      name = g_strndup (start + 9, end - start - 9);
      bare = g_strdup (strrchr (name, '.') != NULL ? strrchr (name, '.') + 1 : name);
      if (!g_hash_table_contains (seen, bare) && g_hash_table_add (seen, g_strdup (name)))
        g_string_append_printf (self->out, "CREATE SEQUENCE IF NOT EXISTS %s;\n", name);
    }
}

/* A table after those that it inherits from. */
static void
visit_table (GpSqlWriter *self, const GpElement *entity, GHashTable *done)
{
  gsize n;
  const GpId *parents = gp_element_get_refs (entity, GP_ENTITY_INHERITS, &n);

  if (!g_hash_table_add (done, (gpointer) entity))
    return;
  for (gsize i = 0; i < n; i++)
    {
      const GpElement *parent = gp_design_lookup_kind (self->design, &parents[i], GP_KIND_ENTITY);

      if (parent != NULL && gp_sql_writer_is_table (parent))
        visit_table (self, parent, done);
    }
  gp_sql_write_sequences (self, entity);
  gp_sql_write_table (self, entity);
  gp_sql_write_owners (self, entity);
  gp_sql_write_partitions (self, entity);
}

static void
write_tables (GpSqlWriter *self, GPtrArray *entities)
{
  g_autoptr(GHashTable) done = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < entities->len; i++)
    {
      if (gp_sql_writer_is_table (g_ptr_array_index (entities, i)))
        visit_table (self, g_ptr_array_index (entities, i), done);
    }
}

void
gp_sql_write_view (GpSqlWriter *self, const GpElement *view)
{
  const char *options = gp_element_get_text (view, GP_ENTITY_OPTIONS);

  g_string_append (self->out, gp_element_get_bool (view, GP_ENTITY_MATERIALIZED)
                                ? "\nCREATE MATERIALIZED VIEW "
                                : "\nCREATE VIEW ");
  gp_sql_writer_table (self->out, view);
  if (options != NULL)
    g_string_append_printf (self->out, " %s", options);
  g_string_append_printf (self->out, " AS\n%s;\n", gp_element_get_text (view, GP_ENTITY_QUERY));
  gp_sql_write_indexes (self, view);
}

static void
write_views (GpSqlWriter *self)
{
  g_autoptr(GPtrArray) views = gp_sql_writer_views (self);

  for (guint i = 0; i < views->len; i++)
    gp_sql_write_view (self, g_ptr_array_index (views, i));
}

static void
write_comment (GpSqlWriter *self,
               const char *object,
               const GpElement *entity,
               const GpElement *part,
               const char *text)
{
  if (text == NULL)
    return;
  g_string_append_printf (self->out, "COMMENT ON %s ", object);
  if (part == NULL)
    {
      gp_sql_writer_table (self->out, entity);
    }
  else if (gp_element_get_kind (part) == GP_KIND_FIELD)
    {
      gp_sql_writer_table (self->out, entity);
      g_string_append_c (self->out, '.');
      gp_sql_quote_name (self->out, gp_element_get_name (part));
    }
  else
    {
      gboolean index = strcmp (object, "INDEX") == 0;
      const char *schema = gp_element_get_text (entity, GP_ENTITY_SCHEMA);

      if (index && schema != NULL)
        {
          gp_sql_quote_name (self->out, schema);
          g_string_append_c (self->out, '.');
        }
      gp_sql_quote_name (self->out, gp_element_get_name (part));
      if (!index)
        {
          g_string_append (self->out, " ON ");
          gp_sql_writer_table (self->out, entity);
        }
    }
  g_string_append (self->out, " IS ");
  gp_sql_quote_text (self->out, text);
  g_string_append (self->out, ";\n");
}

/* The description of an index, a check or a reference, which needs a name for that. */
static void
write_part_comment (GpSqlWriter *self, const GpElement *entity, const GpElement *part)
{
  static const struct
  {
    GpKind     kind;
    GpProperty description;
  } kinds[] = {
    { GP_KIND_INDEX, GP_INDEX_DESCRIPTION },
    { GP_KIND_CHECK, GP_CHECK_DESCRIPTION },
    { GP_KIND_FOREIGN_KEY, GP_FOREIGN_KEY_DESCRIPTION },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const char *text;

      if (gp_element_get_kind (part) != kinds[i].kind)
        continue;
      text = gp_element_get_text (part, kinds[i].description);
      if (text != NULL && *gp_element_get_name (part) == '\0')
        gp_sql_writer_lost (self, part,
                            _("a description is left out: PostgreSQL needs a name for it"));
      else if (kinds[i].kind == GP_KIND_INDEX && !gp_element_get_bool (part, GP_INDEX_CONSTRAINT))
        write_comment (self, "INDEX", entity, part, text);
      else
        write_comment (self, "CONSTRAINT", entity, part, text);
    }
}

void
gp_sql_write_comments (GpSqlWriter *self, const GpElement *entity)
{
  const GpElement *child;
  const char *object = "TABLE";

  if (gp_element_get_bool (entity, GP_ENTITY_EXTERNAL))
    return;
  if (gp_sql_writer_is_view (entity))
    object = gp_element_get_bool (entity, GP_ENTITY_MATERIALIZED) ? "MATERIALIZED VIEW" : "VIEW";
  write_comment (self, object, entity, NULL, gp_element_get_text (entity, GP_ENTITY_DESCRIPTION));
  for (gsize j = 0;
       (child = gp_design_peek_child (self->design, gp_element_get_id (entity), j)) != NULL; j++)
    {
      if (gp_element_get_kind (child) == GP_KIND_FIELD)
        write_comment (self, "COLUMN", entity, child,
                       gp_element_get_text (child, GP_FIELD_DESCRIPTION));
      else
        write_part_comment (self, entity, child);
    }
}

char *
gp_sql_policy_name (const char *text)
{
  gsize start = strlen ("POLICY ");
  GpSqlToken token;

  if (!g_str_has_prefix (text, "POLICY "))
    return NULL;
  gp_sql_token_next (text, start, strlen (text), &token);
  return g_strndup (text + token.start, token.end - token.start);
}

/* "POLICY name …" is a policy; "FORCE ROW LEVEL SECURITY" a switch of the table. */
static void
write_policy (GpSqlWriter *self, const GpElement *entity, const char *text)
{
  gsize start = strlen ("POLICY ");
  GpSqlToken token;

  if (g_str_has_prefix (text, "FORCE ") || !g_str_has_prefix (text, "POLICY "))
    {
      g_string_append (self->out, "ALTER TABLE ");
      gp_sql_writer_table (self->out, entity);
      g_string_append_printf (self->out, " %s;\n", text);
      return;
    }
  gp_sql_token_next (text, start, strlen (text), &token);
  g_string_append_printf (self->out, "CREATE POLICY %.*s ON ", (int) (token.end - token.start),
                          text + token.start);
  gp_sql_writer_table (self->out, entity);
  g_string_append_printf (self->out, "%s;\n", text + token.end);
}

void
gp_sql_write_security (GpSqlWriter *self, const GpElement *entity)
{
  gsize n;
  const char *const *policies = gp_element_get_texts (entity, GP_ENTITY_POLICIES, &n);

  if (gp_element_get_bool (entity, GP_ENTITY_ROW_SECURITY))
    {
      g_string_append (self->out, "ALTER TABLE ");
      gp_sql_writer_table (self->out, entity);
      g_string_append (self->out, " ENABLE ROW LEVEL SECURITY;\n");
    }
  for (gsize i = 0; i < n; i++)
    write_policy (self, entity, policies[i]);
}

void
gp_sql_write_head (GpSqlWriter *self)
{
  g_autoptr(GPtrArray) entities = gp_design_list (self->design, GP_KIND_ENTITY);
  g_autoptr(GPtrArray) fields = gp_design_list (self->design, GP_KIND_FIELD);

  write_schemas (self, entities, fields);
  write_extensions (self, fields);
  write_newer_functions (self, fields);
}

void
gp_export_postgresql_write (GpDesign *design, GString *out, GPtrArray *findings)
{
  g_autoptr(GpDesign) said = gp_postgresql_say_checks (design, findings);
  GpSqlWriter self = { said, out, findings };
  g_autoptr(GPtrArray) entities = gp_design_list (said, GP_KIND_ENTITY);
  g_autoptr(GPtrArray) fields = gp_design_list (said, GP_KIND_FIELD);

  g_string_append (out, "-- PostgreSQL schema, written by Groundplan\n\n");
  if (gp_element_has (gp_design_get_root (said), GP_DESIGN_ROUTINES))
    g_string_append (out, "SET check_function_bodies = false;\n");
  gp_sql_write_head (&self);
  write_enums (&self, fields);
  write_routines (&self, FALSE);
  gp_sql_write_called_sequences (&self);
  write_tables (&self, entities);
  write_routines (&self, TRUE);
  g_string_append_c (out, '\n');
  for_each_table (&self, entities, gp_sql_write_indexes);
  g_string_append_c (out, '\n');
  for_each_table (&self, entities, gp_sql_write_references);
  write_views (&self);
  g_string_append_c (out, '\n');
  for (guint i = 0; i < entities->len; i++)
    gp_sql_write_comments (&self, g_ptr_array_index (entities, i));
  for_each_table (&self, entities, gp_sql_write_security);
  gp_sql_writer_note_rest (&self);
}
