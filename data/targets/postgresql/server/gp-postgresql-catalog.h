/* gp-postgresql-catalog.h — what a PostgreSQL database holds, as statements and as a design
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gio/gio.h>

#include "gp-design.h"

G_BEGIN_DECLS

/** gp_postgresql_catalog_parts: common table expressions ("WITH …") that end in parts (p, o, s, k,
 * n, d, own); a SELECT goes behind them. It empties the search path of its transaction. */
extern const char gp_postgresql_catalog_parts[];

/** Whether a table of an extension is there and may be read. to_regclass() would be an error for
 * who has no rights on its schema. */
#define GP_POSTGRESQL_CAN_READ(schema, table) \
  "EXISTS (SELECT FROM pg_catalog.pg_class AS t JOIN pg_catalog.pg_namespace AS s ON s.oid = " \
  "t.relnamespace WHERE s.nspname = '" schema "' AND t.relname = '" table "' AND " \
  "has_schema_privilege(s.oid, 'USAGE') AND has_table_privilege(t.oid, 'SELECT'))"

/** What goes behind them to have the statements as a JSON text, and the fingerprint of all. */
#define GP_POSTGRESQL_CATALOG_JSON \
  "coalesce(json_agg(json_build_array(k, n, d, own, " GP_POSTGRESQL_CATALOG_TABLE \
  ") ORDER BY p, o, s, n), '[]')::text"

/** By what a table and its columns are known to the database, whatever they are called; null of all
 * that is no table. */
#define GP_POSTGRESQL_CATALOG_TABLE \
  "CASE WHEN k = 'table' THEN (SELECT json_build_array(c.oid::bigint, n.nspname, c.relname, " \
  "(SELECT coalesce(json_agg(json_build_array(a.attnum, a.attname) ORDER BY a.attnum), '[]') " \
  "FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 " \
  "AND NOT a.attisdropped)) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n " \
  "ON n.oid = c.relnamespace WHERE c.oid = parts.o::oid) END"
#define GP_POSTGRESQL_CATALOG_FINGERPRINT \
  "md5(coalesce(string_agg(k || ' ' || n || ' ' || d, ';' ORDER BY p, o, s, n), ''))"

/** GpPostgresqlCatalog: the statements, in an order in which they can be run. */
typedef struct _GpPostgresqlCatalog GpPostgresqlCatalog;

/** gp_postgresql_catalog_new: @json: what GP_POSTGRESQL_CATALOG_JSON gave. GP_JSON_ERROR. */
GpPostgresqlCatalog *gp_postgresql_catalog_new  (const char *json, GError **error);
void                 gp_postgresql_catalog_free (GpPostgresqlCatalog *self);   /* NULL is fine */


/**
 * gp_postgresql_catalog_to_design: (transfer full): what the importer of PostgreSQL's DDL makes of
 * it: new ids, no drawing. What we make from a design's rules is passed over.
 * @findings: (nullable): what has no place in a design is added
 */
GpDesign            *gp_postgresql_catalog_to_design (const GpPostgresqlCatalog *self,
                                                      const char *name, GPtrArray *findings,
                                                      GCancellable *cancellable, GError **error);

/** gp_postgresql_catalog_list_changes: (transfer full): array of text: what @self has in another
 * form than @before, or one of them alone, as "view public.sales". */
GPtrArray           *gp_postgresql_catalog_list_changes (const GpPostgresqlCatalog *self,
                                                         const GpPostgresqlCatalog *before);

/**
 * gp_postgresql_catalog_follow_renames: gives the tables and columns of @design, which was read
 * from @before, the names that they have in @self where they are the same to the database.
 * Readings that were kept by older programs do not say that: nothing is renamed then.
 */
void                 gp_postgresql_catalog_follow_renames (const GpPostgresqlCatalog *self,
                                                           const GpPostgresqlCatalog *before,
                                                           GpDesign *design);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpPostgresqlCatalog, gp_postgresql_catalog_free)
G_END_DECLS
