/* gp-sql-name.h — names and strings as SQL writes them
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/** gp_sql_quote_name: appends @name, in quotes where PostgreSQL needs them. */
void      gp_sql_quote_name     (GString *out, const char *name);

/** gp_sql_quote_text: appends @text as a string literal. */
void      gp_sql_quote_text     (GString *out, const char *text);

/** gp_sql_name_is_plain: whether @name needs no quotes. */
gboolean  gp_sql_name_is_plain  (const char *name);

/** gp_sql_usual_name: (transfer full): the name that PostgreSQL gives to a constraint without one,
 * such as film_language_id_fkey. @columns may be NULL. */
char     *gp_sql_usual_name     (const char *table, const char *const *columns, const char *suffix);

G_END_DECLS
