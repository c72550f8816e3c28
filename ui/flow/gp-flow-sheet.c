/* gp-flow-sheet.c — what one flow is tried with
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-flow-simulation"
#include "config.h"

#include "gp-flow-sheet.h"

#include "gp-expr-json-lines.h"
#include "gp-expr-json.h"
#include "gp-flow-example.h"

#define INPUT_WIDTH 34      /* characters of a line in the pane */

static void
set_input (GpFlowSheet       *self,
           const GpExprValue *value)
{
  g_free (self->input);
  self->input = gp_expr_value_to_json_lines (value, INPUT_WIDTH);
}

void
gp_flow_sheet_renew (GpFlowSheet     *self,
                     GpDesign        *design,
                     const GpElement *flow)
{
  g_autoptr(GpAccessFixtures) fixtures = NULL;
  g_autoptr(GpExprValue) example = NULL;

  self->outdated = FALSE;
  if (self->typed)
    return;
  fixtures = gp_access_fixtures_new (design);
  example = gp_flow_make_example (design, fixtures, flow);
  set_input (self, example);
}

GpFlowSheet *
gp_flow_sheet_new (GpDesign        *design,
                   const GpElement *flow)
{
  GpFlowSheet *self = g_new0 (GpFlowSheet, 1);

  gp_flow_sheet_renew (self, design, flow);
  self->mocks = gp_flow_find_mocks (design, gp_element_get_id (flow));
  self->breaks = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
  return self;
}

void
gp_flow_sheet_free (GpFlowSheet *self)
{
  if (self == NULL)
    return;

  g_free (self->input);
  gp_expr_value_unref (self->mocks);
  g_hash_table_unref (self->breaks);
  g_free (self);
}

static GpExprValue *
read_map (const GpElement *test,
          GpProperty       property)
{
  const char *text = gp_element_get_text (test, property);
  GpExprValue *value = text != NULL ? gp_expr_value_from_json (text, -1, NULL) : NULL;

  if (value == NULL || gp_expr_value_get_kind (value) == GP_EXPR_VALUE_MAP)
    return value;
  gp_expr_value_unref (value);
  return NULL;
}

void
gp_flow_sheet_take_test (GpFlowSheet     *self,
                         const GpElement *test)
{
  g_autoptr(GpExprValue) input = read_map (test, GP_TEST_INPUT);
  GpExprValue *mocks = read_map (test, GP_TEST_MOCKS);

  if (input != NULL)
    {
      set_input (self, input);
      self->typed = TRUE;
    }
  gp_expr_value_unref (self->mocks);
  self->mocks = mocks != NULL ? mocks : gp_expr_value_new_map (NULL, NULL, 0);
}

void
gp_flow_sheet_set_mock (GpFlowSheet *self,
                        const char  *step,
                        GpExprValue *mock)
{
  g_autoptr(GpExprValue) before = self->mocks;
  gsize n = gp_expr_value_get_size (before);
  g_autofree GpExprValue **keys = g_new0 (GpExprValue *, n + 1);
  g_autofree GpExprValue **values = g_new0 (GpExprValue *, n + 1);
  gsize kept = 0;

  for (gsize i = 0; i < n; i++)
    {
      GpExprValue *key = gp_expr_value_get_key (before, i);

      if (g_str_equal (gp_expr_value_get_string (key, NULL), step))
        continue;
      keys[kept] = gp_expr_value_ref (key);
      values[kept++] = gp_expr_value_ref (gp_expr_value_get_entry (before, i));
    }
  if (mock != NULL)
    {
      keys[kept] = gp_expr_value_new_string (step, -1);
      values[kept++] = gp_expr_value_ref (mock);
    }
  self->mocks = gp_expr_value_new_map (keys, values, kept);
}

void
gp_flow_sheet_set_break (GpFlowSheet *self,
                         const GpId  *step,
                         gboolean     stops)
{
  GHashTable *breaks = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->breaks);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!gp_id_equal (id, step))
      g_hash_table_add (breaks, g_memdup2 (id, sizeof (GpId)));
  if (stops)
    g_hash_table_add (breaks, g_memdup2 (step, sizeof *step));
  g_hash_table_unref (self->breaks);
  self->breaks = breaks;
}
