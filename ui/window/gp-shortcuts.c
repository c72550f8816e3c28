/* gp-shortcuts.c — the commands that have keys
 * SPDX-License-Identifier: Apache-2.0
 *
 * One table for the keys that work and for the window that lists them, so that the window is true.
 * Keys of the canvas are listed here and bound there, where they only work while it has the focus.
 */
#define G_LOG_DOMAIN "gp-shortcuts"
#include "config.h"

#include "gp-shortcuts.h"

#include <glib/gi18n-lib.h>

#define MAX_ACCELS 3

typedef struct
{
  const char *group;                  /* NULL: that of the line before */
  const char *action;                 /* NULL: bound by the canvas itself */
  const char *accels[MAX_ACCELS];     /* the first is listed */
  const char *title;
} Shortcut;

static const Shortcut shortcuts[] = {
  { N_("Design"), "app.new", { "<Control>n" }, N_("New design") },
  { NULL, "app.new-window", { "<Control><Shift>n" }, N_("Another window on this design") },
  { NULL, "win.open", { "<Control>o" }, N_("Open") },
  { NULL, "win.import", { "<Control>i" }, N_("Import") },
  { NULL, "win.save-as", { "<Control><Shift>s" }, N_("Save as") },
  { NULL, "win.print", { "<Control>p" }, N_("Print") },
  { NULL, "win.undo", { "<Control>z" }, N_("Undo") },
  { NULL, "win.redo", { "<Control><Shift>z", "<Control>y" }, N_("Redo") },
  { NULL, "win.deploy::", { "<Control><Shift>Return" }, N_("Deploy") },

  { N_("Window"), "win.lens::data", { "<Alt>1" }, N_("Data lens") },
  { NULL, "win.lens::flows", { "<Alt>2" }, N_("Flows lens") },
  { NULL, "win.lens::access", { "<Alt>3" }, N_("Access lens") },
  { NULL, "win.access::matrix", { "<Alt>4" }, N_("Access as a matrix") },
  { NULL, "win.find", { "<Control>f" }, N_("Find in the outline") },
  { NULL, "win.palette", { "<Control>k", "<Control><Shift>p" },
    N_("Find anything, do anything") },
  { NULL, "win.back", { "<Alt>Left" }, N_("Back to where you were") },
  { NULL, "win.forward", { "<Alt>Right" }, N_("Forward again") },

  { N_("Panels"), "win.outline", { "F9" }, N_("Show or hide the outline") },
  { NULL, "win.inspector", { "<Control>F9" }, N_("Show or hide the inspector") },
  { NULL, "win.drawer::problems", { "<Control><Shift>m" }, N_("Problems") },
  { NULL, "win.drawer::simulator", { "<Control><Shift>a" }, N_("Simulator") },
  { NULL, "win.drawer::runs", { "<Control><Shift>r" }, N_("Runs on the backend") },
  { NULL, "win.drawer::tests", { "<Control><Shift>t" }, N_("Tests") },
  { NULL, "win.drawer::comments", { "<Control><Shift>k" }, N_("Comments") },
  { NULL, "win.drawer::history", { "<Control>h" }, N_("History") },

  { N_("Telling"), "win.present", { "F5" }, N_("Play the story") },
  { NULL, "win.add-story-step", { "<Shift>F5" }, N_("Add a step to the story") },
  { NULL, "win.reading", { "<Control>F5" }, N_("Read without tools") },
  { NULL, "win.comment", { "<Control>m" }, N_("Comment") },

  { N_("Program"), "app.preferences", { "<Control>comma" }, N_("Preferences") },
  { NULL, "win.help", { "F1" }, N_("Help") },
  { NULL, "win.show-help-overlay", { "<Control>question" }, N_("Keyboard shortcuts") },
  { NULL, "window.close", { "<Control>w" }, N_("Close the window") },
  { NULL, "app.quit", { "<Control>q" }, N_("Quit") },

  { N_("View"), "win.zoom-in",
    { "<Control>plus", "<Control>equal", "<Control>KP_Add" }, N_("Zoom in") },
  { NULL, "win.zoom-out", { "<Control>minus", "<Control>KP_Subtract" }, N_("Zoom out") },
  { NULL, "win.zoom-100", { "<Control>0" }, N_("Zoom to 100 %") },
  { NULL, "win.zoom-fit", { "<Control>1" }, N_("Show everything") },
  { NULL, "win.zoom-selection", { "<Control>2" }, N_("Show the selection") },

  { N_("Drawing"), "win.tidy", { "<Control><Shift>l" }, N_("Tidy the drawing") },
  { NULL, "win.duplicate", { "<Control>d" }, N_("Duplicate") },
  { NULL, NULL, { "<Control>c" }, N_("Copy") },
  { NULL, NULL, { "<Control>x" }, N_("Cut") },
  { NULL, NULL, { "<Control>v" }, N_("Paste") },
  { NULL, NULL, { "F2" }, N_("Rename") },
  { NULL, NULL, { "Return" }, N_("Open or name what is selected") },
  { NULL, NULL, { "<Shift>F2" }, N_("Change the type of a field") },
  { NULL, NULL, { "Insert" }, N_("Add a field") },
  { NULL, NULL, { "Delete" }, N_("Delete") },
  { NULL, NULL, { "<Shift>Return" }, N_("Make it many to many, while a relation is drawn") },
  { NULL, NULL, { "<Shift>F10" }, N_("Menu of what is selected") },
  { NULL, NULL, { "<Control>a" }, N_("Select all") },
  { NULL, NULL, { "Escape" }, N_("Select nothing") },
  { NULL, NULL, { "Menu" }, N_("What can be done with the selection") },
  { NULL, NULL, { "Tab" }, N_("Walk from card to card") },
  { NULL, NULL, { "Left Right Up Down" }, N_("Move what is selected, or the view") },
  { NULL, NULL, { "<Shift>Left <Shift>Right" }, N_("Move by ten steps of the grid") },
  { NULL, NULL, { "<Alt>Left <Alt>Right" }, N_("Move by a pixel") },
  { NULL, NULL, { "<Control>Left <Control>Right" }, N_("Walk to the card beside") },
  { NULL, NULL, { "<Control><Shift>Left <Control><Shift>Right" },
    N_("Walk along relations") },

  { N_("Fields"), NULL, { "Home End" }, N_("To the first or the last field of a card") },
  { NULL, NULL, { "Up Down" }, N_("To the field above or below") },
  { NULL, NULL, { "<Alt>Up <Alt>Down" }, N_("Move the field up or down") },

  { N_("Exploring"), "win.filter", { "<Control><Shift>f" }, N_("Filter the drawing") },
  { NULL, NULL, { "<Shift>f" }, N_("Focus on a card and its neighbours") },
  { NULL, NULL, { "plus minus" }, N_("A step more or less around the focus") },
  { NULL, NULL, { "<Shift>p" }, N_("Show how two entities hang together") },
  { NULL, NULL, { "bracketleft bracketright" }, N_("The path before, the next path") },
  { NULL, NULL, { "<Alt>Up" }, N_("Leave the domain or the flow") },
  { NULL, NULL, { "h" }, N_("Hide in this view") },
  { NULL, NULL, { "<Shift>h" }, N_("Show what is hidden") },

  { N_("Tools"), NULL, { "v" }, N_("Select") },
  { NULL, NULL, { "e" }, N_("Draw an entity") },
  { NULL, NULL, { "r" }, N_("Draw a relation, from what is selected") },
  { NULL, NULL, { "f" }, N_("Draw a flow") },
  { NULL, NULL, { "o" }, N_("Draw a role") },
  { NULL, NULL, { "b" }, N_("Draw a bucket") },
  { NULL, NULL, { "d" }, N_("Draw a domain") },
  { NULL, NULL, { "n" }, N_("Write a note") },

  { N_("Simulator"), "win.flow-run", { "F8" }, N_("Run the flow in the simulator") },
  { NULL, "win.flow-step", { "F7" }, N_("Do one step of the flow") },
  { NULL, "win.flow-stop", { "<Control>F8" }, N_("Stop before the step, or not") },
  { NULL, "win.flow-reset", { "<Shift>F8" }, N_("Forget the run") },
  { N_("Runs on the backend"), "win.run-retry", { "<Shift>F7" },
    N_("Retry the run from the failed step") },
  { N_("Steps"), NULL, { "p" }, N_("To the palette of steps") },
  { NULL, NULL, { "s" }, N_("Add a step to a flow") },
  { NULL, NULL, { "<Shift>s" }, N_("Add a step inside of a loop or group") },
  { NULL, NULL, { "<Shift>e" }, N_("Add a step that is done on an error") },
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
                  const char **group,
                  const char **action,
                  const char **accel,
                  const char **title)
{
  if (i >= G_N_ELEMENTS (shortcuts))
    return FALSE;
  if (group != NULL)
    {
      gsize head = i;

      while (shortcuts[head].group == NULL)
        head--;
      *group = _(shortcuts[head].group);
    }
  if (action != NULL)
    *action = shortcuts[i].action;
  if (accel != NULL)
    *accel = shortcuts[i].accels[0];
  if (title != NULL)
    *title = _(shortcuts[i].title);
  return TRUE;
}
