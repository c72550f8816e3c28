/* gp-describe.c — elements in words and icons, the same everywhere in the window
 * SPDX-License-Identifier: Apache-2.0
 *
 * Most kinds have a name. Those that need none (an index, a check, a rule, a transition) are
 * called by what they say; a table holds the property to take for each kind.
 */
#define G_LOG_DOMAIN "gp-describe"
#include "config.h"

#include "gp-describe.h"

#include "gp-access-sentence.h"
#include "gp-domain.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TITLE_CHARS 60      /* of a note or an expression that stands for a name */

static const char *const icons[GP_N_KINDS] = {
  [GP_KIND_DESIGN]      = "gp-design-symbolic",
  [GP_KIND_DOMAIN]      = "gp-domain-symbolic",
  [GP_KIND_ENTITY]      = "gp-entity-symbolic",
  [GP_KIND_FIELD]       = "gp-field-symbolic",
  [GP_KIND_INDEX]       = "gp-index-symbolic",
  [GP_KIND_CHECK]       = "gp-check-symbolic",
  [GP_KIND_FOREIGN_KEY] = "gp-relation-symbolic",
  [GP_KIND_ROLE]        = "gp-role-symbolic",
  [GP_KIND_RULE]        = "gp-rule-symbolic",
  [GP_KIND_FLOW]        = "gp-flow-symbolic",
  [GP_KIND_STEP]        = "gp-step-symbolic",
  [GP_KIND_TRANSITION]  = "gp-relation-symbolic",
  [GP_KIND_EVENT]       = "gp-event-symbolic",
  [GP_KIND_BUCKET]      = "gp-bucket-symbolic",
  [GP_KIND_CONNECTION]  = "gp-connection-symbolic",
  [GP_KIND_TARGET]      = "gp-target-symbolic",
  [GP_KIND_PERSONA]     = "gp-persona-symbolic",
  [GP_KIND_FIXTURE]     = "gp-fixture-symbolic",
  [GP_KIND_TEST]        = "gp-check-symbolic",
  [GP_KIND_VIEW]        = "gp-view-symbolic",
  [GP_KIND_PLACEMENT]   = "gp-view-symbolic",
  [GP_KIND_NOTE]        = "gp-note-symbolic",
  [GP_KIND_STORY]       = "gp-story-symbolic",
  [GP_KIND_STORY_STEP]  = "gp-view-symbolic",
  [GP_KIND_COMMENT]     = "gp-comment-symbolic",
  [GP_KIND_WAIVER]      = "gp-waiver-symbolic",
};

static char *
first_line (const char *text)
{
  g_autofree char *line = g_strndup (text, strcspn (text, "\n"));

  g_strstrip (line);
  if (g_utf8_strlen (line, -1) > TITLE_CHARS)
    {
      g_autofree char *start = g_utf8_substring (line, 0, TITLE_CHARS - 1);

      return g_strconcat (start, "…", NULL);
    }

  return g_steal_pointer (&line);
}

static char *
join_names (GpDesign        *design,
            const GpElement *element,
            GpProperty       property)
{
  gsize n = 0;
  const GpId *ids = gp_element_get_refs (element, property, &n);
  g_autoptr(GString) text = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    {
      const GpElement *other = gp_design_lookup (design, &ids[i]);

      if (other == NULL)
        continue;
      if (text->len > 0)
        g_string_append (text, C_("list", ", "));
      g_string_append (text, gp_element_get_name (other));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
list_actions (const GpElement *rule)
{
  gsize n = 0;
  const char *const *actions = gp_element_get_texts (rule, GP_RULE_ACTIONS, &n);

  return gp_access_list_actions (actions, n);
}

static char *
name_of_ref (GpDesign        *design,
             const GpElement *element,
             GpProperty       property,
             const char      *otherwise)
{
  const GpElement *other = gp_design_lookup (design, gp_element_get_ref (element, property));

  return other != NULL ? gp_describe_title (design, other) : g_strdup (otherwise);
}

static char *
describe_rule (GpDesign        *design,
               const GpElement *rule)
{
  g_autofree char *role = name_of_ref (design, rule, GP_RULE_ROLE, _("nobody"));
  g_autofree char *actions = list_actions (rule);

  if (*actions == '\0')
    return g_steal_pointer (&role);

  /* Translators: a role and what it may do, "doctor: create, read". */
  return g_strdup_printf (_("%s: %s"), role, actions);
}

static char *
describe_transition (GpDesign        *design,
                     const GpElement *transition)
{
  g_autofree char *from = name_of_ref (design, transition, GP_TRANSITION_FROM, _("Start"));
  g_autofree char *to = name_of_ref (design, transition, GP_TRANSITION_TO, _("End"));

  return g_strdup_printf ("%s → %s", from, to);
}

/* What stands for a name that is not there; NULL where the kind will have to do. */
static char *
describe_unnamed (GpDesign        *design,
                  const GpElement *element)
{
  switch ((int) gp_element_get_kind (element))
    {
    case GP_KIND_INDEX:
      if (gp_element_has (element, GP_INDEX_COLUMNS))
        return first_line (gp_element_get_text (element, GP_INDEX_COLUMNS));
      return join_names (design, element, GP_INDEX_FIELDS);

    case GP_KIND_CHECK:
      return first_line (gp_element_get_text (element, GP_CHECK_EXPRESSION) ?: "");

    case GP_KIND_FOREIGN_KEY:
      return join_names (design, element, GP_FOREIGN_KEY_FIELDS);

    case GP_KIND_RULE:
      return describe_rule (design, element);

    case GP_KIND_TRANSITION:
      return describe_transition (design, element);

    case GP_KIND_NOTE:
      return first_line (gp_element_get_text (element, GP_NOTE_TEXT) ?: "");

    case GP_KIND_STORY_STEP:
      return first_line (gp_element_get_text (element, GP_STORY_STEP_TEXT) ?: "");

    case GP_KIND_COMMENT:
      return first_line (gp_element_get_text (element, GP_COMMENT_TEXT) ?: "");

    case GP_KIND_WAIVER:
      return g_strdup (gp_element_get_text (element, GP_WAIVER_CODE));

    case GP_KIND_PLACEMENT:
      return name_of_ref (design, element, GP_PLACEMENT_ELEMENT, "");

    default:
      return NULL;
    }
}

/* The views that a design comes with are called after their lenses, in the language of whoever made
 * it; those of the program's own are told in that of the reader. */
static const char *
translate_view (const GpElement *view)
{
  static const struct
  {
    const char *lens;
    const char *name;
  } views[] = { { "data", N_("Data") }, { "flows", N_("Flows") }, { "access", N_("Access") } };
  const char *name = gp_element_get_name (view);

  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    if (gp_element_is (view, GP_VIEW_LENS, views[i].lens) && g_str_equal (name, views[i].name))
      return _(name);

  return name;
}

char *
gp_describe_title (GpDesign        *design,
                   const GpElement *element)
{
  const char *name = gp_element_get_name (element);
  g_autofree char *other = NULL;

  if (gp_element_get_kind (element) == GP_KIND_VIEW)
    name = translate_view (element);
  if (*name != '\0')
    return g_strdup (name);

  other = describe_unnamed (design, element);
  if (other != NULL && *other != '\0')
    return g_steal_pointer (&other);

  return g_strdup (gp_describe_label (gp_element_get_kind (element)));
}

static gsize
count_children (GpDesign   *design,
                const GpId *id,
                GpKind      kind)
{
  gsize n = 0;
  const GpElement *child;

  for (gsize i = 0; (child = gp_design_peek_child (design, id, i)) != NULL; i++)
    n += gp_element_get_kind (child) == kind;

  return n;
}

static char *
describe_rule_summary (const GpElement *rule)
{
  g_autofree char *actions = list_actions (rule);

  if (gp_element_is (rule, GP_RULE_EFFECT, "forbid"))
    /* Translators: what a rule forbids, "never delete". */
    return g_strdup_printf (_("never %s"), *actions != '\0' ? actions : "—");

  return *actions != '\0' ? g_steal_pointer (&actions) : g_strdup (_("nothing"));
}

char *
gp_describe_summary (GpDesign        *design,
                     const GpElement *element)
{
  const GpId *id = gp_element_get_id (element);

  switch ((int) gp_element_get_kind (element))
    {
    case GP_KIND_ENTITY:
    case GP_KIND_EVENT:
      return g_strdup_printf ("%" G_GSIZE_FORMAT, count_children (design, id, GP_KIND_FIELD));

    case GP_KIND_FLOW:
      return g_strdup_printf ("%" G_GSIZE_FORMAT, count_children (design, id, GP_KIND_STEP));

    case GP_KIND_FIELD:
      return gp_describe_type (design, element);

    case GP_KIND_RULE:
      return describe_rule_summary (element);

    case GP_KIND_INDEX:
      return gp_element_get_bool (element, GP_INDEX_UNIQUE) ? g_strdup (_("unique"))
                                                            : g_strdup ("");

    case GP_KIND_FOREIGN_KEY:
      {
        g_autofree char *target = name_of_ref (design, element, GP_FOREIGN_KEY_TARGET, "?");

        return g_strconcat ("→ ", target, NULL);
      }

    case GP_KIND_STEP:
      return gp_describe_choice (GP_STEP_TYPE, gp_element_get_text (element, GP_STEP_TYPE));

    case GP_KIND_TRANSITION:
      return gp_describe_choice (GP_TRANSITION_TYPE,
                                 gp_element_get_text (element, GP_TRANSITION_TYPE));

    case GP_KIND_TARGET:
      return gp_describe_choice (GP_TARGET_TYPE, gp_element_get_text (element, GP_TARGET_TYPE));

    default:
      return g_strdup ("");
    }
}

static void
append_count (GString *text,
              gsize    n,
              char    *phrase)
{
  if (n > 0)
    g_string_append_printf (text, " · %s", phrase);

  g_free (phrase);
}

char *
gp_describe_place (GpDesign        *design,
                   const GpElement *element)
{
  GpKind kind = gp_element_get_kind (element);
  const GpId *id = gp_element_get_id (element);
  const GpElement *parent = gp_design_lookup (design, gp_element_get_parent (element));
  const GpElement *domain = gp_design_lookup (design, gp_domain_of (element));
  g_autoptr(GString) text = g_string_new (NULL);
  gsize fields = count_children (design, id, GP_KIND_FIELD);
  gsize rules = count_children (design, id, GP_KIND_RULE);
  gsize steps = count_children (design, id, GP_KIND_STEP);

  if (parent != NULL && gp_element_get_kind (parent) != GP_KIND_DESIGN)
    {
      g_autofree char *title = gp_describe_title (design, parent);

      /* Translators: kind and owner of an element, "Field of patient". */
      g_string_append_printf (text, _("%s of %s"), gp_describe_label (kind), title);
    }
  else if (domain != NULL)
    /* Translators: kind and domain of an element, "Entity in Laboratory". */
    g_string_append_printf (text, _("%s in %s"), gp_describe_label (kind),
                            gp_element_get_name (domain));
  else
    g_string_append (text, gp_describe_label (kind));

  append_count (text, fields,
                g_strdup_printf (ngettext ("%u field", "%u fields", fields), (guint) fields));
  append_count (text, rules,
                g_strdup_printf (ngettext ("%u rule", "%u rules", rules), (guint) rules));
  append_count (text, steps,
                g_strdup_printf (ngettext ("%u step", "%u steps", steps), (guint) steps));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Length, precision, dimensions or the number of values, in brackets. */
static void
append_type_size (GString         *text,
                  const GpElement *field)
{
  gint64 length = gp_element_get_int (field, GP_FIELD_LENGTH);
  gint64 precision = gp_element_get_int (field, GP_FIELD_PRECISION);
  gint64 dimensions = gp_element_get_int (field, GP_FIELD_DIMENSIONS);
  gsize values = 0;

  gp_element_get_texts (field, GP_FIELD_VALUES, &values);
  if (gp_element_is (field, GP_FIELD_TYPE, "enum") && values > 0)
    g_string_append_printf (text, "(%" G_GSIZE_FORMAT ")", values);
  else if (gp_element_is (field, GP_FIELD_TYPE, "decimal") && precision > 0)
    g_string_append_printf (text, "(%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT ")", precision,
                            gp_element_get_int (field, GP_FIELD_SCALE));
  else if (gp_element_is (field, GP_FIELD_TYPE, "vector") && dimensions > 0)
    g_string_append_printf (text, "(%" G_GINT64_FORMAT ")", dimensions);
  else if (length > 0)
    g_string_append_printf (text, "(%" G_GINT64_FORMAT ")", length);
}

char *
gp_describe_type (GpDesign        *design,
                  const GpElement *field)
{
  const GpElement *to = gp_design_lookup (design, gp_element_get_ref (field, GP_FIELD_REFERENCE));
  g_autoptr(GString) text = g_string_new (NULL);

  if (to != NULL)
    g_string_append_printf (text, "→ %s", gp_element_get_name (to));
  else
    {
      g_string_append (text, gp_element_get_text (field, GP_FIELD_TYPE));
      append_type_size (text, field);
    }

  if (gp_element_get_bool (field, GP_FIELD_ARRAY))
    g_string_append (text, "[]");
  if (gp_element_get_bool (field, GP_FIELD_NULLABLE))
    g_string_append_c (text, '?');

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
gp_describe_choice (GpProperty  property,
                    const char *nick)
{
  const char *word = nick != NULL ? gp_property_get_word (property, nick) : "";

  return g_strdup (word == NULL ? nick : *word != '\0' ? _(word) : "");
}

char *
gp_menu_escape (const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, "_", -1);

  return g_strjoinv ("__", parts);
}

const char *
gp_describe_icon (GpKind kind)
{
  g_return_val_if_fail (kind < GP_N_KINDS, NULL);

  return icons[kind];
}

const char *
gp_describe_label (GpKind kind)
{
  return _(gp_kind_get_info (kind)->label);
}

const char *
gp_describe_plural (GpKind kind)
{
  return _(gp_kind_get_info (kind)->plural);
}
