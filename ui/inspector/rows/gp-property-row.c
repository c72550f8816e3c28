/* gp-property-row.c — one property of one or several elements, shown and edited in a list row
 * SPDX-License-Identifier: Apache-2.0
 *
 *   ┌────────────────────────────────────┐      ┌────────────────────────────────────┐
 *   │ label                       editor │  or  │ label                              │
 *   │ why the value was not taken        │      │ editor, as wide as the row         │
 *   │ what lint says about it            │      │ why the value was not taken        │
 *   └────────────────────────────────────┘      │ what lint says about it            │
 *                                               └────────────────────────────────────┘
 * The last value that was shown is kept, so that a refresh after somebody else's change touches
 * the editor only where the value differs: the cursor stays where it is.
 */
#define G_LOG_DOMAIN "gp-property-row"
#include "config.h"

#include "gp-property-row.h"

#include "gp-edit.h"
#include "gp-hint.h"
#include "gp-property-rows.h"
#include "gp-wrapped-label.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GpSession  *session;
  GpProperty  property;
  GpId       *ids;
  gsize       n_ids;
  GpValue     shown;
  gboolean    shown_mixed;
  gboolean    shown_once;
  GtkWidget  *box;
  GtkWidget  *head;
  GtkWidget  *label;
  GtkWidget  *editor;
  GtkWidget  *complaint;
  GtkWidget  *remark;         /* once there was one */
} GpPropertyRowPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (GpPropertyRow, gp_property_row, ADW_TYPE_PREFERENCES_ROW)

enum
{
  PROP_SESSION = 1,
  PROP_PROPERTY,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

/* A row for each property type; some properties have an editor of their own. */
static GType
type_for_property (const GpPropertyInfo *info)
{
  static GType (*const types[]) (void) = {
    [GP_TYPE_BOOL]        = gp_switch_row_get_type,
    [GP_TYPE_INT]         = gp_text_row_get_type,
    [GP_TYPE_TIMESTAMP]   = gp_text_row_get_type,
    [GP_TYPE_NAME]        = gp_text_row_get_type,
    [GP_TYPE_LINE]        = gp_text_row_get_type,
    [GP_TYPE_PROSE]       = gp_code_row_get_type,
    [GP_TYPE_CODE]        = gp_code_row_get_type,
    [GP_TYPE_EXPRESSION]  = gp_code_row_get_type,
    [GP_TYPE_JSON]        = gp_code_row_get_type,
    [GP_TYPE_COLOR]       = gp_color_row_get_type,
    [GP_TYPE_DURATION]    = gp_text_row_get_type,
    [GP_TYPE_CHOICE]      = gp_choice_row_get_type,
    [GP_TYPE_TEXTS]       = gp_texts_row_get_type,
    [GP_TYPE_EXPRESSIONS] = gp_pairs_row_get_type,
    [GP_TYPE_POINT]       = gp_text_row_get_type,
    [GP_TYPE_REF]         = gp_ref_row_get_type,
    [GP_TYPE_REFS]        = gp_refs_row_get_type,
  };

  if (gp_toggles_row_knows (info->property))
    return gp_toggles_row_get_type ();

  return types[info->type] ();
}

GtkWidget *
gp_property_row_new (GpSession  *session,
                     GpProperty  property)
{
  g_return_val_if_fail (GP_IS_SESSION (session), NULL);
  g_return_val_if_fail (property < GP_N_PROPERTIES, NULL);

  return g_object_new (type_for_property (gp_property_get_info (property)),
                       "session", session,
                       "property", (guint) property,
                       "sensitive", !gp_session_is_read_only (session),
                       NULL);
}

static void
gp_property_row_constructed (GObject *object)
{
  GpPropertyRow *self = GP_PROPERTY_ROW (object);
  GpPropertyRowPrivate *priv = gp_property_row_get_instance_private (self);
  const GpPropertyInfo *info = gp_property_get_info (priv->property);

  G_OBJECT_CLASS (gp_property_row_parent_class)->constructed (object);

  gtk_label_set_label (GTK_LABEL (priv->label), _(info->label));
  gtk_widget_set_tooltip_text (priv->label, _(info->meaning));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _(info->label));
}

static void
gp_property_row_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  GpPropertyRowPrivate *priv = gp_property_row_get_instance_private (GP_PROPERTY_ROW (object));

  switch (prop_id)
    {
    case PROP_SESSION:
      priv->session = g_value_dup_object (value);
      break;

    case PROP_PROPERTY:
      priv->property = g_value_get_uint (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gp_property_row_dispose (GObject *object)
{
  GpPropertyRowPrivate *priv = gp_property_row_get_instance_private (GP_PROPERTY_ROW (object));

  g_clear_object (&priv->session);
  g_clear_pointer (&priv->ids, g_free);
  priv->n_ids = 0;
  gp_value_clear (&priv->shown);

  G_OBJECT_CLASS (gp_property_row_parent_class)->dispose (object);
}

static void
gp_property_row_class_init (GpPropertyRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = gp_property_row_constructed;
  object_class->set_property = gp_property_row_set_property;
  object_class->dispose = gp_property_row_dispose;

  props[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, GP_TYPE_SESSION,
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_PROPERTY] =
    g_param_spec_uint ("property", NULL, NULL, 0, GP_N_PROPERTIES - 1, 0,
                       G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static GtkWidget *
new_note (void)
{
  GtkWidget *label = gp_wrapped_label_new (NULL, "caption");

  gtk_widget_set_visible (label, FALSE);

  return label;
}

static void
gp_property_row_init (GpPropertyRow *self)
{
  GpPropertyRowPrivate *priv = gp_property_row_get_instance_private (self);

  priv->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  priv->head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  priv->label = gtk_label_new (NULL);
  priv->complaint = new_note ();

  gtk_label_set_xalign (GTK_LABEL (priv->label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (priv->label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (priv->complaint, "error");

  gtk_box_append (GTK_BOX (priv->head), priv->label);
  gtk_box_append (GTK_BOX (priv->box), priv->head);
  gtk_box_append (GTK_BOX (priv->box), priv->complaint);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), priv->box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, priv->label, NULL, -1);
  gtk_widget_add_css_class (priv->box, "property");
}

void
gp_property_row_set_editor (GpPropertyRow *self,
                            GtkWidget     *editor)
{
  GpPropertyRowPrivate *priv = gp_property_row_get_instance_private (self);

  g_return_if_fail (priv->editor == NULL);

  priv->editor = editor;
  gtk_widget_set_hexpand (editor, TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (editor),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, priv->label, NULL, -1);
  gp_hint_name_inside (editor, _(gp_property_row_get_info (self)->label));

  if (GP_PROPERTY_ROW_GET_CLASS (self)->wide)
    {
      gtk_widget_add_css_class (priv->box, "wide");
      gtk_box_insert_child_after (GTK_BOX (priv->box), editor, priv->head);
    }
  else
    gtk_box_append (GTK_BOX (priv->head), editor);
}

GpProperty
gp_property_row_get_property (GpPropertyRow *self)
{
  GpPropertyRowPrivate *priv = gp_property_row_get_instance_private (self);

  return priv->property;
}

GpSession *
gp_property_row_get_session (GpPropertyRow *self)
{
  GpPropertyRowPrivate *priv = gp_property_row_get_instance_private (self);

  return priv->session;
}

const GpPropertyInfo *
gp_property_row_get_info (GpPropertyRow *self)
{
  return gp_property_get_info (gp_property_row_get_property (self));
}

const GpElement *
gp_property_row_peek_element (GpPropertyRow *self)
{
  GpPropertyRowPrivate *priv = gp_property_row_get_instance_private (self);

  if (priv->n_ids == 0)
    return NULL;

  return gp_design_lookup (gp_session_get_design (priv->session), &priv->ids[priv->n_ids - 1]);
}

gboolean
gp_property_row_has_elements (GpPropertyRow *self,
                              const GpId    *ids,
                              gsize          n)
{
  GpPropertyRowPrivate *priv = gp_property_row_get_instance_private (self);

  return priv->n_ids == n && (n == 0 || memcmp (priv->ids, ids, n * sizeof *ids) == 0);
}

void
gp_property_row_hide_label (GpPropertyRow *self)
{
  GpPropertyRowPrivate *priv = gp_property_row_get_instance_private (self);

  gtk_widget_set_visible (priv->label, FALSE);
  gtk_widget_set_visible (priv->head, !GP_PROPERTY_ROW_GET_CLASS (self)->wide);
}

void
gp_property_row_edit_at (GpPropertyRow *self,
                         gsize          offset)
{
  GpPropertyRowPrivate *priv = gp_property_row_get_instance_private (self);

  g_return_if_fail (GP_IS_PROPERTY_ROW (self));

  if (GP_PROPERTY_ROW_GET_CLASS (self)->edit_at != NULL)
    GP_PROPERTY_ROW_GET_CLASS (self)->edit_at (self, offset);
  else
    gtk_widget_child_focus (priv->editor, GTK_DIR_TAB_FORWARD);
}

void
gp_property_row_set_elements (GpPropertyRow *self,
                              const GpId    *ids,
                              gsize          n)
{
  GpPropertyRowPrivate *priv = gp_property_row_get_instance_private (self);

  g_free (priv->ids);
  priv->ids = g_memdup2 (ids, n * sizeof *ids);
  priv->n_ids = n;
  gp_property_row_restore (self);
}

void
gp_property_row_refresh (GpPropertyRow *self)
{
  GpPropertyRowPrivate *priv = gp_property_row_get_instance_private (self);
  GpDesign *design = gp_session_get_design (priv->session);
  const GpElement *last = gp_property_row_peek_element (self);
  const GpValue *value;
  gboolean mixed = FALSE;

  if (last == NULL)
    return;

  value = gp_element_get_value (last, priv->property);
  for (gsize i = 0; i + 1 < priv->n_ids && !mixed; i++)
    {
      const GpElement *element = gp_design_lookup (design, &priv->ids[i]);

      mixed = element != NULL
              && !gp_value_equal (gp_element_get_value (element, priv->property), value);
    }

  /* What a list of names looks like changes with the names of others, not with the value. */
  if (priv->shown_once && mixed == priv->shown_mixed && gp_value_equal (value, &priv->shown)
      && !(mixed && GP_PROPERTY_ROW_GET_CLASS (self)->by_parts)
      && gp_property_value_type (priv->property) != GP_VALUE_ID
      && gp_property_value_type (priv->property) != GP_VALUE_IDS)
    return;

  gp_value_clear (&priv->shown);
  priv->shown = gp_value_copy (value);
  priv->shown_mixed = mixed;
  priv->shown_once = TRUE;
  GP_PROPERTY_ROW_GET_CLASS (self)->show (self, &priv->shown, mixed);
}

void
gp_property_row_restore (GpPropertyRow *self)
{
  GpPropertyRowPrivate *priv = gp_property_row_get_instance_private (self);

  priv->shown_once = FALSE;
  gp_property_row_complain (self, NULL);
  gp_property_row_refresh (self);
}

/* One change set for all elements; NULL with @error as soon as one of them refuses. */
static GpChangeSet *
changes_for (GpPropertyRow   *self,
             GpPropertyEdit   edit,
             gpointer         user_data,
             GError         **error)
{
  GpPropertyRowPrivate *priv = gp_property_row_get_instance_private (self);
  GpDesign *design = gp_session_get_design (priv->session);
  g_autoptr(GpChangeSet) all = NULL;

  for (gsize i = 0; i < priv->n_ids; i++)
    {
      const GpElement *element = gp_design_lookup (design, &priv->ids[i]);
      g_autoptr(GpChangeSet) one = NULL;

      if (element == NULL)
        continue;

      one = gp_edit_set (design, &priv->ids[i], priv->property,
                         edit (gp_element_get_value (element, priv->property), user_data), error);
      if (one == NULL)
        return NULL;

      if (all == NULL)
        all = g_steal_pointer (&one);
      else
        gp_change_set_append_all (all, one);
    }

  return all != NULL ? g_steal_pointer (&all) : gp_change_set_new (NULL);
}

static gboolean
submit (GpPropertyRow  *self,
        GpPropertyEdit  edit,
        gpointer        user_data,
        gboolean        typed)
{
  GpPropertyRowPrivate *priv = gp_property_row_get_instance_private (self);
  g_autoptr(GpPropertyRow) alive = g_object_ref (self);
  g_autoptr(GpChangeSet) changes = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *key = NULL;
  char id[GP_ID_STRING_SIZE];

  if (priv->n_ids == 0)
    return FALSE;

  changes = changes_for (self, edit, user_data, &error);
  if (typed)
    key = g_strdup_printf ("%s %u", gp_id_format (&priv->ids[priv->n_ids - 1], id),
                           (guint) priv->property);

  if (changes == NULL || !gp_session_apply (priv->session, changes, key, &error))
    {
      gp_property_row_complain (self, error->message);
      return FALSE;
    }

  gp_property_row_complain (self, NULL);
  return TRUE;
}

gboolean
gp_property_row_submit_new (GpPropertyRow  *self,
                            GpKind          kind,
                            const char     *name,
                            GpPropertyEdit  edit)
{
  GpPropertyRowPrivate *priv = gp_property_row_get_instance_private (self);
  GpDesign *design = gp_session_get_design (priv->session);
  GpId id = gp_id_nil;
  g_autoptr(GpChangeSet) changes = gp_edit_add (design, kind, gp_design_get_root_id (design), name,
                                                NULL, NULL, &id);
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < priv->n_ids; i++)
    {
      const GpElement *element = gp_design_lookup (design, &priv->ids[i]);

      if (element != NULL)
        gp_change_set_set (changes, element, priv->property,
                           edit (gp_element_get_value (element, priv->property), &id));
    }
  if (gp_session_apply (priv->session, changes, NULL, &error))
    return TRUE;
  gp_property_row_complain (self, error->message);
  return FALSE;
}

static GpValue
replace (const GpValue *value,
         gpointer       user_data)
{
  return gp_value_copy (user_data);
}

gboolean
gp_property_row_submit (GpPropertyRow *self,
                        GpValue        value,
                        gboolean       typed)
{
  g_auto(GpValue) owned = value;

  return submit (self, replace, &owned, typed);
}

gboolean
gp_property_row_submit_each (GpPropertyRow  *self,
                             GpPropertyEdit  edit,
                             gpointer        user_data,
                             gboolean        typed)
{
  return submit (self, edit, user_data, typed);
}

guint
gp_property_row_count_elements (GpPropertyRow  *self,
                                gboolean      (*fits) (const GpValue *, gpointer),
                                gpointer        user_data,
                                guint          *n_fitting)
{
  GpPropertyRowPrivate *priv = gp_property_row_get_instance_private (self);
  guint n = 0;

  *n_fitting = 0;
  for (gsize i = 0; i < priv->n_ids; i++)
    {
      const GpElement *element = gp_design_lookup (gp_session_get_design (priv->session),
                                                   &priv->ids[i]);

      n += element != NULL;
      *n_fitting += element != NULL && fits (gp_element_get_value (element, priv->property),
                                             user_data);
    }

  return n;
}

GtkWidget *
gp_property_row_get_label (GpPropertyRow *self)
{
  GpPropertyRowPrivate *priv = gp_property_row_get_instance_private (self);

  return priv->label;
}

void
gp_property_row_complain (GpPropertyRow *self,
                          const char    *message)
{
  GpPropertyRowPrivate *priv = gp_property_row_get_instance_private (self);

  gtk_label_set_label (GTK_LABEL (priv->complaint), message != NULL ? message : "");
  gtk_widget_set_visible (priv->complaint, message != NULL);
  if (message != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "invalid");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "invalid");
}

void
gp_property_row_remark (GpPropertyRow   *self,
                        const GpFinding *finding)
{
  static const char *const classes[] = {
    [GP_SEVERITY_INFO] = "dim-label", [GP_SEVERITY_WARNING] = "warning",
    [GP_SEVERITY_ERROR] = "error",
  };
  GpPropertyRowPrivate *priv = gp_property_row_get_instance_private (self);
  const char *words[] = { "caption", NULL, NULL };

  if (priv->remark == NULL && finding == NULL)
    return;
  if (priv->remark == NULL)
    {
      priv->remark = new_note ();
      gtk_box_append (GTK_BOX (priv->box), priv->remark);
    }
  gtk_widget_set_visible (priv->remark, finding != NULL);
  if (finding == NULL)
    return;
  gtk_label_set_label (GTK_LABEL (priv->remark), gp_finding_get_message (finding));
  words[1] = classes[gp_finding_get_severity (finding)];
  gtk_widget_set_css_classes (priv->remark, words);
}
