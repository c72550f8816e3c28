/* gp-step-text.c — what stands on the cards of steps and triggers
 * SPDX-License-Identifier: Apache-2.0
 *
 * A title, and one line of what the step does: an expression, a request, or a word and a chip with
 * the name of what it touches. */
#define G_LOG_DOMAIN "gp-step-text"
#include "config.h"
#include "gp-step-text.h"

#include "gp-duration-words.h"
#include "gp-theme.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum
{
  SAYS_LABEL,        /* the label, and what else is given with it */
  SAYS_SET,
  SAYS_CONDITION,
  SAYS_LOOP,
  SAYS_REQUEST,
  SAYS_CONNECTION,
  SAYS_TOUCHED,      /* the label and what it touches */
  SAYS_LISTEN,
  SAYS_ERROR,
  SAYS_APPROVAL,
  SAYS_CODE,
} Says;

typedef struct
{
  const char *type;      /* a choice of the metamodel */
  const char *label;
  GpIcon      icon;
  const char *color;
  Says        says;
  GpProperty  touches;   /* SAYS_TOUCHED */
} TypeRow;

#define GREY   "#62707d"
#define BLUE   "#3584e4"
#define PURPLE "#9141ac"
#define TEAL   "#2190a4"
#define GREEN  "#2ec27e"
#define RED    "#e01b24"
#define AMBER  "#c88800"
#define INDIGO "#6f5bd6"
#define ORANGE "#ff7800"

static const TypeRow step_rows[] = {
  { "set", N_("set values"), GP_ICON_EDIT, GREY, SAYS_SET, 0 },
  { "switch", N_("condition"), GP_ICON_CONDITION, BLUE, SAYS_CONDITION, 0 },
  { "for", N_("for each"), GP_ICON_LOOP, PURPLE, SAYS_LOOP, 0 },
  { "fork", N_("at the same time"), GP_ICON_FORK, PURPLE, SAYS_LABEL, 0 },
  { "group", N_("group"), GP_ICON_GROUP, GREY, SAYS_LABEL, 0 },
  { "try", N_("try"), GP_ICON_GROUP, AMBER, SAYS_LABEL, 0 },
  { "call_http", N_("HTTP"), GP_ICON_CALL, TEAL, SAYS_REQUEST, 0 },
  { "data_read", N_("read"), GP_ICON_DATA, GREEN, SAYS_TOUCHED, GP_STEP_ENTITY },
  { "data_create", N_("create"), GP_ICON_DATA, GREEN, SAYS_TOUCHED, GP_STEP_ENTITY },
  { "data_update", N_("update"), GP_ICON_DATA, GREEN, SAYS_TOUCHED, GP_STEP_ENTITY },
  { "data_delete", N_("delete"), GP_ICON_DATA, RED, SAYS_TOUCHED, GP_STEP_ENTITY },
  { "mail", N_("e-mail"), GP_ICON_MAIL, TEAL, SAYS_CONNECTION, 0 },
  { "function", N_("function"), GP_ICON_CODE, INDIGO, SAYS_CODE, 0 },
  { "run_flow", N_("run"), GP_ICON_FLOW, ORANGE, SAYS_TOUCHED, GP_STEP_FLOW },
  { "emit", N_("event"), GP_ICON_EVENT, ORANGE, SAYS_TOUCHED, GP_STEP_EVENT },
  { "listen", N_("await"), GP_ICON_LISTEN, ORANGE, SAYS_LISTEN, 0 },
  { "wait", N_("wait"), GP_ICON_CLOCK, PURPLE, SAYS_LABEL, 0 },
  { "raise", N_("error"), GP_ICON_ALERT, RED, SAYS_ERROR, 0 },
  { "approve", N_("approval"), GP_ICON_APPROVE, PURPLE, SAYS_APPROVAL, 0 },
  { "code", N_("code"), GP_ICON_CODE, INDIGO, SAYS_CODE, 0 },
};

static const TypeRow trigger_rows[] = {
  { "manual", N_("by hand"), GP_ICON_PLAY, ORANGE, SAYS_LABEL, 0 },
  { "cron", N_("on a schedule"), GP_ICON_CLOCK, ORANGE, SAYS_LABEL, 0 },
  { "every", N_("every"), GP_ICON_CLOCK, ORANGE, SAYS_LABEL, 0 },
  { "after", N_("after"), GP_ICON_CLOCK, ORANGE, SAYS_LABEL, 0 },
  { "event", N_("on event"), GP_ICON_EVENT, ORANGE, SAYS_TOUCHED, GP_FLOW_TRIGGER_EVENT },
  { "data", N_("on change"), GP_ICON_FLOW, ORANGE, SAYS_TOUCHED, GP_FLOW_TRIGGER_ENTITY },
  { "http", N_("HTTP"), GP_ICON_CALL, ORANGE, SAYS_REQUEST, 0 },
  { "flow", N_("by a flow"), GP_ICON_FLOW, ORANGE, SAYS_LABEL, 0 },
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

/* Appends to a list of facts. Takes @fact. */
static void
add_fact (GpNodeText *self,
          char       *fact)
{
  g_autofree char *taken = fact;
  g_autofree char *before = self->detail;

  if (!is_given (before) || !is_given (taken))
    self->detail = g_strdup (is_given (taken) ? taken : before);
  else
    self->detail = g_strdup_printf ("%s · %s", before, taken);
}

static void
set_code (GpNodeText *self,
          char       *code)
{
  g_free (self->detail);
  self->detail = g_strdelimit (code, "\n\t", ' ');
  self->code = TRUE;
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

static void
say_tries (GpNodeText      *self,
           const GpElement *step)
{
  gint64 tries = gp_element_get_int (step, GP_STEP_RETRY_ATTEMPTS);

  if (tries > 1)
    add_fact (self, g_strdup_printf (ngettext ("%d try", "%d tries", (gulong) tries),
                                     (int) tries));
}

static void
say_duration (GpNodeText *self,
              const char *duration)
{
  if (is_given (duration))
    add_fact (self, gp_duration_to_words (duration));
}

/* What is set: the one value and what it becomes, or the names of several. */
static void
say_values (GpNodeText      *self,
            const GpElement *step)
{
  gsize n;
  const char *const *pairs = gp_element_get_texts (step, GP_STEP_WITH, &n);
  g_autoptr(GString) names = g_string_new (NULL);

  if (n == 2)
    {
      set_code (self, g_strdup_printf ("%s = %s", pairs[0], pairs[1]));
      return;
    }
  for (gsize i = 0; i + 1 < n; i += 2)
    g_string_append_printf (names, "%s%s", i > 0 ? C_("list", ", ") : "", pairs[i]);
  add_fact (self, g_string_free (g_steal_pointer (&names), FALSE));
}

static void
say_loop (GpNodeText      *self,
          const GpElement *step)
{
  const char *each = gp_element_get_text (step, GP_STEP_EACH);
  const char *in = gp_element_get_text (step, GP_STEP_IN);
  const char *while_true = gp_element_get_text (step, GP_STEP_WHILE);

  if (is_given (in))
    set_code (self, is_given (each) ? g_strdup_printf ("%s in %s", each, in) : g_strdup (in));
  else if (is_given (while_true))
    set_code (self, g_strdup (while_true));
}

static void
say_listening (GpNodeText      *self,
               GpDesign        *design,
               const GpElement *step)
{
  gsize n;
  const GpId *events = gp_element_get_refs (step, GP_STEP_LISTEN_EVENTS, &n);

  if (n > 0)
    gp_node_text_set_chip (self, design, &events[0]);
  if (n > 1)
    {
      g_autofree char *more = g_strdup_printf ("%s +%" G_GSIZE_FORMAT, self->chip, n - 1);

      g_free (self->chip);
      self->chip = g_steal_pointer (&more);
    }
}

/* The last part of an error's type, which is an address, says which one it is. */
static void
say_error (GpNodeText      *self,
           const GpElement *step)
{
  const char *type = gp_element_get_text (step, GP_STEP_ERROR_TYPE);
  gint64 status = gp_element_get_int (step, GP_STEP_ERROR_STATUS);
  const char *slash = type != NULL ? strrchr (type, '/') : NULL;

  if (status > 0)
    {
      g_autofree char *label = self->detail;

      self->detail = g_strdup_printf ("%s %d", label, (int) status);
    }
  add_fact (self, g_strdup (slash != NULL ? slash + 1 : type));
}

static void
say_approval (GpNodeText      *self,
              GpDesign        *design,
              const GpElement *step)
{
  gsize n;
  const GpId *roles = gp_element_get_refs (step, GP_STEP_ASSIGNEES, &n);

  if (n > 0)
    add_fact (self, g_strdup (name_of (design, &roles[0])));
  say_duration (self, gp_element_get_text (step, GP_STEP_DURATION));
}

static void
say_request (GpNodeText *self,
             const char *method,
             const char *path)
{
  g_free (self->detail);
  self->detail = is_given (path) ? g_strdup_printf (*path == '/' ? "%s %s" : "%s /%s", method, path)
                                 : g_strdup_printf ("HTTP %s", method);
}

static void
say_step (GpNodeText      *self,
          GpDesign        *design,
          const GpElement *step,
          Says             says,
          GpProperty       touches)
{
  const char *condition;
  const char *code;

  switch (says)
    {
    case SAYS_SET:
      say_values (self, step);
      break;
    case SAYS_CONDITION:
      condition = find_condition (design, step);
      if (is_given (condition))
        set_code (self, g_strdup (condition));
      break;
    case SAYS_LOOP:
      say_loop (self, step);
      break;
    case SAYS_REQUEST:
      say_request (self, gp_element_get_text (step, GP_STEP_METHOD),
                   gp_element_get_text (step, GP_STEP_PATH));
      break;
    case SAYS_CONNECTION:
      add_fact (self, g_strdup (name_of (design, gp_element_get_ref (step, GP_STEP_CONNECTION))));
      break;
    case SAYS_TOUCHED:
      gp_node_text_set_chip (self, design, gp_element_get_ref (step, touches));
      break;
    case SAYS_LISTEN:
      say_listening (self, design, step);
      break;
    case SAYS_ERROR:
      say_error (self, step);
      break;
    case SAYS_APPROVAL:
      say_approval (self, design, step);
      return;
    case SAYS_CODE:
      code = gp_element_get_text (step, GP_STEP_CODE);
      if (is_given (code))
        set_code (self, g_strdup (code));
      break;
    default:
      say_duration (self, gp_element_get_text (step, GP_STEP_DURATION));
      break;
    }
  if (!self->code && self->chip == NULL)
    say_tries (self, step);
}

void
gp_step_text_init (GpNodeText      *self,
                   GpDesign        *design,
                   const GpElement *step)
{
  const TypeRow *row = find_row (step_rows, G_N_ELEMENTS (step_rows),
                                 gp_element_get_text (step, GP_STEP_TYPE));
  const char *title = gp_element_get_text (step, GP_STEP_TITLE);

  *self = (GpNodeText) { .icon = row->icon };
  gp_theme_parse_color (row->color, &self->accent);
  self->title = g_strdup (is_given (title) ? title : gp_element_get_name (step));
  self->detail = g_strdup (_(row->label));
  say_step (self, design, step, row->says, row->touches);
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
  const char *entity = name_of (design, gp_element_get_ref (flow, GP_FLOW_TRIGGER_ENTITY));
  g_autoptr(GString) joined = g_string_new (NULL);

  if (!is_given (entity))
    return g_strdup (_("A record changes"));
  for (gsize i = 0; i < n; i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? C_("list", ", ") : "", say_change (changes[i]));
  /* Translators: an entity and what has happened to a record of it: "invoice created, updated". */
  return g_strdup_printf (C_("trigger", "%1$s %2$s"), entity,
                          n > 0 ? joined->str : C_("change of a record", "changed"));
}

static char *
trigger_title (GpDesign        *design,
               const GpElement *flow,
               const TypeRow   *row)
{
  const char *title = gp_element_get_text (flow, GP_FLOW_TRIGGER_TITLE);
  const char *event = name_of (design, gp_element_get_ref (flow, GP_FLOW_TRIGGER_EVENT));

  if (is_given (title))
    return g_strdup (title);
  if (row->touches == GP_FLOW_TRIGGER_ENTITY)
    return data_trigger_title (design, flow);
  if (row->touches == GP_FLOW_TRIGGER_EVENT && is_given (event))
    return g_strdup (event);
  return g_strdup (gp_property_get_word (GP_FLOW_TRIGGER, row->type) != NULL
                     ? _(gp_property_get_word (GP_FLOW_TRIGGER, row->type))
                     : gp_element_get_name (flow));
}

void
gp_step_text_init_trigger (GpNodeText      *self,
                           GpDesign        *design,
                           const GpElement *flow)
{
  const TypeRow *row = find_row (trigger_rows, G_N_ELEMENTS (trigger_rows),
                                 gp_element_get_text (flow, GP_FLOW_TRIGGER));
  const char *when = gp_element_get_text (flow, GP_FLOW_TRIGGER_WHEN);
  const char *schedule = gp_element_get_text (flow, GP_FLOW_SCHEDULE);

  *self = (GpNodeText) { .icon = row->icon };
  gp_theme_parse_color (row->color, &self->accent);
  self->title = trigger_title (design, flow, row);
  self->detail = g_strdup (_(row->label));
  if (is_given (when))
    set_code (self, g_strdup (when));
  else if (row->says == SAYS_TOUCHED)
    gp_node_text_set_chip (self, design, gp_element_get_ref (flow, row->touches));
  else if (row->says == SAYS_REQUEST)
    say_request (self, gp_element_get_text (flow, GP_FLOW_HTTP_METHOD),
                 gp_element_get_text (flow, GP_FLOW_HTTP_PATH));
  else if (g_str_equal (row->type, "cron") && is_given (schedule))
    set_code (self, g_strdup (schedule));
  else if (g_str_equal (row->type, "every") || g_str_equal (row->type, "after"))
    say_duration (self, schedule);
}

void
gp_step_text_get_type (const char *type,
                       GpIcon     *out_icon,
                       GdkRGBA    *out_accent)
{
  const TypeRow *row = find_row (step_rows, G_N_ELEMENTS (step_rows), type);

  *out_icon = row->icon;
  gp_theme_parse_color (row->color, out_accent);
}
