/* gp-sql-write-table.c — PostgreSQL's tables, indexes and foreign keys
 * SPDX-License-Identifier: Apache-2.0
 *
 * Foreign keys come after all tables, by ALTER TABLE, so that tables may refer to one another in
 * circles. A name that the design does not keep is the one that PostgreSQL chooses. */

#define G_LOG_DOMAIN "gp-sql-write-table"

#include "config.h"

#include "gp-sql-writer.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gp-sql-script.h"

/* The name in "SEQUENCE NAME x START …", and what follows it. NULL where there is none. */
static char *
sequence_name (const GpElement *field, const char **options)
{
  const char *text = gp_element_get_text (field, GP_FIELD_SEQUENCE);
  gsize at = strlen ("SEQUENCE NAME ");
  gsize end;
  GpSqlToken token;

  *options = text != NULL ? text : "";
  if (text == NULL || !g_str_has_prefix (text, "SEQUENCE NAME "))
    return NULL;
  end = strlen (text);
  gp_sql_token_next (text, at, end, &token);
  if (text[token.end] == '.')
    gp_sql_token_next (text, token.end + 1, end, &token);
  *options = text + token.end + strspn (text + token.end, " ");
  return g_strndup (text + at, token.end - at);
}

/* A serial that its pseudo type cannot say: with options, a name of its own, or optional. */
static gboolean
needs_sequence (const GpElement *field)
{
  return gp_element_is (field, GP_FIELD_IDENTITY, "serial")
         && (gp_element_has (field, GP_FIELD_SEQUENCE)
             || gp_element_get_bool (field, GP_FIELD_NULLABLE));
}

/* The sequence of such a field, with its schema, quoted. */
static char *
sequence_of (GpSqlWriter *self,
             const GpElement *entity,
             const GpElement *field,
             const char **options)
{
  char *name = sequence_name (field, options);
  const char *columns[] = { gp_element_get_name (field), NULL };
  const char *schema = gp_element_get_text (entity, GP_ENTITY_SCHEMA);
  g_autofree char *usual = NULL;
  g_autoptr(GString) out = NULL;

  if (name != NULL)
    return name;
  usual = gp_sql_usual_name (gp_sql_writer_table_name (entity), columns, "seq");
  out = g_string_new (NULL);
  if (schema != NULL)
    {
      gp_sql_quote_name (out, schema);
      g_string_append_c (out, '.');
    }
  gp_sql_quote_name (out, usual);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

void
gp_sql_write_sequences (GpSqlWriter *self, const GpElement *entity)
{
  const GpElement *child;

  for (gsize i = 0;
       (child = gp_design_peek_child (self->design, gp_element_get_id (entity), i)) != NULL; i++)
    {
      const char *options;
      g_autofree char *name = NULL;

      if (gp_element_get_kind (child) != GP_KIND_FIELD || !needs_sequence (child))
        continue;
      name = sequence_of (self, entity, child, &options);
      g_string_append_printf (self->out, "CREATE SEQUENCE %s%s%s;\n", name,
                              *options != '\0' ? " " : "", options);
    }
}

void
gp_sql_write_owners (GpSqlWriter *self, const GpElement *entity)
{
  const GpElement *child;

  for (gsize i = 0;
       (child = gp_design_peek_child (self->design, gp_element_get_id (entity), i)) != NULL; i++)
    {
      const char *options;
      g_autofree char *name = NULL;

      if (gp_element_get_kind (child) != GP_KIND_FIELD || !needs_sequence (child))
        continue;
      name = sequence_of (self, entity, child, &options);
      g_string_append_printf (self->out, "ALTER SEQUENCE %s OWNED BY ", name);
      gp_sql_writer_table (self->out, entity);
      g_string_append_c (self->out, '.');
      gp_sql_quote_name (self->out, gp_element_get_name (child));
      g_string_append (self->out, ";\n");
    }
}

/* The type, with serial in the place of the integers. */
static void
write_type (GpSqlWriter *self, const GpElement *field)
{
  g_autofree char *type = gp_sql_type_for_field (self->design, field);
  const GpSqlTypeInfo *info = gp_sql_type_lookup (type);

  if (!gp_element_is (field, GP_FIELD_IDENTITY, "serial") || needs_sequence (field))
    g_string_append (self->out, type);
  else if (info != NULL && info->serial != NULL)
    g_string_append (self->out, info->serial);
  else
    {
      gp_sql_writer_lost (self, field, _("“%s” is numbered, but its type is no integer"),
                          gp_element_get_name (field));
      g_string_append (self->out, type);
    }
}

static void
write_identity (GpSqlWriter *self, const GpElement *entity, const GpElement *field)
{
  const char *numbering = gp_element_get_text (field, GP_FIELD_SEQUENCE);

  if (gp_element_is (field, GP_FIELD_IDENTITY, "serial"))
    {
      if (needs_sequence (field))
        {
          const char *options;
          g_autofree char *name = sequence_of (self, entity, field, &options);

          g_string_append (self->out, " DEFAULT nextval(");
          gp_sql_quote_text (self->out, name);
          g_string_append (self->out, "::regclass)");
        }
      return;
    }
  if (gp_element_is (field, GP_FIELD_IDENTITY, "none"))
    return;
  g_string_append (self->out, gp_element_is (field, GP_FIELD_IDENTITY, "always")
                                ? " GENERATED ALWAYS AS IDENTITY"
                                : " GENERATED BY DEFAULT AS IDENTITY");
  if (numbering != NULL)
    g_string_append_printf (self->out, " (%s)", numbering);
}

void
gp_sql_write_column (GpSqlWriter *self,
                     const GpElement *entity,
                     const GpElement *field,
                     gboolean in_key)
{
  const char *computed = gp_element_get_text (field, GP_FIELD_COMPUTED);
  const char *collation = gp_element_get_text (field, GP_FIELD_COLLATION);
  g_autofree char *initial = gp_sql_writer_default (self, field, "gen_random_uuid()");
  gboolean numbered = !gp_element_is (field, GP_FIELD_IDENTITY, "none");

  gp_sql_quote_name (self->out, gp_element_get_name (field));
  g_string_append_c (self->out, ' ');
  write_type (self, field);
  if (collation != NULL)
    g_string_append_printf (self->out, " COLLATE %s", collation);
  if (computed != NULL)
    g_string_append_printf (self->out, " GENERATED ALWAYS AS (%s) STORED", computed);
  else if (numbered)
    write_identity (self, entity, field);
  else if (initial != NULL)
    g_string_append_printf (self->out, " DEFAULT %s", initial);
  if (!gp_element_get_bool (field, GP_FIELD_NULLABLE) && !in_key)
    g_string_append (self->out, " NOT NULL");
  if (gp_element_get_bool (field, GP_FIELD_UNIQUE))
    g_string_append (self->out, " UNIQUE");
}

static void
write_name (GpSqlWriter *self, const char *name)
{
  if (name == NULL || *name == '\0')
    return;
  g_string_append (self->out, "CONSTRAINT ");
  gp_sql_quote_name (self->out, name);
  g_string_append_c (self->out, ' ');
}

/* The options of an index fall into those before the columns, WITH (…), and DEFERRABLE. */
typedef struct
{
  gboolean  nulls_not_distinct;
  char     *with;
  char     *deferrable;
} IndexOptions;

static void
index_options_clear (IndexOptions *options)
{
  g_clear_pointer (&options->with, g_free);
  g_clear_pointer (&options->deferrable, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (IndexOptions, index_options_clear)

static void
split_options (const GpElement *index, IndexOptions *out)
{
  const char *text = gp_element_get_text (index, GP_INDEX_OPTIONS);
  const char *deferrable;

  if (text == NULL)
    return;
  if (g_str_has_prefix (text, "NULLS NOT DISTINCT"))
    {
      out->nulls_not_distinct = TRUE;
      text += strlen ("NULLS NOT DISTINCT");
    }
  deferrable = strstr (text, "DEFERRABLE");
  out->with = deferrable != NULL ? g_strndup (text, deferrable - text) : g_strdup (text);
  g_strstrip (out->with);
  out->deferrable = g_strdup (deferrable);
}

/* Whether the index has columns that are there; one without them is reported. */
static gboolean
has_columns (GpSqlWriter *self, const GpElement *entity, const GpElement *index)
{
  if (gp_element_has (index, GP_INDEX_COLUMNS)
      || gp_sql_writer_has_fields (self, index, GP_INDEX_FIELDS, entity))
    return TRUE;
  gp_sql_writer_lost (self, index, _("an index of “%s” without columns cannot be written"),
                      gp_element_get_name (entity));
  return FALSE;
}

/* (a, b) [INCLUDE (c)], or the columns as they were read. */
static void
write_index_columns (GpSqlWriter *self, const GpElement *entity, const GpElement *index)
{
  const char *columns = gp_element_get_text (index, GP_INDEX_COLUMNS);

  g_string_append_c (self->out, '(');
  if (columns != NULL)
    g_string_append (self->out, columns);
  else
    gp_sql_writer_fields (self, self->out, index, GP_INDEX_FIELDS, entity);
  g_string_append_c (self->out, ')');
  if (gp_sql_writer_has_fields (self, index, GP_INDEX_INCLUDE, entity))
    {
      g_string_append (self->out, " INCLUDE (");
      gp_sql_writer_fields (self, self->out, index, GP_INDEX_INCLUDE, entity);
      g_string_append_c (self->out, ')');
    }
}

/* UNIQUE or EXCLUDE as a constraint of the table. */
static void
write_index_constraint (GpSqlWriter *self, const GpElement *entity, const GpElement *index)
{
  g_auto(IndexOptions) options = { FALSE };
  const char *method = gp_element_get_text (index, GP_INDEX_METHOD);
  const char *where = gp_element_get_text (index, GP_INDEX_WHERE);

  split_options (index, &options);
  write_name (self, gp_element_get_name (index));
  if (gp_element_get_bool (index, GP_INDEX_UNIQUE))
    {
      g_string_append (self->out, options.nulls_not_distinct ? "UNIQUE NULLS NOT DISTINCT "
                                                             : "UNIQUE ");
    }
  else
    {
      g_string_append (self->out, "EXCLUDE ");
      if (method != NULL)
        g_string_append_printf (self->out, "USING %s ", method);
    }
  write_index_columns (self, entity, index);
  if (options.with != NULL && *options.with != '\0')
    g_string_append_printf (self->out, " %s", options.with);
  if (where != NULL)
    g_string_append_printf (self->out, " WHERE (%s)", where);
  if (options.deferrable != NULL)
    g_string_append_printf (self->out, " %s", options.deferrable);
}

void
gp_sql_write_primary_key (GpSqlWriter *self, const GpElement *entity)
{
  write_name (self, gp_element_get_text (entity, GP_ENTITY_PRIMARY_KEY_NAME));
  g_string_append (self->out, "PRIMARY KEY (");
  gp_sql_writer_fields (self, self->out, entity, GP_ENTITY_PRIMARY_KEY, entity);
  g_string_append_c (self->out, ')');
}

static void
write_check (GpSqlWriter *self, const GpElement *check)
{
  write_name (self, gp_element_get_name (check));
  g_string_append_printf (self->out, "CHECK (%s)",
                          gp_element_get_text (check, GP_CHECK_EXPRESSION));
}

/* Whether the check is written in the database's language; one that is not is reported. */
static gboolean
is_sql_check (GpSqlWriter *self, const GpElement *check)
{
  if (gp_element_is (check, GP_CHECK_LANGUAGE, "sql") &&
      gp_element_has (check, GP_CHECK_EXPRESSION))
    return TRUE;
  gp_sql_writer_lost (self, check, _("the check “%s” is not written in SQL and is left out"),
                      gp_element_get_name (check));
  return FALSE;
}

static void
next_item (GpSqlWriter *self, gboolean *first)
{
  g_string_append (self->out, *first ? "\n" : ",\n");
  *first = FALSE;
}

gboolean
gp_sql_write_constraint (GpSqlWriter *self, const GpElement *entity, const GpElement *part)
{
  if (gp_element_get_kind (part) == GP_KIND_CHECK)
    {
      if (!is_sql_check (self, part))
        return FALSE;
      write_check (self, part);
      return TRUE;
    }
  if (!gp_element_get_bool (part, GP_INDEX_CONSTRAINT) || !has_columns (self, entity, part))
    return FALSE;
  write_index_constraint (self, entity, part);
  return TRUE;
}

static void
write_constraint_item (GpSqlWriter *self,
                       const GpElement *entity,
                       const GpElement *part,
                       gboolean *first)
{
  g_autoptr(GString) text = g_string_new (NULL);
  GpSqlWriter inner = { self->design, text, self->findings };

  if (!gp_sql_write_constraint (&inner, entity, part))
    return;
  next_item (self, first);
  g_string_append_printf (self->out, "    %s", text->str);
}

static void
write_constraints (GpSqlWriter *self, const GpElement *entity, gboolean *first)
{
  const GpId *id = gp_element_get_id (entity);
  g_autoptr(GPtrArray) indexes = gp_design_list_children (self->design, id, GP_KIND_INDEX);
  g_autoptr(GPtrArray) checks = gp_design_list_children (self->design, id, GP_KIND_CHECK);

  if (gp_sql_writer_has_fields (self, entity, GP_ENTITY_PRIMARY_KEY, entity))
    {
      next_item (self, first);
      g_string_append (self->out, "    ");
      gp_sql_write_primary_key (self, entity);
    }
  for (guint i = 0; i < indexes->len; i++)
    write_constraint_item (self, entity, g_ptr_array_index (indexes, i), first);
  for (guint i = 0; i < checks->len; i++)
    write_constraint_item (self, entity, g_ptr_array_index (checks, i), first);
}

static gboolean
in_primary_key (const GpElement *entity, const GpId *field)
{
  gsize n;
  const GpId *ids = gp_element_get_refs (entity, GP_ENTITY_PRIMARY_KEY, &n);

  for (gsize i = 0; i < n; i++)
    {
      if (gp_id_equal (&ids[i], field))
        return TRUE;
    }
  return FALSE;
}

void
gp_sql_write_table (GpSqlWriter *self, const GpElement *entity)
{
  const char *options = gp_element_get_text (entity, GP_ENTITY_OPTIONS);
  const char *partition_by = gp_element_get_text (entity, GP_ENTITY_PARTITION_BY);
  g_autoptr(GPtrArray) fields = gp_design_list_children (self->design, gp_element_get_id (entity),
                                                         GP_KIND_FIELD);
  gboolean unlogged = options != NULL && g_str_has_prefix (options, "UNLOGGED");
  gboolean first = TRUE;
  gsize n_parents;
  const GpId *parents = gp_element_get_refs (entity, GP_ENTITY_INHERITS, &n_parents);

  g_string_append (self->out, unlogged ? "\nCREATE UNLOGGED TABLE " : "\nCREATE TABLE ");
  gp_sql_writer_table (self->out, entity);
  g_string_append (self->out, " (");
  for (guint i = 0; i < fields->len; i++)
    {
      const GpElement *field = g_ptr_array_index (fields, i);

      next_item (self, &first);
      g_string_append (self->out, "    ");
      gp_sql_write_column (self, entity, field, in_primary_key (entity, gp_element_get_id (field)));
    }
  write_constraints (self, entity, &first);
  g_string_append (self->out, first ? ")" : "\n)");

  for (gsize i = 0; i < n_parents; i++)
    {
      g_string_append (self->out, i == 0 ? "\nINHERITS (" : ", ");
      gp_sql_writer_table (self->out, gp_design_lookup (self->design, &parents[i]));
    }
  g_string_append (self->out, n_parents > 0 ? ")" : "");
  if (partition_by != NULL)
    g_string_append_printf (self->out, "\nPARTITION BY %s", partition_by);
  if (options != NULL)
    {
      const char *with = options + (unlogged ? strlen ("UNLOGGED") : 0);

      if (*with != '\0')
        g_string_append_printf (self->out, "\n%s", with + strspn (with, " "));
    }
  g_string_append (self->out, ";\n");
}

/* The offset past a name that may have a schema. */
static gsize
skip_name (const char *text, gsize at)
{
  gsize end = strlen (text);
  GpSqlToken token;

  gp_sql_token_next (text, at, end, &token);
  if (text[token.end] == '.')
    gp_sql_token_next (text, token.end + 1, end, &token);
  return token.end;
}

void
gp_sql_write_partitions (GpSqlWriter *self, const GpElement *entity)
{
  gsize n;
  const char *const *texts = gp_element_get_texts (entity, GP_ENTITY_PARTITIONS, &n);

  for (gsize i = 0; i < n; i++)
    {
      const char *text = texts[i];
      gsize name = skip_name (text, 0);
      const char *rest = text + name + strspn (text + name, " ");

      g_string_append_printf (self->out, "CREATE TABLE %.*s PARTITION OF ", (int) name, text);
      if (g_str_has_prefix (rest, "OF "))
        {
          gsize parent = skip_name (rest, 3);

          g_string_append_len (self->out, rest + 3, parent - 3);
          rest += parent + strspn (rest + parent, " ");
        }
      else
        {
          gp_sql_writer_table (self->out, entity);
        }
      g_string_append_printf (self->out, " %s;\n", rest);
    }
}

void
gp_sql_write_index (GpSqlWriter *self, const GpElement *entity, const GpElement *index)
{
  g_auto(IndexOptions) options = { FALSE };
  const char *method = gp_element_get_text (index, GP_INDEX_METHOD);
  const char *where = gp_element_get_text (index, GP_INDEX_WHERE);
  const char *name = gp_element_get_name (index);

  gboolean guarded = method != NULL
                     && (strcmp (method, "hnsw") == 0 || strcmp (method, "ivfflat") == 0);

  if (!has_columns (self, entity, index))
    return;
  /* These methods come with pgvector, which may be missing. */
  if (guarded)
    g_string_append (self->out, "DO $$\nBEGIN\n  ");
  split_options (index, &options);
  g_string_append (self->out, gp_element_get_bool (index, GP_INDEX_UNIQUE) ? "CREATE UNIQUE INDEX "
                                                                           : "CREATE INDEX ");
  if (*name != '\0')
    {
      gp_sql_quote_name (self->out, name);
      g_string_append_c (self->out, ' ');
    }
  g_string_append (self->out, "ON ");
  gp_sql_writer_table (self->out, entity);
  if (method != NULL)
    g_string_append_printf (self->out, " USING %s", method);
  g_string_append_c (self->out, ' ');
  write_index_columns (self, entity, index);
  if (options.nulls_not_distinct)
    g_string_append (self->out, " NULLS NOT DISTINCT");
  if (options.with != NULL && *options.with != '\0')
    g_string_append_printf (self->out, " %s", options.with);
  if (where != NULL)
    g_string_append_printf (self->out, " WHERE %s", where);
  g_string_append (self->out, ";\n");
  if (guarded)
    g_string_append (self->out, "EXCEPTION WHEN undefined_object THEN\n"
                                "  RAISE WARNING 'pgvector is not installed: an index is left "
                                "out';\nEND $$;\n");
}

void
gp_sql_write_indexes (GpSqlWriter *self, const GpElement *entity)
{
  g_autoptr(GPtrArray) indexes = gp_design_list_children (self->design, gp_element_get_id (entity),
                                                          GP_KIND_INDEX);

  for (guint i = 0; i < indexes->len; i++)
    {
      const GpElement *index = g_ptr_array_index (indexes, i);

      if (!gp_element_get_bool (index, GP_INDEX_CONSTRAINT))
        gp_sql_write_index (self, entity, index);
    }
}

static void
write_deferrable (GString *out, const char *choice)
{
  if (strcmp (choice, "deferred") == 0)
    g_string_append (out, " DEFERRABLE INITIALLY DEFERRED");
  else if (strcmp (choice, "immediate") == 0)
    g_string_append (out, " DEFERRABLE");
}

/* A field's own reference. */
static void
write_reference (GpSqlWriter *self, const GpElement *entity, const GpElement *field)
{
  const GpElement *target = gp_design_lookup_kind (
    self->design, gp_element_get_ref (field, GP_FIELD_REFERENCE), GP_KIND_ENTITY);
  const GpElement *key = target != NULL ? gp_sql_writer_key_of (self, field, target) : NULL;

  if (target == NULL || key == NULL || gp_sql_writer_is_view (target)
      || gp_element_get_bool (field, GP_FIELD_ARRAY))
    {
      gp_sql_writer_lost (self, field,
                          _("the reference “%s” cannot be a foreign key: what it points to is no "
                            "table with a key of one field"),
                          gp_element_get_name (field));
      return;
    }
  g_string_append (self->out, "ALTER TABLE ");
  gp_sql_writer_table (self->out, entity);
  g_string_append (self->out, " ADD ");
  write_name (self, gp_element_get_text (field, GP_FIELD_REFERENCE_NAME));
  g_string_append (self->out, "FOREIGN KEY (");
  gp_sql_quote_name (self->out, gp_element_get_name (field));
  g_string_append (self->out, ") REFERENCES ");
  gp_sql_writer_table (self->out, target);
  g_string_append (self->out, " (");
  gp_sql_quote_name (self->out, gp_element_get_name (key));
  g_string_append_c (self->out, ')');
  gp_sql_writer_action (self->out, "UPDATE", gp_element_get_text (field, GP_FIELD_ON_UPDATE));
  gp_sql_writer_action (self->out, "DELETE", gp_element_get_text (field, GP_FIELD_ON_DELETE));
  write_deferrable (self->out, gp_element_get_text (field, GP_FIELD_DEFERRABLE));
  g_string_append (self->out, ";\n");
}

static void
write_foreign_key (GpSqlWriter *self, const GpElement *entity, const GpElement *key)
{
  const GpElement *target = gp_design_lookup_kind (
    self->design, gp_element_get_ref (key, GP_FOREIGN_KEY_TARGET), GP_KIND_ENTITY);
  const char *on_delete = gp_element_get_text (key, GP_FOREIGN_KEY_ON_DELETE);

  if (target == NULL || !gp_sql_writer_has_fields (self, key, GP_FOREIGN_KEY_FIELDS, entity)
      || !gp_sql_writer_has_fields (self, key, GP_FOREIGN_KEY_TARGET_FIELDS, target))
    {
      gp_sql_writer_lost (self, key, _("a reference of several fields is not complete"));
      return;
    }
  g_string_append (self->out, "ALTER TABLE ");
  gp_sql_writer_table (self->out, entity);
  g_string_append (self->out, " ADD ");
  write_name (self, gp_element_get_name (key));
  g_string_append (self->out, "FOREIGN KEY (");
  gp_sql_writer_fields (self, self->out, key, GP_FOREIGN_KEY_FIELDS, entity);
  g_string_append (self->out, ") REFERENCES ");
  gp_sql_writer_table (self->out, target);
  g_string_append (self->out, " (");
  gp_sql_writer_fields (self, self->out, key, GP_FOREIGN_KEY_TARGET_FIELDS, target);
  g_string_append (self->out, gp_element_is (key, GP_FOREIGN_KEY_MATCH, "full") ? ") MATCH FULL"
                                                                                : ")");
  gp_sql_writer_action (self->out, "UPDATE", gp_element_get_text (key, GP_FOREIGN_KEY_ON_UPDATE));
  gp_sql_writer_action (self->out, "DELETE", on_delete);
  if (gp_sql_writer_has_fields (self, key, GP_FOREIGN_KEY_ON_DELETE_FIELDS, entity)
      && g_str_has_prefix (on_delete, "set_"))
    {
      g_string_append (self->out, " (");
      gp_sql_writer_fields (self, self->out, key, GP_FOREIGN_KEY_ON_DELETE_FIELDS, entity);
      g_string_append_c (self->out, ')');
    }
  write_deferrable (self->out, gp_element_get_text (key, GP_FOREIGN_KEY_DEFERRABLE));
  g_string_append (self->out, ";\n");
}

void
gp_sql_write_reference (GpSqlWriter *self, const GpElement *entity, const GpElement *part)
{
  if (gp_element_get_kind (part) == GP_KIND_FIELD
      && (gp_element_has (part, GP_FIELD_REFERENCE)
          || gp_element_is (part, GP_FIELD_TYPE, "reference")))
    write_reference (self, entity, part);
  else if (gp_element_get_kind (part) == GP_KIND_FOREIGN_KEY)
    write_foreign_key (self, entity, part);
}

void
gp_sql_write_references (GpSqlWriter *self, const GpElement *entity)
{
  const GpElement *child;

  for (gsize i = 0;
       (child = gp_design_peek_child (self->design, gp_element_get_id (entity), i)) != NULL; i++)
    gp_sql_write_reference (self, entity, child);
}
