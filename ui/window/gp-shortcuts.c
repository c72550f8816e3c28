/* gp-shortcuts.c — the commands that have keys
 * SPDX-License-Identifier: Apache-2.0
 *
 * One table for the keys that work and for the window that lists them, so that the window is true.
 * Keys of the canvas are listed here and bound there, where they only work while it has the focus.
 */
#define G_LOG_DOMAIN "gp-shortcuts"
#include "config.h"

#include "gp-shortcuts.h"

#include "gp-hint.h"

#include <glib/gi18n-lib.h>

#define MAX_ACCELS 3

typedef struct
{
  const char *section;                /* NULL: that of the line before */
  const char *group;                  /* NULL: that of the line before */
  const char *action;                 /* NULL: bound by the canvas itself */
  const char *accels[MAX_ACCELS];     /* the first is listed */
  const char *title;
} Shortcut;

static const Shortcut shortcuts[] = {
  { N_("General"), N_("Design"), "app.new", { "<Control>n" }, N_("New design") },
  { NULL, NULL, "app.new-window", { "<Control><Shift>n" }, N_("Another window on this design") },
  { NULL, NULL, "win.open", { "<Control>o" }, N_("Open") },
  { NULL, NULL, "win.import", { "<Control>i" }, N_("Import") },
  { NULL, NULL, "win.save-as", { "<Control><Shift>s" }, N_("Save as") },
  { NULL, NULL, "win.print", { "<Control>p" }, N_("Print") },
  { NULL, NULL, "win.undo", { "<Control>z" }, N_("Undo") },
  { NULL, NULL, "win.redo", { "<Control><Shift>z", "<Control>y" }, N_("Redo") },
  { NULL, NULL, "win.deploy::", { "<Control><Shift>Return" }, N_("Deploy") },

  { NULL, N_("Window"), "win.lens::data", { "<Alt>1" }, N_("Data lens") },
  { NULL, NULL, "win.lens::flows", { "<Alt>2" }, N_("Flows lens") },
  { NULL, NULL, "win.lens::access", { "<Alt>3" }, N_("Access lens") },
  { NULL, NULL, "win.access::matrix", { "<Alt>4" }, N_("Access as a matrix") },
  { NULL, NULL, "win.find", { "<Control>f" }, N_("Find in the outline") },
  { NULL, NULL, "win.palette", { "<Control>k", "<Control><Shift>p" },
    N_("Find anything, do anything") },
  { NULL, NULL, "win.back", { "<Alt>Left" }, N_("Back to where you were") },
  { NULL, NULL, "win.forward", { "<Alt>Right" }, N_("Forward again") },

  { NULL, N_("Panels"), "win.outline", { "F9" }, N_("Show or hide the outline") },
  { NULL, NULL, "win.inspector", { "<Control>F9" }, N_("Show or hide the inspector") },
  { NULL, NULL, "win.drawer::problems", { "<Control><Shift>m" }, N_("Problems") },
  { NULL, NULL, "win.drawer::simulator", { "<Control><Shift>a" }, N_("Simulator") },
  { NULL, NULL, "win.drawer::runs", { "<Control><Shift>r" }, N_("Runs on the backend") },
  { NULL, NULL, "win.drawer::tests", { "<Control><Shift>t" }, N_("Tests") },
  { NULL, NULL, "win.drawer::comments", { "<Control><Shift>k" }, N_("Comments") },
  { NULL, NULL, "win.drawer::history", { "<Control>h" }, N_("History") },

  { NULL, N_("Telling"), "win.present", { "F5" }, N_("Play the story") },
  { NULL, NULL, "win.add-story-step", { "<Shift>F5" }, N_("Add a step to the story") },
  { NULL, NULL, "win.reading", { "<Control>F5" }, N_("Read without tools") },
  { NULL, NULL, "win.comment", { "<Control>m" }, N_("Comment") },

  { NULL, N_("Program"), "app.preferences", { "<Control>comma" }, N_("Preferences") },
  { NULL, NULL, "win.help", { "F1" }, N_("Help") },
  { NULL, NULL, "win.show-help-overlay", { "<Control>question" }, N_("Keyboard shortcuts") },
  { NULL, NULL, "window.close", { "<Control>w" }, N_("Close the window") },
  { NULL, NULL, "app.quit", { "<Control>q" }, N_("Quit") },

  { N_("Canvas"), N_("Drawing"), "win.zoom-in",
    { "<Control>plus", "<Control>equal", "<Control>KP_Add" }, N_("Zoom in") },
  { NULL, NULL, "win.zoom-out", { "<Control>minus", "<Control>KP_Subtract" }, N_("Zoom out") },
  { NULL, NULL, "win.zoom-100", { "<Control>0" }, N_("Zoom to 100 %") },
  { NULL, NULL, "win.zoom-fit", { "<Control>1" }, N_("Show everything") },
  { NULL, NULL, "win.zoom-selection", { "<Control>2" }, N_("Show the selection") },
  { NULL, NULL, "win.tidy", { "<Control><Shift>l" }, N_("Tidy the drawing") },
  { NULL, NULL, "win.duplicate", { "<Control>d" }, N_("Duplicate") },
  { NULL, NULL, NULL, { "<Control>c" }, N_("Copy") },
  { NULL, NULL, NULL, { "<Control>x" }, N_("Cut") },
  { NULL, NULL, NULL, { "<Control>v" }, N_("Paste") },
  { NULL, NULL, NULL, { "F2" }, N_("Rename") },
  { NULL, NULL, NULL, { "Return" }, N_("Open or name what is selected") },
  { NULL, NULL, NULL, { "<Shift>F2" }, N_("Change the type of a field") },
  { NULL, NULL, NULL, { "Insert" }, N_("Add a field") },
  { NULL, NULL, NULL, { "Delete" }, N_("Delete") },
  { NULL, NULL, NULL, { "<Shift>Return" }, N_("Make it many to many, while a relation is drawn") },
  { NULL, NULL, NULL, { "<Shift>F10" }, N_("Menu of what is selected") },
  { NULL, NULL, NULL, { "<Control>a" }, N_("Select all") },
  { NULL, NULL, NULL, { "Escape" }, N_("Select nothing") },
  { NULL, NULL, NULL, { "Menu" }, N_("What can be done with the selection") },
  { NULL, NULL, NULL, { "Tab" }, N_("Walk from card to card") },
  { NULL, NULL, NULL, { "Left Right Up Down" }, N_("Move what is selected, or the view") },
  { NULL, NULL, NULL, { "<Shift>Left <Shift>Right" }, N_("Move by ten steps of the grid") },
  { NULL, NULL, NULL, { "<Alt>Left <Alt>Right" }, N_("Move by a pixel") },
  { NULL, NULL, NULL, { "<Control>Left <Control>Right" }, N_("Walk to the card beside") },
  { NULL, NULL, NULL, { "<Control><Shift>Left <Control><Shift>Right" },
    N_("Walk along relations") },

  { NULL, N_("Fields"), NULL, { "Home End" }, N_("To the first or the last field of a card") },
  { NULL, NULL, NULL, { "Up Down" }, N_("To the field above or below") },
  { NULL, NULL, NULL, { "<Alt>Up <Alt>Down" }, N_("Move the field up or down") },

  { NULL, N_("Exploring"), "win.filter", { "<Control><Shift>f" }, N_("Filter the drawing") },
  { NULL, NULL, NULL, { "<Shift>f" }, N_("Focus on a card and its neighbours") },
  { NULL, NULL, NULL, { "plus minus" }, N_("A step more or less around the focus") },
  { NULL, NULL, NULL, { "<Shift>p" }, N_("Show how two entities hang together") },
  { NULL, NULL, NULL, { "bracketleft bracketright" }, N_("The path before, the next path") },
  { NULL, NULL, NULL, { "<Alt>Up" }, N_("Leave the domain or the flow") },
  { NULL, NULL, NULL, { "h" }, N_("Hide in this view") },
  { NULL, NULL, NULL, { "<Shift>h" }, N_("Show what is hidden") },

  { NULL, N_("Tools"), NULL, { "v" }, N_("Select") },
  { NULL, NULL, NULL, { "e" }, N_("Draw an entity") },
  { NULL, NULL, NULL, { "r" }, N_("Draw a relation, from what is selected") },
  { NULL, NULL, NULL, { "f" }, N_("Draw a flow") },
  { NULL, NULL, NULL, { "o" }, N_("Draw a role") },
  { NULL, NULL, NULL, { "b" }, N_("Draw a bucket") },
  { NULL, NULL, NULL, { "d" }, N_("Draw a domain") },
  { NULL, NULL, NULL, { "n" }, N_("Write a note") },

  { N_("Flows"), N_("Simulator"), "win.flow-run", { "F8" }, N_("Run the flow in the simulator") },
  { NULL, NULL, "win.flow-step", { "F7" }, N_("Do one step of the flow") },
  { NULL, NULL, "win.flow-stop", { "<Control>F8" }, N_("Stop before the step, or not") },
  { NULL, NULL, "win.flow-reset", { "<Shift>F8" }, N_("Forget the run") },
  { NULL, N_("Runs on the backend"), "win.run-retry", { "<Shift>F7" },
    N_("Retry the run from the failed step") },
  { NULL, N_("Drawing"), NULL, { "p" }, N_("To the palette of steps") },
  { NULL, NULL, NULL, { "s" }, N_("Add a step to a flow") },
  { NULL, NULL, NULL, { "<Shift>s" }, N_("Add a step inside of a loop or group") },
  { NULL, NULL, NULL, { "<Shift>e" }, N_("Add a step that is done on an error") },
};

void
gp_shortcuts_install (GtkApplication *application)
{
  g_return_if_fail (GTK_IS_APPLICATION (application));

  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      const char *accels[MAX_ACCELS + 1] = { NULL };

      if (shortcuts[i].action == NULL)
        continue;
      memcpy (accels, shortcuts[i].accels, sizeof shortcuts[i].accels);
      gtk_application_set_accels_for_action (application, shortcuts[i].action, accels);
    }
}

gboolean
gp_shortcuts_get (gsize        i,
                  const char **action,
                  const char **accel,
                  const char **title)
{
  if (i >= G_N_ELEMENTS (shortcuts))
    return FALSE;
  if (action != NULL)
    *action = shortcuts[i].action;
  if (accel != NULL)
    *accel = shortcuts[i].accels[0];
  if (title != NULL)
    *title = _(shortcuts[i].title);
  return TRUE;
}

/* Opens a section or a group, and closes what was open before it. */
static void
append_head (GString        *xml,
             const Shortcut *shortcut,
             gboolean        first)
{
  g_autofree char *group = NULL;

  if (!first && shortcut->group != NULL)
    g_string_append (xml, "</object></child>");
  if (shortcut->section != NULL)
    {
      g_autofree char *section =
        g_markup_printf_escaped ("<child><object class='GtkShortcutsSection'>"
                                 "<property name='section-name'>%s</property>"
                                 "<property name='title'>%s</property>"
                                 "<property name='max-height'>24</property>",
                                 shortcut->section, _(shortcut->section));

      g_string_append_printf (xml, "%s%s", first ? "" : "</object></child>", section);
    }
  if (shortcut->group == NULL)
    return;

  group = g_markup_printf_escaped ("<child><object class='GtkShortcutsGroup'>"
                                   "<property name='title'>%s</property>",
                                   _(shortcut->group));
  g_string_append (xml, group);
}

/* The search and the choice of sections, which GTK leaves without a name. */
static void
name_buttons (GtkWidget *widget)
{
  if (GTK_IS_MENU_BUTTON (widget))
    gp_hint_name (widget, _("Sections"));
  else if (GTK_IS_TOGGLE_BUTTON (widget))
    gp_hint_name (widget, _("Search"));
  else
    for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
         child = gtk_widget_get_next_sibling (child))
      name_buttons (child);
}

GtkWidget *
gp_shortcuts_new_window (void)
{
  g_autoptr(GString) xml =
    g_string_new ("<interface><object class='GtkShortcutsWindow' id='window'>"
                  "<property name='modal'>1</property>");
  g_autoptr(GtkBuilder) builder = NULL;
  GtkWidget *window;

  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      g_autofree char *line =
        g_markup_printf_escaped ("<child><object class='GtkShortcutsShortcut'>"
                                 "<property name='accelerator'>%s</property>"
                                 "<property name='title'>%s</property></object></child>",
                                 shortcuts[i].accels[0], _(shortcuts[i].title));

      append_head (xml, &shortcuts[i], i == 0);
      g_string_append (xml, line);
    }
  g_string_append (xml, "</object></child></object></child></object></interface>");

  builder = gtk_builder_new_from_string (xml->str, (gssize) xml->len);
  window = GTK_WIDGET (g_object_ref_sink (gtk_builder_get_object (builder, "window")));
  gtk_window_set_title (GTK_WINDOW (window), _("Keyboard shortcuts"));
  name_buttons (gtk_window_get_titlebar (GTK_WINDOW (window)));
  return window;
}
