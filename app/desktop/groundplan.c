/* groundplan.c — groundplan [FILE…]
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-desktop-application.h"

#include <glib/gi18n.h>
#include <locale.h>

static int
handle_local_options_cb (GApplication *application,
                         GVariantDict *options,
                         gpointer      user_data)
{
  if (!g_variant_dict_contains (options, "version"))
    return -1;

  g_print ("groundplan %s\n", GP_VERSION);
  return 0;
}

int
main (int    argc,
      char **argv)
{
  static const GOptionEntry options[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version and end"), NULL },
    { NULL }
  };
  const char *locale_dir = g_getenv ("GP_LOCALE_DIR");
  g_autoptr(GpDesktopApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : GP_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  g_set_application_name ("Groundplan");
  application = gp_desktop_application_new ();
  g_application_add_main_option_entries (G_APPLICATION (application), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (application), _("[FILE…]"));
  g_application_set_option_context_summary (G_APPLICATION (application),
                                            _("Design a backend by drawing it."));
  g_signal_connect (application, "handle-local-options", G_CALLBACK (handle_local_options_cb),
                    NULL);

  return g_application_run (G_APPLICATION (application), argc, argv);
}
