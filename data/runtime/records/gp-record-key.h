/* gp-record-key.h — the id of a record in an address
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-table.h"

G_BEGIN_DECLS

/**
 * gp_record_key_parse: (transfer full): the cells of the key, in its order.
 * @raw: percent-encoded; the values of a key of several fields have commas between them
 *
 * NULL where @raw can be no key of @table, so that there is no such record.
 */
GArray *gp_record_key_parse (const GpTable *table, const char *raw);

/** gp_record_key_print: (transfer full): the inverse. */
char   *gp_record_key_print (const GpTable *table, const GArray *key);

/** gp_record_key_append_where: appends "a = ? AND b = ?", and copies of the cells to @values.
 * @alias: of the table, or NULL. */
void    gp_record_key_append_where (const GpTable *table, const GArray *key, const char *alias,
                                    GString *sql, GArray *values);

G_END_DECLS
