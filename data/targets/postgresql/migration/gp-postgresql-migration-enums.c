/* gp-postgresql-migration-enums.c — the types of enums
 * SPDX-License-Identifier: Apache-2.0
 *
 * A type belongs to the fields that name it. Where its name changes with that of a field, the type
 * is renamed. Of its values,
 *
 *   - one that another stands in the place of, in a list that is otherwise the same, is renamed:
 *     the rows follow
 *   - new ones among the old are added: in steps before the script, for PostgreSQL lets nobody use
 *     a value in the transaction that adds it
 *   - everything else makes the type anew; the columns are cast by the text of their values, which
 *     fails, and changes nothing, where a row has a value that is no longer there. */
#define G_LOG_DOMAIN "gp-postgresql-migration-enums"
#include "config.h"
#include "gp-postgresql-migration-private.h"

typedef enum
{
  KEEP,
  RENAME_VALUES,
  GROW,
  REBUILD,
} Way;

typedef struct
{
  char            *before;    /* quoted, with its schema; NULL: it is new */
  char            *after;     /* NULL: it goes */
  char            *meanwhile; /* of the old one, where the type is made anew; else NULL */
  const GpElement *old;       /* a live field that has it */
  const GpElement *new;       /* a wanted field that has it */
  Way              way;
} GpPgEnum;

static void
enum_free (gpointer data)
{
  GpPgEnum *type = data;

  g_free (type->before);
  g_free (type->after);
  g_free (type->meanwhile);
  g_free (type);
}

/* The type's name, or NULL where @field is no column with an enum of its own. */
static char *
type_of (GpDesign        *design,
         const GpElement *field)
{
  char *name;

  if (!gp_element_is (field, GP_FIELD_TYPE, "enum") || !gp_pg_migration_is_column (design, field))
    return NULL;
  name = gp_sql_type_for_field (design, field);
  if (g_str_has_suffix (name, "[]"))
    name[strlen (name) - 2] = '\0';

  return name;
}

static GpPgEnum *
find (GPtrArray  *enums,
      const char *name,
      gboolean    after)
{
  for (guint i = 0; i < enums->len; i++)
    {
      GpPgEnum *type = g_ptr_array_index (enums, i);

      if (g_strcmp0 (after ? type->after : type->before, name) == 0)
        return type;
    }

  return NULL;
}

static void
collect_old (GpPostgresqlMigration *self,
             GPtrArray             *enums)
{
  g_autoptr(GPtrArray) fields = gp_design_list (self->live, GP_KIND_FIELD);

  for (guint i = 0; i < fields->len; i++)
    {
      g_autofree char *name = type_of (self->live, g_ptr_array_index (fields, i));
      GpPgEnum *type;

      if (name == NULL || find (enums, name, FALSE) != NULL)
        continue;
      type = g_new0 (GpPgEnum, 1);
      type->before = g_steal_pointer (&name);
      type->old = g_ptr_array_index (fields, i);
      g_ptr_array_add (enums, type);
    }
}

static char *
schema_of (const char *name)
{
  const char *dot = strrchr (name, '.');

  return dot != NULL ? g_strndup (name, dot - name) : g_strdup ("");
}

static gboolean
same_schema (const char *a,
             const char *b)
{
  g_autofree char *first = schema_of (a);
  g_autofree char *second = schema_of (b);

  return g_str_equal (first, second);
}

/* The names that wanted fields ask for: first those that are there, then by renaming what nobody
 * asks for under its old name. */
static void
collect_new (GpPostgresqlMigration *self,
             GPtrArray             *enums)
{
  g_autoptr(GPtrArray) fields = gp_design_list (self->wanted, GP_KIND_FIELD);

  for (guint pass = 0; pass < 3; pass++)
    {
      for (guint i = 0; i < fields->len; i++)
        {
          const GpElement *field = g_ptr_array_index (fields, i);
          const GpElement *old = gp_design_lookup_kind (self->live, gp_element_get_id (field),
                                                        GP_KIND_FIELD);
          g_autofree char *name = type_of (self->wanted, field);
          g_autofree char *old_name = old != NULL ? type_of (self->live, old) : NULL;
          GpPgEnum *type = NULL;

          if (name == NULL || find (enums, name, TRUE) != NULL)
            continue;
          if (pass == 0)
            type = find (enums, name, FALSE);
          else if (pass == 1 && old_name != NULL && same_schema (old_name, name))
            type = find (enums, old_name, FALSE);
          else if (pass == 2)
            g_ptr_array_add (enums, type = g_new0 (GpPgEnum, 1));
          if (type == NULL || type->after != NULL)
            continue;
          type->after = g_steal_pointer (&name);
          type->new = field;
        }
    }
}

static const char *const *
values_of (const GpElement *field,
           gsize           *n)
{
  static const char *const none[] = { NULL };
  const char *const *values = gp_element_get_texts (field, GP_FIELD_VALUES, n);

  return values != NULL ? values : none;
}

static Way
find_way (const GpPgEnum *type)
{
  gsize n_old;
  gsize n_new;
  const char *const *old = values_of (type->old, &n_old);
  const char *const *new = values_of (type->new, &n_new);
  gsize found = 0;
  gboolean renames = n_old == n_new;
  gsize n_renamed = 0;

  for (gsize i = 0; i < n_new; i++)
    found += found < n_old && g_str_equal (new[i], old[found]);
  if (found == n_old)
    return n_new == n_old ? KEEP : GROW;
  for (gsize i = 0; i < n_old && renames; i++)
    {
      if (g_str_equal (old[i], new[i]))
        continue;
      renames = !g_strv_contains (new, old[i]) && !g_strv_contains (old, new[i]);
      n_renamed++;
    }

  /* Two at once could just as well be two that go and two that come. */
  return renames && n_renamed == 1 ? RENAME_VALUES : REBUILD;
}

GPtrArray *
gp_pg_enums_new (GpPostgresqlMigration *self)
{
  GPtrArray *enums = g_ptr_array_new_with_free_func (enum_free);

  collect_old (self, enums);
  collect_new (self, enums);
  for (guint i = 0; i < enums->len; i++)
    {
      GpPgEnum *type = g_ptr_array_index (enums, i);

      if (type->before == NULL || type->after == NULL)
        continue;
      type->way = find_way (type);
      if (type->way == REBUILD)
        {
          g_autofree char *schema = schema_of (type->before);

          type->meanwhile = g_strdup_printf ("%s%sgp_old_%u", schema, *schema != '\0' ? "." : "",
                                             i);
        }
    }

  return enums;
}

const char *
gp_pg_enums_follow (GpPostgresqlMigration *self,
                    const char            *name)
{
  g_autofree char *bare = g_str_has_suffix (name, "[]") ? g_strndup (name, strlen (name) - 2)
                                                        : g_strdup (name);
  const GpPgEnum *type = find (self->enums, bare, FALSE);

  if (type == NULL || type->after == NULL)
    return name;
  if (type->way == REBUILD)
    return type->meanwhile;
  /* An array follows its type. */
  if (!g_str_equal (bare, name))
    return g_str_equal (type->after, bare) ? name : type->after;

  return type->after;
}

/* The name without its schema. */
static const char *
bare_name (const char *name)
{
  const char *dot = strrchr (name, '.');

  return dot != NULL ? dot + 1 : name;
}

static void
add_step (GpPostgresqlMigration *self,
          const GpPgEnum        *type,
          const char            *value,
          const char            *after)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "ALTER TYPE %s ADD VALUE IF NOT EXISTS ", type->before);
  gp_sql_quote_text (sql, value);
  if (after != NULL)
    {
      g_string_append (sql, " AFTER ");
      gp_sql_quote_text (sql, after);
    }
  g_ptr_array_add (self->steps, g_string_free (sql, FALSE));
}

/* A value that goes before all others is added before the first of the old. */
static void
grow (GpPostgresqlMigration *self,
      const GpPgEnum        *type)
{
  gsize n_old;
  gsize n_new;
  const char *const *old = values_of (type->old, &n_old);
  const char *const *new = values_of (type->new, &n_new);

  for (gsize i = 0; i < n_new; i++)
    {
      if (g_strv_contains (old, new[i]))
        continue;
      add_step (self, type, new[i], i > 0 ? new[i - 1] : NULL);
      if (i == 0 && n_old > 0)
        {
          g_autofree char *step = g_ptr_array_steal_index (self->steps, self->steps->len - 1);
          GString *sql = g_string_new (step);

          g_string_append (sql, " BEFORE ");
          gp_sql_quote_text (sql, old[0]);
          g_ptr_array_add (self->steps, g_string_free (sql, FALSE));
        }
    }
}

static void
rename_values (GpPostgresqlMigration *self,
               const GpPgEnum        *type)
{
  gsize n;
  const char *const *old = values_of (type->old, &n);
  const char *const *new = values_of (type->new, &n);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(GString) from = g_string_new (NULL);
      g_autoptr(GString) to = g_string_new (NULL);

      if (g_str_equal (old[i], new[i]))
        continue;
      gp_sql_quote_text (from, old[i]);
      gp_sql_quote_text (to, new[i]);
      gp_pg_migration_emit (self, gp_element_get_id (type->new),
                            "ALTER TYPE %s RENAME VALUE %s TO %s;", type->after, from->str,
                            to->str);
    }
}

static void
create (GpPostgresqlMigration *self,
        const GpPgEnum        *type)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  GpSqlWriter writer = { self->wanted, sql, self->losses };

  gp_sql_write_enum (&writer, type->new, type->after);
  gp_pg_migration_emit (self, gp_element_get_id (type->new), "%s", g_strchomp (sql->str));
}

void
gp_pg_migration_make_enums (GpPostgresqlMigration *self)
{
  for (guint i = 0; i < self->enums->len; i++)
    {
      const GpPgEnum *type = g_ptr_array_index (self->enums, i);

      if (type->before == NULL || type->after == NULL)
        continue;
      if (type->way == REBUILD)
        gp_pg_migration_emit (self, gp_element_get_id (type->new), "ALTER TYPE %s RENAME TO %s;",
                              type->before, bare_name (type->meanwhile));
      else if (!g_str_equal (type->before, type->after))
        gp_pg_migration_emit (self, gp_element_get_id (type->new), "ALTER TYPE %s RENAME TO %s;",
                              type->before, bare_name (type->after));
      if (type->way == RENAME_VALUES)
        rename_values (self, type);
      else if (type->way == GROW)
        grow (self, type);
    }
  for (guint i = 0; i < self->enums->len; i++)
    {
      const GpPgEnum *type = g_ptr_array_index (self->enums, i);

      if (type->after != NULL && (type->before == NULL || type->way == REBUILD))
        create (self, type);
    }
}

void
gp_pg_migration_drop_enums (GpPostgresqlMigration *self)
{
  for (guint i = 0; i < self->enums->len; i++)
    {
      const GpPgEnum *type = g_ptr_array_index (self->enums, i);

      if (type->after == NULL)
        gp_pg_migration_emit (self, NULL, "DROP TYPE IF EXISTS %s;", type->before);
      else if (type->way == REBUILD)
        gp_pg_migration_emit (self, NULL, "DROP TYPE %s;", type->meanwhile);
    }
}
