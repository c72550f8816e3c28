/* gp-compare-row.h — one difference of two designs, to be taken or left
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-review.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GpCompareUse: what can be done with the entries. */
typedef enum
{
  GP_COMPARE_LOOK,      /* nothing: neither side is the design as it is now */
  GP_COMPARE_TAKE,      /* the left side is now: changes are taken over from the right */
  GP_COMPARE_TAKE_BACK, /* the right side is now: changes are taken back */
  GP_COMPARE_UPDATE,    /* the same as take, of three designs: each is adopted or kept */
} GpCompareUse;

typedef enum
{
  GP_COMPARE_OPEN,      /* to be decided */
  GP_COMPARE_TAKEN,     /* in an update: adopted */
  GP_COMPARE_LEFT,      /* in an update: kept as the design has it */
} GpCompareChoice;

/**
 * GpCompareRow: what happened to an element, with a tick, or with “Adopt” and “Keep”.
 *
 * GpCompareRow::chosen (GpCompareRow *self, int choice): of this one.
 * GpCompareRow::all-chosen (GpCompareRow *self, int choice): of all below the head that it shows.
 */
#define GP_TYPE_COMPARE_ROW (gp_compare_row_get_type ())
G_DECLARE_FINAL_TYPE (GpCompareRow, gp_compare_row, GP, COMPARE_ROW, GtkBox)

GtkWidget *gp_compare_row_new  (void);

/** gp_compare_row_show: @entry: not kept. @head: (nullable): what stands above the first of a
 * kind. */
void       gp_compare_row_show (GpCompareRow *self, const GpReviewEntry *entry, GpCompareUse use,
                                const char *head);

/** gp_compare_row_set: @along: it is taken with others, whatever was chosen. */
void       gp_compare_row_set  (GpCompareRow *self, GpCompareChoice choice, gboolean along);

/** gp_compare_row_new_label: an empty label that wraps, as the lists of differences have them;
 * @style (nullable): small and of this style class. */
GtkWidget *gp_compare_row_new_label (const char *style);

G_END_DECLS
