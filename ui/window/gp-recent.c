/* gp-recent.c — designs that were open lately
 * SPDX-License-Identifier: Apache-2.0
 *
 * Kept in the desktop's list of recent files, so that they show up where people look for files.
 */
#define G_LOG_DOMAIN "gp-recent"
#include "config.h"

#include "gp-recent.h"

#include "gp-describe.h"

#include <glib/gi18n-lib.h>

#define MENU_LIMIT 8
#define MIME_TYPE  "application/vnd.groundplan+sqlite3"

void
gp_recent_free (GpRecent *self)
{
  if (self == NULL)
    return;

  g_free (self->uri);
  g_free (self->name);
  g_free (self->place);
  g_free (self);
}

/* The folder as people write it; of a draft, which has none of theirs, when it was last seen. */
static char *
describe_place (GtkRecentInfo *info)
{
  g_autoptr(GFile) file = g_file_new_for_uri (gtk_recent_info_get_uri (info));
  g_autoptr(GFile) folder = g_file_get_parent (file);
  g_autofree char *drafts = g_build_filename (g_get_user_data_dir (), "groundplan", "drafts", NULL);
  g_autofree char *path = folder != NULL ? g_file_get_parse_name (folder)
                                         : g_strdup (gtk_recent_info_get_uri (info));
  const char *home = g_get_home_dir ();

  if (g_str_equal (path, drafts))
    {
      g_autoptr(GDateTime) seen = g_date_time_to_local (gtk_recent_info_get_modified (info));
      g_autofree char *day = g_date_time_format (seen, "%x %H:%M");

      return g_strdup_printf (_("Draft of %s"), day);
    }
  if (g_str_has_prefix (path, home) && (path[strlen (home)] == '\0' || path[strlen (home)] == '/'))
    return g_strconcat ("~", path + strlen (home), NULL);

  return g_steal_pointer (&path);
}

static int
compare_visited (gconstpointer a,
                 gconstpointer b)
{
  return g_date_time_compare (gtk_recent_info_get_visited ((GtkRecentInfo *) b),
                              gtk_recent_info_get_visited ((GtkRecentInfo *) a));
}

GPtrArray *
gp_recent_list (guint limit)
{
  GPtrArray *recent = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_recent_free);
  GList *items = g_list_sort (gtk_recent_manager_get_items (gtk_recent_manager_get_default ()),
                              compare_visited);

  for (GList *l = items; l != NULL && recent->len < limit; l = l->next)
    {
      GpRecent *one;

      if (!gtk_recent_info_has_application (l->data, g_get_application_name ())
          || (gtk_recent_info_is_local (l->data) && !gtk_recent_info_exists (l->data)))
        continue;

      one = g_new0 (GpRecent, 1);
      one->uri = g_strdup (gtk_recent_info_get_uri (l->data));
      one->name = g_strdup (gtk_recent_info_get_display_name (l->data));
      one->place = describe_place (l->data);
      g_ptr_array_add (recent, one);
    }
  g_list_free_full (items, (GDestroyNotify) gtk_recent_info_unref);

  return recent;
}

void
gp_recent_add (GFile      *file,
               const char *name)
{
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *shown = g_strdup (name);
  g_autofree char *application = g_strdup (g_get_application_name ());
  g_autofree char *command = g_strdup ("groundplan %u");
  g_autofree char *type = g_strdup (MIME_TYPE);
  GtkRecentData data = {
    .display_name = shown,
    .mime_type = type,
    .app_name = application,
    .app_exec = command,
  };

  gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);
}

GMenuModel *
gp_recent_new_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) commands = g_menu_new ();
  g_autoptr(GMenu) list = g_menu_new ();
  g_autoptr(GPtrArray) recent = gp_recent_list (MENU_LIMIT);

  g_menu_append (commands, _("_Open…"), "win.open");
  g_menu_append (commands, _("_Import…"), "win.import");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (commands));

  for (guint i = 0; i < recent->len; i++)
    {
      const GpRecent *one = recent->pdata[i];
      g_autofree char *text = g_strdup_printf ("%s — %s", one->name, one->place);
      g_autofree char *label = gp_menu_escape (text);
      g_autoptr(GMenuItem) item = g_menu_item_new (NULL, NULL);

      g_menu_item_set_attribute (item, G_MENU_ATTRIBUTE_LABEL, "s", label);
      g_menu_item_set_action_and_target (item, "app.open-uri", "s", one->uri);
      g_menu_append_item (list, item);
    }
  if (recent->len > 0)
    g_menu_append_section (menu, _("Recent"), G_MENU_MODEL (list));

  return G_MENU_MODEL (menu);
}
