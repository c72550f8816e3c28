/* gp-cli-new.c — gplan new: a new design, empty or from a sample
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gplan"

#include "config.h"

#include "gp-cli.h"
#include "gp-design-file.h"
#include "gp-edit.h"
#include "gp-sample.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

/* "shop" for designs/shop.gplan. */
static char *
dup_name_for (const char *path)
{
  char *name = g_path_get_basename (path);
  char *end = strstr (name, ".gplan");

  if (end != NULL && end != name)
    *end = '\0';
  return name;
}

static GpDesign *
make_design (const char  *path,
             const char  *sample,
             GError     **error)
{
  g_autofree char *name = dup_name_for (path);
  g_autofree char *sample_path = NULL;

  if (sample == NULL)
    return gp_edit_new_design (name);
  sample_path = gp_sample_dup_path (sample, error);
  return sample_path != NULL ? gp_design_file_load (sample_path, NULL, error) : NULL;
}

GpCliStatus
gp_cli_new (const char  *self,
            int          argc,
            char       **argv)
{
  g_autofree char *sample = NULL;
  const GOptionEntry entries[] = { { "sample", 0, 0, G_OPTION_ARG_STRING, &sample,
                                     N_ ("Begin with a sample, such as diagnostics"), "NAME" },
                                   { NULL } };
  g_autoptr(GpDesign) design = NULL;
  g_autoptr(GError) error = NULL;

  if (!gp_cli_parse (self, entries, &argc, &argv, 1, 1))
    return GP_CLI_USAGE;
  if (!gp_cli_check_free (argv[1]))
    return GP_CLI_FAILED;
  if ((design = make_design (argv[1], sample, &error)) == NULL ||
      !gp_design_file_save (design, argv[1], _("Created"), &error))
    return gp_cli_fail (error);
  return GP_CLI_DONE;
}
