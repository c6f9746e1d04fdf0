/*
 * tonight -- the charter of `tocsin now`: library/charters/tonight.yaml, with
 * the people that the answers name.
 *
 * Ownership: everything lives in the arena handed in.
 */
#ifndef TONIGHT_H
#define TONIGHT_H

#include "charter_file.h"

/* Is it one name to a human?  Capitals do not count, nor how many blanks there are. */
bool same_name(str, str);

/* Who fills the roles; one name may stand several times and is then one person, and all but the commander may be absent. */
struct roles { str commander, decider, deputy, speaker; };

/* The file, read and filled. */
err tonight_charter(struct arena *, str organisation, const struct roles *, struct charter_file *out);
/*
 * Put these people into its roles.  Absent: the decider and the speaker are the
 * commander, and nobody stands in.  An agreement that only the person
 * themselves could give is not asked for.
 */
void tonight_fill(struct arena *, str organisation, const struct roles *, struct rec_charter_file *);

/* What is to be done about it by tomorrow, a line each: that it be settled, and what lint finds. */
struct tonight_tasks { str *v; size_t n; };
struct tonight_tasks tonight_tasks(struct arena *, const struct charter_file *);

#endif
