/* access-script.h — rules of a small design, exported
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <string.h>

#include "gp-change-set.h"
#include "gp-export.h"
#include "gp-test-expr-design.h"
#include "gp-test.h"

G_BEGIN_DECLS

/** ScriptRule: of project; what is NULL is left out. @field: the only one that it is about. */
typedef struct
{
  const char *effect;
  const char *role;
  const char *action;
  const char *condition;
  const char *check;
  const char *field;
  const char *preset_field;
  const char *preset;
} ScriptRule;

static inline void
script_add (GpDesign         *design,
            const ScriptRule *wish)
{
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);
  GpId project = *gp_test_expr_find (design, "project");
  GpId id = gp_id_new ();
  GpElement *rule = gp_element_new (GP_KIND_RULE, &id, &project,
                                    gp_design_rank_last (design, &project));
  const char *presets[] = { wish->preset_field, wish->preset };
  g_autofree char *path = g_strconcat ("project/", wish->field, NULL);
  g_autoptr(GError) error = NULL;

  gp_element_set_text (rule, GP_RULE_NAME, "A rule");
  gp_element_set_text (rule, GP_RULE_EFFECT, wish->effect);
  gp_element_set (rule, GP_RULE_ACTIONS, gp_value_texts (&wish->action, 1));
  if (wish->role != NULL)
    gp_element_set_ref (rule, GP_RULE_ROLE, gp_test_expr_find (design, wish->role));
  if (wish->condition != NULL)
    gp_element_set_text (rule, GP_RULE_CONDITION, wish->condition);
  if (wish->check != NULL)
    gp_element_set_text (rule, GP_RULE_CHECK, wish->check);
  if (wish->preset != NULL)
    gp_element_set (rule, GP_RULE_PRESETS, gp_value_texts (presets, 2));
  if (wish->field != NULL)
    {
      gp_element_set_text (rule, GP_RULE_FIELDS_MODE, "only");
      gp_element_set (rule, GP_RULE_FIELDS, gp_value_ids (gp_test_expr_find (design, path), 1));
    }
  gp_change_set_add (changes, rule);
  gp_design_apply (design, changes, &error);
  g_assert_no_error (error);
  gp_element_unref (rule);
}

/** The rules as @format, and the findings; (transfer full). */
static inline char *
script_write_findings (const char       *format,
                       const ScriptRule *rules,
                       gsize             n_rules,
                       GPtrArray       **findings)
{
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < n_rules; i++)
    script_add (design, &rules[i]);
  gp_export (design, format, out, findings, &error);
  g_assert_no_error (error);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/** The same with how many findings there are. */
static inline char *
script_write_as (const char       *format,
                 const ScriptRule *rules,
                 gsize             n_rules,
                 guint            *n_findings)
{
  g_autoptr(GPtrArray) findings = NULL;
  char *text = script_write_findings (format, rules, n_rules, &findings);

  *n_findings = findings->len;
  return text;
}

/** The same for PostgreSQL. */
static inline char *
script_write (const ScriptRule *rules,
              gsize             n_rules,
              guint            *n_findings)
{
  return script_write_as ("sql-postgresql-access", rules, n_rules, n_findings);
}

static inline void
script_has (const char *script,
            const char *part)
{
  if (strstr (script, part) == NULL)
    g_error ("%s is not in the script: %s", part, script);
}

G_END_DECLS
