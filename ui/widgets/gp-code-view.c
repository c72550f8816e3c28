/* gp-code-view.c — a small editor for prose or code
 * SPDX-License-Identifier: Apache-2.0
 *
 * The colours of a language come when there is something to be coloured, in a turn of their own:
 * reading the first language keeps the window for some 40 ms, and most code views are empty. */
#define G_LOG_DOMAIN "gp-code-view"
#include "config.h"

#include "gp-code-view.h"

#include <adwaita.h>

#define MAX_HEIGHT 220      /* pixels, then it scrolls */

struct _GpCodeView
{
  GtkWidget parent_instance;

  GtkWidget     *scroller;
  GtkTextBuffer *buffer;
  GtkWidget     *view;
  GtkWidget     *placeholder;   /* above the text */
  const char    *language;      /* static; NULL once the buffer has it, and for prose */
  guint          color_id;
  guint          grow_id;
};

G_DEFINE_FINAL_TYPE (GpCodeView, gp_code_view, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
dark_changed_cb (GpCodeView *self)
{
  GtkSourceStyleSchemeManager *manager = gtk_source_style_scheme_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceStyleScheme *scheme =
    gtk_source_style_scheme_manager_get_scheme (manager, dark ? "Adwaita-dark" : "Adwaita");

  gtk_source_buffer_set_style_scheme (GTK_SOURCE_BUFFER (self->buffer), scheme);
}

static gboolean
color_cb (gpointer user_data)
{
  GpCodeView *self = user_data;
  GtkSourceLanguageManager *manager = gtk_source_language_manager_get_default ();
  GtkSourceLanguage *found = gtk_source_language_manager_get_language (manager, self->language);

  self->color_id = 0;
  self->language = NULL;
  if (found != NULL)
    gtk_source_buffer_set_language (GTK_SOURCE_BUFFER (self->buffer), found);
  return G_SOURCE_REMOVE;
}

/* GTK knows how high a text is that wraps only once it has its width, and lists give a row no more
 * than it needs at least. */
static gboolean
grow_cb (gpointer user_data)
{
  GpCodeView *self = user_data;
  int wanted;

  self->grow_id = 0;
  gtk_widget_measure (self->view, GTK_ORIENTATION_VERTICAL, gtk_widget_get_width (self->view),
                      NULL, &wanted, NULL, NULL);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->scroller),
                                              MIN (wanted, MAX_HEIGHT));
  return G_SOURCE_REMOVE;
}

static void
queue_grow (GpCodeView *self)
{
  if (self->grow_id == 0)
    self->grow_id = g_idle_add (grow_cb, self);
}

static void
buffer_changed_cb (GpCodeView *self)
{
  if (self->language != NULL && self->color_id == 0)
    self->color_id = g_idle_add (color_cb, self);
  queue_grow (self);
  gtk_widget_set_visible (self->placeholder, FALSE);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
gp_code_view_dispose (GObject *object)
{
  GpCodeView *self = GP_CODE_VIEW (object);

  g_clear_handle_id (&self->color_id, g_source_remove);
  g_clear_handle_id (&self->grow_id, g_source_remove);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->buffer);

  G_OBJECT_CLASS (gp_code_view_parent_class)->dispose (object);
}

static gboolean
gp_code_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GP_CODE_VIEW (widget)->view);
}

static void
gp_code_view_class_init (GpCodeViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gp_code_view_dispose;
  widget_class->grab_focus = gp_code_view_grab_focus;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "codeview");
}

static void
gp_code_view_init (GpCodeView *self)
{
  self->scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW,
                                 "hscrollbar-policy", GTK_POLICY_NEVER,
                                 "propagate-natural-height", TRUE,
                                 "max-content-height", MAX_HEIGHT,
                                 NULL);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

static void
make_source_view (GpCodeView *self,
                  const char *language)
{
  self->language = language;
  self->buffer = GTK_TEXT_BUFFER (gtk_source_buffer_new (NULL));
  self->view = gtk_source_view_new_with_buffer (GTK_SOURCE_BUFFER (self->buffer));
  gtk_source_view_set_auto_indent (GTK_SOURCE_VIEW (self->view), TRUE);
  gtk_source_view_set_tab_width (GTK_SOURCE_VIEW (self->view), 2);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (self->view), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "code");

  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (dark_changed_cb), self, G_CONNECT_SWAPPED);
  dark_changed_cb (self);
}

GtkWidget *
gp_code_view_new (const char *language)
{
  GpCodeView *self = g_object_new (GP_TYPE_CODE_VIEW, NULL);

  if (language != NULL)
    make_source_view (self, language);
  else
    {
      self->buffer = gtk_text_buffer_new (NULL);
      self->view = gtk_text_view_new_with_buffer (self->buffer);
    }

  gtk_text_buffer_set_enable_undo (self->buffer, FALSE);
  gtk_text_buffer_create_tag (self->buffer, "wrong", "underline", PANGO_UNDERLINE_ERROR, NULL);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->view), FALSE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->view), GTK_WRAP_WORD_CHAR);
  g_object_set (self->view, "top-margin", 8, "bottom-margin", 8, "left-margin", 9, "right-margin",
                9, NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->view);
  g_signal_connect_object (
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), "changed",
    G_CALLBACK (queue_grow), self, G_CONNECT_SWAPPED);
  self->placeholder = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->placeholder, "dim-label");
  gtk_widget_add_css_class (self->placeholder, "placeholder");
  gtk_widget_set_can_target (self->placeholder, FALSE);
  gtk_widget_set_visible (self->placeholder, FALSE);
  gtk_text_view_add_overlay (GTK_TEXT_VIEW (self->view), self->placeholder, 0, 0);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (buffer_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

char *
gp_code_view_dup_text (GpCodeView *self)
{
  char *text = NULL;

  g_return_val_if_fail (GP_IS_CODE_VIEW (self), NULL);

  g_object_get (self->buffer, "text", &text, NULL);
  return text;
}

void
gp_code_view_set_text (GpCodeView *self,
                       const char *text)
{
  g_autofree char *old = gp_code_view_dup_text (self);

  if (g_strcmp0 (old, text) != 0)
    gtk_text_buffer_set_text (self->buffer, text, -1);
}

void
gp_code_view_mark (GpCodeView *self,
                   gsize       offset,
                   gsize       length)
{
  g_autofree char *text = gp_code_view_dup_text (self);
  gsize size = strlen (text);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_remove_tag_by_name (self->buffer, "wrong", &start, &end);
  if (length == 0 || offset >= size)
    return;

  length = MIN (length, size - offset);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &start,
                                      (int) g_utf8_strlen (text, (gssize) offset));
  gtk_text_buffer_get_iter_at_offset (self->buffer, &end,
                                      (int) g_utf8_strlen (text, (gssize) (offset + length)));
  gtk_text_buffer_apply_tag_by_name (self->buffer, "wrong", &start, &end);
}

void
gp_code_view_add_provider (GpCodeView                  *self,
                           GtkSourceCompletionProvider *provider)
{
  GtkSourceCompletion *completion;

  g_return_if_fail (GP_IS_CODE_VIEW (self) && GTK_SOURCE_IS_VIEW (self->view));

  completion = gtk_source_view_get_completion (GTK_SOURCE_VIEW (self->view));
  /* Enter and Tab take the first one. */
  g_object_set (completion, "select-on-show", TRUE, NULL);
  gtk_source_completion_add_provider (completion, provider);
}

void
gp_code_view_set_placeholder (GpCodeView *self,
                              const char *text)
{
  g_return_if_fail (GP_IS_CODE_VIEW (self));

  gtk_label_set_label (GTK_LABEL (self->placeholder), text != NULL ? text : "");
  gtk_widget_set_visible (self->placeholder,
                          text != NULL && gtk_text_buffer_get_char_count (self->buffer) == 0);
}

void
gp_code_view_place_cursor (GpCodeView *self,
                           gsize       offset)
{
  g_autofree char *text = gp_code_view_dup_text (self);
  GtkTextIter at;

  g_return_if_fail (GP_IS_CODE_VIEW (self));

  offset = MIN (offset, strlen (text));
  gtk_text_buffer_get_iter_at_offset (self->buffer, &at,
                                      (int) g_utf8_strlen (text, (gssize) offset));
  gtk_text_buffer_place_cursor (self->buffer, &at);
  gtk_widget_grab_focus (self->view);
}

void
gp_code_view_set_editable (GpCodeView *self,
                           gboolean    editable)
{
  g_return_if_fail (GP_IS_CODE_VIEW (self));

  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->view), editable);
  gtk_text_view_set_cursor_visible (GTK_TEXT_VIEW (self->view), editable);
}
