/* gp-plan-retention.c — what a plan says of how long records are kept
 * SPDX-License-Identifier: Apache-2.0
 *
 * The words depend on the wanted design alone, and not on how many records there are: who reads the
 * plan in another language can say them anew, and consent does not end because a record came. */
#define G_LOG_DOMAIN "gp-plan-retention"
#include "config.h"

#include "gp-plan-retention.h"

#include "gp-diff.h"
#include "gp-duration-words.h"
#include "gp-plan-private.h"
#include "gp-retention.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#define PREFIX "change:retention:"

gboolean
gp_plan_retention_is (const GpOperation *operation)
{
  g_return_val_if_fail (operation != NULL, FALSE);

  return g_str_has_prefix (operation->id, PREFIX);
}

static gboolean
points_to (const GpElement *element,
           GpProperty       reference,
           GpProperty       on_delete,
           const GpId      *id)
{
  const GpId *to = gp_element_get_ref (element, reference);

  return to != NULL && gp_id_equal (to, id) && gp_element_is (element, on_delete, "cascade");
}

/* Whether records of others go along with those of the entity @id. */
static gboolean
takes_along (GpDesign   *design,
             const GpId *id)
{
  g_autoptr(GPtrArray) fields = gp_design_list (design, GP_KIND_FIELD);
  g_autoptr(GPtrArray) keys = gp_design_list (design, GP_KIND_FOREIGN_KEY);

  for (guint i = 0; i < fields->len; i++)
    if (points_to (fields->pdata[i], GP_FIELD_REFERENCE, GP_FIELD_ON_DELETE, id))
      return TRUE;
  for (guint i = 0; i < keys->len; i++)
    if (points_to (keys->pdata[i], GP_FOREIGN_KEY_TARGET, GP_FOREIGN_KEY_ON_DELETE, id))
      return TRUE;

  return FALSE;
}

char *
gp_plan_retention_dup_sentence (GpDesign   *wanted,
                                const GpId *id)
{
  const GpElement *entity = gp_design_lookup_kind (wanted, id, GP_KIND_ENTITY);
  g_autofree char *name = entity != NULL ? gp_plan_dup_name (wanted, entity) : NULL;
  g_autofree char *time = NULL;

  if (entity == NULL)
    return NULL;
  if (gp_retention_look (wanted, entity, NULL, NULL) != GP_RETENTION_COUNTED)
    return g_strdup_printf (_("Records of %s are kept for good from now on"), name);

  time = gp_duration_to_words (gp_element_get_text (entity, GP_ENTITY_RETENTION));

  return takes_along (wanted, id)
           /* Translators: the name of an entity, and a length of time such as “90 days”. */
           ? g_strdup_printf (_("Records of %s older than %s are deleted from now on, with those "
                                "that go along with them"), name, time)
           /* Translators: the name of an entity, and a length of time such as “90 days”. */
           : g_strdup_printf (_("Records of %s older than %s are deleted from now on"), name, time);
}

char *
gp_plan_retention_dup_cost (const GpOperation *operation)
{
  if (!gp_plan_retention_is (operation) || !operation->destructive)
    return NULL;
  if (operation->rows < 0)
    return g_strdup (_("How many are that old today is not known"));
  if (operation->rows == 0)
    return g_strdup (_("No record is that old today"));

  return g_strdup_printf (ngettext ("%" PRId64 " record is that old today",
                                    "%" PRId64 " records are that old today",
                                    (gulong) operation->rows), operation->rows);
}

/* Whether of the entity itself nothing changes but how long its records are kept. */
static gboolean
changes_nothing_else (GpDesign   *live,
                      GpDesign   *wanted,
                      const GpId *id)
{
  g_autoptr(GpChangeSet) changes = gp_diff (live, wanted, GP_DIFF_MEANING);

  for (gsize i = 0; i < gp_change_set_get_size (changes); i++)
    {
      const GpChange *change = gp_change_set_get (changes, i);

      if (gp_id_equal (&change->id, id)
          && (change->type != GP_CHANGE_SET || (change->property != GP_ENTITY_RETENTION
                                                && change->property != GP_ENTITY_NAME)))
        return FALSE;
    }

  return TRUE;
}

/* Removes the plain change of the entity, which this one says better. Its renaming stays. */
static void
drop_change (GPtrArray  *operations,
             const GpId *id)
{
  for (guint i = 0; i < operations->len; i++)
    {
      const GpOperation *operation = operations->pdata[i];

      if (operation->action == GP_OPERATION_CHANGE && gp_id_equal (&operation->element, id)
          && !gp_plan_retention_is (operation))
        {
          g_ptr_array_remove_index (operations, i);
          return;
        }
    }
}

GpOperation *
gp_plan_retention_add (GPtrArray  *operations,
                       GpDesign   *live,
                       GpDesign   *wanted,
                       const GpId *id)
{
  const GpElement *entity = gp_design_lookup_kind (wanted, id, GP_KIND_ENTITY);
  GpDesign *named = gp_design_lookup (live, id) != NULL ? live : wanted;
  g_autofree char *path = gp_design_dup_path (named, id);
  g_autofree char *operation_id = g_strconcat (PREFIX, path, NULL);
  g_autofree char *sentence = gp_plan_retention_dup_sentence (wanted, id);
  g_autofree char *name = NULL;
  GpOperation *operation;
  guint place = 0;

  g_return_val_if_fail (entity != NULL, NULL);

  name = gp_plan_dup_name (wanted, entity);
  operation = gp_operation_new (operation_id, GP_OPERATION_CHANGE, GP_KIND_ENTITY, id, name,
                                sentence);
  operation->rows = 0;
  if (changes_nothing_else (live, wanted, id))
    drop_change (operations, id);
  while (place < operations->len
         && ((GpOperation *) operations->pdata[place])->action != GP_OPERATION_ADD)
    place++;
  g_ptr_array_insert (operations, (gint) place, operation);

  return operation;
}
