/* gp-section.h — one titled part of the inspector
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GpSection: abstract; a heading over a boxed list. Subclasses fill the list for the elements that
 * they are given, and follow the design when they are told to.
 */
#define GP_TYPE_SECTION (gp_section_get_type ())
G_DECLARE_DERIVABLE_TYPE (GpSection, gp_section, GP, SECTION, GtkBox)

/** GpSectionClass:
 * @refresh: called when the elements or findings are set and after each change of the design; cheap
 *   where nothing has changed */
struct _GpSectionClass
{
  GtkBoxClass parent_class;

  void (*refresh) (GpSection *self);
};

/** gp_section_set_elements: copied; all of one kind. */
void             gp_section_set_elements (GpSection *self, const GpId *ids, gsize n);
void             gp_section_refresh      (GpSection *self);

/** gp_section_set_findings: about the elements and about what is inside of them. A reference is
 * taken. */
void             gp_section_set_findings (GpSection *self, GPtrArray *findings);

/* For subclasses. */
void             gp_section_set_title    (GpSection *self, const char *title);   /* translated */
GpSession       *gp_section_get_session  (GpSection *self);
GtkListBox      *gp_section_get_list     (GpSection *self);
const GpId      *gp_section_get_ids      (GpSection *self, gsize *n);
GPtrArray       *gp_section_get_findings (GpSection *self);   /* of GpFinding; never NULL */

/** gp_section_peek_element: the last of the elements; NULL where it has gone. */
const GpElement *gp_section_peek_element (GpSection *self);

/** gp_add_row_new: the last row of a list that can grow, "+ Add field…". @label: translated. */
GtkWidget *gp_add_row_new            (const char *label);

/* The sections, to be given elements with gp_section_set_elements(). */

/** gp_properties_section_new: @properties: of one kind; copied. Those that do not matter for the
 * elements as they are now are hidden. @folded: shown when the heading is clicked. */
GtkWidget *gp_properties_section_new (GpSession *session, const char *title,
                                      const GpProperty *properties, gsize n, gboolean folded);

/** gp_fields_section_new: the fields of one entity or event: reorder, rename, retype, add,
 * delete. */
GtkWidget *gp_fields_section_new     (GpSession *session);

/** gp_cases_section_new: the conditions of the lines that leave one step. Hidden without any. */
GtkWidget *gp_cases_section_new      (GpSession *session);

/** gp_stage_section_new: has a step of a story show what the canvas shows. */
GtkWidget *gp_stage_section_new      (GpSession *session);

/** gp_children_section_new: the children of @kind of one element, one line each; click to go
 * there. */
GtkWidget *gp_children_section_new   (GpSession *session, GpKind kind, const char *title);

/** gp_referrers_section_new: what points to one element through @via, one line each; click to go
 * there. Hidden where nothing does. */
GtkWidget *gp_referrers_section_new  (GpSession *session, GpProperty via, const char *title);

/** gp_touches_section_new: what a flow or a step reads, writes, sends and calls, a line each;
 * click to go there. Hidden where that is nothing. */
GtkWidget *gp_touches_section_new    (GpSession *session);

/** gp_usage_section_new: who uses the elements from outside, a line each, and what a delete takes
 * along. Hidden where nobody does. A line activates inspector.edit. */
GtkWidget *gp_usage_section_new      (GpSession *session);

/** gp_words_section_new: one rule in words. */
GtkWidget *gp_words_section_new      (GpSession *session);

/** gp_token_section_new: where the token of one target is kept; a click asks for it. */
GtkWidget *gp_token_section_new      (GpSession *session);

/** gp_properties_section_reveal: the row of @property, unfolded and shown; NULL where @section is
 * no list of properties, has not got it, or it does not matter for the elements as they are. */
GtkWidget *gp_properties_section_reveal (GpSection *section, GpProperty property);

G_END_DECLS
