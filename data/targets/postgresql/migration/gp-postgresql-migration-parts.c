/* gp-postgresql-migration-parts.c — what hangs on tables and columns
 * SPDX-License-Identifier: Apache-2.0
 *
 * A part is told from another by the statement that would make it. What PostgreSQL has named by
 * itself (keys, unique fields, references of one field) is found again by its columns, with a
 * function that lives as long as the session; what has the same columns and is a part of its own
 * stays. */
#define G_LOG_DOMAIN "gp-postgresql-migration-parts"
#include "config.h"
#include "gp-postgresql-migration-private.h"

static const char drop_function[] =
  "CREATE OR REPLACE FUNCTION pg_temp.gp_drop_constraint(owner regclass, kind text, "
  "columns text[], kept text[] DEFAULT '{}')\n"
  "RETURNS void LANGUAGE plpgsql AS $drop$\n"
  "DECLARE\n  found name;\nBEGIN\n"
  "  FOR found IN SELECT c.conname FROM pg_catalog.pg_constraint c\n"
  "    WHERE c.conrelid = owner AND c.contype::text = kind AND c.conname::text <> ALL (kept)\n"
  "    AND (kind = 'p' OR columns =\n"
  "      (SELECT array_agg(a.attname::text ORDER BY k.n)\n"
  "       FROM unnest(c.conkey) WITH ORDINALITY AS k (num, n)\n"
  "       JOIN pg_catalog.pg_attribute a ON a.attrelid = owner AND a.attnum = k.num))\n"
  "  LOOP\n    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', owner, found);\n  END LOOP;\n"
  "END $drop$;";

typedef enum
{
  PART_NONE,
  PART_KEY,          /* the primary key, of an entity */
  PART_UNIQUE,       /* of a field */
  PART_REFERENCE,    /* of a field */
  PART_CONSTRAINT,   /* an index or a check as a constraint; a foreign key */
  PART_INDEX,
} PartType;

/* (transfer full): what makes the part, or NULL where @element has none of this type. */
static char *
write_part (GpPostgresqlMigration *self,
            GpDesign              *design,
            const GpElement       *element,
            PartType               type)
{
  GString *sql = g_string_new (NULL);
  GpSqlWriter writer = { design, sql, self->losses };
  GpKind kind = gp_element_get_kind (element);
  const GpElement *entity = element;

  if (kind != GP_KIND_ENTITY)
    entity = gp_design_lookup (design, gp_element_get_parent (element));

  if (type == PART_KEY && kind == GP_KIND_ENTITY
      && gp_sql_writer_has_fields (&writer, entity, GP_ENTITY_PRIMARY_KEY, entity))
    {
      gp_sql_write_primary_key (&writer, entity);
    }
  else if (type == PART_UNIQUE && kind == GP_KIND_FIELD
           && gp_element_get_bool (element, GP_FIELD_UNIQUE))
    {
      g_string_append (sql, "UNIQUE (");
      gp_sql_quote_name (sql, gp_element_get_name (element));
      g_string_append_c (sql, ')');
    }
  else if ((type == PART_REFERENCE && kind == GP_KIND_FIELD)
           || (type == PART_CONSTRAINT && kind == GP_KIND_FOREIGN_KEY))
    {
      gp_sql_write_reference (&writer, entity, element);
    }
  else if (type == PART_CONSTRAINT && (kind == GP_KIND_CHECK || kind == GP_KIND_INDEX))
    {
      gp_sql_write_constraint (&writer, entity, element);
    }
  else if (type == PART_INDEX && kind == GP_KIND_INDEX
           && !gp_element_get_bool (element, GP_INDEX_CONSTRAINT))
    {
      gp_sql_write_index (&writer, entity, element);
    }

  g_strchomp (sql->str);
  if (*sql->str == '\0')
    {
      g_string_free (sql, TRUE);
      return NULL;
    }

  return g_string_free (sql, FALSE);
}

static gboolean
is_retyped (GpPostgresqlMigration *self,
            const GpId            *field)
{
  return field != NULL && g_hash_table_contains (self->retyped, field);
}

/* Whether a reference must step aside while the type of one of its ends changes. */
static gboolean
reference_is_retyped (GpPostgresqlMigration *self,
                      GpDesign              *design,
                      const GpElement       *element)
{
  const GpElement *key;
  gsize n;
  const GpId *ids;

  if (gp_element_get_kind (element) == GP_KIND_FIELD)
    {
      key = gp_sql_type_key_of (design, element);
      return is_retyped (self, gp_element_get_id (element))
             || (key != NULL && is_retyped (self, gp_element_get_id (key)));
    }
  if (gp_element_get_kind (element) != GP_KIND_FOREIGN_KEY)
    return FALSE;
  ids = gp_element_get_refs (element, GP_FOREIGN_KEY_FIELDS, &n);
  for (gsize i = 0; i < n; i++)
    if (is_retyped (self, &ids[i]))
      return TRUE;
  ids = gp_element_get_refs (element, GP_FOREIGN_KEY_TARGET_FIELDS, &n);
  for (gsize i = 0; i < n; i++)
    if (is_retyped (self, &ids[i]))
      return TRUE;

  return FALSE;
}

/* The texts of a part before, with the new names, and after; each may be NULL. */
static gboolean
compare_part (GpPostgresqlMigration  *self,
              const GpId             *id,
              PartType                type,
              char                  **out_before,
              char                  **out_after)
{
  const GpElement *old = gp_design_lookup (self->renamed, id);
  const GpElement *new = gp_design_lookup (self->wanted, id);
  const GpId *entity;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gboolean changes;

  if (old != NULL)
    {
      entity = gp_element_get_kind (old) == GP_KIND_ENTITY ? id : gp_element_get_parent (old);
      if (gp_pg_migration_stays (self, entity))
        before = write_part (self, self->renamed, old, type);
    }
  if (new != NULL)
    {
      entity = gp_element_get_kind (new) == GP_KIND_ENTITY ? id : gp_element_get_parent (new);
      if (gp_design_lookup_kind (self->wanted, entity, GP_KIND_ENTITY) != NULL
          && gp_sql_writer_is_table (gp_design_lookup (self->wanted, entity)))
        after = write_part (self, self->wanted, new, type);
    }
  changes = g_strcmp0 (before, after) != 0
            || (old != NULL && new != NULL
                && !gp_id_equal (gp_element_get_parent (old), gp_element_get_parent (new)))
            || (before != NULL && reference_is_retyped (self, self->wanted, new));
  if (out_before != NULL)
    *out_before = g_steal_pointer (&before);
  if (out_after != NULL)
    *out_after = g_steal_pointer (&after);

  return changes;
}

gboolean
gp_pg_migration_part_changes (GpPostgresqlMigration *self,
                              const GpElement       *part)
{
  const GpId *id = gp_element_get_id (part);

  return compare_part (self, id, PART_CONSTRAINT, NULL, NULL)
         || compare_part (self, id, PART_INDEX, NULL, NULL);
}

typedef void (*PartFunc) (GpPostgresqlMigration *self, const GpId *id, PartType type);

/* Types and the kinds that have them; references first when parts go, last when they come. */
static const struct
{
  PartType type;
  GpKind   kind;
} parts[] = {
  { PART_REFERENCE, GP_KIND_FIELD },  { PART_CONSTRAINT, GP_KIND_FOREIGN_KEY },
  { PART_INDEX, GP_KIND_INDEX },      { PART_CONSTRAINT, GP_KIND_INDEX },
  { PART_CONSTRAINT, GP_KIND_CHECK }, { PART_UNIQUE, GP_KIND_FIELD },
  { PART_KEY, GP_KIND_ENTITY },
};

/* (transfer full): what follows the columns: the names of the parts of @entity's own that may have
 * the same, or nothing. */
static char *
write_kept (GpPostgresqlMigration *self,
            const GpElement       *entity,
            PartType               type)
{
  GpKind kind = type == PART_UNIQUE ? GP_KIND_INDEX : GP_KIND_FOREIGN_KEY;
  GString *out = g_string_new (NULL);
  const GpElement *child;

  for (gsize i = 0;
       (child = gp_design_peek_child (self->live, gp_element_get_id (entity), i)) != NULL; i++)
    {
      if (gp_element_get_kind (child) != kind
          || (kind == GP_KIND_INDEX && !gp_element_get_bool (child, GP_INDEX_CONSTRAINT)))
        continue;
      g_string_append (out, out->len > 0 ? ", " : ", ARRAY[");
      gp_sql_quote_text (out, gp_element_get_name (child));
    }
  if (out->len > 0)
    g_string_append_c (out, ']');

  return g_string_free (out, FALSE);
}

static void
drop_part (GpPostgresqlMigration *self,
           const GpId            *id,
           PartType               type)
{
  const GpElement *live = gp_design_lookup (self->live, id);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  const GpElement *entity;
  g_autofree char *table = NULL;
  g_autofree char *name = gp_pg_migration_name (gp_element_get_name (live));
  g_autoptr(GString) quoted = g_string_new (NULL);
  g_autoptr(GString) column = g_string_new (NULL);

  if (!compare_part (self, id, type, &before, &after) || before == NULL)
    return;
  entity = gp_element_get_kind (live) == GP_KIND_ENTITY
             ? live : gp_design_lookup (self->live, gp_element_get_parent (live));
  table = gp_pg_migration_table (entity);
  gp_sql_quote_text (quoted, table);
  gp_sql_quote_text (column, gp_element_get_name (live));
  switch (type)
    {
    case PART_KEY:
      gp_pg_migration_emit (self, id, "SELECT pg_temp.gp_drop_constraint(%s, 'p', NULL);",
                            quoted->str);
      break;
    case PART_UNIQUE:
    case PART_REFERENCE:
      {
        g_autofree char *kept = write_kept (self, entity, type);

        gp_pg_migration_emit (self, id,
                              "SELECT pg_temp.gp_drop_constraint(%s, '%s', ARRAY[%s]%s);",
                              quoted->str, type == PART_UNIQUE ? "u" : "f", column->str, kept);
        break;
      }
    case PART_CONSTRAINT:
      gp_pg_migration_emit (self, id, "ALTER TABLE %s DROP CONSTRAINT %s;", table, name);
      break;
    case PART_INDEX:
      {
        const char *schema = gp_element_get_text (entity, GP_ENTITY_SCHEMA);
        g_autofree char *in = gp_pg_migration_name (schema != NULL ? schema : "public");

        gp_pg_migration_emit (self, id, "DROP INDEX IF EXISTS %s.%s;", in, name);
        break;
      }
    default:
      g_assert_not_reached ();
    }
}

static void
add_part (GpPostgresqlMigration *self,
          const GpId            *id,
          PartType               type)
{
  g_autofree char *after = NULL;
  const GpElement *element = gp_design_lookup (self->wanted, id);
  const GpId *entity = gp_element_get_kind (element) == GP_KIND_ENTITY
                         ? id : gp_element_get_parent (element);
  g_autofree char *table = NULL;

  if (!compare_part (self, id, type, NULL, &after) || after == NULL)
    return;
  if (type == PART_INDEX && gp_pg_migration_add_ahead (self, element, after))
    return;
  if (type == PART_INDEX || type == PART_REFERENCE
      || gp_element_get_kind (element) == GP_KIND_FOREIGN_KEY)
    {
      gp_pg_migration_emit (self, id, "%s", after);
      return;
    }
  /* The rest came with its table. */
  if (!gp_pg_migration_stays (self, entity))
    return;
  table = gp_pg_migration_table (gp_design_lookup (self->wanted, entity));
  gp_pg_migration_emit (self, id, "ALTER TABLE %s ADD %s;", table, after);
}

static void
for_each (GpPostgresqlMigration *self,
          GpDesign              *design,
          gsize                  i,
          PartFunc               func)
{
  g_autoptr(GPtrArray) elements = gp_design_list (design, parts[i].kind);

  for (guint j = 0; j < elements->len; j++)
    {
      const GpElement *element = g_ptr_array_index (elements, j);

      if (parts[i].kind != GP_KIND_FIELD || gp_pg_migration_is_column (design, element))
        func (self, gp_element_get_id (element), parts[i].type);
    }
}

void
gp_pg_migration_add_parts (GpPostgresqlMigration *self)
{
  for (gsize i = G_N_ELEMENTS (parts); i-- > 0;)
    for_each (self, self->wanted, i, add_part);
}

/* --- policies as they were read --- */

static char *
write_security (GpPostgresqlMigration *self,
                GpDesign              *design,
                const GpElement       *entity)
{
  GString *sql = g_string_new (NULL);
  GpSqlWriter writer = { design, sql, self->losses };

  gp_sql_write_security (&writer, entity);

  return g_string_free (sql, FALSE);
}

/* Whether a policy may stand in the way of what is done to the table's columns. */
static gboolean
security_changes (GpPostgresqlMigration *self,
                  const GpElement       *old,
                  const GpElement       *new)
{
  g_autofree char *before = write_security (self, self->renamed,
                                            gp_design_lookup (self->renamed,
                                                              gp_element_get_id (old)));
  g_autofree char *after = write_security (self, self->wanted, new);

  return !g_str_equal (before, after) || g_hash_table_size (self->retyped) > 0;
}

static void
drop_policies (GpPostgresqlMigration *self)
{
  g_autoptr(GPtrArray) entities = gp_design_list (self->live, GP_KIND_ENTITY);

  for (guint i = 0; i < entities->len; i++)
    {
      const GpElement *old = g_ptr_array_index (entities, i);
      const GpElement *new = gp_design_lookup (self->wanted, gp_element_get_id (old));
      g_autofree char *table = gp_pg_migration_table (old);
      gsize n;
      const char *const *policies = gp_element_get_texts (old, GP_ENTITY_POLICIES, &n);

      if (!gp_pg_migration_stays (self, gp_element_get_id (old))
          || !security_changes (self, old, new))
        continue;
      for (gsize j = 0; j < n; j++)
        {
          g_autofree char *name = gp_sql_policy_name (policies[j]);

          if (name != NULL)
            gp_pg_migration_emit (self, gp_element_get_id (old), "DROP POLICY IF EXISTS %s ON %s;",
                                  name, table);
        }
      if (gp_element_get_bool (old, GP_ENTITY_ROW_SECURITY)
          && !gp_element_get_bool (new, GP_ENTITY_ROW_SECURITY))
        gp_pg_migration_emit (self, gp_element_get_id (old),
                              "ALTER TABLE %s DISABLE ROW LEVEL SECURITY;", table);
    }
}

void
gp_pg_migration_drop_parts (GpPostgresqlMigration *self)
{
  gsize length = self->script->len;

  gp_pg_migration_emit (self, NULL, "%s", drop_function);
  drop_policies (self);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    for_each (self, self->live, i, drop_part);
  if (strstr (self->script->str + length, "SELECT pg_temp.") == NULL)
    g_string_erase (self->script, (gssize) length, strlen (drop_function) + 1);
}

/* --- views --- */

static char *
write_view (GpPostgresqlMigration *self,
            GpDesign              *design,
            const GpElement       *view)
{
  GString *sql = g_string_new (NULL);
  GpSqlWriter writer = { design, sql, self->losses };

  gp_sql_write_view (&writer, view);
  g_strchomp (sql->str);

  return g_string_free (sql, FALSE);
}

/* The names of live tables that lose something. */
static GHashTable *
list_touched (GpPostgresqlMigration *self)
{
  GHashTable *names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) fields = gp_design_list (self->live, GP_KIND_FIELD);

  for (guint i = 0; i < fields->len; i++)
    {
      const GpElement *old = g_ptr_array_index (fields, i);
      const GpElement *entity = gp_design_lookup_kind (self->live, gp_element_get_parent (old),
                                                       GP_KIND_ENTITY);
      const GpElement *field = gp_design_lookup_kind (self->wanted, gp_element_get_id (old),
                                                      GP_KIND_FIELD);

      if (entity == NULL || !gp_sql_writer_is_table (entity))
        continue;
      if (field == NULL || gp_pg_migration_old_column (self, field) != old
          || !gp_pg_migration_is_column (self->wanted, field)
          || is_retyped (self, gp_element_get_id (old))
          || g_strcmp0 (gp_element_get_text (old, GP_FIELD_COMPUTED),
                        gp_element_get_text (field, GP_FIELD_COMPUTED)) != 0)
        g_hash_table_add (names, (gpointer) gp_sql_writer_table_name (entity));
    }

  return names;
}

static gboolean
mentions (GHashTable *words,
          GHashTable *names)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (g_hash_table_contains (words, name))
      return TRUE;

  return FALSE;
}

static gboolean
view_changes (GpPostgresqlMigration *self,
              const GpElement       *view,
              GHashTable            *touched)
{
  const GpElement *new = gp_design_lookup_kind (self->wanted, gp_element_get_id (view),
                                                GP_KIND_ENTITY);
  g_autoptr(GHashTable) words = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (new == NULL || !gp_sql_writer_is_view (new))
    return TRUE;
  before = write_view (self, self->live, view);
  after = write_view (self, self->wanted, new);
  if (!g_str_equal (before, after))
    return TRUE;
  words = gp_sql_words (gp_element_get_text (view, GP_ENTITY_QUERY));

  return mentions (words, touched);
}

void
gp_pg_migration_drop_views (GpPostgresqlMigration *self)
{
  GpSqlWriter writer = { self->live, NULL, self->losses };
  g_autoptr(GPtrArray) views = gp_sql_writer_views (&writer);
  g_autoptr(GHashTable) touched = list_touched (self);

  /* Those that others rely on come first: what they touch, touches the others. */
  for (guint i = 0; i < views->len; i++)
    {
      const GpElement *view = g_ptr_array_index (views, i);

      if (!view_changes (self, view, touched))
        continue;
      g_hash_table_add (touched, (gpointer) gp_sql_writer_table_name (view));
      g_hash_table_add (self->dropped_views, (gpointer) gp_element_get_id (view));
    }
  for (guint i = views->len; i-- > 0;)
    {
      const GpElement *view = g_ptr_array_index (views, i);
      g_autofree char *name = gp_pg_migration_table (view);

      if (g_hash_table_contains (self->dropped_views, gp_element_get_id (view)))
        gp_pg_migration_emit (self, gp_element_get_id (view), "DROP %sVIEW %s;",
                              gp_element_get_bool (view, GP_ENTITY_MATERIALIZED) ? "MATERIALIZED "
                                                                                 : "", name);
    }
}

void
gp_pg_migration_add_views (GpPostgresqlMigration *self)
{
  GpSqlWriter writer = { self->wanted, NULL, self->losses };
  g_autoptr(GPtrArray) views = gp_sql_writer_views (&writer);

  for (guint i = 0; i < views->len; i++)
    {
      const GpElement *view = g_ptr_array_index (views, i);
      const GpElement *old = gp_design_lookup_kind (self->live, gp_element_get_id (view),
                                                    GP_KIND_ENTITY);
      g_autofree char *sql = NULL;

      if (old != NULL && gp_sql_writer_is_view (old)
          && !g_hash_table_contains (self->dropped_views, gp_element_get_id (view)))
        continue;
      sql = write_view (self, self->wanted, view);
      gp_pg_migration_emit (self, gp_element_get_id (view), "%s", sql);
    }
}

/* --- comments and policies --- */

static char *
write_comments (GpPostgresqlMigration *self,
                GpDesign              *design,
                const GpElement       *entity)
{
  GString *sql = g_string_new (NULL);
  GpSqlWriter writer = { design, sql, self->losses };

  gp_sql_write_comments (&writer, entity);
  g_strchomp (sql->str);

  return g_string_free (sql, FALSE);
}

/* Whether something that carries a comment was made anew. */
static gboolean
loses_comments (GpPostgresqlMigration *self,
                const GpElement       *entity)
{
  const GpElement *child;

  if (g_hash_table_contains (self->dropped_views, gp_element_get_id (entity)))
    return TRUE;
  for (gsize i = 0;
       (child = gp_design_peek_child (self->wanted, gp_element_get_id (entity), i)) != NULL; i++)
    {
      GpKind kind = gp_element_get_kind (child);

      if ((kind == GP_KIND_INDEX || kind == GP_KIND_CHECK || kind == GP_KIND_FOREIGN_KEY)
          && gp_pg_migration_part_changes (self, child))
        return TRUE;
    }

  return FALSE;
}

/* Descriptions that are there no more. */
static void
clear_comments (GpPostgresqlMigration *self,
                const GpElement       *old,
                const GpElement       *new)
{
  g_autofree char *table = gp_pg_migration_table (new);
  const GpElement *child;

  if (gp_element_has (old, GP_ENTITY_DESCRIPTION) && !gp_element_has (new, GP_ENTITY_DESCRIPTION))
    gp_pg_migration_emit (self, gp_element_get_id (new), "COMMENT ON TABLE %s IS NULL;", table);
  for (gsize i = 0;
       (child = gp_design_peek_child (self->wanted, gp_element_get_id (new), i)) != NULL; i++)
    {
      const GpElement *before = gp_design_lookup_kind (self->live, gp_element_get_id (child),
                                                       GP_KIND_FIELD);
      g_autofree char *column = gp_pg_migration_name (gp_element_get_name (child));

      if (before != NULL && gp_element_has (before, GP_FIELD_DESCRIPTION)
          && !gp_element_has (child, GP_FIELD_DESCRIPTION))
        gp_pg_migration_emit (self, gp_element_get_id (child), "COMMENT ON COLUMN %s.%s IS NULL;",
                              table, column);
    }
}

void
gp_pg_migration_add_texts (GpPostgresqlMigration *self)
{
  g_autoptr(GPtrArray) entities = gp_design_list (self->wanted, GP_KIND_ENTITY);

  for (guint i = 0; i < entities->len; i++)
    {
      const GpElement *new = g_ptr_array_index (entities, i);
      const GpElement *old = gp_design_lookup_kind (self->live, gp_element_get_id (new),
                                                    GP_KIND_ENTITY);
      gboolean stays = gp_pg_migration_stays (self, gp_element_get_id (new));
      const GpElement *renamed = stays ? gp_design_lookup (self->renamed, gp_element_get_id (new))
                                       : NULL;
      g_autofree char *before = stays ? write_comments (self, self->renamed, renamed) : NULL;
      g_autofree char *after = write_comments (self, self->wanted, new);
      g_autofree char *security = NULL;

      if (stays)
        clear_comments (self, old, new);
      if (*after != '\0' && (g_strcmp0 (before, after) != 0 || loses_comments (self, new)))
        gp_pg_migration_emit (self, gp_element_get_id (new), "%s", after);
      if (!gp_sql_writer_is_table (new) || (stays && !security_changes (self, old, new)))
        continue;
      security = write_security (self, self->wanted, new);
      if (*g_strchomp (security) != '\0')
        gp_pg_migration_emit (self, gp_element_get_id (new), "%s", security);
    }
}
