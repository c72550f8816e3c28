/* gp-lint-drawing.c — domains, views, notes, stories, and what is ignored
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-lint"
#include "config.h"

#include "gp-lint-private.h"

#include "gp-edit.h"

#include <glib/gi18n-lib.h>

static GpChangeSet *
fix_by_removal (GpLintRun       *run,
                const GpElement *element)
{
  return gp_edit_remove (run->design, gp_element_get_id (element), 1, NULL);
}

static gboolean
is_empty_domain (GpLintRun       *run,
                 const GpElement *domain)
{
  gsize n = 0;
  const GpReferrer *referrers = gp_design_peek_referrers (run->design,
                                                          gp_element_get_id (domain), &n);

  for (gsize i = 0; i < n; i++)
    if (referrers[i].property == GP_ENTITY_DOMAIN || referrers[i].property == GP_FLOW_DOMAIN
        || referrers[i].property == GP_EVENT_DOMAIN || referrers[i].property == GP_BUCKET_DOMAIN)
      return FALSE;

  return TRUE;
}

/* The domains that a domain's required references lead into: GpId → set of GpId. */
static GHashTable *
read_needs (GpLintRun *run)
{
  GHashTable *needs = g_hash_table_new_full (gp_id_hash, gp_id_equal, NULL,
                                             (GDestroyNotify) g_hash_table_unref);
  g_autoptr(GPtrArray) fields = gp_design_list (run->design, GP_KIND_FIELD);

  for (guint i = 0; i < fields->len; i++)
    {
      const GpElement *from = gp_design_lookup_kind (run->design,
                                                     gp_element_get_parent (fields->pdata[i]),
                                                     GP_KIND_ENTITY);
      const GpElement *to = gp_design_lookup (run->design,
                                              gp_element_get_ref (fields->pdata[i],
                                                                  GP_FIELD_REFERENCE));
      const GpId *here = from != NULL ? gp_element_get_ref (from, GP_ENTITY_DOMAIN) : NULL;
      const GpId *there = to != NULL ? gp_element_get_ref (to, GP_ENTITY_DOMAIN) : NULL;
      GHashTable *set;

      if (here == NULL || there == NULL || gp_id_equal (here, there)
          || gp_element_get_bool (fields->pdata[i], GP_FIELD_NULLABLE))
        continue;
      set = g_hash_table_lookup (needs, here);
      if (set == NULL)
        {
          set = g_hash_table_new (gp_id_hash, gp_id_equal);
          g_hash_table_insert (needs, (gpointer) here, set);
        }
      g_hash_table_add (set, (gpointer) there);
    }

  return needs;
}

static gboolean
needs_domain (GHashTable *needs,
              const GpId *from,
              const GpId *to)
{
  GHashTable *set = g_hash_table_lookup (needs, from);

  return set != NULL && g_hash_table_contains (set, to);
}

static void
check_domains (GpLintRun *run)
{
  g_autoptr(GPtrArray) domains = gp_design_list (run->design, GP_KIND_DOMAIN);
  g_autoptr(GHashTable) needs = domains->len > 1 ? read_needs (run) : NULL;

  for (guint i = 0; i < domains->len; i++)
    {
      const GpId *one = gp_element_get_id (domains->pdata[i]);

      if (is_empty_domain (run, domains->pdata[i]))
        gp_lint_report (run, "DOM704", domains->pdata[i], fix_by_removal (run, domains->pdata[i]),
                        _("The domain %s has nothing in it"),
                        gp_element_get_name (domains->pdata[i]));
      for (guint j = i + 1; j < domains->len; j++)
        {
          const GpId *other = gp_element_get_id (domains->pdata[j]);

          if (needs_domain (needs, one, other) && needs_domain (needs, other, one))
            gp_lint_report (run, "DOM702", domains->pdata[i], NULL,
                            _("The domains %s and %s need each other: neither can be filled or "
                              "moved alone"),
                            gp_element_get_name (domains->pdata[i]),
                            gp_element_get_name (domains->pdata[j]));
        }
    }
}

static void
check_views (GpLintRun *run)
{
  g_autoptr(GPtrArray) views = gp_design_list (run->design, GP_KIND_VIEW);

  for (guint i = 0; i < views->len; i++)
    {
      const GpElement *view = views->pdata[i];
      GpChangeSet *fix;

      if (!gp_element_is (view, GP_VIEW_SHOWS, "members") || gp_element_has (view, GP_VIEW_MEMBERS))
        continue;
      fix = gp_change_set_new (_("Made a view show everything"));
      gp_change_set_set (fix, view, GP_VIEW_SHOWS, gp_value_text ("everything"));
      gp_lint_report (run, "VIW701", view, fix, _("The view %s shows its members and has none"),
                      gp_element_get_name (view));
    }
}

static void
check_words (GpLintRun *run)
{
  g_autoptr(GPtrArray) notes = gp_design_list (run->design, GP_KIND_NOTE);
  g_autoptr(GPtrArray) stories = gp_design_list (run->design, GP_KIND_STORY);

  for (guint i = 0; i < notes->len; i++)
    if (*(gp_element_get_text (notes->pdata[i], GP_NOTE_TEXT) ?: "") == '\0')
      gp_lint_report (run, "VIW702", notes->pdata[i], fix_by_removal (run, notes->pdata[i]),
                      _("A note says nothing"));

  for (guint i = 0; i < stories->len; i++)
    if (gp_design_count_children (run->design, gp_element_get_id (stories->pdata[i])) == 0)
      gp_lint_report (run, "VIW703", stories->pdata[i], fix_by_removal (run, stories->pdata[i]),
                      _("The story %s has no steps"), gp_element_get_name (stories->pdata[i]));
}

void
gp_lint_drawing (GpLintRun *run)
{
  check_domains (run);
  check_views (run);
  check_words (run);
}

void
gp_lint_waivers (GpLintRun *run)
{
  g_autoptr(GPtrArray) waivers = gp_design_list (run->design, GP_KIND_WAIVER);

  for (guint i = 0; i < waivers->len; i++)
    {
      const GpElement *waiver = waivers->pdata[i];
      const char *code = gp_element_get_text (waiver, GP_WAIVER_CODE) ?: "";
      const GpId *about = gp_element_get_ref (waiver, GP_WAIVER_ABOUT);

      /* A code of an importer or of a later version is not ours to judge. */
      if (gp_lint_find_rule (code) != NULL && !gp_lint_was_met (run, code, about))
        gp_lint_report (run, "WVR001", waiver, fix_by_removal (run, waiver),
                        _("%s is ignored here and is not there any more"), code);
    }
}
