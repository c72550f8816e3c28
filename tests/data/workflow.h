/* workflow.h — workflows as texts, and the designs that they become
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <string.h>

#include "gp-export.h"
#include "gp-import.h"
#include "gp-test-flow.h"
#include "gp-test.h"

G_BEGIN_DECLS

#define WORKFLOW_HEAD "document:\n  dsl: '1.0.3'\n  namespace: default\n  name: main\n" \
                      "  version: '1.0.0'\n"

/* The design that @text becomes; *@n_lost: findings that are no mere notes, each with its place. */
static inline GpDesign *
workflow_import (const char *format,
                 const char *text,
                 guint      *n_lost)
{
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(GError) error = NULL;
  GpDesign *design = gp_import_text (text, strlen (text), format, "test", NULL, &findings, NULL,
                                     &error);

  g_assert_no_error (error);
  *n_lost = 0;
  for (guint i = 0; i < findings->len; i++)
    {
      guint line, column;

      gp_finding_get_place (findings->pdata[i], &line, &column);
      g_test_message ("%u:%u %s", line, column, gp_finding_get_message (findings->pdata[i]));
      g_assert_cmpuint (line, >, 0);
      g_assert_cmpuint (column, >, 0);
      *n_lost += gp_finding_get_severity (findings->pdata[i]) != GP_SEVERITY_INFO;
    }
  return design;
}

static inline char *
workflow_export (GpDesign *design)
{
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (gp_export (design, "serverless-workflow", out, NULL, &error));
  g_assert_no_error (error);
  return g_strdup (out->str);
}

static inline gboolean
workflow_number_id (const GMatchInfo *match,
                    GString          *out,
                    gpointer          user_data)
{
  GHashTable *ids = user_data;
  g_autofree char *id = g_match_info_fetch (match, 0);

  if (!g_hash_table_contains (ids, id))
    g_hash_table_insert (ids, g_strdup (id), GUINT_TO_POINTER (g_hash_table_size (ids)));
  g_string_append_printf (out, "%u", GPOINTER_TO_UINT (g_hash_table_lookup (ids, id)));
  return FALSE;
}

/* What the design says, with numbers for ids: two designs that say the same give the same text. */
static inline char *
workflow_text (GpDesign *design)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GRegex) id = g_regex_new ("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", 0, 0, NULL);
  g_autoptr(GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_assert_true (gp_export (design, "json", text, NULL, NULL));
  return g_regex_replace_eval (id, text->str, -1, 0, 0, workflow_number_id, ids, NULL);
}

/* The value of @property of the element of @kind called @name in what @text becomes; "" for
 * none. */
static inline char *
workflow_value (const char *format,
                const char *text,
                GpKind      kind,
                const char *name,
                GpProperty  property,
                guint      *n_lost)
{
  g_autoptr(GpDesign) design = workflow_import (format, text, n_lost);
  GpId id = gp_test_flow_find (design, kind, name);
  const GpElement *element = gp_design_lookup (design, &id);
  const GpElement *target;
  gsize n = 0;
  const char *const *texts;

  g_assert_nonnull (element);
  switch (gp_property_get_info (property)->type)
    {
    case GP_TYPE_INT:
      return g_strdup_printf ("%d", (int) gp_element_get_int (element, property));
    case GP_TYPE_BOOL:
      return g_strdup (gp_element_get_bool (element, property) ? "true" : "false");
    case GP_TYPE_REF:
      target = gp_design_lookup (design, gp_element_get_ref (element, property));
      return g_strdup (target != NULL ? gp_element_get_name (target) : "");
    case GP_TYPE_EXPRESSIONS:
      texts = gp_element_get_texts (element, property, &n);
      return g_strjoinv (" ", (char **) texts);
    default:
      return g_strdup (gp_element_has (element, property)
                           || gp_element_get_text (element, property) != NULL
                         ? gp_element_get_text (element, property) : "");
    }
}

/** WorkflowCase: tasks, and what a step becomes. @n_lost: how many findings there are */
typedef struct
{
  const char *tasks;
  const char *step;
  GpProperty  property;
  const char *expected;
  guint       n_lost;
} WorkflowCase;

static inline void
workflow_cases (const WorkflowCase *cases,
                gsize               n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *text = g_strconcat (WORKFLOW_HEAD, cases[i].tasks, "\n", NULL);
      guint n_lost;
      g_autofree char *value = workflow_value ("serverless-workflow", text, GP_KIND_STEP,
                                               cases[i].step, cases[i].property, &n_lost);

      g_assert_cmpstr (value, ==, cases[i].expected);
      g_assert_cmpuint (n_lost, ==, cases[i].n_lost);
    }
}

/* What the script's design becomes has this in it, and is the same after an import. */
static inline void
workflow_writes (const char *script,
                 const char *expected)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (script);
  g_autofree char *text = workflow_export (design);
  guint n_lost;
  g_autoptr(GpDesign) again = workflow_import ("serverless-workflow", text, &n_lost);
  g_autofree char *second = workflow_export (again);

  g_test_message ("%s", text);
  g_assert_nonnull (strstr (text, expected));
  g_assert_cmpuint (n_lost, ==, 0);
  g_assert_cmpstr (second, ==, text);
}

G_END_DECLS
