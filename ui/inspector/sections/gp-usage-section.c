/* gp-usage-section.c — who uses the selected elements, and what goes with them
 * SPDX-License-Identifier: Apache-2.0
 *
 * Every expression of the design is read to know it, so a worker does, on a copy; what it found
 * for a design that has changed meanwhile is asked for again. A line leads to the place: to the
 * editor of the expression where it is one.
 */
#define G_LOG_DOMAIN "gp-usage-section"
#include "config.h"

#include "gp-section.h"

#include "gp-background.h"
#include "gp-describe.h"
#include "gp-hint.h"
#include "gp-impact.h"
#include "gp-snapshot.h"
#include "gp-wrap-box.h"
#include "gp-wrapped-label.h"

#include <glib/gi18n-lib.h>

#define MAX_LINES 30        /* the others are counted */

#define GP_TYPE_USAGE_SECTION (gp_usage_section_get_type ())
G_DECLARE_FINAL_TYPE (GpUsageSection, gp_usage_section, GP, USAGE_SECTION, GpSection)

struct _GpUsageSection
{
  GpSection parent_instance;

  GpImpact     *impact;       /* what is shown; NULL before the first answer */
  GpBackground *background;
};

G_DEFINE_FINAL_TYPE (GpUsageSection, gp_usage_section, GP_TYPE_SECTION)

typedef struct
{
  GpSnapshot *snapshot;
  guint64     revision;     /* of the design it was taken of */
  GpId       *ids;
  gsize       n;
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_object_unref (self->snapshot);
  g_free (self->ids);
  g_free (self);
}

/* "3 rules": whole phrases, for translators. */
static char *
count_kind (GpKind kind,
            guint  n)
{
  switch ((int) kind)
    {
    case GP_KIND_FIELD:
      return g_strdup_printf (ngettext ("%u field", "%u fields", n), n);
    case GP_KIND_ENTITY:
      return g_strdup_printf (ngettext ("%u entity", "%u entities", n), n);
    case GP_KIND_INDEX:
      return g_strdup_printf (ngettext ("%u index", "%u indexes", n), n);
    case GP_KIND_CHECK:
      return g_strdup_printf (ngettext ("%u check", "%u checks", n), n);
    case GP_KIND_RULE:
      return g_strdup_printf (ngettext ("%u rule", "%u rules", n), n);
    case GP_KIND_FLOW:
      return g_strdup_printf (ngettext ("%u flow", "%u flows", n), n);
    case GP_KIND_STEP:
      return g_strdup_printf (ngettext ("%u step", "%u steps", n), n);
    case GP_KIND_TRANSITION:
      return g_strdup_printf (ngettext ("%u transition", "%u transitions", n), n);
    case GP_KIND_FOREIGN_KEY:
      return g_strdup_printf (ngettext ("%u composite reference", "%u composite references", n), n);
    case GP_KIND_ROLE:
      return g_strdup_printf (ngettext ("%u role", "%u roles", n), n);
    case GP_KIND_PERSONA:
      return g_strdup_printf (ngettext ("%u persona", "%u personas", n), n);
    case GP_KIND_FIXTURE:
      return g_strdup_printf (ngettext ("%u example record", "%u example records", n), n);
    case GP_KIND_EVENT:
      return g_strdup_printf (ngettext ("%u event", "%u events", n), n);
    case GP_KIND_BUCKET:
      return g_strdup_printf (ngettext ("%u bucket", "%u buckets", n), n);
    case GP_KIND_DESIGN:
      return g_strdup_printf (ngettext ("%u design", "%u designs", n), n);
    case GP_KIND_TEST:
      return g_strdup_printf (ngettext ("%u test", "%u tests", n), n);
    default:
      /* Translators: how many of a kind, "2 × Composite reference". */
      return g_strdup_printf (_("%u × %s"), n, gp_describe_label (kind));
    }
}

/* "3 rules, 2 flows, 1 index"; an element that uses the same thing twice counts once. */
static char *
describe_counts (GpDesign *design,
                 GArray   *ids)
{
  guint counts[GP_N_KINDS] = { 0 };
  g_autoptr(GHashTable) seen = g_hash_table_new (gp_id_hash, gp_id_equal);
  g_autoptr(GPtrArray) phrases = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < ids->len; i++)
    {
      GpId *id = &g_array_index (ids, GpId, i);
      const GpElement *element = gp_design_lookup (design, id);

      if (element != NULL && g_hash_table_add (seen, id))
        counts[gp_element_get_kind (element)]++;
    }
  for (GpKind kind = 0; kind < GP_N_KINDS; kind++)
    if (counts[kind] > 0)
      g_ptr_array_add (phrases, count_kind (kind, counts[kind]));
  g_ptr_array_add (phrases, NULL);

  return g_strjoinv (C_("list", ", "), (char **) phrases->pdata);
}

static char *
describe_users (GpUsageSection *self,
                GpDesign       *design)
{
  g_autoptr(GArray) holders = g_array_new (FALSE, FALSE, sizeof (GpId));

  for (guint i = 0; i < self->impact->uses->len; i++)
    g_array_append_vals (holders, &g_array_index (self->impact->uses, GpUse, i).holder, 1);

  return describe_counts (design, holders);
}

/* What has a section of its own in the inspector is counted and not listed again. */
static gboolean
is_listed_elsewhere (GpProperty property)
{
  return property == GP_RULE_ROLE || property == GP_TRANSITION_FROM
         || property == GP_ENTITY_DOMAIN || property == GP_FLOW_DOMAIN
         || property == GP_EVENT_DOMAIN || property == GP_BUCKET_DOMAIN;
}

static char *
describe_holder (GpDesign        *design,
                 const GpElement *holder)
{
  const GpElement *parent = gp_design_lookup (design, gp_element_get_parent (holder));
  g_autofree char *title = gp_describe_title (design, holder);
  g_autofree char *above = NULL;

  if (parent == NULL || gp_element_get_kind (parent) == GP_KIND_DESIGN)
    return g_steal_pointer (&title);

  above = gp_describe_title (design, parent);
  return g_strdup_printf ("%s › %s", above, title);
}

/* What a delete does beyond the elements themselves, a sentence for each; NULL for nothing. */
static char *
describe_removal (GpUsageSection *self,
                  GpDesign       *design)
{
  const GpImpact *impact = self->impact;
  g_autoptr(GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);

  if (impact->gone->len > 0)
    {
      g_autofree char *what = describe_counts (design, impact->gone);

      /* Translators: %s is "3 rules, 1 test". */
      g_ptr_array_add (sentences, g_strdup_printf (_("Deleting it also deletes %s."), what));
    }
  if (impact->n_emptied > 0)
    g_ptr_array_add (sentences,
                     g_strdup_printf (ngettext ("Deleting it leaves %u reference empty.",
                                                "Deleting it leaves %u references empty.",
                                                impact->n_emptied), impact->n_emptied));
  if (impact->n_broken > 0)
    g_ptr_array_add (sentences,
                     g_strdup_printf (ngettext ("%u expression would name what is gone.",
                                                "%u expressions would name what is gone.",
                                                impact->n_broken), impact->n_broken));
  if (sentences->len == 0)
    return NULL;

  g_ptr_array_add (sentences, NULL);
  return g_strjoinv (" ", (char **) sentences->pdata);
}

static void
append_text (GpUsageSection *self,
             const char     *text,
             const char     *css_class)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *label = gp_wrapped_label_new (text, "property");

  gtk_widget_add_css_class (label, css_class);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gp_hint_name_row (label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (gp_section_get_list (GP_SECTION (self)), row);
}

static void
append_use (GpUsageSection *self,
            GpDesign       *design,
            guint           i)
{
  const GpUse *use = &g_array_index (self->impact->uses, GpUse, i);
  const GpElement *holder = gp_design_lookup (design, &use->holder);
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *texts = gp_wrap_box_new (8);
  g_autofree char *title = describe_holder (design, holder);
  GtkWidget *label = gp_wrapped_label_new (title, NULL);
  GtkWidget *words = gtk_label_new (_(gp_property_get_info (use->property)->label));

  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_ellipsize (GTK_LABEL (words), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (words), 1);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gp_wrap_box_append (GP_WRAP_BOX (texts), label);
  gp_wrap_box_append (GP_WRAP_BOX (texts), words);
  gtk_widget_add_css_class (words, "dim-label");
  gtk_widget_add_css_class (box, "property");
  gtk_box_append (GTK_BOX (box),
                  gtk_image_new_from_icon_name (gp_describe_icon (gp_element_get_kind (holder))));
  gtk_box_append (GTK_BOX (box), texts);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gp_hint_name_row (box);
  g_object_set_data (G_OBJECT (row), "use", GUINT_TO_POINTER (i + 1));
  gtk_list_box_append (gp_section_get_list (GP_SECTION (self)), row);
}

static void
fill (GpUsageSection *self)
{
  GpDesign *design = gp_session_get_design (gp_section_get_session (GP_SECTION (self)));
  GtkListBox *list = gp_section_get_list (GP_SECTION (self));
  guint n_uses = self->impact->uses->len, n_lines = 0, n_more = 0;
  g_autofree char *users = describe_users (self, design);
  g_autofree char *removal = describe_removal (self, design);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));

  if (n_uses > 0)
    append_text (self, users, "usage-counts");
  for (guint i = 0; i < n_uses; i++)
    if (is_listed_elsewhere (g_array_index (self->impact->uses, GpUse, i).property))
      continue;
    else if (n_lines++ < MAX_LINES)
      append_use (self, design, i);
    else
      n_more++;
  if (n_more > 0)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("%u more place", "%u more places", n_more),
                                               n_more);

      append_text (self, more, "dim-label");
    }
  if (removal != NULL)
    append_text (self, removal, "dim-label");
  gtk_widget_set_visible (GTK_WIDGET (self), n_uses > 0 || removal != NULL);
}

/* --- the question --- */

static gpointer
copy_question (gpointer owner)
{
  GpSection *self = owner;
  Question *question = g_new0 (Question, 1);
  const GpId *ids = gp_section_get_ids (self, &question->n);

  question->snapshot = gp_snapshot_take (gp_session_get_design (gp_section_get_session (self)));
  question->revision = gp_design_get_revision (gp_session_get_design (
                                                 gp_section_get_session (self)));
  question->ids = g_memdup2 (ids, question->n * sizeof *ids);
  return question;
}

static gpointer
find_impact (gpointer      data,
             GCancellable *cancellable)
{
  Question *question = data;

  return gp_impact_new (gp_snapshot_get_design (question->snapshot), question->ids, question->n);
}

/* Of a design that has changed meanwhile nothing is shown: _refresh() comes for it. */
static void
take_impact (gpointer owner,
             gpointer data,
             gpointer answer)
{
  GpUsageSection *self = owner;
  const Question *question = data;
  g_autoptr(GpImpact) impact = answer;
  GpDesign *design = gp_session_get_design (gp_section_get_session (GP_SECTION (self)));

  if (gp_design_get_revision (design) != question->revision)
    return;

  g_clear_pointer (&self->impact, gp_impact_free);
  self->impact = g_steal_pointer (&impact);
  fill (self);
}

static const GpBackgroundWork work = {
  .pause_ms = 120,
  .ask = copy_question,
  .answer = find_impact,
  .take = take_impact,
  .question_free = question_free,
  .answer_free = (GDestroyNotify) gp_impact_free,
};

static void
gp_usage_section_refresh (GpSection *section)
{
  GpUsageSection *self = GP_USAGE_SECTION (section);
  const GpElement *element = gp_section_peek_element (section);

  if (gp_element_get_kind (element) != GP_KIND_DESIGN)
    gp_background_ask (self->background);
}

static void
row_activated_cb (GpUsageSection *self,
                  GtkListBoxRow  *row)
{
  guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "use"));
  const GpUse *use;
  char id[GP_ID_STRING_SIZE];

  if (i == 0 || i > self->impact->uses->len)
    return;

  use = &g_array_index (self->impact->uses, GpUse, i - 1);
  gtk_widget_activate_action (GTK_WIDGET (self), "inspector.edit", "(suu)",
                              gp_id_format (&use->holder, id), (guint) use->property,
                              (guint) use->offset);
}

static void
gp_usage_section_dispose (GObject *object)
{
  GpUsageSection *self = GP_USAGE_SECTION (object);

  g_clear_pointer (&self->background, gp_background_free);
  g_clear_pointer (&self->impact, gp_impact_free);

  G_OBJECT_CLASS (gp_usage_section_parent_class)->dispose (object);
}

static void
gp_usage_section_class_init (GpUsageSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_usage_section_dispose;
  GP_SECTION_CLASS (klass)->refresh = gp_usage_section_refresh;
}

static void
gp_usage_section_init (GpUsageSection *self)
{
  self->background = gp_background_new (self, &work);
  gp_section_set_title (GP_SECTION (self), _("Used by"));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect_object (gp_section_get_list (GP_SECTION (self)), "row-activated",
                           G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
gp_usage_section_new (GpSession *session)
{
  return g_object_new (GP_TYPE_USAGE_SECTION, "session", session, NULL);
}
