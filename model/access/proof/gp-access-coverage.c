/* gp-access-coverage.c — which conditional grants no test has seen both sides of
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-access-coverage"
#include "config.h"
#include "gp-access-coverage.h"

static void
look_at_results (GpAccessCoverage *cell,
                 const GpId       *subject,
                 const GpId       *role,
                 const char       *action,
                 GPtrArray        *results)
{
  for (guint i = 0; i < results->len; i++)
    {
      const GpAccessTestResult *result = results->pdata[i];

      if (result->status == GP_ACCESS_TEST_BROKEN
          || !gp_id_equal (&result->asked->subject, subject)
          || !g_str_equal (result->asked->action, action)
          || !gp_access_caller_has_role (result->asked->caller, role))
        continue;
      if (result->decision->verdict == GP_ACCESS_GRANTED)
        cell->has_allowed = TRUE;
      else
        cell->has_denied = TRUE;
    }
}

GArray *
gp_access_find_coverage (const GpAccessMatrix *matrix,
                         GPtrArray            *results)
{
  GArray *cells = g_array_new (FALSE, FALSE, sizeof (GpAccessCoverage));
  guint n_roles = gp_access_matrix_n_roles (matrix);
  guint n_actions = gp_access_matrix_n_actions (matrix);

  for (guint i = 0; i < gp_access_matrix_n_subjects (matrix) * n_roles * n_actions; i++)
    {
      GpAccessCoverage cell = { .subject = i / n_actions / n_roles, .role = i / n_actions % n_roles,
                                .action = i % n_actions };
      const GpAccessCell *state = gp_access_matrix_get (matrix, cell.subject, cell.role,
                                                        cell.action);

      if (state->state != GP_ACCESS_CELL_SOME || (state->flags & GP_ACCESS_CELL_INHERITED) != 0)
        continue;
      look_at_results (&cell,
                       gp_element_get_id (gp_access_matrix_get_subject (matrix, cell.subject)),
                       gp_element_get_id (gp_access_matrix_get_role (matrix, cell.role)),
                       gp_access_matrix_get_action (matrix, cell.action), results);
      g_array_append_val (cells, cell);
    }
  return cells;
}
