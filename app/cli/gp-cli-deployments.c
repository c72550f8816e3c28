/* gp-cli-deployments.c — gplan deployments: what was deployed where, when and by whom
 * SPDX-License-Identifier: Apache-2.0
 *
 * The record is kept in a .gplan. A .gplan.json is text that other programs compare: it has none,
 * and what it was is known where it is kept. */
#define G_LOG_DOMAIN "gplan"

#include "config.h"

#include "gp-cli.h"
#include "gp-cli-target.h"
#include "gp-design-file.h"
#include "gp-diff.h"
#include "gp-plan-json.h"
#include "gp-store-deployments.h"
#include "gp-target-factory.h"
#include "gp-target-lookup.h"

#include <glib/gi18n.h>
#include <string.h>

/* NULL without an error where @file is text. A named version, FILE@NAME, has the record of FILE. */
GpStore *
gp_cli_open_record (const char    *file,
                    GpStoreFlags   flags,
                    GError       **error)
{
  const char *at = strrchr (file, '@');
  g_autofree char *path = g_file_test (file, G_FILE_TEST_EXISTS) || at == NULL
                            ? g_strdup (file) : g_strndup (file, (gsize) (at - file));

  return gp_design_file_is_store (path) ? gp_store_open (path, flags, error) : NULL;
}

/* @plan, @deployed: (nullable) */
static void
record (const char          *file,
        GpDesign            *design,
        const char          *to,
        GpPlan              *plan,
        GpDesign            *deployed,
        GpDeploymentOutcome  outcome,
        const char          *message)
{
  const GpElement *target = gp_target_find (design, to);
  g_autoptr(GError) error = NULL;
  g_autoptr(GpStore) store = gp_cli_open_record (file, 0, &error);
  g_autofree char *text = plan != NULL ? gp_plan_to_json (plan, GP_JSON_COMPACT, NULL) : NULL;
  g_autofree char *address = gp_target_dup_address (design, to);
  GpDeploymentRecord record = {
    .author = (char *) gp_cli_get_author (),
    .target = target != NULL ? *gp_element_get_id (target) : gp_id_nil,
    .target_name = target != NULL ? (char *) gp_element_get_name (target) : address,
    .plan_hash = plan != NULL ? (char *) gp_plan_get_hash (plan) : NULL,
    .outcome = outcome,
    .message = (char *) message,
  };

  if (store != NULL)
    gp_store_add_deployment (store, &record, text, deployed, &error);
  if (error != NULL)
    gp_cli_say (_("The deployment could not be recorded: %s"), error->message);
}

void
gp_cli_record_deployment (const char          *file,
                          GpDesign            *design,
                          const char          *to,
                          GpPlan              *plan,
                          GpDesign            *wanted,
                          GpDeploymentOutcome  outcome,
                          const char          *message)
{
  record (file, design, to, plan, outcome == GP_OUTCOME_FAILED ? NULL : wanted, outcome, message);
}

void
gp_cli_record_reading (const char *file,
                       GpDesign   *design,
                       const char *from,
                       GpDesign   *held)
{
  g_autoptr(GpDesign) known = NULL;
  g_autoptr(GpChangeSet) changes = NULL;

  if (gp_cli_load_deployed (file, design, from, &known, NULL) && known != NULL)
    changes = gp_diff (known, held, GP_DIFF_MEANING);
  if (changes != NULL && gp_change_set_get_size (changes) == 0)
    return;
  record (file, design, from, NULL, held, GP_OUTCOME_READ, NULL);
}

gboolean
gp_cli_load_deployed (const char  *file,
                      GpDesign    *design,
                      const char  *name,
                      GpDesign   **out,
                      GError     **error)
{
  g_autoptr(GError) problem = NULL;
  g_autoptr(GpStore) store = gp_cli_open_record (file, GP_STORE_OPEN_READ_ONLY, &problem);

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (store != NULL)
    return gp_target_load_deployed (store, design, name, out, error);
  *out = NULL;
  return TRUE;
}

GpDesign *
gp_cli_load_deployment (const char  *file,
                        gint64       number,
                        GError     **error)
{
  g_autoptr(GError) cause = NULL;
  g_autoptr(GpStore) store = gp_cli_open_record (file, GP_STORE_OPEN_READ_ONLY, &cause);
  g_autoptr(GpDesign) design = NULL;

  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  if (store == NULL)
    {
      g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_MISSING,
                   _("%s is text and keeps no record of deployments: deploy an earlier state of "
                     "the file."), file);
      return NULL;
    }
  if (!gp_store_load_deployment (store, number, NULL, &design, error))
    return NULL;
  if (design == NULL)
    g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_MISSING,
                 _("What the target held after this deployment was not kept: it failed."));

  return g_steal_pointer (&design);
}

/* The target as it is called now, where it is still there. */
static const char *
name_of (GpDesign                 *design,
         const GpDeploymentRecord *record)
{
  const GpElement *target = gp_design_lookup_kind (design, &record->target, GP_KIND_TARGET);

  return target != NULL ? gp_element_get_name (target) : record->target_name;
}

static char *
format_time (gint64 microseconds)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (microseconds / G_USEC_PER_SEC);

  return g_date_time_format_iso8601 (time);
}

static GpCliStatus
print_words (GpDesign   *design,
             GPtrArray  *records,
             const char *to)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    {
      const GpDeploymentRecord *record = records->pdata[i];
      g_autofree char *time = format_time (record->time);

      if (to != NULL && !gp_target_is_of (design, record, to))
        continue;
      g_string_append_printf (text, "%" G_GINT64_FORMAT "  %s  %s  %s  %s\n", record->number, time,
                              name_of (design, record), record->author,
                              gp_deployment_outcome_get_label (record->outcome));
      if (*record->message != '\0')
        g_string_append_printf (text, "    %s\n", record->message);
    }
  return gp_cli_print (text->str, text->len) ? GP_CLI_DONE : GP_CLI_FAILED;
}

static GpCliStatus
print_json (GpDesign   *design,
            GPtrArray  *records,
            const char *to)
{
  g_autoptr(GString) text = g_string_new (NULL);
  GpJsonWriter writer;

  gp_json_writer_init (&writer, text, GP_JSON_PRETTY);
  gp_json_writer_begin_array (&writer);
  for (guint i = 0; i < records->len; i++)
    {
      const GpDeploymentRecord *record = records->pdata[i];
      g_autofree char *time = format_time (record->time);

      if (to != NULL && !gp_target_is_of (design, record, to))
        continue;
      gp_json_writer_begin_object (&writer);
      gp_json_writer_key (&writer, "number");
      gp_json_writer_int (&writer, record->number);
      gp_json_writer_member (&writer, "time", time);
      gp_json_writer_member (&writer, "author", record->author);
      gp_json_writer_member (&writer, "target", name_of (design, record));
      gp_json_writer_member (&writer, "outcome", gp_deployment_outcome_get_nick (record->outcome));
      gp_json_writer_member (&writer, "message", record->message);
      gp_json_writer_member (&writer, "plan", record->plan_hash);
      gp_json_writer_member (&writer, "design", record->design_hash);
      gp_json_writer_end_object (&writer);
    }
  gp_json_writer_end_array (&writer);
  return gp_cli_print_json (&writer, text, GP_CLI_DONE);
}

/* What one of them did. */
static GpCliStatus
show (GpStore  *store,
      gint64    number,
      gboolean  json)
{
  g_autofree char *kept = NULL;
  g_autoptr(GpPlan) plan = NULL;
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  if (!gp_store_load_deployment (store, number, &kept, NULL, &error))
    return gp_cli_fail (error);
  if (kept == NULL)
    {
      gp_cli_say (_("The plan of this deployment was not kept."));
      return GP_CLI_FAILED;
    }
  plan = gp_plan_from_json (kept, strlen (kept), &error);
  if (plan == NULL)
    return gp_cli_fail (error);
  if (json)
    return gp_cli_write (NULL, kept, strlen (kept));

  for (gsize i = 0; i < gp_plan_get_size (plan); i++)
    gp_cli_append_operation (text, gp_plan_get_operation (plan, i));
  return gp_cli_print (text->str, text->len) ? GP_CLI_DONE : GP_CLI_FAILED;
}

/* A target that is gone from the design is still known to the record. */
static gboolean
is_known (GpDesign    *design,
          GPtrArray   *records,
          const char  *to,
          GError     **error)
{
  g_autoptr(GpTarget) target = NULL;

  for (guint i = 0; i < records->len; i++)
    if (gp_target_is_of (design, records->pdata[i], to))
      return TRUE;
  target = gp_target_new_for (design, to, NULL, error);
  return target != NULL;
}

static GpCliStatus
list (const char *file,
      GpStore    *store,
      const char *to,
      gboolean    json)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpDesign) design = gp_cli_load (file, NULL, &error);
  g_autoptr(GPtrArray) records = design != NULL ? gp_store_list_deployments (store, &error) : NULL;

  if (records == NULL)
    return gp_cli_fail (error);
  if (to != NULL && !is_known (design, records, to, &error))
    return gp_cli_fail (error);
  return json ? print_json (design, records, to) : print_words (design, records, to);
}

GpCliStatus
gp_cli_deployments (const char  *self,
                    int          argc,
                    char       **argv)
{
  g_autofree char *to = NULL;
  gint64 number = 0;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_("Only those to a target, or an address"),
      "TARGET" },
    { "show", 0, 0, G_OPTION_ARG_INT64, &number, N_("Say what one of them did"), "NUMBER" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL }
  };
  g_autoptr(GpStore) store = NULL;
  g_autoptr(GError) error = NULL;

  if (!gp_cli_parse (self, entries, &argc, &argv, 1, 1))
    return GP_CLI_USAGE;
  store = gp_cli_open_record (argv[1], GP_STORE_OPEN_READ_ONLY, &error);
  if (error != NULL)
    return gp_cli_fail (error);
  if (store == NULL)
    {
      g_autoptr(GpDesign) design = gp_cli_load (argv[1], NULL, &error);

      if (design == NULL)
        return gp_cli_fail (error);
      gp_cli_say (_("%s keeps no record of deployments: a .gplan does."), argv[1]);
      return GP_CLI_FAILED;
    }
  return number != 0 ? show (store, number, json) : list (argv[1], store, to, json);
}
