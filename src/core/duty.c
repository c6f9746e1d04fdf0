#include "duty.h"

#include "authority.h"

/* ---- who is on ---- */

struct duty *
duty_of(const struct room *room, i64 seat)
{
	for (size_t i = 0; i < room->n_duties; i++)
		if (room->duties[i].seat == seat)
			return &room->duties[i];
	return NULL;
}

bool
may_be_on(const struct charter *c, i64 seat, i64 person)
{
	const struct person *who = charter_person(c, person);
	const struct seat *is = charter_seat(c, seat);

	if (who == NULL || who->ejected)
		return false;
	return seat == 0 ? !who->is.outside : in_line(is, person);
}

i64
on_duty(const struct charter *c, const struct room *room, i64 seat)
{
	const struct duty *d = duty_of(room, seat);

	if (d == NULL || !may_be_on(c, seat, d->person))
		return 0;
	return seat == 0 || d->handover || seat_held_by(c, seat, d->person) ? d->person : 0;
}

i64
deputy_on_duty(const struct charter *c, const struct room *room, const struct seat *seat)
{
	i64 on = on_duty(c, room, seat->head.id);

	return on && !refs_have(seat->is.holders, on) && person_vouched(c, on) ? on : 0;
}

/* ---- folds ---- */

/* Why they took it from somebody; nothing where it was theirs, or handed to them. */
static str
taken_because(const struct entry *e)
{
	return e->kind == EV_command_taken ? e->as.command_taken.why : e->kind == EV_duty_taken ? e->as.duty_taken.why : (str){ 0 };
}

void
goes_on_duty(struct room *room, const struct entry *e, i64 seat, i64 person)
{
	struct duty *d = duty_of(room, seat);

	if (d == NULL)
		d = ADD(room, duties);
	d->seat = seat;
	d->person = person;
	d->since = e->at;
	d->handover = e->kind == EV_handover_accepted ? e->as.handover_accepted.handover : 0;
	d->why = taken_because(e);
	d->warned = 0;
	touch(room, ENT_duty, &d->head, e);
	touch(room, ENT_room, &room->head, e);          /* what waits for a seat waits for somebody else now */
	overtake_handovers(room, e, seat);
}

void
shows_up(struct room *room, const struct entry *e, i64 seat)
{
	if (e->stream && seat && duty_of(room, seat) == NULL)   /* in the charter's own matter nobody is on duty */
		goes_on_duty(room, e, seat, e->by.person);
}

void
fold_duty_taken(struct room *room, const struct entry *e, const struct ev_duty_taken *p)
{
	goes_on_duty(room, e, p->seat, e->by.person);
}

void
fold_duty_lasts(struct room *room, const struct entry *e, const struct ev_duty_lasts *p)
{
	struct duty *d = duty_of(room, p->seat);

	if (d == NULL)
		return;
	d->warned = p->on;
	touch(room, ENT_duty, &d->head, e);
}

void
fold_shift_set(struct room *room, const struct entry *e, const struct ev_shift_set *p)
{
	struct shift *x = ADD(room, shifts);

	x->is = *p;
	touch(room, ENT_shift, &x->head, e);
}

void
fold_shift_dropped(struct room *room, const struct entry *e, const struct ev_shift_dropped *p)
{
	struct shift *x = FIND(room, shifts, p->shift);

	x->dropped = true;
	touch(room, ENT_shift, &x->head, e);
}

void
fold_relief_late(struct room *room, const struct entry *e, const struct ev_relief_late *p)
{
	struct shift *x = FIND(room, shifts, p->shift);

	x->began_late |= !p->ended;
	x->ended_late |= p->ended;
	touch(room, ENT_shift, &x->head, e);
}

/* ---- decides ---- */

err
decide_take_duty(const struct scene *s, const struct cmd_take_duty *c, struct outcome *out)
{
	i64 on = on_duty(s->charter, s->room, c->seat);
	err e;

	if ((e = need_room_open(s)))            return e;
	if ((e = need_seat(s, c->seat)))        return e;
	if (!seat_held_by(s->charter, c->seat, s->actor.person))
		return err_new(s->a, ERR_NOT_YOUR_CALL, "You do not hold the seat %.*s; a deputy comes on duty when it is handed over to them.",
		    STR_ARG(seat_title(s->charter, c->seat)));
	if (on == s->actor.person)
		return err_new(s->a, ERR_CONFLICT, "You are on duty in it already.");
	if (on && c->why.n == 0)
		return err_new(s->a, ERR_MALFORMED, "why: somebody else is on duty in it; say why you take it back");
	emit(out, EV_duty_taken)->as.duty_taken = (struct ev_duty_taken){ c->seat, c->why };
	return OK;
}

/* Of a seat, whoever holds it or is on; of any, whoever commands. */
static err
need_planner(const struct scene *s, i64 seat)
{
	if (seat && (seat_held_by(s->charter, seat, s->actor.person) || on_duty(s->charter, s->room, seat) == s->actor.person))
		return OK;
	return need_in_charge(s, "Planning shifts of a seat that you do not hold, or of command,");
}

static err
need_one_to_be_on(const struct scene *s, i64 seat, i64 person)
{
	err e = need_person(s, person);

	if (e == OK && !may_be_on(s->charter, seat, person))
		return err_new(s->a, ERR_REFUSED, "%.*s neither holds the seat %.*s nor stands in for it; the charter says who does.",
		    STR_ARG(person_told(s, person)), STR_ARG(seat_title(s->charter, seat)));
	return e == OK && seat == 0 ? need_commanding(s, person) : e;
}

static bool
is_planned(const struct shift *x, i64 seat)
{
	return !x->dropped && x->is.seat == seat;
}

static err
need_span(const struct scene *s, i64 from, i64 until)
{
	err e = need_future(s, until, "until");

	if (e == OK && until <= from)
		return err_new(s->a, ERR_MALFORMED, "until: is not after `from`; a shift ends after it began.");
	if (e == OK && until - from > LIMIT_SHIFT * SECOND)
		return err_new(s->a, ERR_MALFORMED, "until: is more than %d hours after `from`; plan who follows in between.", LIMIT_SHIFT / 3600);
	return e;
}

static err
need_free(const struct scene *s, const struct cmd_set_shift *c)
{
	for (size_t i = 0; i < s->room->n_shifts; i++) {
		const struct shift *x = &s->room->shifts[i];

		if (is_planned(x, c->seat) && x->is.from < c->until && c->from < x->is.until)
			return err_new(s->a, ERR_CONFLICT, "Shift %lld is at the same time; take it off the roster first.", (long long)x->head.id);
	}
	return OK;
}

err
decide_set_shift(const struct scene *s, const struct cmd_set_shift *c, struct outcome *out)
{
	err e;

	if ((e = need_seat_or_none(s, c->seat)))                return e;
	if ((e = need_planner(s, c->seat)))                     return e;
	if ((e = need_room_open(s)))                            return e;
	if ((e = need_one_to_be_on(s, c->seat, c->person)))     return e;
	if ((e = need_span(s, c->from, c->until)))              return e;
	if ((e = need_free(s, c)))                              return e;
	emit(out, EV_shift_set)->as.shift_set = (struct ev_shift_set){ c->seat, c->person, c->from, c->until };
	return OK;
}

err
decide_drop_shift(const struct scene *s, const struct cmd_drop_shift *c, struct outcome *out)
{
	const struct shift *x = FIND(s->room, shifts, c->shift);
	err e;

	if (x == NULL)
		return no_such(s, "shift", c->shift);
	if ((e = need_planner(s, x->is.seat)))                  return e;
	if ((e = need_room_open(s)))                            return e;
	if (x->dropped)
		return err_new(s->a, ERR_CONFLICT, "It is off the roster already.");
	emit(out, EV_shift_dropped)->as.shift_dropped.shift = c->shift;
	return OK;
}

/* ---- reactions: hours on duty, and relief that does not come ---- */

/* When it is next said how long they have been on; 0 for never again. */
static i64
said_at(const struct scene *s, const struct duty *d)
{
	i64 next = d->warned < LIMIT_DUTY_LONG ? LIMIT_DUTY_LONG : d->warned < LIMIT_DUTY_TOO_LONG ? LIMIT_DUTY_TOO_LONG : 0;

	return next && on_duty(s->charter, s->room, d->seat) ? d->since + next * SECOND : 0;
}

static bool
is_followed(const struct room *room, const struct shift *of)
{
	for (size_t i = 0; i < room->n_shifts; i++) {
		const struct shift *x = &room->shifts[i];

		if (is_planned(x, of->is.seat) && x->is.from <= of->is.until && x->is.until > of->is.until)
			return true;
	}
	return false;
}

/* When it is said that this shift did not come true, as things stand; 0 for never. */
static i64
late_at(const struct scene *s, const struct shift *x)
{
	bool on = on_duty(s->charter, s->room, x->is.seat) == x->is.person;

	if (x->dropped || !may_be_on(s->charter, x->is.seat, x->is.person))
		return 0;
	if (on)
		return x->ended_late || is_followed(s->room, x) ? 0 : x->is.until;
	return x->began_late || s->now >= x->is.until ? 0 : x->is.from;
}

void
react_duty(const struct scene *s, struct outcome *out)
{
	const struct room *room = s->room;

	if (room->phase == PHASE_CLOSED)
		return;
	for (size_t i = 0; i < room->n_duties && out->n < LIMIT_OUTCOME; i++) {
		const struct duty *d = &room->duties[i];
		i64 at = said_at(s, d);

		if (at && s->now >= at)
			emit(out, EV_duty_lasts)->as.duty_lasts = (struct ev_duty_lasts){ d->seat, d->person,
			    s->now >= d->since + LIMIT_DUTY_TOO_LONG * SECOND ? LIMIT_DUTY_TOO_LONG : LIMIT_DUTY_LONG };
	}
	for (size_t i = 0; i < room->n_shifts && out->n < LIMIT_OUTCOME; i++) {
		const struct shift *x = &room->shifts[i];
		i64 at = late_at(s, x);

		if (at && s->now >= at)
			emit(out, EV_relief_late)->as.relief_late = (struct ev_relief_late){ x->head.id, at == x->is.until };
	}
	react_handovers(s, out);
}

i64
duty_due(const struct scene *s)
{
	i64 when = 0;

	if (s->room->phase == PHASE_CLOSED)
		return 0;
	for (size_t i = 0; i < s->room->n_duties; i++)
		when = sooner(when, said_at(s, &s->room->duties[i]));
	for (size_t i = 0; i < s->room->n_shifts; i++)
		when = sooner(when, late_at(s, &s->room->shifts[i]));
	when = sooner(when, handover_due(s->room));
	return when;
}

/* ---- views ---- */

const struct head *
see_duty(const struct seeing *v, i64 id, struct ent_duty *out)
{
	const struct duty *d = FIND(v->room, duties, id);

	if (d == NULL)
		return NULL;
	*out = (struct ent_duty){ ID(d), .seat = d->seat, .person = d->person, .since = d->since, .handover = d->handover, .why = d->why,
	    .warn_at = d->since + LIMIT_DUTY_LONG * SECOND, .loud_at = d->since + LIMIT_DUTY_TOO_LONG * SECOND };
	return &d->head;
}

const struct head *
see_shift(const struct seeing *v, i64 id, struct ent_shift *out)
{
	const struct shift *x = FIND(v->room, shifts, id);

	if (x == NULL)
		return NULL;
	*out = (struct ent_shift){ ID(x), .seat = x->is.seat, .person = x->is.person, .from = x->is.from, .until = x->is.until,
	    .late = x->began_late || x->ended_late, .dropped = x->dropped };
	return &x->head;
}
