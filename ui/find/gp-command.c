/* gp-command.c — everything that can be done, in words
 * SPDX-License-Identifier: Apache-2.0
 *
 * Actions with a key are in the table of shortcuts already; the table here has the others, and why
 * an action may not be possible. What depends on the design or the machine (formats, targets,
 * recent designs, views) is listed by functions below. */
#define G_LOG_DOMAIN "gp-command"
#include "config.h"

#include "gp-command.h"

#include "gp-recent.h"
#include "gp-shortcuts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_RECENT 12

typedef enum
{
  NEEDS_NOTHING,
  NEEDS_DESIGN,
  NEEDS_EDIT,
  NEEDS_SELECTION,
  NEEDS_TWO,
  NEEDS_FOCUS,
  NEEDS_PATH,
  NEEDS_UNDO,
  NEEDS_REDO,
} Needs;

typedef struct
{
  const char *action;       /* detailed */
  const char *title;        /* NULL: that of the table of shortcuts */
  const char *accel;        /* a key that the canvas binds itself, or NULL */
  Needs       needs;
} Row;

static const Row rows[] = {
  { "win.undo", NULL, NULL, NEEDS_UNDO },
  { "win.redo", NULL, NULL, NEEDS_REDO },
  { "canvas.tool::entity", N_("Draw an entity"), "e", NEEDS_EDIT },
  { "canvas.tool::relation", N_("Draw a relation"), "r", NEEDS_EDIT },
  { "canvas.tool::flow", N_("Draw a flow"), "f", NEEDS_EDIT },
  { "canvas.tool::role", N_("Draw a role"), "o", NEEDS_EDIT },
  { "canvas.tool::bucket", N_("Draw a bucket"), "b", NEEDS_EDIT },
  { "canvas.tool::domain", N_("Draw a domain"), "d", NEEDS_EDIT },
  { "canvas.tool::note", N_("Write a note"), "n", NEEDS_EDIT },
  { "canvas.tool::select", N_("Select with the pointer"), "v", NEEDS_EDIT },
  { "canvas.rename", N_("Rename on the drawing"), "F2", NEEDS_SELECTION },
  { "win.rename", N_("Rename in the inspector"), NULL, NEEDS_SELECTION },
  { "canvas.retype", N_("Change the type of a field"), "<Shift>F2", NEEDS_SELECTION },
  { "canvas.add-field", N_("Add a field"), "Insert", NEEDS_SELECTION },
  { "canvas.add-step", N_("Add a step to a flow"), "s", NEEDS_EDIT },
  { "canvas.find-step", N_("To the palette of steps"), "p", NEEDS_EDIT },
  { "canvas.add-step-on-error", N_("Add a step that is done on an error"), "<Shift>e",
    NEEDS_SELECTION },
  { "canvas.add-step-inside", N_("Add a step inside of a loop or group"), "<Shift>s",
    NEEDS_SELECTION },
  { "win.delete", N_("Delete"), "Delete", NEEDS_SELECTION },
  { "win.duplicate", NULL, NULL, NEEDS_SELECTION },
  { "canvas.copy", N_("Copy"), "<Control>c", NEEDS_SELECTION },
  { "canvas.cut", N_("Cut"), "<Control>x", NEEDS_SELECTION },
  { "canvas.paste", N_("Paste"), "<Control>v", NEEDS_EDIT },
  { "canvas.align::left", N_("Align left edges"), NULL, NEEDS_SELECTION },
  { "canvas.align::centre", N_("Align centres"), NULL, NEEDS_SELECTION },
  { "canvas.align::right", N_("Align right edges"), NULL, NEEDS_SELECTION },
  { "canvas.align::top", N_("Align top edges"), NULL, NEEDS_SELECTION },
  { "canvas.align::middle", N_("Align middles"), NULL, NEEDS_SELECTION },
  { "canvas.align::bottom", N_("Align bottom edges"), NULL, NEEDS_SELECTION },
  { "canvas.distribute::horizontally", N_("Distribute horizontally"), NULL, NEEDS_SELECTION },
  { "canvas.distribute::vertically", N_("Distribute vertically"), NULL, NEEDS_SELECTION },
  { "canvas.same-width", N_("Make equally wide"), NULL, NEEDS_SELECTION },
  { "canvas.fold", N_("Fold or open a card or a domain"), NULL, NEEDS_SELECTION },
  { "canvas.pin", N_("Pin or unpin what is selected"), NULL, NEEDS_SELECTION },
  { "canvas.as-relation", N_("Draw an entity as a relation, or as a card"), NULL,
    NEEDS_SELECTION },
  { "win.fold-junctions", N_("Draw all junctions as relations, or as cards"), NULL, NEEDS_EDIT },
  { "win.curved-relations", N_("Curved relations"), NULL, NEEDS_DESIGN },
  { "canvas.open", N_("Enter a domain or a flow"), NULL, NEEDS_SELECTION },
  { "canvas.leave", N_("Leave the domain or the flow"), "<Alt>Up", NEEDS_DESIGN },
  { "canvas.select-all", N_("Select all"), "<Control>a", NEEDS_DESIGN },
  { "canvas.select-none", N_("Select nothing"), "Escape", NEEDS_DESIGN },
  { "canvas.tidy-selection", N_("Tidy the selection"), NULL, NEEDS_SELECTION },
  { "win.tidy", NULL, NULL, NEEDS_EDIT },
  { "win.find-domains", N_("Find domains"), NULL, NEEDS_EDIT },
  { "win.zoom-selection", NULL, NULL, NEEDS_SELECTION },
  { "canvas.focus", N_("Focus on a card and its neighbours"), "<Shift>f", NEEDS_SELECTION },
  { "canvas.focus-wider", N_("A step more around the focus"), "plus", NEEDS_FOCUS },
  { "canvas.focus-narrower", N_("A step less around the focus"), "minus", NEEDS_FOCUS },
  { "canvas.show-path", N_("Show how two entities hang together"), "<Shift>p", NEEDS_TWO },
  { "canvas.next-path", N_("Show the next path"), "bracketright", NEEDS_PATH },
  { "canvas.previous-path", N_("Show the path before"), "bracketleft", NEEDS_PATH },
  { "canvas.stop-exploring", N_("End the focus or path"), "Escape", NEEDS_FOCUS },
  { "canvas.hide", N_("Hide in this view"), "h", NEEDS_SELECTION },
  { "canvas.show-hidden", N_("Show what is hidden in this view"), "<Shift>h", NEEDS_EDIT },
  { "win.new-view", N_("New view of what is selected or stands out"), NULL, NEEDS_SELECTION },
  { "win.add-to-view", N_("Add the selection to this view"), NULL, NEEDS_SELECTION },
  { "win.rename-view", N_("Rename this view"), NULL, NEEDS_EDIT },
  { "win.duplicate-view", N_("Duplicate this view"), NULL, NEEDS_EDIT },
  { "win.delete-view", N_("Delete this view"), NULL, NEEDS_EDIT },
  { "win.update-story-step", N_("Update the step from what is shown"), NULL, NEEDS_SELECTION },
  { "win.flow-run", NULL, NULL, NEEDS_DESIGN },
  { "win.flow-step", NULL, NULL, NEEDS_DESIGN },
  { "win.flow-stop", NULL, NULL, NEEDS_SELECTION },
  { "win.flow-reset", NULL, NULL, NEEDS_DESIGN },
  { "win.flow-wait", N_("Let time pass in the simulated flow"), NULL, NEEDS_DESIGN },
  { "win.flow-keep", N_("Keep the run as a test"), NULL, NEEDS_DESIGN },
  { "win.show-steps", N_("Show or hide the palette of steps"), NULL, NEEDS_DESIGN },
  { "win.run-retry", NULL, NULL, NEEDS_DESIGN },
  { "win.run-retry-with", N_("Retry a run with other input"), NULL, NEEDS_DESIGN },
  { "win.run-cancel", N_("Cancel the run on the backend"), NULL, NEEDS_DESIGN },
  { "win.run-approve", N_("Approve what the run asks"), NULL, NEEDS_DESIGN },
  { "win.run-reject", N_("Reject what the run asks"), NULL, NEEDS_DESIGN },
  { "win.run-discard", N_("Discard the failed run"), NULL, NEEDS_DESIGN },
  { "win.runs-refresh", N_("Ask the backend for its runs again"), NULL, NEEDS_DESIGN },
  { "win.runs-more", N_("List more runs"), NULL, NEEDS_DESIGN },
  { "win.compare-file", N_("Compare with another file"), NULL, NEEDS_DESIGN },
  { "win.end-compare", N_("End the comparison"), NULL, NEEDS_DESIGN },
  { "win.token::", N_("Token of the target"), NULL, NEEDS_DESIGN },
  { "win.add-target", N_("Add a target"), NULL, NEEDS_EDIT },
  { "win.add-role", N_("Add a role"), NULL, NEEDS_EDIT },
  { "win.import-backend", N_("Import from a backend"), NULL, NEEDS_NOTHING },
  { "win.deployments", N_("History of deployments"), NULL, NEEDS_DESIGN },
  { "win.close-deploy", N_("Close the page for deploying"), NULL, NEEDS_DESIGN },
  { "app.about", N_("About Groundplan"), NULL, NEEDS_NOTHING },
};

/* Actions that do the same as one in the list, or whose parameter is listed or typed elsewhere. */
static const char *const covered[] = {
  "canvas.zoom-in", "canvas.zoom-out", "canvas.zoom-100", "canvas.zoom-all",
  "canvas.zoom-selection", "canvas.delete", "canvas.duplicate", "canvas.tidy-all",
  "canvas.enter",                         /* names the selection, or ends what a key began */
  "canvas.menu",                          /* shows what is listed here */
  "canvas.relate-many",                   /* ends what the relation tool began */
  "canvas.find-domains", "canvas.fold-junctions", "canvas.new-view",
  "win.reveal",                           /* elements are found themselves */
  "win.compare",                          /* two versions, chosen in the history */
  "win.show-view",                        /* views are elements */
  "win.go-to",                           /* from a card to what is named on it */
  "win.show-thread", "win.show-comment",  /* from a pin to its comments, and back */
  "win.deploy-source",                    /* an earlier deployment, or another target */
  "win.export", "win.deploy", "win.update-from",     /* one line for each format and target */
  "app.open-uri", "app.import-uri",       /* one line for each recent design; Open and Import */
  "app.import-backend",                   /* the dialog of win.import-backend */
  "app.sample",                           /* the welcome page, which is no design */
  "app.color-scheme",                     /* the preferences */
};

void
gp_command_free (GpCommand *self)
{
  if (self == NULL)
    return;
  g_free (self->action);
  g_clear_pointer (&self->target, g_variant_unref);
  g_free (self->title);
  g_free (self->accel);
  g_free (self->why);
  g_free (self);
}

static GpCommand *
add (GPtrArray  *list,
     const char *action,
     GVariant   *target,
     const char *title,
     const char *accel)
{
  GpCommand *command = g_new0 (GpCommand, 1);

  command->action = g_strdup (action);
  command->target = target != NULL ? g_variant_ref_sink (target) : NULL;
  command->title = g_strdup (title);
  command->accel = g_strdup (accel);
  g_ptr_array_add (list, command);
  return command;
}

static void
add_detailed (GPtrArray  *list,
              const char *detailed,
              const char *title,
              const char *accel)
{
  g_autofree char *action = NULL;
  g_autoptr(GVariant) target = NULL;

  if (g_action_parse_detailed_name (detailed, &action, &target, NULL))
    add (list, action, target, title, accel);
}

/* --- the table --- */

static const Row *
find_row (const char *detailed)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].action, detailed))
      return &rows[i];
  return NULL;
}

static void
add_tables (GPtrArray *list)
{
  const char *action;
  const char *accel;
  const char *title;

  for (gsize i = 0; gp_shortcuts_get (i, NULL, &action, &accel, &title); i++)
    {
      const Row *row = action != NULL ? find_row (action) : NULL;

      if (action != NULL && (row == NULL || row->title == NULL))
        add_detailed (list, action, title, accel);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].title != NULL)
      add_detailed (list, rows[i].action, _(rows[i].title), rows[i].accel);
}

gboolean
gp_command_knows (const char *name)
{
  g_autofree char *detailed = g_strconcat (name, "::", NULL);
  const char *action;

  for (gsize i = 0; gp_shortcuts_get (i, NULL, &action, NULL, NULL); i++)
    if (g_strcmp0 (action, name) == 0 || (action != NULL && g_str_has_prefix (action, detailed)))
      return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].action, name) || g_str_has_prefix (rows[i].action, detailed))
      return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (covered); i++)
    if (g_str_equal (covered[i], name))
      return TRUE;
  return FALSE;
}

/* --- what depends on the design and the machine --- */

static void
add_formats (GPtrArray *list,
             GpSession *session)
{
  gsize n = 0;
  const GpSessionFormat *formats = gp_session_list_formats (session, &n);

  for (gsize i = 0; i < n; i++)
    {
      /* Translators: a command; %s is a format, such as "PostgreSQL schema". */
      g_autofree char *title = g_strdup_printf (_("Export: %s"), _(formats[i].label));

      add (list, "win.export", g_variant_new_string (formats[i].nick), title, NULL);
    }
}

static void
add_targets (GPtrArray *list,
             GpDesign  *design)
{
  g_autoptr(GPtrArray) targets = gp_design_list (design, GP_KIND_TARGET);

  for (guint i = 0; i < targets->len; i++)
    {
      const GpElement *target = g_ptr_array_index (targets, i);
      g_autofree char *title = g_strdup_printf (_("Deploy to %s"), gp_element_get_name (target));
      g_autofree char *update = g_strdup_printf (_("Update the design from %s"),
                                                 gp_element_get_name (target));
      char id[GP_ID_STRING_SIZE];

      gp_id_format (gp_element_get_id (target), id);
      add (list, "win.deploy", g_variant_new_string (id), title, NULL);
      add (list, "win.update-from", g_variant_new_string (id), update, NULL);
    }
}

static void
add_recent (GPtrArray *list)
{
  g_autoptr(GPtrArray) recent = gp_recent_list (MAX_RECENT);

  for (guint i = 0; i < recent->len; i++)
    {
      const GpRecent *design = g_ptr_array_index (recent, i);
      g_autofree char *title = g_strdup_printf (_("Open the design %s"), design->name);

      add (list, "app.open-uri", g_variant_new_string (design->uri), title, NULL);
    }
}

/* --- what is possible --- */

static gboolean
is_enabled (const GpCommand *command,
            GtkWindow       *window,
            GpCanvas        *canvas)
{
  const char *name = strchr (command->action, '.') + 1;
  GtkApplication *application = gtk_window_get_application (window);

  if (g_str_has_prefix (command->action, "canvas."))
    return canvas != NULL && gp_canvas_can_do (canvas, command->action);
  if (g_str_has_prefix (command->action, "app."))
    return application != NULL
           && g_action_group_get_action_enabled (G_ACTION_GROUP (application), name);
  if (g_str_has_prefix (command->action, "win."))
    return g_action_group_get_action_enabled (G_ACTION_GROUP (window), name);
  return TRUE;
}

static const char *
say_why (const GpCommand *command,
         GpSession       *session)
{
  const Row *row = NULL;

  for (gsize i = 0; row == NULL && i < G_N_ELEMENTS (rows); i++)
    if (g_str_has_prefix (rows[i].action, command->action))
      row = &rows[i];
  if (session == NULL)
    return _("Open a design first");
  if (row != NULL && row->needs == NEEDS_UNDO)
    return _("There is nothing to undo");
  if (row != NULL && row->needs == NEEDS_REDO)
    return _("There is nothing to redo");
  if (row != NULL && row->needs == NEEDS_SELECTION
      && gp_selection_get_size (gp_session_get_selection (session)) == 0)
    return _("Select something first");
  if (row != NULL && row->needs == NEEDS_TWO)
    return _("Select two entities first");
  if (row != NULL && row->needs == NEEDS_FOCUS)
    return _("Focus on a card first");
  if (row != NULL && row->needs == NEEDS_PATH)
    return _("Show the paths between two entities first; there must be several");
  if (gp_session_is_read_only (session))
    return _("This design cannot be changed");
  return _("Not possible with what is shown and selected now");
}

GPtrArray *
gp_command_list (GtkWindow *window,
                 GpCanvas  *canvas,
                 GpSession *session)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_command_free);

  g_return_val_if_fail (GTK_IS_WINDOW (window), list);

  add_tables (list);
  if (session != NULL)
    {
      add_targets (list, gp_session_get_design (session));
      add_formats (list, session);
    }
  add_recent (list);
  for (guint i = 0; i < list->len; i++)
    {
      GpCommand *command = g_ptr_array_index (list, i);

      if (!is_enabled (command, window, canvas))
        command->why = g_strdup (say_why (command, session));
    }
  return list;
}

void
gp_command_run (const GpCommand *self,
                GtkWindow       *window,
                GpCanvas        *canvas)
{
  GtkWidget *widget = GTK_WIDGET (window);

  g_return_if_fail (self->why == NULL);

  if (canvas != NULL)
    widget = GTK_WIDGET (canvas);
  gtk_widget_activate_action_variant (widget, self->action, self->target);
}
