/* gp-run-words.c — runs of a backend, in a few words
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-run-words"
#include "config.h"

#include "gp-run-words.h"

#include "gp-drawer.h"
#include "gp-flow-words.h"
#include "gp-node.h"
#include "gp-step-text.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *status;
  const char *word;
  const char *css_class;
} statuses[] = {
  { "pending", NC_("run of a flow", "queued"), "neutral" },
  { "running", NC_("run of a flow", "running"), "accent" },
  { "waiting", NC_("run of a flow", "waiting"), "warning" },
  { "completed", NC_("run of a flow", "done"), "success" },
  { "faulted", NC_("run of a flow", "failed"), "error" },
  { "cancelled", NC_("run of a flow", "cancelled"), "neutral" },
};

const char *
gp_run_words_status (const GpRunSummary  *run,
                     const char         **out_class)
{
  *out_class = "neutral";
  if (run->is_discarded)
    return C_("run of a flow", "discarded");
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_str_equal (run->status, statuses[i].status))
      {
        *out_class = statuses[i].css_class;
        return g_dpgettext2 (GETTEXT_PACKAGE, "run of a flow", statuses[i].word);
      }

  return run->status;
}

char *
gp_run_words_flow (const GpRunSummary *run,
                   GpDesign           *design)
{
  const GpElement *flow = gp_design_lookup_kind (design, &run->flow, GP_KIND_FLOW);

  return flow != NULL ? gp_node_dup_title (flow) : g_strdup (run->name);
}

/* (transfer full): what started it; NULL where the flow is gone. */
static char *
say_source (const GpRunSummary *run,
            GpDesign           *design)
{
  const GpElement *flow = gp_design_lookup_kind (design, &run->flow, GP_KIND_FLOW);
  g_autofree char *title = NULL;
  GpNodeText text;

  if (flow == NULL)
    return g_strdup (run->by);
  gp_step_text_init_trigger (&text, design, flow);
  title = g_strdup (text.title);
  gp_node_text_clear (&text);
  if (run->by == NULL)
    return g_steal_pointer (&title);
  /* Translators: what started a run of a flow, and who did it. */
  return g_strdup_printf (C_("run of a flow", "%1$s, %2$s"), title, run->by);
}

char *
gp_run_words_facts (const GpRunSummary *run,
                    GpDesign           *design)
{
  g_autofree char *when = gp_drawer_format_time (run->started);
  g_autofree char *took = run->ended > run->started
                            ? gp_run_words_seconds ((double) (run->ended - run->started)
                                                    / G_USEC_PER_SEC) : NULL;
  g_autofree char *source = say_source (run, design);
  g_autoptr(GString) out = g_string_new (when);

  if (took != NULL)
    g_string_append_printf (out, " · %s", took);
  if (source != NULL)
    g_string_append_printf (out, " · %s", source);

  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
gp_run_words_seconds (double seconds)
{
  if (seconds < .0995)
    return g_strdup_printf (_("%.0f ms"), MAX (seconds * 1000, 1));
  if (seconds < 60)
    return g_strdup_printf (_("%.1f s"), seconds);

  return gp_flow_words_duration ((gint64) seconds * G_USEC_PER_SEC);
}

static void
add (GString *out,
     char    *words)
{
  g_string_append_printf (out, "%s%s", out->len > 0 ? C_("list", ", ") : "", words);
  g_free (words);
}

char *
gp_run_words_tally (const GpRunTally *tally,
                    guint             most)
{
  GString *out = g_string_new (NULL);
  guint total = gp_run_tally_total (tally);

  if (most > 0 && total >= most)
    add (out, g_strdup_printf (ngettext ("the latest %u run", "the latest %u runs", total), total));
  else
    add (out, g_strdup_printf (ngettext ("%u run", "%u runs", total), total));
  if (tally->failed > 0)
    add (out, g_strdup_printf (ngettext ("%u failed", "%u failed", tally->failed),
                               tally->failed));
  if (tally->open > 0)
    add (out, g_strdup_printf (ngettext ("%u goes on", "%u go on", tally->open), tally->open));
  if (tally->seconds > 0)
    {
      g_autofree char *took = gp_run_words_seconds (tally->seconds);

      add (out, g_strdup_printf (_("usually %s"), took));
    }

  return g_string_free (out, FALSE);
}
