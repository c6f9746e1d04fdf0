/*
 * door -- whoever is called where it is TLP:RED or restricted, and stands
 * outside (A7, B4).
 *
 * Who is asked to answer what was put up comes in by themselves, whoever kept
 * them out: the charter gave them that say, so they need to know.  A restricted
 * room opens by nobody's slip, for it may be about the very person who is
 * asked: there, and for whatever else they are called, whoever is in charge is
 * called to let them in.  Either way nobody in charge chooses who decides by
 * closing the door: who stands outside is not silent (line.c), so that no
 * deputy stands in for them, and nothing is taken by default (by_default.c).
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

/* One who said that it is not theirs is asked no more; one who is away comes when they are back. */
static bool
comes_in(const struct scene *s, const struct call *call)
{
	const struct decision *d = FIND(s->room, decisions, call->is.decision);
	i64 person = call->is.person;

	return !s->room->restricted && call_terms(call->is.reason).on == ON_answer && d && d->put_up && !call_is_over(s->room, call) && !sees_room(s->charter, s->room, person) &&
	    !has_recused(s->room, d, call->is.seat, person) && !is_absent(s->charter, person, s->now) && !has_come(s, stays_until(s->charter, person)) &&
	    (room_access(s->room, person) || s->room->n_members < LIMIT_MEMBERS);
}

static bool
is_let_in(const struct outcome *out, i64 person)
{
	for (size_t i = 0; i < out->n; i++)
		if (out->v[i].kind == EV_member_added && out->v[i].as.member_added.person == person)
			return true;
	return false;
}

static void
owe_door(const struct scene *s, struct outcome *out, const struct call *call)
{
	struct ev_call_owed door = call->is;

	door.person = in_charge(s->room);
	door.reason = CALL_LET_IN;
	if (room_has_member(s->room, door.person))
		owe_call(s, out, door);
}

void
react_doors(const struct scene *s, struct outcome *out)
{
	for (size_t i = 0; s->room != s->charter->room && i < s->room->n_calls && out->n < LIMIT_OUTCOME / 2; i++) {
		const struct call *call = &s->room->calls[i];
		i64 person = call->is.person;

		if (label_keeps_out(s->charter, s->room, person) || charter_person(s->charter, person)->ejected)
			continue;       /* of these two, nobody may let in either */
		if (!comes_in(s, call)) {
			if (waits_outside(s->room, call))
				owe_door(s, out, call);
		} else if (!is_let_in(out, person)) {
			emit(out, EV_member_added)->as.member_added = (struct ev_member_added){ .person = person, .until = stays_until(s->charter, person) };
		}
	}
}
