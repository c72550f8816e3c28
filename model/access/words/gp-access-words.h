/* gp-access-words.h — decisions and remedies in words
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-remedy.h"

G_BEGIN_DECLS

/* All are translated and (transfer full). */

/** gp_access_describe_verdict: a sentence: "Ana may not read test_result: no rule grants it." @who:
 * the persona's name, say. */
char *gp_access_describe_verdict (const GpAccessDecision *decision,
                                  const GpAccessQuestion *question, const char *who);

/** gp_access_describe_rule: its name, or else where it stands, and for whom: "Patients read
 * verified results (patient)". */
char *gp_access_describe_rule    (const GpAccess *access, const GpAccessRule *rule);

/** gp_access_describe_part: "record.status == 'verified'", "technician_note is not among its
 * fields"; what was asked, not what came of it. */
char *gp_access_describe_part    (const GpAccess *access, const GpAccessPart *part);

/** gp_access_describe_trace: why a part came out as it did: "record.status is 'measured'", of the
 * values that it looked at, with commas; an error's sentence; "" where nothing is to be said. */
char *gp_access_describe_trace   (const GpAccessPart *part);

/** gp_access_describe_paths: the outermost paths of @trace, each once: "record.status is
 * 'measured', user.id is not known". @text: of the whole expression. */
char *gp_access_describe_paths   (const char *text, const GpAccessTrace *trace);

/** gp_access_describe_value: as it is written in an expression; "not known" for an error. */
char *gp_access_describe_value   (const GpExprValue *value);

/** gp_access_describe_remedy: "if record.status were 'verified', and with the role doctor". */
char *gp_access_describe_remedy  (const GpAccess *access, const GpAccessRemedy *remedy);

G_END_DECLS
