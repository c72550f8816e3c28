/* gp-access-fixtures.c — the example records of a design, as a world for rules
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-access-fixtures"
#include "config.h"
#include "gp-access-fixtures.h"

typedef struct
{
  GpId            id;        /* nil: added */
  GpAccessRecord *record;    /* NULL: does not fit */
  GError         *problem;
} Fixture;

struct _GpAccessFixtures
{
  GpAccessWorld world;       /* first: a pointer to one is a pointer to the other */
  GPtrArray    *all;         /* of Fixture */
  GHashTable   *by_id;
  GHashTable   *by_record;
};

static void
fixture_free (gpointer data)
{
  Fixture *fixture = data;

  gp_access_record_unref (fixture->record);
  g_clear_error (&fixture->problem);
  g_free (fixture);
}

static GPtrArray *
find_records (GpAccessWorld     *world,
              const GpId        *entity,
              const GpId        *field,
              const GpExprValue *value)
{
  GpAccessFixtures *self = (GpAccessFixtures *) world;
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_access_record_unref);

  for (guint i = 0; i < self->all->len; i++)
    {
      const Fixture *fixture = self->all->pdata[i];

      if (fixture->record != NULL
          && gp_id_equal (gp_access_record_get_subject (fixture->record), entity)
          && gp_expr_value_equal (gp_access_record_get (fixture->record, field), value))
        g_ptr_array_add (found, gp_access_record_ref (fixture->record));
    }
  return found;
}

static Fixture *
add (GpAccessFixtures *self,
     const GpId       *id,
     GpAccessRecord   *record)
{
  Fixture *fixture = g_new0 (Fixture, 1);

  fixture->id = *id;
  fixture->record = record;
  g_ptr_array_add (self->all, fixture);
  if (!gp_id_is_nil (id))
    g_hash_table_insert (self->by_id, &fixture->id, fixture);
  if (record != NULL)
    g_hash_table_insert (self->by_record, record, fixture);
  return fixture;
}

GpAccessFixtures *
gp_access_fixtures_new (GpDesign *design)
{
  GpAccessFixtures *self;
  g_autoptr(GPtrArray) elements = NULL;

  g_return_val_if_fail (GP_IS_DESIGN (design), NULL);

  self = g_new0 (GpAccessFixtures, 1);
  self->world = (GpAccessWorld) { gp_design_copy (design), find_records };
  self->all = g_ptr_array_new_with_free_func (fixture_free);
  self->by_id = g_hash_table_new (gp_id_hash, gp_id_equal);
  self->by_record = g_hash_table_new (NULL, NULL);
  elements = gp_design_list (self->world.design, GP_KIND_FIXTURE);
  for (guint i = 0; i < elements->len; i++)
    {
      const GpElement *element = elements->pdata[i];
      const char *json = gp_element_get_text (element, GP_FIXTURE_RECORD);
      g_autoptr(GError) problem = NULL;
      GpAccessRecord *record = gp_access_record_from_json (&self->world,
                                                           gp_element_get_parent (element),
                                                           json != NULL ? json : "{}", &problem);

      add (self, gp_element_get_id (element), record)->problem = g_steal_pointer (&problem);
    }
  return self;
}

void
gp_access_fixtures_free (GpAccessFixtures *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->by_record);
  g_ptr_array_unref (self->all);
  g_object_unref (self->world.design);
  g_free (self);
}

GpAccessWorld *
gp_access_fixtures_get_world (GpAccessFixtures *self)
{
  return &self->world;
}

GpAccessRecord *
gp_access_fixtures_find (GpAccessFixtures  *self,
                         const GpId        *id,
                         GError           **error)
{
  const Fixture *fixture = g_hash_table_lookup (self->by_id, id);

  if (fixture != NULL && fixture->problem != NULL)
    g_propagate_error (error, g_error_copy (fixture->problem));
  return fixture != NULL ? fixture->record : NULL;
}

GPtrArray *
gp_access_fixtures_list (GpAccessFixtures *self,
                         const GpId       *entity)
{
  GPtrArray *records = g_ptr_array_new ();

  for (guint i = 0; i < self->all->len; i++)
    {
      const Fixture *fixture = self->all->pdata[i];

      if (fixture->record != NULL
          && gp_id_equal (gp_access_record_get_subject (fixture->record), entity))
        g_ptr_array_add (records, fixture->record);
    }
  return records;
}

const GpId *
gp_access_fixtures_get_id (GpAccessFixtures     *self,
                           const GpAccessRecord *record)
{
  const Fixture *fixture = g_hash_table_lookup (self->by_record, record);

  return fixture != NULL && !gp_id_is_nil (&fixture->id) ? &fixture->id : NULL;
}

void
gp_access_fixtures_add (GpAccessFixtures *self,
                        GpAccessRecord   *record)
{
  add (self, &gp_id_nil, record);
}
