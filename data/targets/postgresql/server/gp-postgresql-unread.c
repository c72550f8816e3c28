/* gp-postgresql-unread.c — what a database holds that no design can, and that is not even read
 * SPDX-License-Identifier: Apache-2.0
 *
 * The statements of the catalog go through the importer, which says what it leaves out. What the
 * catalog does not list, because nothing of a design depends on it, would be missed in silence by
 * those who deploy the imported design to another database: it is named here, by the beginning of
 * the statement that would make it. */
#define G_LOG_DOMAIN "gp-postgresql-unread"
#include "config.h"
#include "gp-postgresql-unread.h"

#include "gp-finding.h"
#include "gp-import.h"
#include "gp-json-document.h"

#include <glib/gi18n-lib.h>

#define MAX_DEPTH 4

/* What an extension has brought is not counted; @id is an expression. */
#define NO_EXTENSION(class, id) \
  " AND NOT EXISTS (SELECT FROM ext WHERE ext.classid = 'pg_catalog." class "'::regclass AND " \
  "ext.objid = " id ")\n"

/* Pairs of a level and words: "w" is missed, "i" is what every database has. */
const char gp_postgresql_unread_query[] =
  "SELECT coalesce(json_agg(json_build_array(l, w) ORDER BY l DESC, w), '[]')::text FROM (\n"
  "SELECT 'w' AS l, 'CREATE RULE ' || quote_ident(x.rulename) || ' ON ' || r.q AS w FROM rel r "
    "JOIN pg_catalog.pg_rewrite x ON x.ev_class = r.oid WHERE x.rulename <> '_RETURN'\n"
  "UNION ALL SELECT 'w', 'CREATE STATISTICS ' || ns.q || '.' || quote_ident(x.stxname) FROM ns "
    "JOIN pg_catalog.pg_statistic_ext x ON x.stxnamespace = ns.oid\n"
  "UNION ALL SELECT 'w', 'CREATE FOREIGN TABLE ' || r.q FROM rel r WHERE r.relkind = 'f'\n"
  "UNION ALL SELECT 'w', 'CREATE TYPE ' || ns.q || '.' || quote_ident(t.typname) FROM ns "
    "JOIN pg_catalog.pg_type t ON t.typnamespace = ns.oid WHERE (t.typtype = 'r' OR (t.typtype = "
    "'b' AND t.typelem = 0) OR EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = t.typrelid "
    "AND c.relkind = 'c'))" NO_EXTENSION ("pg_type", "t.oid")
  "UNION ALL SELECT 'w', 'CREATE OPERATOR ' || ns.q || '.' || x.oprname FROM ns "
    "JOIN pg_catalog.pg_operator x ON x.oprnamespace = ns.oid WHERE true"
    NO_EXTENSION ("pg_operator", "x.oid")
  "UNION ALL SELECT 'w', 'CREATE OPERATOR CLASS ' || ns.q || '.' || quote_ident(x.opcname) FROM ns "
    "JOIN pg_catalog.pg_opclass x ON x.opcnamespace = ns.oid WHERE true"
    NO_EXTENSION ("pg_opclass", "x.oid")
  "UNION ALL SELECT 'w', 'CREATE CAST (' || x.castsource::regtype || ' AS ' || "
    "x.casttarget::regtype || ')' FROM pg_catalog.pg_cast x WHERE x.oid >= 16384 "
    "AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = "
    "'pg_catalog.pg_cast'::regclass AND d.objid = x.oid AND d.deptype = 'i')"
    NO_EXTENSION ("pg_cast", "x.oid")
  "UNION ALL SELECT 'w', 'CREATE COLLATION ' || ns.q || '.' || quote_ident(x.collname) FROM ns "
    "JOIN pg_catalog.pg_collation x ON x.collnamespace = ns.oid WHERE true"
    NO_EXTENSION ("pg_collation", "x.oid")
  "UNION ALL SELECT 'w', 'CREATE TEXT SEARCH CONFIGURATION ' || ns.q || '.' || "
    "quote_ident(x.cfgname) FROM ns JOIN pg_catalog.pg_ts_config x ON x.cfgnamespace = ns.oid "
    "WHERE true" NO_EXTENSION ("pg_ts_config", "x.oid")
  "UNION ALL SELECT 'w', 'CREATE EVENT TRIGGER ' || quote_ident(x.evtname) FROM "
    "pg_catalog.pg_event_trigger x JOIN pg_catalog.pg_proc p ON p.oid = x.evtfoid JOIN ns ON "
    "ns.oid = p.pronamespace\n"
  "UNION ALL SELECT 'w', 'ALTER TABLE ' || r.q || ' REPLICA IDENTITY' FROM rel r JOIN "
    "pg_catalog.pg_class c ON c.oid = r.oid WHERE r.relkind IN ('r', 'p') AND c.relreplident <> "
    "'d'\n"
  "UNION ALL SELECT 'w', 'ALTER TABLE ' || r.q || ' SET TABLESPACE' FROM rel r JOIN "
    "pg_catalog.pg_class c ON c.oid = r.oid WHERE r.relkind IN ('r', 'p', 'm') AND "
    "c.reltablespace <> 0\n"
  "UNION ALL SELECT 'w', 'ALTER TABLE ' || r.q || ' ALTER COLUMN ' || quote_ident(a.attname) || "
    "' SET STORAGE, STATISTICS, COMPRESSION' FROM rel r JOIN pg_catalog.pg_attribute a ON "
    "a.attrelid = r.oid JOIN pg_catalog.pg_type t ON t.oid = a.atttypid WHERE r.relkind IN ('r', "
    "'p') AND NOT r.relispartition AND a.attnum > 0 AND NOT a.attisdropped AND a.attislocal AND "
    "(a.attstattarget > 0 OR a.attstorage <> t.typstorage OR "
    "a.attoptions::text ~ 'n_distinct')\n"
  "UNION ALL SELECT 'w', 'ALTER TABLE ' || r.q || ' DISABLE TRIGGER ' || quote_ident(t.tgname) "
    "FROM rel r JOIN pg_catalog.pg_trigger t ON t.tgrelid = r.oid WHERE NOT t.tgisinternal AND "
    "t.tgenabled <> 'O' AND t.tgname !~ '^gp_(access|flow)_'\n"
  "UNION ALL SELECT 'w', 'MATCH FULL of ' || r.q || '.' || quote_ident(c.conname) FROM rel r JOIN "
    "pg_catalog.pg_constraint c ON c.conrelid = r.oid WHERE "
    "c.confmatchtype = 'f' AND c.conislocal AND c.conparentid = 0\n"
  "UNION ALL SELECT 'w', 'COMMENT ON SCHEMA ' || ns.q FROM ns JOIN pg_catalog.pg_description d ON "
    "d.objoid = ns.oid AND d.classoid = 'pg_catalog.pg_namespace'::regclass WHERE ns.nspname <> "
    "ALL ('{public, gp_access, gp_flows}')\n"
  "UNION ALL SELECT 'w', 'COMMENT ON TYPE ' || d.objoid::regtype FROM ns JOIN pg_catalog.pg_type t "
    "ON t.typnamespace = ns.oid JOIN pg_catalog.pg_description d ON d.objoid = t.oid AND "
    "d.classoid = 'pg_catalog.pg_type'::regclass WHERE true" NO_EXTENSION ("pg_type", "t.oid")
  "UNION ALL SELECT 'w', 'COMMENT ON FUNCTION ' || d.objoid::regprocedure FROM ns JOIN "
    "pg_catalog.pg_proc p ON p.pronamespace = ns.oid JOIN pg_catalog.pg_description d ON d.objoid "
    "= p.oid AND d.classoid = 'pg_catalog.pg_proc'::regclass WHERE ns.nspname <> ALL "
    "('{gp_access, gp_flows}')" NO_EXTENSION ("pg_proc", "p.oid")
  "UNION ALL SELECT 'w', 'COMMENT ON SEQUENCE ' || r.q FROM rel r JOIN pg_catalog.pg_description d "
    "ON d.objoid = r.oid AND d.objsubid = 0 AND d.classoid = 'pg_catalog.pg_class'::regclass WHERE "
    "r.relkind = 'S'\n"
  "UNION ALL SELECT 'w', 'COMMENT ON TRIGGER ' || quote_ident(t.tgname) || ' ON ' || r.q FROM rel "
    "r JOIN pg_catalog.pg_trigger t ON t.tgrelid = r.oid JOIN pg_catalog.pg_description d ON "
    "d.objoid = t.oid AND d.classoid = 'pg_catalog.pg_trigger'::regclass\n"
  "UNION ALL SELECT 'w', 'COMMENT ON POLICY ' || quote_ident(p.polname) || ' ON ' || r.q FROM rel "
    "r JOIN pg_catalog.pg_policy p ON p.polrelid = r.oid JOIN pg_catalog.pg_description d ON "
    "d.objoid = p.oid AND d.classoid = 'pg_catalog.pg_policy'::regclass\n"
  "UNION ALL SELECT 'i', 'GRANT, REVOKE' WHERE EXISTS (SELECT FROM rel r WHERE r.relacl IS NOT "
    "NULL)\n"
  "UNION ALL SELECT 'i', 'ALTER … OWNER' WHERE EXISTS (SELECT FROM rel r JOIN pg_catalog.pg_class "
    "c ON c.oid = r.oid WHERE pg_get_userbyid(c.relowner) <> current_user)\n"
  "UNION ALL SELECT 'i', 'CLUSTER' WHERE EXISTS (SELECT FROM rel r JOIN pg_catalog.pg_index i ON "
    "i.indrelid = r.oid AND i.indisclustered)\n"
  ") AS unread";

void
gp_postgresql_unread_note (const char *names,
                           GPtrArray  *findings)
{
  g_autoptr(GpJsonDocument) document = names != NULL
    ? gp_json_document_parse (names, strlen (names), MAX_DEPTH, NULL) : NULL;

  if (document == NULL)
    return;
  for (GpJsonNode pair = gp_json_first (document, GP_JSON_ROOT); pair != 0;
       pair = gp_json_next (document, pair))
    {
      GpJsonNode level = gp_json_first (document, pair);
      GpJsonNode node = level != 0 ? gp_json_next (document, level) : 0;
      gboolean missed;
      g_autofree char *words = NULL;

      if (node == 0 || gp_json_get_type (document, level) != GP_JSON_STRING
          || gp_json_get_type (document, node) != GP_JSON_STRING)
        continue;
      missed = g_str_equal (gp_json_get_text (document, level), "w");
      words = g_strdup (gp_json_get_text (document, node));
      g_ptr_array_add (findings,
                       missed ? gp_finding_new_printf (GP_IMPORT_CODE_LEFT_OUT, GP_SEVERITY_WARNING,
                                                       _("%s has no place in a design"), words)
                              : gp_finding_new_printf (GP_IMPORT_CODE_SETTING, GP_SEVERITY_INFO,
                                                       _("%s: left out"), words));
    }
}
