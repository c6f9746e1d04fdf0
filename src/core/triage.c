/*
 * triage -- a suspicion that was reported is to be looked at: declared, watched or dismissed.
 *
 * Whoever would declare it is called, and has as long as the rule gives for
 * deciding that.  Who does not say that they know is passed over after a third
 * of it (from when somebody else said so of them, if one did); after two thirds
 * the next authority is called as well.  When the time
 * is over it is late, whoever knows of it: the next authority and whoever
 * reported it (but somebody from outside) are called, until somebody has looked.
 *
 * To a restricted one whoever was let in is called at once, and after them, in
 * the same way, the deputies of their seats, who stand outside.
 */
#include "owe.h"

static const i64 WATCH_MAX = 30 * DAY;
static const i64 LOOK_WITHIN = 3600;    /* where no rule says how long declaring may wait */

/* ---- folds ---- */

void
asked_to_look(struct room *room, const struct entry *e)
{
	room->watcher = 0;
	room->to_look = e->seq;
	room->to_look_from = e->at;
	room->look_late = false;
	end_calls_on(room, ON_suspicion, e);
	touch(room, ENT_room, &room->head, e);
}

void
fold_suspicion_watched(struct room *room, const struct entry *e, const struct ev_suspicion_watched *p)
{
	room->look_again = p->until;
	room->watcher = e->by.person;
	room->watched_because = p->why;
	end_calls_on(room, ON_suspicion, e);
	touch(room, ENT_room, &room->head, e);
}

void
fold_watch_ended(struct room *room, const struct entry *e, const struct ev_watch_ended *p)
{
	(void)p;
	room->look_again = 0;
	asked_to_look(room, e);
}

void
fold_suspicion_late(struct room *room, const struct entry *e, const struct ev_suspicion_late *p)
{
	(void)p;
	room->look_late = true;
	touch(room, ENT_room, &room->head, e);
}

/* ---- decides ---- */

const struct seat *
seat_to_look(const struct charter *c, i64 person)
{
	const struct person *who = charter_person(c, person);

	for (size_t i = 0; who && !who->ejected && !who->is.outside && i < c->n_seats; i++)
		if (in_line(&c->seats[i], person))
			return &c->seats[i];
	return NULL;
}

err
decide_watch(const struct scene *s, const struct cmd_watch *c, struct outcome *out)
{
	err e;

	if ((e = need_room_open(s)))                    return e;
	if (s->room->declared)
		return err_new(s->a, ERR_CONFLICT, "A declared room is worked on, not watched.");
	if ((e = need_future(s, c->until, "until")))    return e;
	if (c->until > s->now + WATCH_MAX)
		return err_new(s->a, ERR_MALFORMED, "until: is more than 30 days off; look at it again by then, and watch it on.");
	if ((e = need_some_seat(s, "Watching a suspicion")))  return e;
	emit(out, EV_suspicion_watched)->as.suspicion_watched = (struct ev_suspicion_watched){ c->until, c->why };
	return OK;
}

/* ---- reactions ---- */

bool
room_untriaged(const struct room *room)
{
	return room->phase == PHASE_SUSPECTED && room->watcher == 0;
}

static const struct rule *
declare_rule(const struct charter *c)
{
	return charter_rule_for(c, str_c(word_text(&standard_kind_words, KIND_DECLARE)));
}

/* Somebody sits in it; else the charter officers'. */
static const struct seat *
filled(const struct charter *c, i64 id)
{
	const struct seat *seat = charter_seat(c, id);

	return seat && seat->is.holders.n + seat->is.deputies.n ? seat : charter_seat(c, c->officers);
}

const struct seat *
triage_seat(const struct charter *c)
{
	const struct rule *rule = declare_rule(c);

	return filled(c, rule ? rule->is.accountable : 0);
}

const struct seat *
above_triage(const struct charter *c)
{
	const struct rule *rule = declare_rule(c);

	return filled(c, rule && rule->is.ladder ? rule->is.ladder->escalate_to : 0);
}

static i64
look_within(const struct charter *c)
{
	const struct rule *rule = declare_rule(c);

	return (rule && rule->is.within ? rule->is.within : LOOK_WITHIN) * SECOND;
}

i64
triage_by(const struct charter *c, const struct room *room)
{
	return room_untriaged(room) ? room->to_look_from + look_within(c) : 0;
}

static struct rungs
rungs_of(const struct scene *s)
{
	return rungs(s->room->to_look_from, triage_by(s->charter, s->room));
}

static const struct ev_call_owed TO_LOOK = { .reason = CALL_TRIAGE };

/* Is there somebody of the next authority who was not called yet? */
static bool
above_is_left(const struct scene *s)
{
	const struct seat *above = above_triage(s->charter);
	bool left = false;

	for (size_t i = 0; above && i < above->is.holders.n; i++) {
		i64 person = above->is.holders.v[i];

		left |= !label_keeps_out(s->charter, s->room, person) &&
		    !call_is_owed(s->room, &(struct ev_call_owed){ .person = person, .seat = above->head.id, .reason = CALL_TRIAGE });
	}
	return left;
}

/* When the next authority is called as well, as nobody says that they know; or 0. */
static i64
above_at(const struct scene *s, const struct seat *seat)
{
	return above_is_left(s) ? line_silent_at(s, seat, &TO_LOOK, rungs_of(s)) : 0;
}

static void
owe_to_holders(const struct scene *s, const struct seat *of, i64 seat, enum call_reason reason, struct outcome *out)
{
	for (size_t i = 0; of && i < of->is.holders.n; i++)
		owe_call(s, out, (struct ev_call_owed){ .person = of->is.holders.v[i], .seat = seat, .reason = reason });
}

static void
call_to_triage(const struct scene *s, const struct seat *seat, struct outcome *out)
{
	const struct seat *above = above_triage(s->charter);
	i64 at, person = next_in_line(s, seat, &TO_LOOK, rungs_of(s).patience, &at);

	if (person && s->now >= at)
		owe_call(s, out, (struct ev_call_owed){ .person = person, .seat = seat->head.id, .reason = CALL_TRIAGE });
	if (has_come(s, above_at(s, seat)))
		owe_to_holders(s, above, above->head.id, CALL_TRIAGE, out);
}

/* The seat as which that member may look; NULL: not they, nor whoever reported it. */
static const struct seat *
looks_as(const struct scene *s, const struct member *m)
{
	return m->gone || m->channels_only || m->person == s->room->opener ? NULL : seat_to_look(s->charter, m->person);
}

/* Of a restricted room, whoever was let in. */
static void
call_members(const struct scene *s, enum call_reason reason, struct outcome *out)
{
	for (size_t i = 0; i < s->room->n_members; i++) {
		const struct member *m = &s->room->members[i];
		const struct seat *seat = looks_as(s, m);

		if (seat)
			owe_call(s, out, (struct ev_call_owed){ .person = m->person, .seat = seat->head.id, .reason = reason });
	}
}

/* The seat in which they follow somebody who was let in; or NULL. */
static const struct seat *
follows_in(const struct scene *s, i64 person)
{
	for (size_t i = 0; i < s->room->n_members; i++) {
		const struct seat *seat = looks_as(s, &s->room->members[i]);

		if (seat && refs_have(seat->is.deputies, person) && person != s->room->opener && seat_to_look(s->charter, person))
			return seat;
	}
	return NULL;
}

/* The line of a restricted room: all who were let in, and then the deputies of their seats. */
static struct refs
line_inside(const struct scene *s)
{
	i64 *v = NEW(s->a, i64, s->charter->n_persons + 1);
	size_t n = 0, in;

	for (size_t i = 0; i < s->room->n_members; i++)
		if (looks_as(s, &s->room->members[i]))
			v[n++] = s->room->members[i].person;
	in = n;
	for (size_t i = 0; i < in; i++) {
		struct refs deputies = seat_to_look(s->charter, v[i])->is.deputies;

		for (size_t k = 0; k < deputies.n; k++)
			if (!refs_have((struct refs){ v, n }, deputies.v[k]) && follows_in(s, deputies.v[k]))
				v[n++] = deputies.v[k];
	}
	return (struct refs){ v, n };
}

/* Whoever follows stands outside: they are told that there is something, and whoever is in charge lets them in (door.c). */
static void
call_followers(const struct scene *s, struct outcome *out)
{
	i64 at, person = next_of_line(s, line_inside(s), &TO_LOOK, rungs_of(s).patience, &at);
	const struct seat *seat = person ? follows_in(s, person) : NULL;
	struct ev_call_owed call = { .person = person, .seat = seat ? seat->head.id : 0, .reason = CALL_TRIAGE };

	if (seat && s->now >= at && !is_called_to(s->room, out, &call))
		owe_call(s, out, call);
}

/* Once; then whoever can see to it, and whoever reported it. */
static void
be_late(const struct scene *s, const struct seat *seat, struct outcome *out)
{
	const struct person *opener = charter_person(s->charter, s->room->opener);

	if (!s->room->look_late) {
		emit(out, EV_suspicion_late)->as.suspicion_late.by = triage_by(s->charter, s->room);
		return;
	}
	if (s->room->restricted)
		call_members(s, CALL_UNTRIAGED, out);
	else
		owe_to_holders(s, above_triage(s->charter), seat->head.id, CALL_UNTRIAGED, out);
	if (opener && !opener->is.outside)
		owe_call(s, out, (struct ev_call_owed){ .person = s->room->opener, .seat = seat->head.id, .reason = CALL_UNTRIAGED });
}

static void
end_watch(const struct scene *s, const struct seat *seat, struct outcome *out)
{
	emit(out, EV_task_opened)->as.task_opened = (struct ev_task_opened){
		.title = STR("Look at the suspicion again: declare it, dismiss it, or watch on."), .owner = seat ? seat->head.id : 0,
		.due = s->now + look_within(s->charter),
	};
	emit(out, EV_watch_ended)->as.watch_ended.until = s->room->look_again;
}

void
react_triage(const struct scene *s, struct outcome *out)
{
	const struct seat *seat = triage_seat(s->charter);

	if (room_untriaged(s->room) && s->room->restricted) {
		call_members(s, CALL_TRIAGE, out);
		call_followers(s, out);
	} else if (seat && room_untriaged(s->room)) {
		call_to_triage(s, seat, out);
	}
	if (seat && has_come(s, triage_by(s->charter, s->room)) && out->n < LIMIT_OUTCOME)
		be_late(s, seat, out);
	if (has_come(s, s->room->look_again) && out->n <= LIMIT_OUTCOME - 2)
		end_watch(s, seat, out);
}

i64
triage_due(const struct scene *s)
{
	const struct seat *seat = triage_seat(s->charter);
	i64 at, by = triage_by(s->charter, s->room), due = s->room->look_again;

	if (by == 0 || s->room->look_late || seat == NULL)
		return due;
	due = sooner(due, by);
	if (s->room->restricted)
		return next_of_line(s, line_inside(s), &TO_LOOK, rungs_of(s).patience, &at) ? sooner(due, at) : due;
	if (above_at(s, seat) > s->now)
		due = sooner(due, above_at(s, seat));
	return next_in_line(s, seat, &TO_LOOK, rungs_of(s).patience, &at) ? sooner(due, at) : due;
}
