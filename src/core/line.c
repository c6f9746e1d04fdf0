/* line -- who there is to answer for a seat: who holds it, and its line of deputies. */
#include "line.h"
#include "delegation.h"
#include "duty.h"

bool
has_recused(const struct room *room, const struct decision *d, i64 seat, i64 person)
{
	for (size_t i = 0; i < room->n_answers; i++) {
		const struct answer *a = &room->answers[i];

		if (a->decision == d->head.id && a->seat == seat && a->person == person && a->kind == ANSWER_RECUSE &&
		    !a->discredited)
			return true;
	}
	return false;
}

bool
is_barred(const struct charter *c, const struct room *room, const struct decision *d, i64 seat, i64 person)
{
	for (size_t i = 0; i < room->n_answers; i++) {
		const struct answer *a = &room->answers[i];

		if (a->option == d->option && a->person == person && a->seat != seat && !a->void_ && !a->discredited && !is_unsigned(a) &&
		    a->kind != ANSWER_RECUSE)
			return true;
	}
	return has_heard(room, d, person) || (d->needs.requester_excluded && is_requester(c, d, person));
}

static bool
already_called(const struct room *room, const struct decision *d, i64 seat, i64 person)
{
	for (size_t i = 0; i < room->n_deputies; i++)
		if (room->deputies[i].is.decision == d->head.id && room->deputies[i].is.seat == seat &&
		    room->deputies[i].is.person == person && !(room->deputies[i].ended && room->deputies[i].is.why == DEPUTY_DELEGATED))
			return true;
	return false;
}

/* Was not called yet, can sign, may answer, and can be let in? */
static bool
can_be_called(const struct charter *c, const struct room *room, const struct decision *d, i64 seat, i64 person)
{
	return !already_called(room, d, seat, person) && person_vouched(c, person) && !is_barred(c, room, d, seat, person) &&
	    !label_keeps_out(c, room, person);
}

bool
line_is_left(const struct charter *c, const struct room *room, const struct decision *d, const struct seat *seat)
{
	for (size_t i = 0; i < seat->is.deputies.n; i++)
		if (can_be_called(c, room, d, seat->head.id, seat->is.deputies.v[i]))
			return true;
	return false;
}

i64
next_deputy(const struct scene *s, const struct decision *d, const struct seat *seat)
{
	i64 on = deputy_on_duty(s->charter, s->room, seat), away = 0;

	if (on && !is_absent(s->charter, on, s->now) && can_be_called(s->charter, s->room, d, seat->head.id, on))
		return on;
	for (size_t i = 0; i < seat->is.deputies.n; i++) {
		i64 person = seat->is.deputies.v[i];

		if (!can_be_called(s->charter, s->room, d, seat->head.id, person))
			continue;
		if (!is_absent(s->charter, person, s->now))
			return person;
		away = away ? away : person;
	}
	return away;
}

/* Can this person answer: can sign, has not said "not mine", or "away", and is not kept out? */
static bool
is_there(const struct scene *s, const struct decision *d, i64 seat, i64 person)
{
	return person_vouched(s->charter, person) && !has_recused(s->room, d, seat, person) && !is_absent(s->charter, person, s->now) &&
	    !label_keeps_out(s->charter, s->room, person);
}

/* And would it count? */
static bool
could_answer(const struct scene *s, const struct decision *d, i64 seat, i64 person)
{
	return is_there(s, d, seat, person) && !is_barred(s->charter, s->room, d, seat, person);
}

/* Who holds the seat took it back in this decision: there they do not rest. */
static bool
took_back(const struct room *room, const struct decision *d, const struct seat *seat)
{
	for (size_t i = 0; i < room->n_deputies; i++) {
		const struct deputy *called = &room->deputies[i];

		if (called->is.decision == d->head.id && called->is.seat == seat->head.id && called->taken_back &&
		    refs_have(seat->is.holders, called->is.principal))
			return true;
	}
	return false;
}

i64
relieved_by(const struct scene *s, const struct decision *d, const struct seat *seat)
{
	i64 on = deputy_on_duty(s->charter, s->room, seat);

	if (on == 0 || !could_answer(s, d, seat->head.id, on))
		return 0;
	return took_back(s->room, d, seat) ? 0 : on;
}

static enum deputy_reason
not_there(const struct scene *s, const struct decision *d, i64 seat, i64 person)
{
	if (has_recused(s->room, d, seat, person))
		return DEPUTY_RECUSED;
	if (label_keeps_out(s->charter, s->room, person))
		return DEPUTY_KEPT_OUT;
	if (is_barred(s->charter, s->room, d, seat, person))
		return DEPUTY_BARRED;
	return person_vouched(s->charter, person) ? DEPUTY_ABSENT : DEPUTY_UNABLE;
}

/* The same of one seat's line in the place of another seat. */
static enum deputy_reason
unmanned_in(const struct scene *s, const struct decision *d, const struct seat *seat, i64 place)
{
	i64 on = relieved_by(s, d, seat);
	enum deputy_reason why = on ? DEPUTY_ON_DUTY : DEPUTY_VACANT;

	for (size_t i = 0; !on && i < seat->is.holders.n; i++) {
		if (could_answer(s, d, place, seat->is.holders.v[i]))
			return deputy_reason_none;
		why = not_there(s, d, place, seat->is.holders.v[i]);
		if (why == DEPUTY_ABSENT && took_back(s->room, d, seat))
			return deputy_reason_none;
	}
	for (size_t i = 0; i < s->room->n_deputies; i++) {
		const struct deputy *called = &s->room->deputies[i];

		if (deputises(s->charter, called, d, seat->head.id, place) && could_answer(s, d, place, called->is.person) &&
		    (on == 0 || called->is.person == on))
			return deputy_reason_none;
	}
	return why;
}

enum deputy_reason
unmanned(const struct scene *s, const struct decision *d, const struct seat *seat)
{
	return unmanned_in(s, d, seat, seat->head.id);
}

/* Whoever may answer in that seat's place once it was silent, or NULL. */
static const struct seat *
next_authority(const struct scene *s, const struct decision *d, const struct seat *seat)
{
	const struct escalation *raised = escalation_of(s->room, d, seat->head.id);

	return raised ? charter_seat(s->charter, raised->is.to) : NULL;
}

i64
next_in_place(const struct scene *s, const struct decision *d, const struct seat *seat, i64 *of, enum deputy_reason *why)
{
	const struct seat *next = next_authority(s, d, seat);

	if (next == NULL || (*why = unmanned_in(s, d, next, seat->head.id)) == deputy_reason_none || *why == DEPUTY_BARRED)
		return 0;               /* who asked, or has answered, is there: their word is in it, and no second one of that seat */
	*of = next->head.id;
	return next_deputy(s, d, next);
}

bool
nobody_answers(const struct scene *s, const struct decision *d, const struct seat *seat)
{
	const struct seat *next = next_authority(s, d, seat);

	return unmanned(s, d, seat) && (next == NULL || unmanned_in(s, d, next, seat->head.id));
}

static bool
in_vain(const struct call *call)
{
	return call && !call->acknowledged && ways_tried(call) >= CALL_WAYS;
}

/* Somebody else says so; if they do not answer then, they are silent all the same. */
static bool
said_to_know(const struct call *call)
{
	return call && call->acknowledged && !call->own;
}

/* Since the option was put up; NULL if they are not called for that. */
static const struct call *
call_now(const struct room *room, const struct decision *d, i64 seat, i64 person, enum call_reason reason)
{
	const struct call *call = call_of(room, &(struct ev_call_owed){ person, seat, d->head.id, reason, 0, 0, 0 });

	return call && call->head.id > d->put_up ? call : NULL;
}

/* Whoever cannot come in is not silent, whatever was tried. */
static void
count_asked(struct asked *all, i64 person, enum call_reason reason, i64 since)
{
	const struct call *call = call_now(all->room, all->d, all->seat->head.id, person, reason);

	if (has_recused(all->room, all->d, all->seat->head.id, person) || is_barred(all->c, all->room, all->d, all->seat->head.id, person) ||
	    label_keeps_out(all->c, all->room, person))
		return;
	all->n++;
	all->in_vain += sees_room(all->c, all->room, person) && (in_vain(call) || said_to_know(call));
	all->know += call && call->own;
	all->first = sooner(all->first, since ? since : call ? call->at : 0);
	all->said = later_of(all->said, said_to_know(call) ? call->known : 0);
}

struct asked
asked_now(const struct charter *c, const struct room *room, const struct decision *d, const struct seat *seat)
{
	struct asked all = { .c = c, .room = room, .d = d, .seat = seat };

	for (size_t i = 0; i < room->n_deputies; i++) {
		const struct deputy *called = &room->deputies[i];

		if (deputises(c, called, d, seat->head.id, seat->head.id))
			count_asked(&all, called->is.person, CALL_STAND_IN, called->head.id > d->put_up ? called->at : 0);
	}
	for (size_t i = 0, n = all.n ? 0 : seat->is.holders.n; i < n; i++)
		count_asked(&all, seat->is.holders.v[i], CALL_ANSWER, 0);
	return all;
}

bool
rests(const struct scene *s, const struct decision *d, i64 seat)
{
	const struct seat *is = charter_seat(s->charter, seat);
	i64 on = is ? relieved_by(s, d, is) : 0;

	return on && d->reminded == 0 && !in_vain(call_now(s->room, d, seat, on, CALL_STAND_IN));
}
