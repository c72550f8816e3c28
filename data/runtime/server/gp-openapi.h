/* gp-openapi.h — the contract of a deployed design
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"
#include "gp-json-writer.h"
#include "gp-table.h"

G_BEGIN_DECLS

/** gp_openapi_write: OpenAPI 3.1: the paths of accounts, records, files and administration.
 * @design: NULL before the first deployment */
void gp_openapi_write         (GpDesign *design, const GpSchema *schema, GpJsonWriter *writer);

/* The schemas of one table: "NAME" as it is read, "NAMECreate" and "NAMEUpdate" as it is
 * written. */
void gp_openapi_write_schemas (const GpTable *table, GpJsonWriter *writer);

/** The security scheme of requests that are signed, a member of securitySchemes. */
#define GP_OPENAPI_SIGNATURE \
  "\"signature\":{\"type\":\"apiKey\",\"in\":\"header\",\"name\":\"webhook-signature\"," \
  "\"description\":\"HMAC-SHA256 of the request, as Standard Webhooks have it\"}"

/** gp_openapi_write_flows: the paths of the flows of @design that a request starts. Their security
 * is "user" or "signature". */
void gp_openapi_write_flows   (GpDesign *design, GpJsonWriter *writer);

/** gp_openapi_write_format: the members of the schema of one value, or of a list of such. */
void gp_openapi_write_format  (const GpCellFormat *format, gboolean nullable,
                               GpJsonWriter *writer);

/** gp_openapi_dup_component: (transfer full): a name that schemas may have: letters, digits, _ . -;
 * different for different tables. */
char *gp_openapi_dup_component (const GpTable *table, const char *suffix);

G_END_DECLS
