/* postgresql-flow.h — flows of a few lines of text, as functions of PostgreSQL
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <string.h>

#include "gp-finding.h"
#include "gp-postgresql-flow.h"
#include "gp-test-flow.h"
#include "gp-test.h"

G_BEGIN_DECLS

/** (transfer full): the functions of the flow "main" of @script, which is as in gp-test-flow.h;
 * NULL where it is refused, with the sentences about it in @findings (nullable). @able: all
 * extensions are there. */
static inline char *
postgresql_flow_write (const char *script,
                       gboolean    able,
                       GString    *findings)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (script);
  GpId id = gp_test_flow_find (design, GP_KIND_FLOW, "main");
  const GpPostgresqlAbilities abilities = { .cron = able, .cron_in_utc = able, .net = able,
                                              .vault = able };
  g_autoptr(GPtrArray) said = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  char *sql = gp_postgresql_flow_write (design, gp_design_lookup (design, &id), 1, NULL, &abilities,
                                        said);

  for (guint i = 0; findings != NULL && i < said->len; i++)
    {
      const GpElement *element = gp_design_lookup (design, gp_finding_get_element (said->pdata[i]));

      g_assert_nonnull (element);
      g_string_append_printf (findings, "%s: %s\n", gp_element_get_name (element),
                              gp_finding_get_message (said->pdata[i]));
    }
  return sql;
}

/** That all of @parts, which ends in NULL, are in what the flow becomes, one behind another. */
static inline void
postgresql_flow_has (const char        *script,
                     const char *const *parts)
{
  g_autoptr(GString) findings = g_string_new (NULL);
  g_autofree char *sql = postgresql_flow_write (script, TRUE, findings);
  const char *rest = sql;

  if (sql == NULL)
    g_error ("%s is refused: %s", script, findings->str);
  for (gsize i = 0; parts[i] != NULL; i++)
    {
      rest = strstr (rest, parts[i]);
      if (rest == NULL)
        g_error ("%s is missing, or stands elsewhere, in %s", parts[i], sql);
    }
}

/** That the flow is refused with a sentence about the element @name that holds @words. */
static inline void
postgresql_flow_lacks (const char *script,
                       const char *name,
                       const char *words)
{
  g_autoptr(GString) findings = g_string_new (NULL);
  g_autofree char *sql = postgresql_flow_write (script, FALSE, findings);
  g_auto(GStrv) lines = g_strsplit (findings->str, "\n", -1);
  g_autofree char *start = g_strconcat (name, ": ", NULL);
  gboolean found = FALSE;

  g_assert_null (sql);
  for (gsize i = 0; lines[i] != NULL; i++)
    found |= g_str_has_prefix (lines[i], start) && strstr (lines[i], words) != NULL;
  if (!found)
    g_error ("nothing about %s says “%s”: %s", name, words, findings->str);
  g_assert_nonnull (strstr (findings->str, "is kept and does not run there"));
}

G_END_DECLS
