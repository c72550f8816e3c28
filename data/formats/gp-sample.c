/* gp-sample.c — the designs that come with the program
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-sample"

#include "config.h"

#include "gp-sample.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

static const GpSample samples[] = {
  { "diagnostics", N_("Diagnostics platform"),
    N_("Booking, laboratory and reporting of a group of clinics, with rules and flows") },
  { "chinook", N_("Chinook"), N_("A shop for music: eleven tables that many tutorials use") },
};

const GpSample *
gp_sample_get (gsize i)
{
  return i < G_N_ELEMENTS (samples) ? &samples[i] : NULL;
}

static char *
dup_names (void)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", samples[i].name);
  return g_string_free (g_steal_pointer (&names), FALSE);
}

char *
gp_sample_dup_path (const char  *name,
                    GError     **error)
{
  const char *folder = g_getenv ("GP_SAMPLES_DIR");
  g_autofree char *file = g_strconcat (name, ".gplan.json", NULL);
  g_autofree char *path = NULL;
  g_autofree char *names = dup_names ();
  gsize i = 0;

  while (i < G_N_ELEMENTS (samples) && !g_str_equal (samples[i].name, name))
    i++;
  if (i == G_N_ELEMENTS (samples))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   _("There is no sample “%s”. There are: %s."), name, names);
      return NULL;
    }
  path = folder != NULL ? g_build_filename (folder, file, NULL)
                        : g_build_filename (GP_DATA_DIR, "samples", file, NULL);
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   _("The sample “%s” should be at %s and is not. Install Groundplan again."),
                   name, path);
      return NULL;
    }
  return g_steal_pointer (&path);
}
