/* gp-token-section.c — where a target's token is kept
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-token-section"
#include "config.h"

#include "gp-section.h"

#include <glib/gi18n-lib.h>

#define GP_TYPE_TOKEN_SECTION (gp_token_section_get_type ())
G_DECLARE_FINAL_TYPE (GpTokenSection, gp_token_section, GP, TOKEN_SECTION, GpSection)

struct _GpTokenSection
{
  GpSection parent_instance;

  GtkWidget    *row;
  GCancellable *cancellable;    /* of the question under way */
  GpId          target;         /* that was asked about */
};

G_DEFINE_FINAL_TYPE (GpTokenSection, gp_token_section, GP_TYPE_SECTION)

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  static const char *const places[] = {
    [GP_TOKEN_NOWHERE] = N_("None yet"),
    [GP_TOKEN_IN_SESSION] = N_("Kept until the design is closed"),
    [GP_TOKEN_IN_KEYRING] = N_("In your keyring"),
    [GP_TOKEN_PROVIDED] = N_("Known to this computer"),
  };
  g_autoptr(GpTokenSection) self = user_data;         /* reference taken when the call began */
  g_autoptr(GError) error = NULL;
  GpTokenPlace place = gp_session_find_token_finish (GP_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->row == NULL)
    return;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->row),
                               error != NULL ? _("No keyring answers") : _(places[place]));
}

static void
ask (GpTokenSection *self)
{
  const GpElement *target = gp_section_peek_element (GP_SECTION (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (target == NULL)
    return;

  self->target = *gp_element_get_id (target);
  self->cancellable = g_cancellable_new ();
  gp_session_find_token_async (gp_section_get_session (GP_SECTION (self)), &self->target,
                               self->cancellable, found_cb, g_object_ref (self));
}

static void
gp_token_section_refresh (GpSection *section)
{
  GpTokenSection *self = GP_TOKEN_SECTION (section);
  const GpElement *target = gp_section_peek_element (section);

  if (target != NULL && !gp_id_equal (gp_element_get_id (target), &self->target))
    ask (self);
}

static void
activated_cb (GpTokenSection *self)
{
  char id[GP_ID_STRING_SIZE];

  gtk_widget_activate_action (GTK_WIDGET (self), "win.token", "s",
                              gp_id_format (&self->target, id));
}

static void
gp_token_section_dispose (GObject *object)
{
  GpTokenSection *self = GP_TOKEN_SECTION (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->row = NULL;

  G_OBJECT_CLASS (gp_token_section_parent_class)->dispose (object);
}

static void
gp_token_section_class_init (GpTokenSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_token_section_dispose;
  GP_SECTION_CLASS (klass)->refresh = gp_token_section_refresh;
}

static void
gp_token_section_init (GpTokenSection *self)
{
}

GtkWidget *
gp_token_section_new (GpSession *session)
{
  GpTokenSection *self = g_object_new (GP_TYPE_TOKEN_SECTION, "session", session, NULL);

  gp_section_set_title (GP_SECTION (self), _("Access"));
  self->row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), _("Token"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_widget_add_css_class (self->row, "compact");
  gtk_widget_set_tooltip_text (self->row, _("Give, replace or forget the token"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->row), TRUE);
  gtk_list_box_append (gp_section_get_list (GP_SECTION (self)), self->row);
  g_signal_connect_object (self->row, "activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "token-changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
