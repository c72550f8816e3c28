/* bench-export.c — 1 000 entities into files
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-test-tables.h"
#include "gp-bench.h"
#include "gp-page.h"
#include "gp-picture.h"

#define TABLES 1000
#define SCALE  .5       /* at 1 a PNG of so many would be larger than pictures may be */

typedef struct
{
  GpDesign        *design;
  GpPictureFormat  format;
} Bench;

static void
picture (gpointer user_data)
{
  Bench *bench = user_data;
  GpPictureOptions options = GP_PICTURE_OPTIONS_INIT;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;

  options.scale = SCALE;
  bytes = gp_picture_render (bench->design, &options, bench->format, NULL, &error);
  if (bytes == NULL)
    g_error ("%s", error->message);
}

static void
page (gpointer user_data)
{
  Bench *bench = user_data;
  GpPageOptions options = GP_PAGE_OPTIONS_INIT;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = gp_page_render (bench->design, &options, NULL, &error);

  if (bytes == NULL)
    g_error ("%s", error->message);
}

int
main (void)
{
  static const char *const names[] = { "svg", "png", "pdf" };
  g_autoptr(GpDesign) design = gp_test_tables_new (TABLES);
  Bench bench = { design, GP_PICTURE_SVG };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = g_strdup_printf ("export as %s, %u tables", names[i], TABLES);

      bench.format = (GpPictureFormat) i;
      gp_bench_report (name, gp_bench_median (3, picture, &bench), "s", NULL, 0);
    }
  gp_bench_report ("export as html, 1000 tables", gp_bench_median (3, page, &bench), "s", NULL, 0);
  return 0;
}
