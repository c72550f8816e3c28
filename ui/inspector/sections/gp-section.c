/* gp-section.c — one titled part of the inspector
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-section"
#include "config.h"

#include "gp-section.h"

#include "gp-hint.h"

typedef struct
{
  GpSession *session;
  GpId      *ids;
  gsize      n_ids;
  GPtrArray *findings;
  GtkWidget *title;
  GtkWidget *list;
} GpSectionPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (GpSection, gp_section, GTK_TYPE_BOX)

enum
{
  PROP_SESSION = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
gp_section_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  GpSectionPrivate *priv = gp_section_get_instance_private (GP_SECTION (object));

  switch (prop_id)
    {
    case PROP_SESSION:
      priv->session = g_value_dup_object (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gp_section_dispose (GObject *object)
{
  GpSectionPrivate *priv = gp_section_get_instance_private (GP_SECTION (object));

  g_clear_object (&priv->session);
  g_clear_pointer (&priv->ids, g_free);
  g_clear_pointer (&priv->findings, g_ptr_array_unref);
  priv->n_ids = 0;

  G_OBJECT_CLASS (gp_section_parent_class)->dispose (object);
}

static void
gp_section_class_init (GpSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = gp_section_set_property;
  object_class->dispose = gp_section_dispose;

  props[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, GP_TYPE_SESSION,
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
gp_section_init (GpSection *self)
{
  GpSectionPrivate *priv = gp_section_get_instance_private (self);

  priv->findings = g_ptr_array_new ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "section");

  priv->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (priv->title), 0);
  gtk_widget_add_css_class (priv->title, "section-title");
  priv->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (priv->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (priv->list, "boxed-list");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (priv->list),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, priv->title, NULL, -1);
  gtk_box_append (GTK_BOX (self), priv->title);
  gtk_box_append (GTK_BOX (self), priv->list);
}

void
gp_section_set_title (GpSection  *self,
                      const char *title)
{
  GpSectionPrivate *priv = gp_section_get_instance_private (self);

  gtk_label_set_label (GTK_LABEL (priv->title), title != NULL ? title : "");
  gtk_widget_set_visible (priv->title, title != NULL);
}

GpSession *
gp_section_get_session (GpSection *self)
{
  GpSectionPrivate *priv = gp_section_get_instance_private (self);

  return priv->session;
}

GtkListBox *
gp_section_get_list (GpSection *self)
{
  GpSectionPrivate *priv = gp_section_get_instance_private (self);

  return GTK_LIST_BOX (priv->list);
}

const GpId *
gp_section_get_ids (GpSection *self,
                    gsize     *n)
{
  GpSectionPrivate *priv = gp_section_get_instance_private (self);

  *n = priv->n_ids;
  return priv->ids;
}

const GpElement *
gp_section_peek_element (GpSection *self)
{
  GpSectionPrivate *priv = gp_section_get_instance_private (self);

  if (priv->n_ids == 0)
    return NULL;

  return gp_design_lookup (gp_session_get_design (priv->session), &priv->ids[priv->n_ids - 1]);
}

void
gp_section_set_elements (GpSection  *self,
                         const GpId *ids,
                         gsize       n)
{
  GpSectionPrivate *priv = gp_section_get_instance_private (self);

  g_free (priv->ids);
  priv->ids = g_memdup2 (ids, n * sizeof *ids);
  priv->n_ids = n;
  gp_section_refresh (self);
}

void
gp_section_refresh (GpSection *self)
{
  if (gp_section_peek_element (self) != NULL)
    GP_SECTION_GET_CLASS (self)->refresh (self);
}

void
gp_section_set_findings (GpSection *self,
                         GPtrArray *findings)
{
  GpSectionPrivate *priv = gp_section_get_instance_private (self);

  g_ptr_array_ref (findings);
  g_ptr_array_unref (priv->findings);
  priv->findings = findings;
  gp_section_refresh (self);
}

GPtrArray *
gp_section_get_findings (GpSection *self)
{
  GpSectionPrivate *priv = gp_section_get_instance_private (self);

  return priv->findings;
}

GtkWidget *
gp_add_row_new (const char *label)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("list-add-symbolic"));
  gtk_box_append (GTK_BOX (box), gtk_label_new (label));
  gtk_widget_add_css_class (box, "property");
  gtk_widget_add_css_class (box, "dim-label");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gp_hint_name_row (box);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);

  return row;
}
