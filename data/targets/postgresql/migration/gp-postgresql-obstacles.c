/* gp-postgresql-obstacles.c — which rows stand in the way of a migration
 * SPDX-License-Identifier: Apache-2.0
 *
 * A script that the database refuses tells of the first row that it meets. People want to know how
 * many there are, of all that is in the way, before they begin to mend them. So each demand that
 * the wanted design makes of rows, and the live one does not, becomes a question, in live names.
 * Where a wanted expression speaks of a column by its new name its question cannot be asked; then
 * the database's own word remains. */
#define G_LOG_DOMAIN "gp-postgresql-obstacles"
#include "config.h"
#include "gp-postgresql-obstacles.h"

#include "gp-postgresql-migration-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

typedef enum
{
  EMPTY,        /* a field becomes required */
  NEW,          /* a required field comes */
  TYPE,
  VALUES,       /* of an enum */
  UNIQUE,
  ORPHAN,
  CHECK,
} Demand;

struct _GpPostgresqlObstacle
{
  Demand  demand;
  GpId    element;
  char   *entity;
  char   *what;        /* the fields, or the check */
  char   *prepare;
  char   *question;
};

typedef struct
{
  GpPostgresqlMigration *migration;
  GPtrArray             *out;
} Search;

static void
obstacle_free (gpointer data)
{
  GpPostgresqlObstacle *self = data;

  g_free (self->entity);
  g_free (self->what);
  g_free (self->prepare);
  g_free (self->question);
  g_free (self);
}

/* @question: (transfer full) */
static GpPostgresqlObstacle *
add (Search          *search,
     Demand           demand,
     const GpElement *element,
     const GpElement *entity,
     const char      *what,
     char            *question)
{
  GpPostgresqlObstacle *self = g_new0 (GpPostgresqlObstacle, 1);

  self->demand = demand;
  self->element = *gp_element_get_id (element);
  self->entity = g_strdup (gp_element_get_name (entity));
  self->what = g_strdup (what);
  self->question = question;
  g_ptr_array_add (search->out, self);
  return self;
}

/* --- fields --- */

static void
ask_of_new (Search          *search,
            const GpElement *field,
            const GpElement *entity,
            const char      *table)
{
  if (gp_pg_migration_may_be_null (search->migration->wanted, field)
      || gp_element_has (field, GP_FIELD_DEFAULT)
      || gp_element_has (field, GP_FIELD_COMPUTED)
      || !gp_element_is (field, GP_FIELD_IDENTITY, "none"))
    return;
  add (search, NEW, field, entity, gp_element_get_name (field),
       g_strdup_printf ("SELECT count(*) FROM %s", table));
}

/* Values that the wanted enum does not have. */
static void
ask_for_values (Search          *search,
                const GpElement *field,
                const GpElement *entity,
                const char      *table,
                const char      *column)
{
  g_autoptr(GString) list = g_string_new (NULL);
  gsize n;
  const char *const *values = gp_element_get_texts (field, GP_FIELD_VALUES, &n);

  for (gsize i = 0; i < n; i++)
    {
      g_string_append (list, i > 0 ? ", " : "");
      gp_sql_quote_text (list, values[i]);
    }
  if (n > 0)
    add (search, VALUES, field, entity, gp_element_get_name (field),
         g_strdup_printf ("SELECT count(*) FROM %s WHERE %s::text <> ALL (ARRAY[%s])", table,
                          column, list->str));
}

/* Casting cannot be tried but by failing: a function of the session does, row by row. */
static void
ask_for_type (Search          *search,
              const GpElement *old,
              const GpElement *field,
              const GpElement *entity,
              const char      *table,
              const char      *column)
{
  g_autofree char *before = gp_sql_type_for_field (search->migration->live, old);
  g_autofree char *after = gp_sql_type_for_field (search->migration->wanted, field);
  g_autofree char *name = NULL;
  GpPostgresqlObstacle *self;

  if (g_str_has_suffix (before, "[]") || g_str_has_suffix (after, "[]"))
    return;
  name = g_strdup_printf ("pg_temp.gp_fits_%u", search->out->len);
  self = add (search, TYPE, field, entity, gp_element_get_name (field),
              g_strdup_printf ("SELECT count(*) FROM %s WHERE NOT %s(%s)", table, name, column));
  self->prepare = g_strdup_printf (
    "CREATE FUNCTION %s(given %s) RETURNS boolean LANGUAGE plpgsql AS $fits$\n"
    "DECLARE\n  taken %s;\nBEGIN\n  taken := given%s;\n  RETURN true;\n"
    "EXCEPTION WHEN others THEN\n  RETURN false;\nEND $fits$;\n",
    name, before, after, gp_pg_migration_casts_itself (before, after) ? "" : "::text");
}

static gboolean
is_new_reference (Search          *search,
                  const GpElement *old,
                  const GpElement *key)
{
  const GpElement *before = gp_sql_type_key_of (search->migration->live, old);

  return before == NULL || !gp_id_equal (gp_element_get_id (before), gp_element_get_id (key));
}

/* "gp_to.a = gp_from.b" of two live fields; as texts where their types are not alike yet. */
static void
append_match (Search          *search,
              const GpElement *to,
              const GpElement *from,
              GString         *out)
{
  GpDesign *live = search->migration->live;
  g_autofree char *to_type = gp_sql_type_for_field (live, to);
  g_autofree char *from_type = gp_sql_type_for_field (live, from);
  g_autofree char *to_column = gp_pg_migration_name (gp_element_get_name (to));
  g_autofree char *from_column = gp_pg_migration_name (gp_element_get_name (from));
  const char *cast = g_str_equal (to_type, from_type) ? "" : "::text";

  g_string_append_printf (out, "gp_to.%s%s = gp_from.%s%s", to_column, cast, from_column, cast);
}

/* Rows that would point to nothing. */
static void
ask_for_target (Search          *search,
                const GpElement *old,
                const GpElement *field,
                const GpElement *entity,
                const char      *table,
                const char      *column)
{
  GpPostgresqlMigration *migration = search->migration;
  const GpElement *key = gp_sql_type_key_of (migration->wanted, field);
  const GpElement *live = key != NULL ? gp_pg_migration_old_column (migration, key) : NULL;
  g_autoptr(GString) match = g_string_new (NULL);
  g_autofree char *target = NULL;

  if (live == NULL || !is_new_reference (search, old, key))
    return;
  target = gp_pg_migration_table (gp_design_lookup (migration->live, gp_element_get_parent (live)));
  append_match (search, live, old, match);
  add (search, ORPHAN, field, entity, gp_element_get_name (field),
       g_strdup_printf ("SELECT count(*) FROM %s AS gp_from WHERE gp_from.%s IS NOT NULL AND "
                        "NOT EXISTS (SELECT FROM %s AS gp_to WHERE %s)", table, column, target,
                        match->str));
}

static void
ask_of_field (Search          *search,
              const GpElement *field)
{
  GpPostgresqlMigration *migration = search->migration;
  const GpElement *old = gp_pg_migration_old_column (migration, field);
  const GpElement *entity = gp_design_lookup (migration->wanted, gp_element_get_parent (field));
  const char *name = gp_element_get_name (field);
  g_autofree char *table = NULL;
  g_autofree char *column = NULL;

  if (!gp_pg_migration_stays (migration, gp_element_get_parent (field)))
    return;
  table = gp_pg_migration_table (gp_design_lookup (migration->live, gp_element_get_id (entity)));
  if (old == NULL)
    {
      ask_of_new (search, field, entity, table);
      return;
    }
  column = gp_pg_migration_name (gp_element_get_name (old));
  if (gp_pg_migration_may_be_null (migration->live, old)
      && !gp_pg_migration_may_be_null (migration->wanted, field))
    add (search, EMPTY, field, entity, name,
         g_strdup_printf ("SELECT count(*) FROM %s WHERE %s IS NULL", table, column));
  if (gp_element_get_bool (field, GP_FIELD_UNIQUE) && !gp_element_get_bool (old, GP_FIELD_UNIQUE))
    add (search, UNIQUE, field, entity, name,
         g_strdup_printf ("SELECT count(*) FROM (SELECT count(*) OVER (PARTITION BY %s) AS n FROM "
                          "%s WHERE %s IS NOT NULL) AS gp_same WHERE n > 1", column, table,
                          column));
  if (g_hash_table_contains (migration->retyped, gp_element_get_id (field)))
    {
      if (gp_element_is (field, GP_FIELD_TYPE, "enum"))
        ask_for_values (search, field, entity, table, column);
      else
        ask_for_type (search, old, field, entity, table, column);
    }
  ask_for_target (search, old, field, entity, table, column);
}

/* --- several fields --- */

/* (transfer container): the live fields that are the wanted ones @property of @element, borrowed;
 * NULL where there are none, or one is not there yet. */
static GPtrArray *
list_fields (Search          *search,
             const GpElement *element,
             GpProperty       property)
{
  g_autoptr(GPtrArray) fields = g_ptr_array_new ();
  gsize n;
  const GpId *ids = gp_element_get_refs (element, property, &n);

  for (gsize i = 0; i < n; i++)
    {
      const GpElement *field = gp_design_lookup_kind (search->migration->wanted, &ids[i],
                                                      GP_KIND_FIELD);
      const GpElement *old = field != NULL ? gp_pg_migration_old_column (search->migration, field)
                                           : NULL;

      if (old == NULL)
        return NULL;
      g_ptr_array_add (fields, (gpointer) old);
    }
  return n > 0 ? g_steal_pointer (&fields) : NULL;
}

/* (transfer full): the columns of @fields with @alias before each and @between them. */
static char *
join_columns (const GPtrArray *fields,
              const char      *alias,
              const char      *between)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < fields->len; i++)
    {
      g_autofree char *column = gp_pg_migration_name (gp_element_get_name (fields->pdata[i]));

      g_string_append_printf (list, "%s%s%s", i > 0 ? between : "", alias, column);
    }
  return g_string_free (list, FALSE);
}

static char *
list_names (Search          *search,
            const GpElement *element,
            GpProperty       property)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  gsize n;
  const GpId *ids = gp_element_get_refs (element, property, &n);

  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (names, (gpointer) gp_element_get_name (
                              gp_design_lookup (search->migration->wanted, &ids[i])));
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

/* @where: (nullable): which rows alone */
static void
ask_for_unique (Search          *search,
                const GpElement *element,
                GpProperty       property,
                const GpElement *entity,
                const char      *where)
{
  g_autoptr(GPtrArray) fields = list_fields (search, element, property);
  const GpElement *old = gp_design_lookup (search->migration->live, gp_element_get_id (entity));
  g_autofree char *table = NULL;
  g_autofree char *names = NULL;
  g_autofree char *list = NULL;
  g_autofree char *filled = NULL;

  if (fields == NULL)
    return;
  table = gp_pg_migration_table (old);
  names = list_names (search, element, property);
  list = join_columns (fields, "", ", ");
  filled = join_columns (fields, "", " IS NOT NULL AND ");
  add (search, UNIQUE, element, entity, names,
       g_strdup_printf ("SELECT count(*) FROM (SELECT count(*) OVER (PARTITION BY %s) AS n FROM %s "
                        "WHERE %s IS NOT NULL%s%s%s) AS gp_same WHERE n > 1", list, table, filled,
                        where != NULL ? " AND (" : "", where != NULL ? where : "",
                        where != NULL ? ")" : ""));
}

static void
ask_of_index (Search          *search,
              const GpElement *index,
              const GpElement *entity)
{
  GpPostgresqlMigration *migration = search->migration;
  const GpElement *old = gp_design_lookup_kind (migration->live, gp_element_get_id (index),
                                                GP_KIND_INDEX);

  if (!gp_element_get_bool (index, GP_INDEX_UNIQUE) || gp_element_has (index, GP_INDEX_COLUMNS)
      || (old != NULL && !gp_pg_migration_part_changes (migration, old)))
    return;
  ask_for_unique (search, index, GP_INDEX_FIELDS, entity,
                  gp_element_get_text (index, GP_INDEX_WHERE));
}

static void
ask_of_check (Search          *search,
              const GpElement *check,
              const GpElement *entity)
{
  GpPostgresqlMigration *migration = search->migration;
  const GpElement *old = gp_design_lookup_kind (migration->live, gp_element_get_id (check),
                                                GP_KIND_CHECK);
  const char *condition = gp_element_get_text (check, GP_CHECK_EXPRESSION);
  g_autofree char *table = NULL;

  if (condition == NULL || !gp_element_is (check, GP_CHECK_LANGUAGE, "sql")
      || (old != NULL && !gp_pg_migration_part_changes (migration, old)))
    return;
  table = gp_pg_migration_table (gp_design_lookup (migration->live, gp_element_get_id (entity)));
  add (search, CHECK, check, entity, gp_element_get_name (check),
       g_strdup_printf ("SELECT count(*) FROM %s WHERE (%s) IS FALSE", table, condition));
}

static void
ask_of_foreign_key (Search          *search,
                    const GpElement *part,
                    const GpElement *entity)
{
  GpPostgresqlMigration *migration = search->migration;
  const GpElement *old = gp_design_lookup_kind (migration->live, gp_element_get_id (part),
                                                GP_KIND_FOREIGN_KEY);
  const GpElement *target = gp_design_lookup_kind (
    migration->live, gp_element_get_ref (part, GP_FOREIGN_KEY_TARGET), GP_KIND_ENTITY);
  g_autoptr(GPtrArray) from = list_fields (search, part, GP_FOREIGN_KEY_FIELDS);
  g_autoptr(GPtrArray) to = list_fields (search, part, GP_FOREIGN_KEY_TARGET_FIELDS);
  g_autoptr(GString) pairs = g_string_new (NULL);
  g_autofree char *table = NULL;
  g_autofree char *target_table = NULL;
  g_autofree char *names = NULL;
  g_autofree char *filled = NULL;

  if (target == NULL || from == NULL || to == NULL || from->len != to->len
      || (old != NULL && !gp_pg_migration_part_changes (migration, old)))
    return;
  for (guint i = 0; i < from->len; i++)
    {
      g_string_append (pairs, i > 0 ? " AND " : "");
      append_match (search, to->pdata[i], from->pdata[i], pairs);
    }
  table = gp_pg_migration_table (gp_design_lookup (migration->live, gp_element_get_id (entity)));
  target_table = gp_pg_migration_table (target);
  names = list_names (search, part, GP_FOREIGN_KEY_FIELDS);
  filled = join_columns (from, "gp_from.", " IS NOT NULL AND ");
  add (search, ORPHAN, part, entity, names,
       g_strdup_printf ("SELECT count(*) FROM %s AS gp_from WHERE %s IS NOT NULL AND NOT EXISTS "
                        "(SELECT FROM %s AS gp_to WHERE %s)", table, filled, target_table,
                        pairs->str));
}

static gboolean
has_other_key (Search          *search,
               const GpElement *entity)
{
  const GpElement *old = gp_design_lookup (search->migration->live, gp_element_get_id (entity));
  const GpValue *before = gp_element_get_value (old, GP_ENTITY_PRIMARY_KEY);
  const GpValue *after = gp_element_get_value (entity, GP_ENTITY_PRIMARY_KEY);

  return !gp_value_equal (before, after);
}

static void
ask_of_entity (Search          *search,
               const GpElement *entity)
{
  const GpElement *child;

  if (!gp_pg_migration_stays (search->migration, gp_element_get_id (entity)))
    return;
  if (has_other_key (search, entity))
    ask_for_unique (search, entity, GP_ENTITY_PRIMARY_KEY, entity, NULL);
  for (gsize i = 0; (child = gp_design_peek_child (search->migration->wanted,
                                                   gp_element_get_id (entity), i)) != NULL; i++)
    switch ((int) gp_element_get_kind (child))
      {
      case GP_KIND_FIELD:
        ask_of_field (search, child);
        break;
      case GP_KIND_INDEX:
        ask_of_index (search, child, entity);
        break;
      case GP_KIND_CHECK:
        ask_of_check (search, child, entity);
        break;
      case GP_KIND_FOREIGN_KEY:
        ask_of_foreign_key (search, child, entity);
        break;
      default:
        break;
      }
}

GPtrArray *
gp_postgresql_obstacles_new (GpPostgresqlMigration *migration)
{
  g_autoptr(GPtrArray) entities = gp_design_list (migration->wanted, GP_KIND_ENTITY);
  Search search = { migration, g_ptr_array_new_with_free_func (obstacle_free) };

  for (guint i = 0; i < entities->len; i++)
    ask_of_entity (&search, entities->pdata[i]);
  return search.out;
}

const char *
gp_postgresql_obstacle_get_prepare (const GpPostgresqlObstacle *self)
{
  return self->prepare;
}

const char *
gp_postgresql_obstacle_get_question (const GpPostgresqlObstacle *self)
{
  return self->question;
}

/* --- in words --- */

static char *
dup_sentence (const GpPostgresqlObstacle *self,
              gint64                      rows)
{
  const char *entity = self->entity;
  const char *what = self->what;

  switch (self->demand)
    {
    case EMPTY:
      return g_strdup_printf (_("“%s.%s” becomes required. Rows without a value: %" PRId64 ". Fill "
                                "them first, or leave the field optional."), entity, what, rows);
    case NEW:
      return g_strdup_printf (_("“%s.%s” is new, required and without a default. Rows that would "
                                "have no value: %" PRId64 ". Give it a default, or make it "
                                "optional until they are filled."), entity, what, rows);
    case TYPE:
      return g_strdup_printf (_("“%s.%s” gets another type. Rows whose value does not fit it: "
                                "%" PRId64 ". Change them first, or choose another type."),
                              entity, what, rows);
    case VALUES:
      return g_strdup_printf (_("“%s.%s” allows other values. Rows whose value is not among "
                                "them: %" PRId64 ". Give them another first, or allow theirs, "
                                "too."), entity, what, rows);
    case UNIQUE:
      return g_strdup_printf (_("“%s” becomes unique by %s. Rows that share theirs with another: "
                                "%" PRId64 ". Change or remove them first, or do not make it "
                                "unique."), entity, what, rows);
    case ORPHAN:
      return g_strdup_printf (_("“%s” refers to others by %s. Rows that would refer to nothing: "
                                "%" PRId64 ". Correct or empty them first, or leave out the "
                                "reference."), entity, what, rows);
    case CHECK:
      return g_strdup_printf (_("“%s” gets the check “%s”. Rows that do not pass it: %" PRId64 ". "
                                "Change them first, or the check."), entity, what, rows);
    default:
      g_assert_not_reached ();
    }
}

GpFinding *
gp_postgresql_obstacle_to_finding (const GpPostgresqlObstacle *self,
                                   gint64                      rows,
                                   GpSeverity                  severity)
{
  g_autofree char *sentence = dup_sentence (self, rows);
  GpFinding *finding = gp_finding_new ("MIG211", severity, sentence);

  gp_finding_set_element (finding, &self->element);
  return finding;
}
