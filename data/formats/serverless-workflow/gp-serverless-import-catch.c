/* gp-serverless-import-catch.c — errors that are raised, tried again and caught
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-serverless"
#include "config.h"

#include "gp-serverless-import-private.h"

#include <glib/gi18n-lib.h>

void
gp_serverless_raise (GpServerless *self,
                     const GpYaml *task,
                     GpElement    *step)
{
  static const char *const known[] = { "raise", GP_SERVERLESS_COMMON, NULL };
  static const char *const members[] = { "type", "status", "title", "detail", NULL };
  const GpYaml *error = gp_yaml_get (gp_yaml_get (task, "raise"), "error");
  const GpYaml *title, *detail;
  g_autofree char *text = NULL;
  gint64 status;

  gp_flow_build_check (self->build, task, step, known);
  gp_element_set_text (step, GP_STEP_TYPE, "raise");
  if (error != NULL && error->kind == GP_YAML_TEXT)
    error = gp_yaml_get (gp_yaml_get (self->use, "errors"), error->text);
  if (error == NULL)
    {
      gp_serverless_note (self, GP_IMPORT_CODE_PART, task, step,
                          _("The error that is raised is not in the file."));
      return;
    }
  gp_flow_build_check (self->build, error, step, members);
  gp_flow_build_set (step, GP_STEP_ERROR_TYPE, gp_yaml_get_text (error, "type"));
  if (gp_yaml_get_int (gp_yaml_get (error, "status"), &status) && status > 0)
    gp_element_set_int (step, GP_STEP_ERROR_STATUS, status);
  title = gp_yaml_get (error, "title");
  detail = gp_yaml_get (error, "detail");
  if (title != NULL && title->text != NULL && !gp_serverless_is_dynamic (title->text))
    gp_flow_build_set (step, GP_STEP_TITLE, title->text);
  else if (title != NULL)
    gp_serverless_note (self, GP_IMPORT_CODE_PART, title, step,
                        _("The title of an error cannot be computed, and is left out."));
  if (detail != NULL)
    text = gp_serverless_value (self, detail, step, "input");
  gp_flow_build_set (step, GP_STEP_ERROR_DETAIL, text);
}

/* --- trying again ----------------------------------------------------------------------------- */

/* "error.type == … && error.status == …" for a filter; NULL for none. */
static char *
filter_test (const GpYaml *with)
{
  const char *type = gp_yaml_get_text (with, "type");
  g_autofree char *literal = type != NULL ? gp_flow_text_literal (type) : NULL;
  gint64 status;
  gboolean has_status = gp_yaml_get_int (gp_yaml_get (with, "status"), &status);

  if (literal != NULL && has_status)
    return g_strdup_printf ("error.type == %s && error.status == %" G_GINT64_FORMAT, literal,
                            status);
  if (has_status)
    return g_strdup_printf ("error.status == %" G_GINT64_FORMAT, status);
  return literal != NULL ? g_strdup_printf ("error.type == %s", literal) : NULL;
}

static char *
caught_test (GpServerless    *self,
             const GpYaml    *holder,
             const GpElement *step)
{
  const GpYaml *when = gp_yaml_get (holder, "when");
  const GpYaml *except = gp_yaml_get (holder, "exceptWhen");
  g_autofree char *yes = when != NULL ? gp_serverless_test (self, when, step, "error") : NULL;
  g_autofree char *no = except != NULL ? gp_serverless_test (self, except, step, "error") : NULL;

  if (yes != NULL && no != NULL)
    return g_strdup_printf ("(%s) && !(%s)", yes, no);
  return no != NULL ? g_strdup_printf ("!(%s)", no) : g_steal_pointer (&yes);
}

static void
set_limits (GpServerless *self,
            const GpYaml *policy,
            GpElement    *step)
{
  static const char *const members[] = { "attempt", "duration", NULL };
  static const char *const attempts[] = { "count", NULL };
  const GpYaml *limit = gp_yaml_get (policy, "limit");
  const GpYaml *duration = gp_yaml_get (limit, "duration");
  gint64 count = 0;

  gp_flow_build_check (self->build, limit, step, members);
  gp_flow_build_check (self->build, gp_yaml_get (limit, "attempt"), step, attempts);
  if (gp_yaml_get_int (gp_yaml_get (gp_yaml_get (limit, "attempt"), "count"), &count) && count > 0)
    gp_element_set_int (step, GP_STEP_RETRY_ATTEMPTS, MIN (count, 1000));
  else
    gp_element_set_int (step, GP_STEP_RETRY_ATTEMPTS, 1000);
  if (duration != NULL)
    gp_serverless_duration (self, duration, step, GP_STEP_TIMEOUT);
}

static void
set_backoff (GpServerless *self,
             const GpYaml *policy,
             GpElement    *step)
{
  static const char *const kinds[] = { "constant", "linear", "exponential" };
  static const char *const known[] = { "constant", "linear", "exponential", NULL };
  const GpYaml *backoff = gp_yaml_get (policy, "backoff");
  const GpYaml *jitter = gp_yaml_get (policy, "jitter");

  gp_flow_build_check (self->build, backoff, step, known);
  gp_element_set_text (step, GP_STEP_RETRY_BACKOFF, "constant");
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (gp_yaml_get (backoff, kinds[i]) != NULL)
      gp_element_set_text (step, GP_STEP_RETRY_BACKOFF, kinds[i]);
  if (gp_yaml_get (jitter, "to") != NULL)
    gp_serverless_duration (self, gp_yaml_get (jitter, "to"), step, GP_STEP_RETRY_JITTER);
  else
    gp_element_set_text (step, GP_STEP_RETRY_JITTER, "0s");
}

void
gp_serverless_retry (GpServerless *self,
                     const GpYaml *caught,
                     GpElement    *step)
{
  static const char *const known[] = { "when", "exceptWhen", "delay", "backoff", "limit", "jitter",
                                       NULL };
  const GpYaml *retry = gp_yaml_get (caught, "retry");
  const GpYaml *policy = retry;
  const char *as = gp_yaml_get_text (caught, "as");
  g_autofree char *filter = NULL;
  g_autofree char *test = NULL;
  g_autofree char *when = NULL;

  if (retry == NULL)
    return;
  if (retry->kind == GP_YAML_TEXT)
    policy = gp_yaml_get (gp_yaml_get (self->use, "retries"), retry->text);
  if (policy == NULL)
    {
      gp_serverless_note (self, GP_IMPORT_CODE_PART, retry, step,
                          _("There is no retry policy “%s” in the file."), retry->text);
      return;
    }
  gp_flow_build_check (self->build, policy, step, known);
  set_limits (self, policy, step);
  set_backoff (self, policy, step);
  if (gp_yaml_get (policy, "delay") != NULL)
    gp_serverless_duration (self, gp_yaml_get (policy, "delay"), step, GP_STEP_RETRY_DELAY);
  else
    gp_element_set_text (step, GP_STEP_RETRY_DELAY, "0s");

  g_ptr_array_add (self->errors, g_strdup (as != NULL ? as : "error"));
  filter = filter_test (gp_yaml_get (gp_yaml_get (caught, "errors"), "with"));
  test = caught_test (self, gp_yaml_get (policy, "when") != NULL
                              || gp_yaml_get (policy, "exceptWhen") != NULL ? policy : caught,
                      step);
  g_ptr_array_set_size (self->errors, (int) self->errors->len - 1);
  if (filter != NULL && test != NULL)
    when = g_strdup_printf ("%s && %s", filter, test);
  if (when == NULL)
    when = g_strdup (filter != NULL ? filter : test != NULL ? test : "true");
  gp_element_set_text (step, GP_STEP_RETRY_WHEN, when);
}

/* --- catching --------------------------------------------------------------------------------- */

gboolean
gp_serverless_catches (const GpYaml *caught)
{
  return gp_yaml_get (caught, "do") != NULL || gp_yaml_get (caught, "retry") == NULL;
}

void
gp_serverless_catch (GpServerless    *self,
                     const GpYaml    *caught,
                     GpElement       *block,
                     GpElement       *step,
                     const GpElement *next)
{
  static const char *const known[] = { "errors", "as", "when", "exceptWhen", "retry", "do", NULL };
  static const char *const members[] = { "type", "status", NULL };
  const GpYaml *with = gp_yaml_get (gp_yaml_get (caught, "errors"), "with");
  const GpYaml *list = gp_yaml_get (caught, "do");
  const char *as = gp_yaml_get_text (caught, "as");
  g_autofree char *name = g_strconcat (gp_element_get_name (step), "_catch", NULL);
  g_autofree char *when = NULL;
  GpElement *handler = NULL;
  GpElement *link;
  gint64 status;

  gp_flow_build_check (self->build, caught, step, known);
  gp_flow_build_check (self->build, with, step, members);
  g_ptr_array_add (self->errors, g_strdup (as != NULL ? as : "error"));
  when = caught_test (self, caught, step);
  if (list != NULL)
    {
      handler = gp_flow_build_add (self->build, GP_KIND_STEP, gp_element_get_id (block), name,
                                   caught);
      gp_element_set_text (handler, GP_STEP_TYPE, "group");
      gp_serverless_tasks (self, list, handler);
    }
  g_ptr_array_set_size (self->errors, (int) self->errors->len - 1);

  link = gp_flow_build_link (self->build, block, step, handler != NULL ? handler : next, "error",
                             when);
  gp_flow_build_set (link, GP_TRANSITION_ERROR_TYPE, gp_yaml_get_text (with, "type"));
  if (gp_yaml_get_int (gp_yaml_get (with, "status"), &status) && status > 0)
    gp_element_set_int (link, GP_TRANSITION_ERROR_STATUS, status);
  if (handler != NULL && next != NULL)
    gp_flow_build_link (self->build, block, handler, next, "next", NULL);
}
