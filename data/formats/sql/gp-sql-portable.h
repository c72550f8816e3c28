/* gp-sql-portable.h — PostgreSQL's expressions in words that other databases know
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/** gp_sql_portable: (transfer full): @text without casts and the schema "public", and with the
 * standard names of a few functions. Strings and blanks stay as they are. It may still be
 * something that no other database understands. */
char *gp_sql_portable (const char *text);

G_END_DECLS
