/* gp-openapi-private.h — JSON text that the parts of the contract share
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-openapi.h"

G_BEGIN_DECLS

#define PROBLEM(code, words) \
  "\"" code "\":{\"description\":\"" words "\",\"content\":{\"application/problem+json\":" \
  "{\"schema\":{\"$ref\":\"#/components/schemas/gp-problem\"}}}}"
#define JSON_OF(ref) \
  "\"content\":{\"application/json\":{\"schema\":{\"$ref\":\"#/components/schemas/" ref "\"}}}"
#define BODY_OF(ref) "\"requestBody\":{\"required\":true," JSON_OF (ref) "}"
/* FORM_PLACE: where another type of body may follow: a byte that stands in no JSON. */
#define FORM_PLACE "\001"
#define BODY_OR_FORM_OF(ref) \
  "\"requestBody\":{\"required\":true,\"content\":{\"application/json\":{\"schema\":{\"$ref\":" \
  "\"#/components/schemas/" ref "\"}}" FORM_PLACE "}}"
#define ERRORS PROBLEM ("400", "Something in the request is wrong") "," \
               PROBLEM ("401", "The caller is not known") "," \
               PROBLEM ("403", "No rule allows it") "," \
               PROBLEM ("404", "There is nothing that the caller may see")
#define ANYBODY "\"security\":[]"
#define USER    "\"security\":[{\"user\":[]}]"
#define ADMIN   "\"security\":[{\"admin\":[]}]"
#define CALLER  "\"security\":[{},{\"user\":[]},{\"admin\":[]}]"
#define QUERY(name, words, schema) \
  "{\"name\":\"" name "\",\"in\":\"query\",\"description\":\"" words "\",\"schema\":" schema "}"

/** gp_openapi_escape: (transfer full): @text as it stands within a JSON string. */
char *gp_openapi_escape      (const char *text);

/** gp_openapi_write_admin: the paths of the administrator, and of what flows wait for. */
void  gp_openapi_write_admin (GpJsonWriter *writer);

/** gp_openapi_write_files: the paths of the buckets. */
void  gp_openapi_write_files (GpDesign *design, GpJsonWriter *writer);

/** gp_openapi_dup_form: (transfer full): what follows at FORM_PLACE: a form with the files of a
 * record of @table, beside a record of the component with @suffix; empty where it holds none. */
char *gp_openapi_dup_form    (const GpTable *table, const char *suffix);

/** gp_openapi_write_record_files: the path of a record's files, where it holds any. */
void  gp_openapi_write_record_files (const GpTable *table, GpJsonWriter *writer);

/** gp_openapi_write_acts: @path: of one record or file, as "/api/records/thing/{id}": what is below
 * it for the own actions that rules of @subject name; nothing where they name none. */
void  gp_openapi_write_acts  (GpDesign *design, const GpId *subject, const char *title,
                              const char *path, GpJsonWriter *writer);

G_END_DECLS
