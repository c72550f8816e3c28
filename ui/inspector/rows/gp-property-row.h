/* gp-property-row.h — one property of one or several elements, shown and edited in a list row
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-finding.h"
#include "gp-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GpPropertyRow: abstract; a subclass for each way of editing. The frame (label, meaning as a
 * tooltip, the sentence under the row that says why a value was not taken) is here.
 *
 * A row stays with its property; gp_property_row_refresh() is called after every change of the
 * design and is cheap where nothing has changed for this row.
 */
#define GP_TYPE_PROPERTY_ROW (gp_property_row_get_type ())
G_DECLARE_DERIVABLE_TYPE (GpPropertyRow, gp_property_row, GP, PROPERTY_ROW, AdwPreferencesRow)

/** GpPropertyRowClass:
 * @wide: the editor stands below the label instead of beside it
 * @by_parts: shows which parts of mixed values differ, so that every change of one is shown
 * @edit_at: puts the cursor at @offset bytes of the text; where it is NULL, into the editor
 * @show: shows @value, which is none where nothing is stored and there is no default. @mixed: the
 *   elements differ; @value is the last one's. Must not submit. */
struct _GpPropertyRowClass
{
  AdwPreferencesRowClass parent_class;

  void (*edit_at) (GpPropertyRow *self, gsize offset);

  gboolean wide;
  gboolean by_parts;
  void (*show) (GpPropertyRow *self, const GpValue *value, gboolean mixed);
};

/** gp_property_row_new: the row for the type of @property, with its editor. */
GtkWidget  *gp_property_row_new           (GpSession *session, GpProperty property);

/** gp_property_row_set_elements: all of a kind that has the property; copied. */
void        gp_property_row_set_elements  (GpPropertyRow *self, const GpId *ids, gsize n);
void        gp_property_row_refresh       (GpPropertyRow *self);

/** gp_property_row_has_elements: whether it shows just these. */
gboolean    gp_property_row_has_elements  (GpPropertyRow *self, const GpId *ids, gsize n);

/** gp_property_row_hide_label: where a heading says the same. */
void        gp_property_row_hide_label    (GpPropertyRow *self);

/** gp_property_row_edit_at: puts the cursor into the editor, where it is for a text at @offset
 * bytes. */
void        gp_property_row_edit_at       (GpPropertyRow *self, gsize offset);

GpProperty  gp_property_row_get_property  (GpPropertyRow *self);

/* For subclasses. */
GpSession  *gp_property_row_get_session   (GpPropertyRow *self);
const GpPropertyInfo *gp_property_row_get_info (GpPropertyRow *self);

/** gp_property_row_peek_element: the one selected last; NULL where it has gone. */
const GpElement *gp_property_row_peek_element (GpPropertyRow *self);

/** gp_property_row_set_editor: @editor: what is packed into the frame, once, when constructed. */
void        gp_property_row_set_editor    (GpPropertyRow *self, GtkWidget *editor);

/**
 * gp_property_row_submit: sets @value (transfer full) on all elements as one step.
 * @typed: joins the step of a moment ago, as typing does
 *
 * Returns FALSE where it was refused: the reason is then shown under the row.
 */
gboolean    gp_property_row_submit        (GpPropertyRow *self, GpValue value, gboolean typed);

/** gp_property_row_get_label: names the editor. */
GtkWidget  *gp_property_row_get_label     (GpPropertyRow *self);

/** GpPropertyEdit: (transfer full): what @value, of one of the elements, becomes. */
typedef GpValue (*GpPropertyEdit) (const GpValue *value, gpointer user_data);

/** gp_property_row_submit_each: as gp_property_row_submit(), where every element keeps what the
 * edit is not about: an action is added to each of several rules. */
gboolean    gp_property_row_submit_each   (GpPropertyRow *self, GpPropertyEdit edit,
                                           gpointer user_data, gboolean typed);

/** gp_property_row_submit_new: adds a @kind called @name to the design, and makes of the value of
 * each element what @edit, which is given the new id, makes of it: one step. */
gboolean    gp_property_row_submit_new    (GpPropertyRow *self, GpKind kind, const char *name,
                                           GpPropertyEdit edit);

/** gp_property_row_count_elements: those that are there; and how many of them have a value for
 * which @fits says yes. */
guint       gp_property_row_count_elements (GpPropertyRow *self,
                                            gboolean (*fits) (const GpValue *, gpointer),
                                            gpointer user_data, guint *n_fitting);

/** gp_property_row_restore: shows the stored value again in place of one that was not taken. */
void        gp_property_row_restore       (GpPropertyRow *self);

/** gp_property_row_remark: shows what lint says about the property under the row; NULL: nothing. */
void        gp_property_row_remark        (GpPropertyRow *self, const GpFinding *finding);

/** gp_property_row_complain: shows @message under the row; NULL takes it away. */
void        gp_property_row_complain      (GpPropertyRow *self, const char *message);

G_END_DECLS
