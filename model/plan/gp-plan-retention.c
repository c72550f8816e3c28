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

/* (transfer full): the entities whose records go along, or the references that are lost; NULL where
 * there is none. */
static char *
list_reach (GpDesign *design,
            GArray   *reach,
            gboolean  takes)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (gp_id_hash, gp_id_equal);
  GString *list = NULL;

  for (guint i = 0; i < reach->len; i++)
    {
      const GpRetentionReach *one = &g_array_index (reach, GpRetentionReach, i);
      const GpId *id = takes ? &one->entity : &one->id;
      g_autofree char *name = NULL;

      if (one->takes != takes || !g_hash_table_add (seen, (gpointer) id))
        continue;
      name = gp_plan_dup_name (design, gp_design_lookup (design, id));
      if (list == NULL)
        list = g_string_new (name);
      else
        g_string_append_printf (list, ", %s", name);
    }

  return list != NULL ? g_string_free (list, FALSE) : NULL;
}

/* @gone, @lost: (nullable): lists. */
static char *
say (const char *entity,
     const char *time,
     const char *field,
     const char *gone,
     const char *lost)
{
  if (gone != NULL && lost != NULL)
    /* Translators: the name of an entity, a length of time such as “90 days”, the name of a field,
     * a list of entities, and a list of fields. */
    return g_strdup_printf (_("Records of %s older than %s, counted from %s, are deleted from now "
                              "on, with the records of %s that go along, and references to them "
                              "are lost: %s"), entity, time, field, gone, lost);
  if (gone != NULL)
    /* Translators: the name of an entity, a length of time such as “90 days”, the name of a field,
     * and a list of entities. */
    return g_strdup_printf (_("Records of %s older than %s, counted from %s, are deleted from now "
                              "on, with the records of %s that go along"), entity, time, field,
                            gone);
  if (lost != NULL)
    /* Translators: the name of an entity, a length of time such as “90 days”, the name of a field,
     * and a list of fields. */
    return g_strdup_printf (_("Records of %s older than %s, counted from %s, are deleted from now "
                              "on, and references to them are lost: %s"), entity, time, field,
                            lost);

  /* Translators: the name of an entity, a length of time such as “90 days”, the name of a field. */
  return g_strdup_printf (_("Records of %s older than %s, counted from %s, are deleted from now "
                            "on"), entity, time, field);
}

char *
gp_plan_retention_dup_sentence (GpDesign   *wanted,
                                const GpId *id)
{
  const GpElement *entity = gp_design_lookup_kind (wanted, id, GP_KIND_ENTITY);
  const GpElement *field;
  g_autofree char *name = entity != NULL ? gp_plan_dup_name (wanted, entity) : NULL;
  g_autofree char *time = NULL, *gone = NULL, *lost = NULL;
  g_autoptr(GArray) reach = NULL;

  if (entity == NULL)
    return NULL;
  if (gp_retention_look (wanted, entity, NULL, &field) != GP_RETENTION_COUNTED)
    return g_strdup_printf (_("Records of %s are kept for good from now on"), name);

  time = gp_duration_to_words (gp_element_get_text (entity, GP_ENTITY_RETENTION));
  reach = gp_retention_list_reach (wanted, id);
  gone = list_reach (wanted, reach, TRUE);
  lost = list_reach (wanted, reach, FALSE);

  return say (name, time, gp_element_get_name (field), gone, lost);
}

char *
gp_plan_retention_dup_cost (const GpOperation *operation)
{
  if (!gp_plan_retention_is (operation) || !operation->destructive)
    return NULL;
  if (operation->rows < 0)
    return g_strdup (_("How many are deleted or changed at once is not known"));
  if (operation->rows == 0)
    return g_strdup (_("No record is deleted or changed at once"));

  return g_strdup_printf (ngettext ("%" PRId64 " record is deleted or changed at once",
                                    "%" PRId64 " records are deleted or changed at once",
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
  gboolean is_new = gp_design_lookup (live, id) == NULL;
  GpDesign *named = is_new ? wanted : live;
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
  if (!is_new && changes_nothing_else (live, wanted, id))
    drop_change (operations, id);
  while (place < operations->len
         && (is_new || ((GpOperation *) operations->pdata[place])->action != GP_OPERATION_ADD))
    place++;
  g_ptr_array_insert (operations, (gint) place, operation);

  return operation;
}
