/* gp-comments-page.c — threads of comments: write, answer, resolve
 * SPDX-License-Identifier: Apache-2.0
 *
 * Threads are few: after every change of a comment what is said in their rows is made anew. The
 * entry of a row stays as it is, with what is being typed in it; where the row goes, as when its
 * thread is resolved, that is kept for the next one. */
#define G_LOG_DOMAIN "gp-comments-page"
#include "config.h"

#include "gp-comments-page.h"

#include "gp-describe.h"
#include "gp-drawer.h"
#include "gp-edit-story.h"
#include "gp-edit.h"
#include "gp-hint.h"
#include "gp-wrapped-label.h"

#include <glib/gi18n-lib.h>

struct _GpCommentsPage
{
  GtkWidget parent_instance;

  GpSession *session;
  GtkWidget *box;
  GtkWidget *filter;        /* 0: open, 1: resolved */
  GtkWidget *entry;
  GtkWidget *list;
  GHashTable *drafts;       /* GpId of a thread that is not listed → the answer begun to it */
  GpId       view;          /* of the place that a new comment is about; nil: none */
  GpPoint    at;
  guint      update_id;
};

G_DEFINE_FINAL_TYPE (GpCommentsPage, gp_comments_page, GTK_TYPE_WIDGET)

static const GpId *
id_of (GtkWidget *widget)
{
  GtkWidget *row = gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW);

  return g_object_get_data (G_OBJECT (row), "id");
}

static const char *
author_of (GpCommentsPage *self)
{
  return gp_history_get_author (gp_session_get_history (self->session));
}

/* What the next comment will be about stands in the entry. */
static void
update_hint (GpCommentsPage *self)
{
  GpDesign *design = gp_session_get_design (self->session);
  const GpElement *about =
    gp_design_lookup (design, gp_selection_get_last (gp_session_get_selection (self->session)));
  g_autofree char *title = about != NULL ? gp_describe_title (design, about) : NULL;
  g_autofree char *hint = title != NULL ? g_strdup_printf (_("Comment on %s"), title)
                          : gp_id_is_nil (&self->view) ? g_strdup (_("Comment on the design"))
                                                       : g_strdup (_("Comment on this place"));

  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, hint,
                                  -1);
}

gboolean
gp_comments_page_write (GpCommentsPage *self,
                        const char     *text)
{
  GpDesign *design = gp_session_get_design (self->session);
  const GpId *about = gp_selection_get_last (gp_session_get_selection (self->session));
  gboolean pinned = about == NULL && !gp_id_is_nil (&self->view);

  g_return_val_if_fail (GP_IS_COMMENTS_PAGE (self), FALSE);

  if (!gp_session_perform (self->session,
                           gp_edit_add_comment (design, about, pinned ? &self->view : NULL,
                                                pinned ? &self->at : NULL, text,
                                                author_of (self), NULL),
                           NULL))
    return FALSE;
  self->view = gp_id_nil;
  update_hint (self);
  return TRUE;
}

static char *
dup_text (GtkWidget *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
}

static void
written_cb (GpCommentsPage *self)
{
  g_autofree char *text = dup_text (self->entry);

  if (*text != '\0' && gp_comments_page_write (self, text))
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

static void
answered_cb (GtkWidget      *entry,
             GpCommentsPage *self)
{
  GpId id = *id_of (entry);
  g_autofree char *text = dup_text (entry);
  GError *error = NULL;
  GpChangeSet *changes;

  if (*text == '\0')
    return;
  changes = gp_edit_answer_comment (gp_session_get_design (self->session), &id, text,
                                    author_of (self), &error);
  if (gp_session_perform (self->session, changes, error))
    gtk_editable_set_text (GTK_EDITABLE (entry), "");
}

static void
resolve_cb (GtkWidget      *button,
            GpCommentsPage *self)
{
  GpId id = *id_of (button);
  GpDesign *design = gp_session_get_design (self->session);
  const GpElement *comment = gp_design_lookup_kind (design, &id, GP_KIND_COMMENT);
  GError *error = NULL;
  GpChangeSet *changes;

  if (comment == NULL)
    return;
  changes = gp_edit_resolve_comment (design, &id,
                                     !gp_element_get_bool (comment, GP_COMMENT_RESOLVED), &error);
  gp_session_perform (self->session, changes, error);
}

static void
delete_cb (GtkWidget      *button,
           GpCommentsPage *self)
{
  GpId id = *id_of (button);
  GError *error = NULL;
  GpChangeSet *changes = gp_edit_remove (gp_session_get_design (self->session), &id, 1, &error);

  gp_session_perform (self->session, changes, error);
}

static void
reveal_cb (GtkWidget      *button,
           GpCommentsPage *self)
{
  GpDesign *design = gp_session_get_design (self->session);
  const GpElement *comment = gp_design_lookup_kind (design, id_of (button), GP_KIND_COMMENT);
  const GpId *about = comment != NULL ? gp_element_get_ref (comment, GP_COMMENT_ABOUT) : NULL;

  if (about != NULL)
    {
      GpId id = *about;

      gp_session_reveal (self->session, &id);
    }
  else if (comment != NULL)
    {
      char id[GP_ID_STRING_SIZE];

      gtk_widget_activate_action (button, "win.show-comment", "s",
                                  gp_id_format (gp_element_get_id (comment), id));
    }
}

static void
append_comment (GtkWidget       *box,
                const GpElement *comment)
{
  const char *author = gp_element_get_text (comment, GP_COMMENT_AUTHOR);
  const char *text = gp_element_get_text (comment, GP_COMMENT_TEXT);
  g_autofree char *when = gp_drawer_format_time (gp_element_get_int (comment, GP_COMMENT_CREATED));
  /* Translators: who wrote a comment, and when. */
  g_autofree char *head = g_strdup_printf (_("%s · %s"), author != NULL ? author : _("Somebody"),
                                           when);
  GtkWidget *words = gp_wrapped_label_new (text != NULL ? text : "", NULL);

  gtk_label_set_selectable (GTK_LABEL (words), TRUE);
  gtk_box_append (GTK_BOX (box), gp_wrapped_label_new (head, "dim-label"));
  gtk_box_append (GTK_BOX (box), words);
}

static void
append_button (GpCommentsPage *self,
               GtkWidget      *box,
               const char     *icon,
               const char     *hint,
               GCallback       clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gp_hint_set (button, hint);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "inline");
  g_signal_connect_object (button, "clicked", clicked, self, 0);
  gtk_box_append (GTK_BOX (box), button);
}

/* What the thread is about, and what can be done with it. */
static GtkWidget *
new_head (GpCommentsPage  *self,
          const GpElement *thread)
{
  GpDesign *design = gp_session_get_design (self->session);
  const GpElement *about = gp_design_lookup (design, gp_element_get_ref (thread, GP_COMMENT_ABOUT));
  g_autofree char *path = about != NULL ? gp_design_dup_path (design, gp_element_get_id (about))
                                        : NULL;
  gboolean pinned = gp_element_get_ref (thread, GP_COMMENT_VIEW) != NULL;
  gboolean resolved = gp_element_get_bool (thread, GP_COMMENT_RESOLVED);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *title =
    gtk_button_new_with_label (path != NULL && *path != '\0' ? path
                               : pinned                      ? _("A place on the drawing")
                                                             : _("The design"));

  gtk_widget_add_css_class (title, "flat");
  gtk_widget_add_css_class (title, "inline");
  gtk_widget_add_css_class (title, "accent");
  gtk_widget_add_css_class (title, "comment-title");
  gtk_widget_set_halign (title, GTK_ALIGN_START);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_set_sensitive (title, about != NULL || pinned);
  g_signal_connect_object (title, "clicked", G_CALLBACK (reveal_cb), self, 0);
  gtk_box_append (GTK_BOX (head), title);
  if (gp_session_is_read_only (self->session))
    return head;
  append_button (self, head, resolved ? "edit-undo-symbolic" : "object-select-symbolic",
                 resolved ? _("Reopen") : _("Resolve"), G_CALLBACK (resolve_cb));
  append_button (self, head, "user-trash-symbolic", _("Delete"), G_CALLBACK (delete_cb));
  return head;
}

/* What is said in the thread of @row. */
static void
say (GpCommentsPage  *self,
     GtkWidget       *row,
     const GpElement *thread)
{
  g_autoptr(GPtrArray) answers =
    gp_design_list_children (gp_session_get_design (self->session), gp_element_get_id (thread),
                             GP_KIND_COMMENT);
  GtkWidget *box = g_object_get_data (G_OBJECT (row), "said");
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
  gtk_box_append (GTK_BOX (box), new_head (self, thread));
  append_comment (box, thread);
  for (guint i = 0; i < answers->len; i++)
    {
      GtkWidget *answer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

      gtk_widget_set_margin_start (answer, 24);
      append_comment (answer, g_ptr_array_index (answers, i));
      gtk_box_append (GTK_BOX (box), answer);
    }
  gtk_widget_set_visible (g_object_get_data (G_OBJECT (row), "entry"),
                          !gp_session_is_read_only (self->session));
  gp_hint_name_row (box);
}

static GtkWidget *
new_row (GpCommentsPage *self,
         const GpId     *id)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *said = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *entry = gtk_entry_new ();
  const char *draft = g_hash_table_lookup (self->drafts, id);

  gtk_editable_set_text (GTK_EDITABLE (entry), draft != NULL ? draft : "");
  g_hash_table_remove (self->drafts, id);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("Answer"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Answer"), -1);
  gtk_widget_set_margin_start (entry, 24);
  gtk_widget_set_margin_top (entry, 6);
  g_signal_connect_object (entry, "activate", G_CALLBACK (answered_cb), self, 0);
  gtk_box_append (GTK_BOX (box), said);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_widget_add_css_class (box, "drawer-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  g_object_set_data_full (G_OBJECT (row), "id", g_memdup2 (id, sizeof *id), g_free);
  g_object_set_data (G_OBJECT (row), "said", said);
  g_object_set_data (G_OBJECT (row), "entry", entry);
  return row;
}

static void
drop_row (GpCommentsPage *self,
          GtkListBoxRow  *row)
{
  GtkWidget *entry = g_object_get_data (G_OBJECT (row), "entry");
  const GpId *id = g_object_get_data (G_OBJECT (row), "id");
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));

  if (*text != '\0')
    g_hash_table_insert (self->drafts, g_memdup2 (id, sizeof *id), g_strdup (text));
  gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (row));
}

/* The row of @thread is brought to @at: those that stand there are of threads that have gone, for
 * the order of the others never changes. */
static GtkWidget *
ensure_row (GpCommentsPage  *self,
            const GpElement *thread,
            int              at,
            GHashTable      *listed)
{
  const GpId *id = gp_element_get_id (thread);
  GtkListBoxRow *row;
  GtkWidget *fresh;

  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), at)) != NULL
         && !g_hash_table_contains (listed, g_object_get_data (G_OBJECT (row), "id")))
    drop_row (self, row);
  if (row != NULL && gp_id_equal (g_object_get_data (G_OBJECT (row), "id"), id))
    return GTK_WIDGET (row);
  fresh = new_row (self, id);
  gtk_list_box_insert (GTK_LIST_BOX (self->list), fresh, at);
  return fresh;
}

static void
fill (GpCommentsPage *self)
{
  GpDesign *design = gp_session_get_design (self->session);
  g_autoptr(GPtrArray) threads =
    gp_design_list_children (design, gp_design_get_root_id (design), GP_KIND_COMMENT);
  g_autoptr(GHashTable) listed = g_hash_table_new (gp_id_hash, gp_id_equal);
  gboolean resolved = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->filter)) == 1;
  GtkListBoxRow *row;
  int n = 0;

  for (guint i = threads->len; i > 0; i--)
    if (gp_element_get_bool (threads->pdata[i - 1], GP_COMMENT_RESOLVED) != resolved)
      g_ptr_array_remove_index (threads, i - 1);
    else
      g_hash_table_add (listed, (gpointer) gp_element_get_id (threads->pdata[i - 1]));
  for (guint i = threads->len; i > 0; i--, n++)      /* the newest first */
    say (self, ensure_row (self, threads->pdata[i - 1], n, listed), threads->pdata[i - 1]);
  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), n)) != NULL)
    drop_row (self, row);
}

static gboolean
update_cb (gpointer user_data)
{
  GpCommentsPage *self = user_data;

  self->update_id = 0;
  fill (self);
  return G_SOURCE_REMOVE;
}

static void
design_applied_cb (GpCommentsPage *self,
                   GpChangeSet    *changes)
{
  for (gsize i = 0; i < gp_change_set_get_size (changes) && self->update_id == 0; i++)
    if (gp_change_set_get (changes, i)->kind == GP_KIND_COMMENT)
      self->update_id = g_idle_add (update_cb, self);
}

void
gp_comments_page_start (GpCommentsPage *self,
                        const GpId     *view,
                        const GpPoint  *at)
{
  g_return_if_fail (GP_IS_COMMENTS_PAGE (self));

  self->view = *view;
  self->at = *at;
  update_hint (self);
  gtk_widget_grab_focus (self->entry);
}

void
gp_comments_page_show (GpCommentsPage *self,
                       const GpId     *thread)
{
  const GpElement *comment;
  GtkWidget *row;

  g_return_if_fail (GP_IS_COMMENTS_PAGE (self));

  comment = gp_design_lookup_kind (gp_session_get_design (self->session), thread, GP_KIND_COMMENT);
  if (comment == NULL)
    return;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->filter),
                              gp_element_get_bool (comment, GP_COMMENT_RESOLVED) ? 1 : 0);
  for (row = gtk_widget_get_first_child (self->list); GTK_IS_LIST_BOX_ROW (row);
       row = gtk_widget_get_next_sibling (row))
    if (gp_id_equal (g_object_get_data (G_OBJECT (row), "id"), thread))
      gtk_widget_grab_focus (row);      /* which scrolls to it */
}

static void
gp_comments_page_dispose (GObject *object)
{
  GpCommentsPage *self = GP_COMMENTS_PAGE (object);

  g_clear_handle_id (&self->update_id, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->drafts, g_hash_table_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_comments_page_parent_class)->dispose (object);
}

static void
gp_comments_page_class_init (GpCommentsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_comments_page_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
gp_comments_page_init (GpCommentsPage *self)
{
  const char *const filters[] = { C_("comments", "Open"), _("Resolved"), NULL };
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *none = gtk_label_new (_("No comments here."));

  self->drafts = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, g_free);
  self->filter = gtk_drop_down_new_from_strings (filters);
  gp_hint_name (self->filter, _("Which comments"));
  g_signal_connect_object (self->filter, "notify::selected", G_CALLBACK (fill), self,
                           G_CONNECT_SWAPPED);
  self->entry = gtk_entry_new ();
  gtk_widget_set_hexpand (self->entry, TRUE);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (written_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (top), self->entry);
  gtk_box_append (GTK_BOX (top), self->filter);
  gtk_widget_add_css_class (top, "drawer-row");
  self->list = gtk_list_box_new ();
  gp_hint_name (self->list, _("Comments"));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (none, "dim-label");
  gtk_widget_set_margin_top (none, 12);
  gtk_list_box_set_placeholder (GTK_LIST_BOX (self->list), none);
  gtk_widget_add_css_class (self->list, "versions");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  gtk_widget_set_vexpand (scroller, TRUE);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), top);
  gtk_box_append (GTK_BOX (self->box), scroller);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
gp_comments_page_new (GpSession *session)
{
  GpCommentsPage *self = g_object_new (GP_TYPE_COMMENTS_PAGE, NULL);

  self->session = g_object_ref (session);
  gtk_widget_set_sensitive (self->entry, !gp_session_is_read_only (session));
  g_signal_connect_object (gp_session_get_design (session), "applied",
                           G_CALLBACK (design_applied_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gp_session_get_selection (session), "changed",
                           G_CALLBACK (update_hint), self, G_CONNECT_SWAPPED);
  update_hint (self);
  fill (self);

  return GTK_WIDGET (self);
}
