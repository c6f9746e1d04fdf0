/*
 * brief -- what follows from a decision's page as it stands, and no entity says by itself.
 *
 *  B1  An option is dominated if another one of the decision is no worse in any
 *      row that it states, and better in one.  What the other does not state is
 *      not better: unknown is not small, and silence is no "no".  So no two dominate
 *      each other, not even round about.
 *  B2  A measure is common if every option but to do nothing has it: the same
 *      kind on the same service, or without a service in the same words.
 *  B3  An interest is shared if another party than the one that stated it said
 *      so.  A party is a seat, or a person who speaks for none.
 *  B4  An option's last moment is the deadline less the time it takes to take effect.
 *  B5  What an option's measures stop is worked out as impact.h says, each
 *      measure for as long as it lasts.  Whoever is from outside does not see
 *      the register, and is told nothing of it.
 *  B6  What nobody has established is said where a condition of the rule, of a
 *      default or of a tripwire hangs on it, once for each thing that does:
 *      for the option that is put up, else for each.  Beside it stands who could
 *      settle it: whoever said it last, or something of its family; and the seat
 *      that owns the service, else the one that the rule makes responsible.
 *  B7  To do nothing breaks what is breaking: the services that are down
 *      already, by a shutdown that is in force or by a fact that is at least
 *      probable and named as the service with ".down" after it, stay down, and
 *      each tolerance breaks so long after what takes its service down began.
 *      It costs what somebody estimated an hour of it to cost; else what the
 *      register says of those services, counted from when they went down.
 *
 *  B8  Of more options than LIMIT_BRIEF_OPTIONS are compared: the one put up, to
 *      do nothing as it was said first, and the newest of the others; and how
 *      many are left out is said.
 *
 * It is worked out when it is asked and never written down (law 3).
 *
 * Ownership: what is found lies in the arena and points into room and charter.
 */
#ifndef BRIEF_H
#define BRIEF_H

#include "view.h"

/* NO_SUCH if the audience sees no such decision; TOO_LARGE beyond a bound of bounds.h. */
err brief_view(const struct seeing *, i64 decision, struct rec_brief *out);

/* B7. */
err brief_waiting(const struct seeing *, const struct option *, struct rec_brief_option *out);

/* What was found in the register, as an option says it. */
void brief_impact(struct arena *, const struct rec_impact *found, struct rec_brief_option *out);

/* B6; told to nobody from outside: rules are the house's own. */
void brief_unknowns(const struct seeing *, const struct decision *, struct rec_brief *out);

#endif
