/* gp-node-text.c — what stands on the small cards
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-node-text"
#include "config.h"
#include "gp-node-text.h"

#include "gp-theme.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *type;      /* a choice of the property */
  const char *label;
  GpIcon      icon;
  const char *color;
} TypeRow;

static const TypeRow step_rows[] = {
  { "set",         N_("set values"),      GP_ICON_EDIT,      "#62707d" },
  { "switch",      N_("condition"),       GP_ICON_CONDITION, "#3584e4" },
  { "for",         N_("for each"),        GP_ICON_LOOP,      "#9141ac" },
  { "fork",        N_("at the same time"), GP_ICON_FORK,     "#9141ac" },
  { "group",       N_("group"),           GP_ICON_GROUP,     "#62707d" },
  { "try",         N_("try"),             GP_ICON_GROUP,     "#c88800" },
  { "call_http",   N_("HTTP"),            GP_ICON_CALL,      "#2190a4" },
  { "data_read",   N_("read"),            GP_ICON_DATA,      "#2ec27e" },
  { "data_create", N_("create"),          GP_ICON_DATA,      "#2ec27e" },
  { "data_update", N_("update"),          GP_ICON_DATA,      "#2ec27e" },
  { "data_delete", N_("delete"),          GP_ICON_DATA,      "#e01b24" },
  { "mail",        N_("e-mail"),          GP_ICON_MAIL,      "#2190a4" },
  { "function",    N_("function"),        GP_ICON_CODE,      "#6f5bd6" },
  { "run_flow",    N_("flow"),            GP_ICON_FLOW,      "#ff7800" },
  { "emit",        N_("event"),           GP_ICON_EVENT,     "#ff7800" },
  { "listen",      N_("waits for event"), GP_ICON_LISTEN,    "#ff7800" },
  { "wait",        N_("wait"),            GP_ICON_CLOCK,     "#9141ac" },
  { "raise",       N_("error"),           GP_ICON_ALERT,     "#e01b24" },
  { "approve",     N_("approval"),        GP_ICON_APPROVE,   "#9141ac" },
  { "code",        N_("code"),            GP_ICON_CODE,      "#6f5bd6" },
};

static const TypeRow trigger_rows[] = {
  { "manual", N_("by hand"),       GP_ICON_PLAY,  "#ff7800" },
  { "cron",   N_("on a schedule"), GP_ICON_CLOCK, "#ff7800" },
  { "every",  N_("every"),         GP_ICON_CLOCK, "#ff7800" },
  { "after",  N_("after"),         GP_ICON_CLOCK, "#ff7800" },
  { "event",  N_("on event"),      GP_ICON_EVENT, "#ff7800" },
  { "data",   N_("on change"),     GP_ICON_FLOW,  "#ff7800" },
  { "http",   N_("HTTP"),          GP_ICON_CALL,  "#ff7800" },
  { "flow",   N_("by a flow"),     GP_ICON_FLOW,  "#ff7800" },
};

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

/* The condition of the first branch. */
static const char *
find_condition (GpDesign        *design,
                const GpElement *step)
{
  gsize n;
  const GpReferrer *referrers = gp_design_peek_referrers (design, gp_element_get_id (step), &n);
  const GpElement *first = NULL;

  for (gsize i = 0; i < n; i++)
    {
      const GpElement *holder = gp_design_lookup (design, &referrers[i].holder);

      if (referrers[i].property == GP_TRANSITION_FROM && holder != NULL
          && is_given (gp_element_get_text (holder, GP_TRANSITION_WHEN))
          && (first == NULL || gp_element_get_rank (holder) < gp_element_get_rank (first)))
        first = holder;
    }
  return first != NULL ? gp_element_get_text (first, GP_TRANSITION_WHEN) : NULL;
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

static char *
call_detail (const GpElement *step)
{
  gint64 tries = gp_element_get_int (step, GP_STEP_RETRY_ATTEMPTS);
  g_autofree char *method = g_strdup_printf ("HTTP %s", gp_element_get_text (step, GP_STEP_METHOD));
  g_autofree char *times = NULL;

  if (tries > 1)
    times = g_strdup_printf (ngettext ("%d try", "%d tries", (gulong) tries), (int) tries);
  return join (method, times);
}

static void
init_step (GpNodeText      *self,
           GpDesign        *design,
           const GpElement *step)
{
  const char *type = gp_element_get_text (step, GP_STEP_TYPE);
  const TypeRow *row = find_row (step_rows, G_N_ELEMENTS (step_rows), type);
  const char *label = _(row->label);
  const char *condition;

  self->icon = row->icon;
  gp_theme_parse_color (row->color, &self->accent);

  if (g_strcmp0 (type, "switch") == 0 && is_given (condition = find_condition (design, step)))
    {
      self->detail = g_strdup (condition);
      self->code = TRUE;
    }
  else if (g_strcmp0 (type, "call_http") == 0)
    self->detail = call_detail (step);
  else if (g_strcmp0 (type, "run_flow") == 0)
    self->detail = join (label, name_of (design, gp_element_get_ref (step, GP_STEP_FLOW)));
  else if (g_strcmp0 (type, "emit") == 0)
    self->detail = join (label, name_of (design, gp_element_get_ref (step, GP_STEP_EVENT)));
  else if (g_str_has_prefix (type != NULL ? type : "", "data_"))
    /* Translators: what a step does and to which entity: "create report". */
    self->detail = g_strdup_printf (C_("step", "%1$s %2$s"), label,
                                    name_of (design, gp_element_get_ref (step, GP_STEP_ENTITY)));
  else
    self->detail = join (label, gp_element_get_text (step, GP_STEP_DURATION));
}

static const char *
say_change (const char *change)
{
  if (g_str_equal (change, "created"))
    return C_("change of a record", "created");
  if (g_str_equal (change, "updated"))
    return C_("change of a record", "updated");
  return g_str_equal (change, "deleted") ? C_("change of a record", "deleted") : change;
}

static char *
data_trigger_title (GpDesign        *design,
                    const GpElement *flow)
{
  gsize n;
  const char *const *changes = gp_element_get_texts (flow, GP_FLOW_TRIGGER_CHANGES, &n);
  g_autoptr(GString) joined = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? C_("list", ", ") : "", say_change (changes[i]));
  /* Translators: an entity and what has happened to a record of it: "invoice created, updated". */
  return g_strdup_printf (C_("trigger", "%1$s %2$s"),
                          name_of (design, gp_element_get_ref (flow, GP_FLOW_TRIGGER_ENTITY)),
                          joined->str);
}

static char *
trigger_title (GpDesign        *design,
               const GpElement *flow,
               const char      *type)
{
  const char *title = gp_element_get_text (flow, GP_FLOW_TRIGGER_TITLE);

  if (is_given (title))
    return g_strdup (title);
  if (g_strcmp0 (type, "data") == 0)
    return data_trigger_title (design, flow);
  if (g_strcmp0 (type, "event") == 0)
    return g_strdup (name_of (design, gp_element_get_ref (flow, GP_FLOW_TRIGGER_EVENT)));
  return g_strdup (gp_element_get_name (flow));
}

static void
init_flow (GpNodeText      *self,
           GpDesign        *design,
           const GpElement *flow)
{
  const char *type = gp_element_get_text (flow, GP_FLOW_TRIGGER);
  const TypeRow *row = find_row (trigger_rows, G_N_ELEMENTS (trigger_rows), type);
  const char *when = gp_element_get_text (flow, GP_FLOW_TRIGGER_WHEN);
  const char *label = _(row->label);

  self->icon = row->icon;
  gp_theme_parse_color (row->color, &self->accent);
  g_free (self->title);
  self->title = trigger_title (design, flow, type);
  if (!is_given (self->title))
    {
      g_free (self->title);
      self->title = g_strdup (gp_element_get_name (flow));
    }

  if (is_given (when))
    {
      self->detail = g_strdup (when);
      self->code = TRUE;
    }
  else if (g_strcmp0 (type, "http") == 0)
    self->detail = g_strdup_printf ("%s %s", gp_element_get_text (flow, GP_FLOW_HTTP_METHOD),
                                    is_given (gp_element_get_text (flow, GP_FLOW_HTTP_PATH))
                                      ? gp_element_get_text (flow, GP_FLOW_HTTP_PATH) : "");
  else
    self->detail = join (label, gp_element_get_text (flow, GP_FLOW_SCHEDULE));
}

void
gp_node_text_init (GpNodeText      *self,
                   GpDesign        *design,
                   const GpElement *element)
{
  GpKind kind = gp_element_get_kind (element);

  *self = (GpNodeText) { 0 };
  self->title = g_strdup (gp_element_get_name (element));

  if (kind == GP_KIND_STEP)
    {
      if (is_given (gp_element_get_text (element, GP_STEP_TITLE)))
        {
          g_free (self->title);
          self->title = g_strdup (gp_element_get_text (element, GP_STEP_TITLE));
        }
      init_step (self, design, element);
    }
  else if (kind == GP_KIND_FLOW)
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
}
