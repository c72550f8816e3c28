/* gp-access-enforcer.h — what holds callers to the rules: a kind of database or backend
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access.h"

G_BEGIN_DECLS

/**
 * GpAccessEnforcer: a static table, which the program hands to whoever asks. Safe in any thread.
 *
 * @name: a proper name, "PostgreSQL"; @says: what @say_rows returns, untranslated: N_("Policy")
 * @open: what is made once for many questions about @access, and keeps it; @close: frees it
 * @can_enforce: whether the rule is enforced for @action as it is written; else @error says why
 *   not: a grant grants nothing there then, and a forbid forbids all that it is about
 * @say_rows: (transfer full): how it finds the records with which @caller may do @action, as its
 *   own language says it, as UTF-8; NULL with @error where it does not. @now: microseconds since
 *   1970, where the text holds values
 */
typedef struct
{
  const char *name;
  const char *says;
  gpointer  (*open)        (const GpAccess *access);
  void      (*close)       (gpointer opened);
  gboolean  (*can_enforce) (gpointer opened, const GpAccessRule *rule, const char *action,
                            GError **error);
  char     *(*say_rows)    (gpointer opened, const GpAccessCaller *caller, const char *action,
                            const GpId *subject, gint64 now, GError **error);
} GpAccessEnforcer;

G_END_DECLS
