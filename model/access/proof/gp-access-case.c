/* gp-access-case.c — an access test of a design, made into a question, and what came of it
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-access-case"
#include "config.h"
#include "gp-access-case.h"

#include <glib/gi18n-lib.h>

void
gp_access_case_free (GpAccessCase *self)
{
  if (self == NULL)
    return;

  gp_access_caller_free (self->caller);
  gp_access_record_unref (self->record);
  gp_access_record_unref (self->new_record);
  g_clear_pointer (&self->written, g_array_unref);
  g_clear_pointer (&self->wanted, g_array_unref);
  g_free (self->action);
  g_free (self);
}

static gboolean
fail (GError    **error,
      const char *message)
{
  g_set_error_literal (error, GP_EXPR_ERROR, GP_EXPR_ERROR_VALUE, message);
  return FALSE;
}

static gboolean
read_basics (GpAccessCase     *self,
             const GpAccess   *access,
             GpAccessFixtures *fixtures,
             const GpElement  *test,
             GError          **error)
{
  const GpId *persona = gp_element_get_ref (test, GP_TEST_PERSONA);
  const GpId *subject = gp_element_get_ref (test, GP_TEST_SUBJECT);
  const GpId *fixture = gp_element_get_ref (test, GP_TEST_FIXTURE);
  const char *action = gp_element_get_text (test, GP_TEST_ACTION);
  GpAccessRecord *record;

  self->caller = persona != NULL ? gp_access_caller_new_persona (access, persona) : NULL;
  if (self->caller == NULL)
    return fail (error, _("The test does not say who tries it: choose a persona."));
  if (subject == NULL)
    return fail (error, _("The test does not say what it is about: choose an entity or bucket."));
  if (action == NULL)
    return fail (error, _("The test does not say what is tried: choose an action."));

  self->subject = *subject;
  self->action = g_strdup (action);
  if (fixture == NULL)
    return TRUE;
  record = gp_access_fixtures_find (fixtures, fixture, error);
  if (record == NULL)
    return error != NULL && *error != NULL
             ? FALSE : fail (error, _("The test's example record is not there."));
  if (!gp_id_equal (gp_access_record_get_subject (record), subject))
    return fail (error, _("The test's example record is of another entity."));
  self->record = gp_access_record_ref (record);
  return TRUE;
}

static gboolean
read_write (GpAccessCase     *self,
            const GpAccess   *access,
            GpAccessFixtures *fixtures,
            const GpElement  *test,
            GError          **error)
{
  const char *json = gp_element_get_text (test, GP_TEST_WRITE);
  gboolean creates = g_str_equal (self->action, "create");
  g_autoptr(GpAccessRecord) empty = NULL;

  if (!gp_access_action_writes (self->action))
    return TRUE;

  empty = gp_access_record_new (gp_access_fixtures_get_world (fixtures), &self->subject);
  if (json != NULL)
    self->new_record = gp_access_record_merge_json (creates || self->record == NULL
                                                      ? empty : self->record,
                                                    json, &self->written, error);
  else if (self->record != NULL)
    self->new_record = gp_access_record_copy (self->record);
  else
    self->new_record = g_steal_pointer (&empty);
  if (self->new_record == NULL)
    return FALSE;
  if (creates && self->written == NULL)
    self->written = gp_access_record_list_set (self->new_record);
  if (creates)
    {
      gp_access_record_add_defaults (self->new_record, g_get_real_time ());
      g_clear_pointer (&self->record, gp_access_record_unref);
    }
  return TRUE;
}

GpAccessCase *
gp_access_case_new (const GpAccess    *access,
                    GpAccessFixtures  *fixtures,
                    const GpElement   *test,
                    GError           **error)
{
  g_autoptr(GpAccessCase) self = g_new0 (GpAccessCase, 1);
  g_autoptr(GError) failure = NULL;
  const GpId *fields;
  gsize n;

  if (!read_basics (self, access, fixtures, test, &failure)
      || !read_write (self, access, fixtures, test, &failure))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  fields = gp_element_get_refs (test, GP_TEST_FIELDS, &n);
  if (n > 0 && g_str_equal (self->action, "read"))
    {
      self->wanted = g_array_new (FALSE, FALSE, sizeof (GpId));
      g_array_append_vals (self->wanted, fields, (guint) n);
    }
  else if (n > 0 && self->written == NULL)
    {
      self->written = g_array_new (FALSE, FALSE, sizeof (GpId));
      g_array_append_vals (self->written, fields, (guint) n);
    }
  self->question = (GpAccessQuestion) {
    .caller = self->caller, .action = self->action, .subject = &self->subject,
    .record = self->record, .new_record = self->new_record, .written = self->written,
    .wanted = self->wanted,
  };
  return g_steal_pointer (&self);
}

static void
result_free (gpointer data)
{
  GpAccessTestResult *result = data;

  gp_access_decision_free (result->decision);
  gp_access_case_free (result->asked);
  g_free (result->problem);
  g_free (result);
}

static GpAccessTestResult *
run_test (const GpAccess   *access,
          GpAccessFixtures *fixtures,
          const GpElement  *test,
          gint64            now,
          gboolean          explain)
{
  GpAccessTestResult *result = g_new0 (GpAccessTestResult, 1);
  g_autoptr(GError) error = NULL;

  result->test = *gp_element_get_id (test);
  result->allow = gp_element_is (test, GP_TEST_EXPECT, "allow");
  result->asked = gp_access_case_new (access, fixtures, test, &error);
  if (result->asked == NULL)
    {
      result->status = GP_ACCESS_TEST_BROKEN;
      result->problem = g_strdup (error->message);
      return result;
    }

  result->asked->question.now = now;
  result->asked->question.explain = explain;
  result->decision = gp_access_decide (access, &result->asked->question);
  result->status = (result->decision->verdict == GP_ACCESS_GRANTED) == result->allow
                     ? GP_ACCESS_TEST_PASSED : GP_ACCESS_TEST_FAILED;
  return result;
}

GPtrArray *
gp_access_run_tests (const GpAccess   *access,
                     GpAccessFixtures *fixtures,
                     gint64            now,
                     gboolean          explain)
{
  g_autoptr(GPtrArray) tests = gp_design_list (gp_access_get_design (access), GP_KIND_TEST);
  GPtrArray *results = g_ptr_array_new_with_free_func (result_free);

  for (guint i = 0; i < tests->len; i++)
    if (gp_element_is (tests->pdata[i], GP_TEST_TYPE, "access"))
      g_ptr_array_add (results, run_test (access, fixtures, tests->pdata[i], now, explain));
  return results;
}
