/* gp-card-rows.c — the rows, badges and chips of an entity's card
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-card-rows"
#include "config.h"
#include "gp-card-rows.h"

#include "gp-card-compare.h"

#include <glib/gi18n-lib.h>

static gboolean
is_key (const GpElement *entity,
        const GpId      *field)
{
  gsize n;
  const GpId *keys = gp_element_get_refs (entity, GP_ENTITY_PRIMARY_KEY, &n);

  for (gsize i = 0; i < n; i++)
    if (gp_id_equal (&keys[i], field))
      return TRUE;
  return FALSE;
}

static GpState
compare_with_base (const GpCardContext *context,
                   const GpElement     *field)
{
  const GpElement *before;

  if (context->base == NULL)
    return GP_STATE_SAME;
  before = gp_design_lookup (context->base, gp_element_get_id (field));
  if (before == NULL)
    return GP_STATE_ADDED;
  return gp_card_find_difference (before, field) == NULL ? GP_STATE_SAME : GP_STATE_CHANGED;
}

static GpIcon
state_icon (GpState state)
{
  static const GpIcon icons[] = { GP_ICON_NONE, GP_ICON_PLUS, GP_ICON_TILDE, GP_ICON_MINUS };

  return icons[state];
}

/* The icon of a field that an index is about: the one of a unique index where there are both. */
static GpIcon
index_icon (GpDesign        *design,
            const GpElement *entity,
            const GpId      *field)
{
  GpIcon icon = GP_ICON_NONE;
  const GpElement *index;

  for (gsize i = 0; (index = gp_design_peek_child (design, gp_element_get_id (entity), i)) != NULL;
       i++)
    {
      gsize n = 0;
      const GpId *fields = gp_element_get_kind (index) == GP_KIND_INDEX
                             ? gp_element_get_refs (index, GP_INDEX_FIELDS, &n) : NULL;

      for (gsize k = 0; k < n; k++)
        if (gp_id_equal (&fields[k], field))
          {
            if (gp_element_get_bool (index, GP_INDEX_UNIQUE))
              return GP_ICON_UNIQUE;
            icon = GP_ICON_INDEX;
          }
    }
  return icon;
}

static void
append_row (GpDesign        *design,
            GArray          *rows,
            const GpElement *entity,
            const GpElement *field,
            gboolean         indexed,
            GpState          state)
{
  GpCardRow row = { .field = field, .state = state };

  if (state != GP_STATE_SAME)
    row.icon = state_icon (state);
  else if (is_key (entity, gp_element_get_id (field)))
    row.icon = GP_ICON_KEY;
  else if (gp_element_get_ref (field, GP_FIELD_REFERENCE) != NULL)
    row.icon = GP_ICON_REFERENCE;
  else if (gp_element_get_bool (field, GP_FIELD_UNIQUE))
    row.icon = GP_ICON_UNIQUE;
  else if (indexed)
    row.icon = index_icon (design, entity, gp_element_get_id (field));
  g_array_append_val (rows, row);
}

static int
find_row (GArray     *rows,
          const GpId *field)
{
  for (guint i = 0; i < rows->len; i++)
    if (gp_id_equal (gp_element_get_id (g_array_index (rows, GpCardRow, i).field), field))
      return (int) i;
  return -1;
}

/* Fields that are gone stand where they stood: after the field that was before them. */
static void
insert_removed (const GpCardContext *context,
                const GpElement     *entity,
                GArray              *rows)
{
  const GpElement *child;
  int after = -1;

  for (gsize i = 0;
       (child = gp_design_peek_child (context->base, gp_element_get_id (entity), i)) != NULL; i++)
    {
      GpCardRow row = { .field = child, .state = GP_STATE_REMOVED, .icon = GP_ICON_MINUS };
      int found;

      if (gp_element_get_kind (child) != GP_KIND_FIELD)
        continue;
      found = find_row (rows, gp_element_get_id (child));
      if (found >= 0)
        after = found;
      else if (gp_design_lookup (context->design, gp_element_get_id (child)) == NULL)
        {
          after++;
          g_array_insert_val (rows, (guint) after, row);
        }
    }
}

GArray *
gp_card_list_rows (const GpCardContext *context,
                   const GpElement     *entity,
                   guint               *out_hidden)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (GpCardRow));
  const GpId *id = gp_element_get_id (entity);
  const GpElement *child;
  gboolean indexed = FALSE;
  guint hidden = 0;

  for (gsize i = 0; (child = gp_design_peek_child (context->design, id, i)) != NULL; i++)
    indexed |= gp_element_get_kind (child) == GP_KIND_INDEX;
  for (gsize i = 0; (child = gp_design_peek_child (context->design, id, i)) != NULL; i++)
    if (gp_element_get_kind (child) == GP_KIND_FIELD)
      append_row (context->design, rows, entity, child, indexed,
                  compare_with_base (context, child));
  if (context->base != NULL)
    insert_removed (context, entity, rows);

  if (rows->len > GP_CARD_FOLD_ROWS + 1)
    {
      GpCardRow rest = { 0 };

      if (context->unfolded == NULL || !g_hash_table_contains (context->unfolded, id))
        {
          hidden = rows->len - GP_CARD_FOLD_ROWS;
          g_array_set_size (rows, GP_CARD_FOLD_ROWS);
        }
      g_array_append_val (rows, rest);
    }
  *out_hidden = hidden;
  return rows;
}

static guint
count_flows (GpDesign   *design,
             const GpId *entity)
{
  g_autoptr(GHashTable) flows = g_hash_table_new (gp_id_hash, gp_id_equal);
  gsize n;
  const GpReferrer *referrers = gp_design_peek_referrers (design, entity, &n);

  for (gsize i = 0; i < n; i++)
    {
      const GpElement *holder;

      if (referrers[i].property != GP_FLOW_TRIGGER_ENTITY &&
          referrers[i].property != GP_STEP_ENTITY)
        continue;
      holder = gp_design_lookup (design, &referrers[i].holder);
      while (holder != NULL && gp_element_get_kind (holder) == GP_KIND_STEP)
        holder = gp_design_lookup (design, gp_element_get_parent (holder));
      if (holder != NULL && gp_element_get_kind (holder) == GP_KIND_FLOW)
        g_hash_table_add (flows, (gpointer) gp_element_get_id (holder));
    }
  return g_hash_table_size (flows);
}

static gboolean
has_sensitive (GpDesign   *design,
               const GpId *entity)
{
  const GpElement *child;

  for (gsize i = 0; (child = gp_design_peek_child (design, entity, i)) != NULL; i++)
    if (gp_element_get_kind (child) == GP_KIND_FIELD
        && !gp_element_is (child, GP_FIELD_SENSITIVE, "none"))
      return TRUE;
  return FALSE;
}

static void
badge_clear (gpointer data)
{
  GpCardBadge *badge = data;

  g_free (badge->text);
}

static void
append_badge (GArray     *badges,
              GpIcon      icon,
              const char *text)
{
  GpCardBadge badge = { icon, g_strdup (text) };

  g_array_append_val (badges, badge);
}

GArray *
gp_card_list_badges (const GpCardContext *context,
                     const GpElement     *entity)
{
  GArray *badges = g_array_new (FALSE, FALSE, sizeof (GpCardBadge));
  const GpId *id = gp_element_get_id (entity);
  const GpId *tenant = gp_element_get_ref (gp_design_get_root (context->design),
                                           GP_DESIGN_TENANT_ENTITY);
  guint n_flows = count_flows (context->design, id);

  g_array_set_clear_func (badges, badge_clear);
  if (tenant != NULL && gp_id_equal (tenant, id))
    append_badge (badges, GP_ICON_TENANT, _("tenant"));
  else if (gp_element_get_ref (entity, GP_ENTITY_TENANT_FIELD) != NULL)
    append_badge (badges, GP_ICON_TENANT, NULL);
  if (has_sensitive (context->design, id))
    append_badge (badges, GP_ICON_SENSITIVE, NULL);
  if (gp_element_get_bool (entity, GP_ENTITY_AUDIT))
    append_badge (badges, GP_ICON_AUDIT, NULL);
  if (n_flows > 0)
    {
      g_autofree char *number = g_strdup_printf ("%u", n_flows);

      append_badge (badges, GP_ICON_FLOW, number);
    }
  return badges;
}

static void
chip_clear (gpointer data)
{
  GpCardChip *chip = data;

  g_free (chip->text);
}

GArray *
gp_card_list_chips (const GpCardContext *context,
                    const GpElement     *entity)
{
  GArray *chips = g_array_new (FALSE, FALSE, sizeof (GpCardChip));
  g_autoptr(GArray) grants = gp_grants_list (context->design, gp_element_get_id (entity));

  g_array_set_clear_func (chips, chip_clear);
  for (guint i = 0; i < grants->len; i++)
    {
      const GpGrant *grant = &g_array_index (grants, GpGrant, i);
      const GpElement *role = gp_design_lookup (context->design, &grant->role);
      char letters[GP_N_GRANT_ACTIONS + 1];
      GpCardChip chip = { .level = gp_grant_get_level (grant) };

      if (role == NULL || chip.level == GP_GRANT_NO)
        continue;
      /* A wide space: of a usual one nothing is left in a small drawing. */
      chip.text = g_strdup_printf ("%s\u2002%s", gp_element_get_name (role),
                                   gp_grant_letters (grant, letters));
      g_array_append_val (chips, chip);
    }
  return chips;
}
