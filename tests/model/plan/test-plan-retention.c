/* test-plan-retention.c — what a plan says of how long records are kept
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-plan-retention.h"

#include "gp-plan-build.h"
#include "gp-plan-reword.h"
#include "gp-plan.h"
#include "gp-test-design.h"
#include "gp-test.h"

typedef struct
{
  GpDesign *live;
  GpDesign *wanted;
  GpId      reading;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  GpId field;

  self->live = gp_design_new (NULL, "Kept");
  self->reading = gp_test_add_entity (self->live, "reading");
  field = gp_test_add_field (self->live, &self->reading, "created_at", "timestamp");
  gp_test_set_text (self->live, &field, GP_FIELD_DEFAULT, "now()");
  self->wanted = gp_design_copy (self->live);
  gp_test_set_text (self->wanted, &self->reading, GP_ENTITY_RETENTION, "90d");
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  g_object_unref (self->live);
  g_object_unref (self->wanted);
}

static void
assert_sentence (Fixture    *self,
                 const char *expected)
{
  g_autofree char *sentence = gp_plan_retention_dup_sentence (self->wanted, &self->reading);

  g_assert_cmpstr (sentence, ==, expected);
}

static void
test_sentences (Fixture       *self,
                gconstpointer  unused)
{
  GpId line = gp_test_add_entity (self->wanted, "line");
  GpId field = gp_test_add_field (self->wanted, &line, "reading_id", "reference");

  gp_test_set_ref (self->wanted, &field, GP_FIELD_REFERENCE, &self->reading);
  assert_sentence (self, "Records of reading older than 90 days, counted from created_at, are "
                         "deleted from now on");
  gp_test_set_text (self->wanted, &field, GP_FIELD_ON_DELETE, "cascade");
  assert_sentence (self, "Records of reading older than 90 days, counted from created_at, are "
                         "deleted from now on, with the records of line that go along");
  field = gp_test_add_field (self->wanted, &line, "parent_id", "reference");
  gp_test_set_ref (self->wanted, &field, GP_FIELD_REFERENCE, &line);
  gp_test_set_text (self->wanted, &field, GP_FIELD_ON_DELETE, "cascade");
  field = gp_test_add_field (self->wanted, &self->reading, "line_id", "reference");
  gp_test_set_ref (self->wanted, &field, GP_FIELD_REFERENCE, &line);
  gp_test_set_text (self->wanted, &field, GP_FIELD_ON_DELETE, "set_default");
  assert_sentence (self, "Records of reading older than 90 days, counted from created_at, are "
                         "deleted from now on, with the records of line that go along, and "
                         "references to them are lost: reading.line_id");
  gp_test_remove (self->wanted, &line);
  line = gp_test_add_entity (self->wanted, "note");
  field = gp_test_add_field (self->wanted, &line, "reading_id", "reference");
  gp_test_set_ref (self->wanted, &field, GP_FIELD_REFERENCE, &self->reading);
  gp_test_set_text (self->wanted, &field, GP_FIELD_ON_DELETE, "set_null");
  assert_sentence (self, "Records of reading older than 90 days, counted from created_at, are "
                         "deleted from now on, and references to them are lost: note.reading_id");
  gp_test_set_text (self->wanted, &self->reading, GP_ENTITY_RETENTION, NULL);
  assert_sentence (self, "Records of reading are kept for good from now on");
  g_assert_null (gp_plan_retention_dup_sentence (self->wanted, &field));
}

/* It says all that the plain change of the entity would, and takes its place. */
static void
test_takes_the_place (Fixture       *self,
                      gconstpointer  unused)
{
  GpId other = gp_test_add_entity (self->wanted, "other");
  g_autoptr(GPtrArray) operations = gp_plan_build_operations (self->live, self->wanted);
  GpOperation *operation;

  g_assert_cmpuint (operations->len, ==, 2);
  operation = gp_plan_retention_add (operations, self->live, self->wanted, &self->reading);
  g_assert_cmpuint (operations->len, ==, 2);
  g_assert_true (operations->pdata[0] == operation);
  g_assert_cmpstr (operation->id, ==, "change:retention:reading");
  g_assert_true (gp_plan_retention_is (operation));
  g_assert_false (gp_plan_retention_is (operations->pdata[1]));
  g_assert_true (gp_id_equal (&((GpOperation *) operations->pdata[1])->element, &other));
}

/* A description that changes as well is still told, and so is another name. */
static void
test_other_changes_stay (Fixture       *self,
                         gconstpointer  unused)
{
  g_autoptr(GPtrArray) operations = NULL;
  g_autoptr(GPtrArray) renamed = NULL;

  gp_test_set_text (self->wanted, &self->reading, GP_ENTITY_DESCRIPTION, "What a meter says.");
  operations = gp_plan_build_operations (self->live, self->wanted);
  gp_plan_retention_add (operations, self->live, self->wanted, &self->reading);
  g_assert_cmpuint (operations->len, ==, 2);

  gp_test_set_text (self->wanted, &self->reading, GP_ENTITY_DESCRIPTION, NULL);
  gp_test_set_text (self->wanted, &self->reading, GP_ENTITY_NAME, "value");
  renamed = gp_plan_build_operations (self->live, self->wanted);
  gp_plan_retention_add (renamed, self->live, self->wanted, &self->reading);
  g_assert_cmpuint (renamed->len, ==, 2);
  g_assert_cmpstr (((GpOperation *) renamed->pdata[0])->id, ==, "rename:entity:reading");
  g_assert_cmpstr (((GpOperation *) renamed->pdata[1])->id, ==, "change:retention:reading");
}

static GpOperation *
make (Fixture *self,
      gint64   rows)
{
  GpOperation *operation = gp_operation_new ("change:retention:reading", GP_OPERATION_CHANGE,
                                             GP_KIND_ENTITY, &self->reading, "reading", "Anders");

  operation->destructive = TRUE;
  operation->rows = rows;

  return operation;
}

static void
test_cost (Fixture       *self,
           gconstpointer  unused)
{
  static const struct
  {
    gint64      rows;
    const char *cost;
  } cases[] = {
    { -1, "How many are deleted or changed at once is not known" },
    { 0, "No record is deleted or changed at once" },
    { 1, "1 record is deleted or changed at once" },
    { 12345, "12345 records are deleted or changed at once" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GpOperation) operation = make (self, cases[i].rows);
      g_autofree char *cost = gp_plan_retention_dup_cost (operation);

      g_assert_cmpstr (cost, ==, cases[i].cost);
      operation->destructive = FALSE;
      g_assert_null (gp_plan_retention_dup_cost (operation));
    }
}

static GpPlan *
make_plan (Fixture *self,
           gint64   rows)
{
  g_autoptr(GPtrArray) operations =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_operation_unref);

  g_ptr_array_add (operations, make (self, rows));

  return gp_plan_new ("local:x", "live", "design", operations, NULL);
}

/* Who agreed to "from now on" agreed to what has grown old since the plan was read. */
static void
test_records_grow_old_while_it_is_read (Fixture       *self,
                                        gconstpointer  unused)
{
  g_autoptr(GpPlan) read = make_plan (self, 3), now = make_plan (self, 5);

  g_assert_true (gp_plan_does_the_same (read, now));
}

static void
test_in_the_language_of_who_reads (Fixture       *self,
                                   gconstpointer  unused)
{
  const GpCapability capability = { .type = "x", .label = "X", .features = G_MAXUINT32 };
  g_autoptr(GpPlan) foreign = make_plan (self, 3);
  g_autoptr(GpPlan) plan = gp_plan_reword (foreign, self->live, self->wanted, &capability);

  g_assert_cmpstr (gp_plan_get_operation (plan, 0)->sentence, ==,
                   "Records of reading older than 90 days, counted from created_at, are deleted from now "
                   "on");
  g_assert_cmpint (gp_plan_get_operation (plan, 0)->rows, ==, 3);
}

#define ADD(name, function) \
  g_test_add ("/model/plan-retention/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  ADD ("sentences", test_sentences);
  ADD ("takes-the-place", test_takes_the_place);
  ADD ("other-changes-stay", test_other_changes_stay);
  ADD ("cost", test_cost);
  ADD ("records-grow-old-while-it-is-read", test_records_grow_old_while_it_is_read);
  ADD ("in-the-language-of-who-reads", test_in_the_language_of_who_reads);

  return g_test_run ();
}
