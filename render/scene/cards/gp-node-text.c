/* gp-node-text.c — what stands on the small cards
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-node-text"
#include "config.h"
#include "gp-node-text.h"

#include "gp-step-text.h"
#include "gp-theme.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *type;      /* a choice of the property */
  const char *label;
  GpIcon      icon;
  const char *color;
} TypeRow;

static const TypeRow kind_rows[] = {
  { "role",   N_("role"),   GP_ICON_ROLE,   "#3584e4" },
  { "bucket", N_("bucket"), GP_ICON_BUCKET, "#c88800" },
  { "event",  N_("event"),  GP_ICON_EVENT,  "#ff7800" },
};

static const TypeRow *
find_row (const TypeRow *rows,
          gsize          n,
          const char    *type)
{
  for (gsize i = 0; i < n; i++)
    if (g_strcmp0 (rows[i].type, type) == 0)
      return &rows[i];
  return &rows[0];
}

static gboolean
is_given (const char *text)
{
  return text != NULL && text[0] != '\0';
}

static const char *
name_of (GpDesign   *design,
         const GpId *id)
{
  const GpElement *element = gp_design_lookup (design, id);

  return element != NULL ? gp_element_get_name (element) : "";
}

static char *
join (const char *one,
      const char *two)
{
  if (!is_given (one) || !is_given (two))
    return g_strdup (is_given (one) ? one : is_given (two) ? two : "");
  return g_strdup_printf ("%s · %s", one, two);
}

/* A folded domain: how much is in it, and whose it is. */
static void
init_domain (GpNodeText      *self,
             GpDesign        *design,
             const GpElement *domain)
{
  gsize n;
  const GpReferrer *referrers = gp_design_peek_referrers (design, gp_element_get_id (domain), &n);
  guint count = 0;
  g_autofree char *entities = NULL;

  for (gsize i = 0; i < n; i++)
    count += referrers[i].property == GP_ENTITY_DOMAIN;
  entities = g_strdup_printf (ngettext ("%u entity", "%u entities", count), count);
  self->icon = GP_ICON_DOMAIN;
  gp_theme_parse_color (gp_element_get_text (domain, GP_DOMAIN_COLOR), &self->accent);
  self->detail = join (entities, gp_element_get_text (domain, GP_DOMAIN_OWNER));
}

/* An entity that stands outside what is shown. */
static void
init_entity (GpNodeText      *self,
             GpDesign        *design,
             const GpElement *entity)
{
  const GpId *domain = gp_element_get_ref (entity, GP_ENTITY_DOMAIN);

  self->icon = GP_ICON_ENTITY;
  gp_theme_parse_color ("#62707d", &self->accent);
  self->detail = domain != NULL ? g_strdup (name_of (design, domain)) : g_strdup (_("entity"));
}

/* A flow among others: what it is called, and what starts it. */
static void
init_flow (GpNodeText      *self,
           GpDesign        *design,
           const GpElement *flow)
{
  const char *title = gp_element_get_text (flow, GP_FLOW_TITLE);
  g_auto(GpNodeText) trigger = { 0 };

  gp_step_text_init_trigger (&trigger, design, flow);
  self->icon = trigger.icon;
  self->accent = trigger.accent;
  if (is_given (title))
    {
      g_free (self->title);
      self->title = g_strdup (title);
    }
  self->detail = g_steal_pointer (&trigger.title);
}

void
gp_node_text_set_chip (GpNodeText *self,
                       GpDesign   *design,
                       const GpId *id)
{
  static const struct
  {
    GpKind kind;
    GpIcon icon;
  } icons[] = {
    { GP_KIND_ENTITY, GP_ICON_ENTITY }, { GP_KIND_EVENT, GP_ICON_EVENT },
    { GP_KIND_FLOW, GP_ICON_FLOW },
  };
  const GpElement *element = gp_design_lookup (design, id);

  if (element == NULL)
    return;
  g_free (self->chip);
  self->chip = g_strdup (gp_element_get_name (element));
  self->chip_id = *id;
  self->chip_icon = GP_ICON_NONE;
  for (gsize i = 0; i < G_N_ELEMENTS (icons); i++)
    if (icons[i].kind == gp_element_get_kind (element))
      self->chip_icon = icons[i].icon;
}

void
gp_node_text_init (GpNodeText      *self,
                   GpDesign        *design,
                   const GpElement *element,
                   gboolean         trigger)
{
  GpKind kind = gp_element_get_kind (element);

  if (kind == GP_KIND_STEP)
    {
      gp_step_text_init (self, design, element);
      return;
    }
  if (kind == GP_KIND_FLOW && trigger)
    {
      gp_step_text_init_trigger (self, design, element);
      return;
    }
  *self = (GpNodeText) { 0 };
  self->title = g_strdup (gp_element_get_name (element));
  if (kind == GP_KIND_FLOW)
    init_flow (self, design, element);
  else if (kind == GP_KIND_DOMAIN)
    init_domain (self, design, element);
  else if (kind == GP_KIND_ENTITY)
    init_entity (self, design, element);
  else
    {
      const TypeRow *row = find_row (kind_rows, G_N_ELEMENTS (kind_rows),
                                     gp_kind_get_info (kind)->nick);

      self->icon = row->icon;
      gp_theme_parse_color (row->color, &self->accent);
      self->detail = g_strdup (_(row->label));
    }
}

void
gp_node_text_clear (GpNodeText *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->detail, g_free);
  g_clear_pointer (&self->chip, g_free);
}
