/* test-postgresql-flow-data.c — steps that read and write records
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "postgresql-flow.h"

#define ORDER "entity order total:integer at:timestamp\nflow main trigger=flow\n"

static void
test_reading (void)
{
  static const char *const parts[] = {
    "(to_jsonb(r) || jsonb_build_object('at', gp_flows.time_text(r.at)))",
    "FROM public.\"order\" AS r WHERE ", "r.total > ", "gp_flows.must(gp_flows.as_int((",
    "ORDER BY r.total DESC NULLS LAST, r.id, r.ctid LIMIT greatest(0, least(", NULL,
  };

  postgresql_flow_has (ORDER "step a data_read entity=order where=record.total>input.least "
                       "with.sort='-total' with.limit=5\n", parts);
  postgresql_flow_lacks (ORDER "step a data_read entity=order with.sort=input.by\n", "a", "sort");
  postgresql_flow_lacks (ORDER "step a data_read entity=order with.page=2\n", "a", "page");
}

static void
test_writing (void)
{
  static const char *const create[] = {
    "f_args := gp_flows.map_of(ARRAY['total']", "INSERT INTO public.\"order\" AS r (total)",
    "SELECT p.total FROM jsonb_populate_record(NULL::public.\"order\", f_args) AS p", "INTO f_raw",
    NULL,
  };
  static const char *const update[] = {
    "UPDATE public.\"order\" AS r SET total = p.total", "WHERE true", "jsonb_array_length(f_raw) >",
    NULL,
  };
  static const char *const removal[] = { "DELETE FROM public.\"order\" AS r WHERE ", NULL };

  postgresql_flow_has (ORDER "step a data_create entity=order with.total=3\n", create);
  postgresql_flow_has (ORDER "step a data_create entity=order\n",
                       (const char *const[]) { "DEFAULT VALUES RETURNING", NULL });
  postgresql_flow_has (ORDER "step a data_update entity=order with.total=3\n", update);
  postgresql_flow_has (ORDER "step a data_delete entity=order where=record.total==1\n", removal);
}

static void
test_what_is_no_column_is_refused (void)
{
  postgresql_flow_lacks (ORDER "step a data_create entity=order with.other=3\n", "a", "other");
  postgresql_flow_lacks (ORDER "step a data_update entity=order\n", "a", "no value");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/postgresql-flow-data/reading", test_reading);
  g_test_add_func ("/data/postgresql-flow-data/writing", test_writing);
  g_test_add_func ("/data/postgresql-flow-data/what-is-no-column-is-refused",
                   test_what_is_no_column_is_refused);
  return g_test_run ();
}
