/* gp-lint.c — what can be noticed about a design as it stands
 * SPDX-License-Identifier: Apache-2.0
 *
 * The catalogue below is the one list of rules: code, severity and the words for people. The code
 * that finds them is in one file per family. A finding's place in the list is decided here, by
 * severity, then code, then the design's order, so that two runs give the same list.
 */
#define G_LOG_DOMAIN "gp-lint"
#include "config.h"

#include "gp-lint-private.h"

#include <glib/gi18n-lib.h>

static const GpLintRule rules[] = {
  { "DAT101", GP_SEVERITY_ERROR, N_("Entity without primary key"),
    N_("A record without a key has no identity: nothing can refer to it, nor can the API.") },
  { "DAT102", GP_SEVERITY_WARNING, N_("Reference without index"),
    N_("Joins read the whole table, and so does every delete of a record that is pointed to.") },
  { "DAT107", GP_SEVERITY_ERROR, N_("Floating point for money"),
    N_("Floating point rounds: sums of prices come out wrong. Use decimal.") },
  { "DAT109", GP_SEVERITY_WARNING, N_("Delete rule that fails or reaches too far"),
    N_("A required reference cannot be set to null, and a cascade across domains deletes what "
       "others own.") },
  { "DAT110", GP_SEVERITY_WARNING, N_("Index that another one covers"),
    N_("It costs time at every write and finds nothing that the other one does not find.") },
  { "DAT112", GP_SEVERITY_WARNING, N_("Optional yes-or-no field"),
    N_("Yes, no and nothing are three states, and conditions treat the third one surprisingly.") },
  { "DAT113", GP_SEVERITY_WARNING, N_("Name that needs quoting"),
    N_("Reserved words and odd characters must be quoted in every query, and somebody will "
       "forget it.") },
  { "DAT114", GP_SEVERITY_WARNING, N_("Many-to-many without unique pair"),
    N_("The same two records can be tied to each other twice.") },
  { "DAT117", GP_SEVERITY_ERROR, N_("Default that is no value of the enum"),
    N_("Every record that is made without the value is refused.") },
  { "DAT118", GP_SEVERITY_WARNING, N_("Retention that is counted from nothing"),
    N_("Nobody can tell which records are too old, so that none is ever removed.") },
  { "DES001", GP_SEVERITY_ERROR, N_("Something required is missing"),
    N_("Without it the element means nothing.") },
  { "DES002", GP_SEVERITY_ERROR, N_("Name that is taken"),
    N_("Two things of the same kind with the same name cannot both be deployed.") },
  { "DES003", GP_SEVERITY_ERROR, N_("Enum without values"),
    N_("No value can be stored in it.") },
  { "DES004", GP_SEVERITY_ERROR, N_("Reference to nothing"),
    N_("The field says that it refers to records, but not to which.") },
  { "DES005", GP_SEVERITY_ERROR, N_("Index of nothing"),
    N_("An index without fields cannot be made, and the deployment stops there.") },
  { "DES006", GP_SEVERITY_ERROR, N_("Composite reference with unequal sides"),
    N_("Each field here needs the field there that it is compared with.") },
  { "DOM702", GP_SEVERITY_WARNING, N_("Domains that need each other"),
    N_("Neither team can change, move or even fill its part without the other one.") },
  { "DOM703", GP_SEVERITY_INFO, N_("Entity without domain"),
    N_("Nobody owns it, so nobody looks after it.") },
  { "DOM704", GP_SEVERITY_INFO, N_("Domain with nothing in it"),
    N_("It names a responsibility for which there is nothing to be responsible for.") },
  { "EVT703", GP_SEVERITY_INFO, N_("Event without sender or listener"),
    N_("A wire with one loose end: either something is missing, or the event is not needed.") },
  { "EXP801", GP_SEVERITY_ERROR, N_("Expression with a problem"),
    N_("A condition that cannot be evaluated is never true: it denies, or it stops a flow") },
  { "FLW601", GP_SEVERITY_WARNING, N_("Call without time limit"),
    N_("A service that never answers holds the flow for ever.") },
  { "FLW603", GP_SEVERITY_INFO, N_("Call that may be made twice"),
    N_("When the first answer is lost, only the key that is sent along tells the service that the "
       "second try is the same call.") },
  { "FLW605", GP_SEVERITY_ERROR, N_("Step that is never reached"),
    N_("It looks as if it did something, and never runs.") },
  { "FLW606", GP_SEVERITY_ERROR, N_("Slow step before a change"),
    N_("The change, and all that wait for the same records, would wait for it.") },
  { "FLW608", GP_SEVERITY_WARNING, N_("Approval without due time"),
    N_("A run waits for ever when nobody decides.") },
  { "FLW611", GP_SEVERITY_ERROR, N_("Schedule or time that cannot be read"),
    N_("The flow never starts, or never goes on.") },
  { "FLW612", GP_SEVERITY_ERROR, N_("Transition that leads out of its group"),
    N_("A step is followed by one beside it; nothing can be run in another group.") },
  { "FLW613", GP_SEVERITY_ERROR, N_("Step that lacks what it needs"),
    N_("The flow does not run before it is given.") },
  { "FLW614", GP_SEVERITY_ERROR, N_("Circle without an end"),
    N_("A run goes round until it is stopped, and does each time what it did before.") },
  { "FLW615", GP_SEVERITY_ERROR, N_("Several ways on at once"),
    N_("Which of them is taken is left open.") },
  { "PRM401", GP_SEVERITY_WARNING, N_("In the API without any rule"),
    N_("Everything is denied unless a rule grants it: nobody can use the entity.") },
  { "PRM402", GP_SEVERITY_ERROR, N_("Everybody may write"),
    N_("Whoever finds the address can fill, change or empty the table.") },
  { "PRM407", GP_SEVERITY_ERROR, N_("Secret field that can be read"),
    N_("Secrets are for the backend alone; a rule that shows all fields shows them too.") },
  { "TEN501", GP_SEVERITY_ERROR, N_("Belongs to a tenant, but is not scoped"),
    N_("Tenants see the records of one another.") },
  { "VIW701", GP_SEVERITY_WARNING, N_("View of nothing"),
    N_("Whoever opens it sees an empty drawing and believes that something is lost.") },
  { "VIW702", GP_SEVERITY_INFO, N_("Note without text"),
    N_("It takes a place in the drawing and says nothing.") },
  { "VIW703", GP_SEVERITY_INFO, N_("Story without steps"),
    N_("There is nothing to play.") },
  { "WVR001", GP_SEVERITY_INFO, N_("Ignored problem that is gone"),
    N_("The reason stands for nothing, and would hide the problem if it came back.") },
};

const GpLintRule *
gp_lint_get_rule (gsize i)
{
  return i < G_N_ELEMENTS (rules) ? &rules[i] : NULL;
}

const GpLintRule *
gp_lint_find_rule (const char *code)
{
  g_return_val_if_fail (code != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_str_equal (rules[i].code, code))
      return &rules[i];

  return NULL;
}

static char *
waiver_key (const char *code,
            const GpId *about)
{
  char id[GP_ID_STRING_SIZE];

  return g_strconcat (code, " ", gp_id_format (about, id), NULL);
}

/* What people decided to live with. */
static GHashTable *
read_waivers (GpDesign *design)
{
  GHashTable *waived = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) waivers = gp_design_list (design, GP_KIND_WAIVER);

  for (guint i = 0; i < waivers->len; i++)
    {
      const char *code = gp_element_get_text (waivers->pdata[i], GP_WAIVER_CODE);
      const GpId *about = gp_element_get_ref (waivers->pdata[i], GP_WAIVER_ABOUT);

      if (code != NULL)
        g_hash_table_add (waived,
                          waiver_key (code,
                                      about != NULL ? about : gp_design_get_root_id (design)));
    }

  return waived;
}

/* Takes @fix. */
static void
add_finding (GpLintRun       *run,
             const char      *code,
             GpSeverity       severity,
             const GpElement *about,
             GpProperty       property,
             GpChangeSet     *fix,
             const char      *message)
{
  g_autoptr(GpChangeSet) owned = fix;
  g_autofree char *key = waiver_key (code, gp_element_get_id (about));
  GpFinding *finding;

  if (g_hash_table_contains (run->waived, key))
    {
      g_hash_table_add (run->met, g_steal_pointer (&key));
      return;
    }

  finding = gp_finding_new (code, severity, message);
  gp_finding_set_element (finding, gp_element_get_id (about));
  gp_finding_set_property (finding, property);
  if (owned != NULL)
    gp_finding_set_fix (finding, owned);
  g_ptr_array_add (run->findings, finding);
}

void
gp_lint_report (GpLintRun       *run,
                const char      *code,
                const GpElement *about,
                GpChangeSet     *fix,
                const char      *format,
                ...)
{
  const GpLintRule *rule = gp_lint_find_rule (code);
  g_autofree char *message = NULL;
  va_list args;

  g_return_if_fail (rule != NULL);

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  add_finding (run, rule->code, rule->severity, about, GP_N_PROPERTIES, fix, message);
}

void
gp_lint_report_at (GpLintRun       *run,
                   const char      *code,
                   const GpElement *about,
                   GpProperty       property,
                   const char      *format,
                   ...)
{
  const GpLintRule *rule = gp_lint_find_rule (code);
  g_autofree char *message = NULL;
  va_list args;

  g_return_if_fail (rule != NULL);

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  add_finding (run, rule->code, rule->severity, about, property, NULL, message);
}

void
gp_lint_advise (GpLintRun       *run,
                const char      *code,
                const GpElement *about,
                GpProperty       property,
                const char      *message)
{
  const GpLintRule *rule = gp_lint_find_rule (code);

  g_return_if_fail (rule != NULL);

  add_finding (run, rule->code, GP_SEVERITY_INFO, about, property, NULL, message);
}

gboolean
gp_lint_was_met (GpLintRun  *run,
                 const char *code,
                 const GpId *about)
{
  g_autofree char *key = waiver_key (code, about != NULL ? about
                                                         : gp_design_get_root_id (run->design));

  return g_hash_table_contains (run->met, key);
}

/* Stable: g_ptr_array_sort() is a merge sort. */
static int
compare_findings (gconstpointer a,
                  gconstpointer b)
{
  const GpFinding *one = *(GpFinding *const *) a;
  const GpFinding *other = *(GpFinding *const *) b;
  int by_severity = (int) gp_finding_get_severity (other) - (int) gp_finding_get_severity (one);

  return by_severity != 0 ? by_severity : strcmp (gp_finding_get_code (one),
                                                  gp_finding_get_code (other));
}

GPtrArray *
gp_lint_run (GpDesign     *design,
             GCancellable *cancellable)
{
  static void (*const families[]) (GpLintRun *) = {
    gp_lint_structure, gp_lint_data, gp_lint_access, gp_lint_flows, gp_lint_expressions,
    gp_lint_drawing, gp_lint_waivers,
  };
  g_autoptr(GPtrArray) findings =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  g_autoptr(GHashTable) waived = NULL;
  g_autoptr(GHashTable) met = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GpLintRun run;

  g_return_val_if_fail (GP_IS_DESIGN (design), NULL);

  waived = read_waivers (design);
  run = (GpLintRun) { .design = design, .findings = findings, .waived = waived, .met = met };
  for (gsize i = 0; i < G_N_ELEMENTS (families); i++)
    {
      if (g_cancellable_is_cancelled (cancellable))
        return NULL;
      families[i] (&run);
    }
  g_ptr_array_sort (findings, compare_findings);

  return g_steal_pointer (&findings);
}
