/*
 * door -- whoever is called and is not in the room cannot come by themselves
 * where it is TLP:RED or restricted: whoever is in charge is called to let
 * them in, so that nobody waits for somebody who stands outside (A7, B4).
 */
#include "authority.h"
#include "owe.h"

/* Called still, and not a member. */
static bool
waits_outside(const struct room *room, const struct call *call)
{
	enum call_on on = call_terms(call->is.reason).on;

	return on != ON_nothing && on != ON_door && !room_has_member(room, call->is.person) && !call_is_over(room, call);
}

bool
door_is_wanted(const struct room *room, const struct ev_call_owed *door)
{
	const struct call *call = newest_call(room, door);

	while (call && !(call->is.seat == door->seat && call->is.committee == door->committee && call->is.measure == door->measure && waits_outside(room, call)))
		call = FIND(room, calls, call->before);
	return call != NULL;
}

void
react_doors(const struct scene *s, struct outcome *out)
{
	i64 charge = in_charge(s->room);

	if (s->room == s->charter->room || !room_has_member(s->room, charge))
		return;
	for (size_t i = 0; i < s->room->n_calls && out->n < LIMIT_OUTCOME / 2; i++) {
		const struct call *call = &s->room->calls[i];
		struct ev_call_owed door = call->is;

		if (!waits_outside(s->room, call) || label_keeps_out(s->charter, s->room, door.person) || charter_person(s->charter, door.person)->ejected)
			continue;       /* of these two, nobody may let in either */
		door.person = charge;
		door.reason = CALL_LET_IN;
		owe_call(s, out, door);
	}
}
