/* gp-describe.h — elements in words and icons, the same everywhere in the window
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

G_BEGIN_DECLS

/** gp_describe_title: (transfer full): the name, or for elements without one what stands for it:
 * an index is "customer_id, created_at", a transition "Check → Page the doctor". Never empty. */
char       *gp_describe_title     (GpDesign *design, const GpElement *element);

/** gp_describe_summary: (transfer full): a few words on what it holds, "9", "create, read", "→
 * clinic"; may be empty. */
char       *gp_describe_summary   (GpDesign *design, const GpElement *element);

/** gp_describe_place: (transfer full): kind and place: "Entity in Laboratory · 5 fields · 3
 * rules". */
char       *gp_describe_place     (GpDesign *design, const GpElement *element);

/** gp_describe_type: (transfer full): a field's type as cards show it: "decimal(12,2)", "→
 * clinic". */
char       *gp_describe_type      (GpDesign *design, const GpElement *field);

/** gp_describe_choice: (transfer full): a choice for people: "set_null" is "Leave it empty". @nick:
 * NULL for an empty text. */
char       *gp_describe_choice    (GpProperty property, const char *nick);

/** gp_menu_escape: (transfer full): @text as the label of a menu item, without mnemonics. */
char       *gp_menu_escape        (const char *text);

/** gp_describe_icon: the symbolic icon of a kind. Static. */
const char *gp_describe_icon      (GpKind kind);

/** gp_describe_label, _plural: the kind, translated. */
const char *gp_describe_label     (GpKind kind);
const char *gp_describe_plural    (GpKind kind);

G_END_DECLS
