/* gp-postgresql-script.c — a deployment to PostgreSQL as SQL
 * SPDX-License-Identifier: Apache-2.0
 *
 * One transaction: a lock that only one deployment has, the assertion that the database is what was
 * planned against, the changes, and the record of it all. Access is taken down before the tables
 * change and set up again after it, since policies hold on to columns; nobody sees the time in
 * between. So it is with flows, which are triggers on tables and functions that name columns.
 * A design without rules leaves access to others, but for new tables on Supabase, which
 * would be open to everybody there: they are closed. */
#define G_LOG_DOMAIN "gp-postgresql-script"
#include "config.h"
#include "gp-postgresql-script.h"

#include "gp-diff.h"
#include "gp-export-postgresql-access.h"
#include "gp-json-design.h"
#include "gp-sql-name.h"
#include "gp-sql-writer.h"

static const char begin[] =
  "BEGIN;\n"
  "SET LOCAL lock_timeout = '10s';\n"
  "SET LOCAL client_min_messages = warning;\n";

static const char lock[] =
  "SELECT pg_advisory_xact_lock(hashtext('groundplan deployment'));\n";

static const char path[] = "SET LOCAL search_path = public, extensions;\n";

static const char take_down[] =
  "DROP SCHEMA IF EXISTS gp_access CASCADE;\n"
  "DO $access$\nDECLARE\n  found record;\nBEGIN\n"
  "  FOR found IN SELECT polname, polrelid::regclass AS owner FROM pg_catalog.pg_policy\n"
  "    WHERE polname LIKE 'gp\\_%' LOOP\n"
  "    EXECUTE format('DROP POLICY %I ON %s', found.polname, found.owner);\n"
  "  END LOOP;\nEND $access$;\n";

static gboolean
has_rules (GpDesign *design)
{
  return gp_design_count (design, GP_KIND_RULE) > 0;
}

/* What is compared to tell whether access changes: without rules there is none, but flows want to
 * know who starts them.
 * @findings: (nullable) */
static char *
write_access (GpDesign                  *design,
              const GpPostgresqlFlowSet *flows,
              GPtrArray                 *findings)
{
  g_autoptr(GPtrArray) unused = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  GString *out = g_string_new (NULL);

  if (has_rules (design))
    gp_export_postgresql_access_write_statements (design, out,
                                                  findings != NULL ? findings : unused);
  else if (*gp_postgresql_flow_set_get_script (flows) != '\0')
    gp_export_postgresql_access_write_callers (design, out);

  return g_string_free (out, FALSE);
}

/* Tables that are new and have no policy of their own, where Supabase would open them. */
static void
close_new_tables (GpDesign *live,
                  GpDesign *wanted,
                  GString  *out)
{
  g_autoptr(GPtrArray) entities = gp_design_list (wanted, GP_KIND_ENTITY);

  for (guint i = 0; i < entities->len; i++)
    {
      const GpElement *entity = g_ptr_array_index (entities, i);
      const GpElement *old = gp_design_lookup_kind (live, gp_element_get_id (entity),
                                                    GP_KIND_ENTITY);
      g_autoptr(GString) table = g_string_new (NULL);
      g_autofree char *body = NULL;

      if (!gp_sql_writer_is_table (entity) || gp_element_has (entity, GP_ENTITY_POLICIES)
          || (old != NULL && gp_sql_writer_is_table (old)))
        continue;
      gp_sql_writer_table (table, entity);
      body = g_strdup_printf ("BEGIN IF to_regrole('anon') IS NOT NULL THEN "
                              "REVOKE ALL ON %s FROM anon, authenticated; "
                              "ALTER TABLE %s ENABLE ROW LEVEL SECURITY; END IF; END",
                              table->str, table->str);
      /* A dollar quote would end at a name that holds its tag. */
      g_string_append (out, "DO ");
      gp_sql_quote_text (out, body);
      g_string_append (out, ";\n");
    }
}

/* A way from one design to another. */
typedef struct
{
  GpDesign                    *from;
  GpDesign                    *to;
  const char                  *access_from;
  const char                  *access_to;
  const GpPostgresqlFlowSet   *flows_to;
  const GpPostgresqlMigration *migration;
  gboolean                     drifted;
} Way;

/* @there: the hash of the flows that are in the database at its beginning. */
static gboolean
writes_flows (const Way  *way,
              const char *there)
{
  const char *hash = gp_postgresql_flow_set_get_hash (way->flows_to);

  return !g_str_equal (hash, there) || (way->drifted && *hash != '\0');
}

static char *
join_changes (const Way  *way,
              const char *there)
{
  const char *tables = gp_postgresql_migration_get_script (way->migration);
  const char *flows = gp_postgresql_flow_set_get_script (way->flows_to);
  GString *out = g_string_new (NULL);
  gboolean access = *way->access_from != '\0' || *way->access_to != '\0';

  if (*tables == '\0' && g_str_equal (way->access_from, way->access_to)
      && !(way->drifted && access) && !writes_flows (way, there))
    return g_string_free (out, FALSE);

  if (*there != '\0' || *flows != '\0')
    g_string_append (out, gp_postgresql_flow_take_down);
  if (access)
    g_string_append (out, take_down);
  g_string_append (out, tables);
  g_string_append (out, way->access_to);
  if (!has_rules (way->to))
    close_new_tables (way->from, way->to, out);
  g_string_append (out, flows);

  return g_string_free (out, FALSE);
}

GpPostgresqlScript *
gp_postgresql_script_new (GpDesign                *live,
                          GpDesign                *wanted,
                          const GpPostgresqlPlace *place,
                          GPtrArray               *findings)
{
  GpPostgresqlScript *self = g_new0 (GpPostgresqlScript, 1);
  Way way = { live, wanted, .drifted = place->drifted };

  self->live = g_object_ref (live);
  self->wanted = g_object_ref (wanted);
  self->drifted = place->drifted;
  self->migration = gp_postgresql_migration_new (live, wanted, findings);
  self->flows_before = gp_postgresql_flow_set_new (live, &place->abilities, NULL);
  self->flows = gp_postgresql_flow_set_new (wanted, &place->abilities, findings);
  self->access_before = write_access (live, self->flows_before, NULL);
  self->access = write_access (wanted, self->flows, findings);
  way.access_from = self->access_before;
  way.access_to = self->access;
  way.flows_to = self->flows;
  way.migration = self->migration;
  self->writes_flows = writes_flows (&way, place->flows);
  self->changes = join_changes (&way, place->flows);

  return self;
}

void
gp_postgresql_script_free (GpPostgresqlScript *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->live);
  g_object_unref (self->wanted);
  gp_postgresql_migration_free (self->migration);
  gp_postgresql_flow_set_free (self->flows_before);
  gp_postgresql_flow_set_free (self->flows);
  g_free (self->access_before);
  g_free (self->access);
  g_free (self->changes);
  g_free (self);
}

char *
gp_postgresql_script_dup_inverse (const GpPostgresqlScript *self)
{
  g_autoptr(GpPostgresqlMigration) back = gp_postgresql_migration_new (self->wanted, self->live,
                                                                       NULL);
  Way way = { self->wanted, self->live, self->access, self->access_before, self->flows_before, back,
              self->drifted };

  return join_changes (&way, gp_postgresql_flow_set_get_hash (self->flows));
}

char *
gp_postgresql_script_dup_design (const GpPostgresqlScript *self)
{
  g_autoptr(GpDesign) meaning = gp_diff_dup_meaning (self->wanted);

  return g_strchomp (gp_json_design_to_text (meaning, NULL));
}

/* @indexes: (nullable): those that were made since @live was taken. */
static void
append_assertion (GString         *out,
                  const char      *live,
                  const GPtrArray *indexes)
{
  g_autoptr(GString) body = g_string_new ("BEGIN\nIF (");

  g_string_append_printf (body, "%sSELECT " GP_POSTGRESQL_CATALOG_FINGERPRINT " FROM parts",
                          gp_postgresql_catalog_parts);
  for (guint i = 0; indexes != NULL && i < indexes->len; i++)
    {
      const GpPostgresqlIndex *index = indexes->pdata[i];

      g_string_append_printf (body, "%s NOT (k = 'index' AND s IS NOT DISTINCT FROM to_regclass(",
                              i == 0 ? " WHERE" : " AND");
      gp_sql_quote_text (body, index->name);
      g_string_append (body, ")::oid::bigint)");
    }
  g_string_append_printf (body, ") <> '%s' THEN\n"
                                "RAISE EXCEPTION 'the database was changed since it was planned: "
                                "plan again' USING ERRCODE = '" GP_POSTGRESQL_STALE "';\n"
                                "END IF;\nEND", live);
  /* A dollar quote would end at a name that holds its tag. */
  g_string_append (out, "DO ");
  gp_sql_quote_text (out, body->str);
  g_string_append (out, ";\n");
}

static void
append_record (const GpPostgresqlScript *self,
               GString                  *out,
               const char               *live,
               const char               *plan)
{
  g_autofree char *hash = gp_design_dup_hash (self->wanted);
  g_autofree char *design = gp_postgresql_script_dup_design (self);
  g_autofree char *inverse = gp_postgresql_script_dup_inverse (self);

  g_string_append (out, "DELETE FROM groundplan.journal;\n");
  g_string_append (out, gp_postgresql_catalog_parts);
  g_string_append (out, "INSERT INTO groundplan.migrations (plan, design_hash, design, before, "
                        "script, inverse, after, catalog)\nSELECT ");
  gp_sql_quote_text (out, plan);
  g_string_append (out, ", ");
  gp_sql_quote_text (out, hash);
  g_string_append (out, ", ");
  gp_sql_quote_text (out, design);
  g_string_append (out, ", ");
  gp_sql_quote_text (out, live);
  g_string_append (out, ", ");
  gp_sql_quote_text (out, self->changes);
  g_string_append (out, ", ");
  gp_sql_quote_text (out, inverse);
  g_string_append (out, ", " GP_POSTGRESQL_CATALOG_FINGERPRINT ", " GP_POSTGRESQL_CATALOG_JSON
                        " FROM parts;\n");
}

static void
append_to_journal (GString    *out,
                   const char *plan,
                   guint       step,
                   const char *statement)
{
  g_string_append (out, "INSERT INTO groundplan.journal (plan, step, statement) VALUES (");
  gp_sql_quote_text (out, plan);
  g_string_append_printf (out, ", %u, ", step);
  gp_sql_quote_text (out, statement);
  g_string_append (out, ") ON CONFLICT DO NOTHING;\n");
}

char *
gp_postgresql_script_dup_steps (const GpPostgresqlScript *self,
                                const char               *live,
                                const char               *plan)
{
  const char *const *steps = gp_postgresql_migration_get_steps (self->migration);
  const GPtrArray *indexes = gp_postgresql_migration_get_indexes (self->migration);
  GString *out;
  guint n = 0;

  if (steps[0] == NULL && indexes->len == 0)
    return NULL;

  out = g_string_new (begin);
  g_string_append (out, lock);
  append_assertion (out, live, NULL);
  g_string_append (out, path);
  g_string_append (out, gp_postgresql_deployed_schema);
  for (; steps[n] != NULL; n++)
    {
      append_to_journal (out, plan, n, steps[n]);
      g_string_append_printf (out, "%s;\n", steps[n]);
    }
  for (guint i = 0; i < indexes->len; i++)
    {
      const GpPostgresqlIndex *index = indexes->pdata[i];

      append_to_journal (out, plan, n + i, index->make);
      g_string_append_printf (out, "%s;\n", index->clear);
    }
  g_string_append (out, gp_postgresql_catalog_parts);
  g_string_append (out, "SELECT " GP_POSTGRESQL_CATALOG_FINGERPRINT " AS after FROM parts;\n"
                        "COMMIT;\n");

  return g_string_free (out, FALSE);
}

char *
gp_postgresql_script_dup (const GpPostgresqlScript *self,
                          const char               *live,
                          const char               *plan,
                          GpPostgresqlEnd           end)
{
  GString *out = g_string_new (begin);

  if (end == GP_POSTGRESQL_COMMIT)
    g_string_append (out, lock);
  append_assertion (out, live, end == GP_POSTGRESQL_COMMIT
                                 ? gp_postgresql_migration_get_indexes (self->migration) : NULL);
  g_string_append (out, path);
  if (end == GP_POSTGRESQL_REHEARSE)
    {
      const char *const *steps = gp_postgresql_migration_get_steps (self->migration);

      for (guint i = 0; steps[i] != NULL; i++)
        g_string_append_printf (out, "%s;\n", steps[i]);
    }
  else
    {
      g_string_append (out, gp_postgresql_deployed_schema);
    }
  g_string_append (out, self->changes);
  if (end == GP_POSTGRESQL_COMMIT)
    {
      append_record (self, out, live, plan);
      g_string_append (out, "NOTIFY pgrst, 'reload schema';\nCOMMIT;\n");
    }
  else
    {
      g_string_append (out, "ROLLBACK;\n");
    }

  return g_string_free (out, FALSE);
}
