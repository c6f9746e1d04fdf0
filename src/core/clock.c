/* clock -- obligations with a deadline: proposed, waiting, running, met, late and still owed, lifted. */
#include "workday.h"

#include "authority.h"
#include "view.h"

/* ---- folds ---- */

/* A moment known under that name is replaced. */
static void
know_moment(struct room *room, struct clock *c, const struct rec_clock_moment *m)
{
	size_t i = 0;

	while (i < c->n_moments && !str_eq(c->moments[i].moment, m->moment))
		i++;
	if (i == c->n_moments) {
		GROW(&room->arena, c->moments, c->n_moments, c->cap_moments);
		c->n_moments++;
	}
	c->moments[i] = *m;
}

bool
clock_knows(const struct clock *c, str moment)
{
	for (size_t i = 0; i < c->n_moments; i++)
		if (str_eq(c->moments[i].moment, moment))
			return true;
	return false;
}

/* Whether it has a deadline is all there is to running or waiting. */
static enum clock_state
awake(const struct clock *c)
{
	return c->deadline ? CLOCK_RUNNING : CLOCK_WAITING;
}

void
fold_clock_started(struct room *room, const struct entry *e, const struct ev_clock_started *p)
{
	struct clock *c = ADD(room, clocks);

	c->is = *p;
	for (size_t i = 0; i < p->n_moments; i++)
		know_moment(room, c, &p->moments[i]);
	c->deadline = p->deadline;
	c->state = p->proposed ? CLOCK_PROPOSED : awake(c);
	c->timed = e->seq;
	touch(room, ENT_clock, &c->head, e);
	if (p->obligation)
		obligation_started(room, p->obligation, e);
}

static struct clock *
clock_of(struct room *room, const struct entry *e, i64 id)
{
	struct clock *c = FIND(room, clocks, id);

	touch(room, ENT_clock, &c->head, e);
	return c;
}

/* One that was late is late, whatever its moment is put right to, unless a determination says otherwise. */
void
fold_clock_timed(struct room *room, const struct entry *e, const struct ev_clock_timed *p)
{
	struct clock *c = clock_of(room, e, p->clock);
	bool told = !clock_knows(c, p->moment->moment);         /* by its own terms a limit may give way to that */

	know_moment(room, c, p->moment);
	c->was_due = c->deadline;
	c->deadline = p->deadline;
	c->timed = e->seq;
	c->retimed = p->why;
	if (told || p->decision)
		c->missed = 0;
	if (c->state == CLOCK_WAITING || (c->state == CLOCK_LATE && c->missed == 0))
		c->state = awake(c);
	end_calls(room, p->clock, e);
}

void
fold_clock_confirmed(struct room *room, const struct entry *e, const struct ev_clock_confirmed *p)
{
	struct clock *c = clock_of(room, e, p->clock);

	c->state = awake(c);
}

void
fold_clock_met(struct room *room, const struct entry *e, const struct ev_clock_met *p)
{
	struct clock *c = clock_of(room, e, p->clock);

	c->state = p->late ? CLOCK_MET_LATE : CLOCK_MET;
	c->met = e->seq;
	c->met_at = p->at;
	c->late = p->late;
	c->how = p->how;
	end_calls(room, p->clock, e);
}

void
fold_clock_passed(struct room *room, const struct entry *e, const struct ev_clock_passed *p)
{
	struct clock *c = clock_of(room, e, p->clock);

	c->state = CLOCK_LATE;
	c->missed = c->deadline;
}

void
fold_clock_explained(struct room *room, const struct entry *e, const struct ev_clock_explained *p)
{
	clock_of(room, e, p->clock)->why = p->why;
}

void
fold_clock_lifted(struct room *room, const struct entry *e, const struct ev_clock_lifted *p)
{
	struct clock *c = clock_of(room, e, p->clock);

	c->state = CLOCK_LIFTED;
	c->why = p->why;
	end_calls(room, p->clock, e);
}

/* ---- deadlines ---- */

struct moments { const struct rec_clock_moment *v; size_t n; };

/* When the moment of that name was, or 0. */
static i64
moment_at(struct moments known, str name)
{
	for (size_t i = 0; i < known.n; i++)
		if (str_eq(known.v[i].moment, name))
			return known.v[i].at;
	return 0;
}

/* When this limit ends, or 0 while nothing tells. */
static i64
end_of(struct arena scratch, const struct charter *charter, const struct rec_clock_limit *l, struct moments known)
{
	const struct calendar *calendar = charter_calendar(charter, l->calendar);
	struct workdays w = workdays_of(&scratch, calendar ? &calendar->is : NULL);
	i64 from = moment_at(known, l->from);

	return from ? limit_end(l, &w, from) : 0;
}

/* One that gives way does, where another began only after it had ended. */
static bool
gives_way(const struct rec_clock_terms *t, size_t i, i64 end, struct moments known)
{
	if (!t->limits[i].gives_way)
		return false;
	for (size_t k = 0; k < t->n_limits; k++)
		if (k != i && moment_at(known, t->limits[k].from) > end)
			return true;
	return false;
}

/* The earliest end of its limits, or 0 while none has begun. */
static i64
deadline_of(struct arena scratch, const struct charter *charter, const struct rec_clock_terms *t, struct moments known)
{
	i64 first = 0;

	for (size_t i = 0; i < t->n_limits; i++) {
		i64 end = end_of(scratch, charter, &t->limits[i], known);

		if (end && !gives_way(t, i, end, known) && (first == 0 || end < first))
			first = end;
	}
	return first;
}

/* What is known of a clock's moments when this one is, too. */
static struct moments
with_moment(struct arena *a, const struct clock *c, const struct rec_clock_moment *m)
{
	struct rec_clock_moment *v = NEW(a, struct rec_clock_moment, c->n_moments + 1);
	size_t n = 1;

	v[0] = *m;
	for (size_t i = 0; i < c->n_moments; i++)
		if (!str_eq(c->moments[i].moment, m->moment))
			v[n++] = c->moments[i];
	return (struct moments){ v, n };
}

/* ---- decides ---- */

static err
need_limit(const struct scene *s, const struct rec_clock_limit *l)
{
	const struct clock *named = FIND(s->room, clocks, l->clock);
	const struct calendar *calendar = charter_calendar(s->charter, l->calendar);
	struct workdays w = workdays_of(s->a, calendar ? &calendar->is : NULL);

	if (l->calendar && calendar == NULL)
		return no_such(s, "calendar", l->calendar);
	if (l->unit == CLOCK_BUSINESS_DAYS && calendar == NULL)
		return err_new(s->a, ERR_MALFORMED, "calendar: business days are those of a calendar; say of which.");
	if (l->to_working_day && calendar == NULL)
		return err_new(s->a, ERR_MALFORMED, "calendar: which days are worked is for a calendar to say; say which.");
	if (l->to_working_day && l->unit == CLOCK_HOURS)
		return err_new(s->a, ERR_REFUSED, "Hours run on over days that are not worked; only days and months end with the next that is.");
	if (l->clock && (!l->submission || named == NULL || !str_eq(named->is.terms->label, l->from)))
		return err_new(s->a, ERR_MALFORMED, "clock: %lld is no clock called %.*s, whose submission this could wait for.",
		    (long long)l->clock, STR_ARG(l->from));
	if (limit_end(l, &w, s->now) >= CANON_INT_MAX)
		return err_new(s->a, ERR_MALFORMED, "amount: so many %s end after the year 2255, where the record's time does.",
		    word_text(&clock_unit_words, (int)l->unit));
	return OK;
}

err
need_clock_terms(const struct scene *s, const struct rec_clock_terms *t)
{
	err e = need_seat(s, t->owner);

	if (e == OK && t->n_limits == 0)
		return err_new(s->a, ERR_MALFORMED, "limits: a clock has one at least.");
	for (size_t i = 0; e == OK && i < t->n_limits; i++)
		e = need_limit(s, &t->limits[i]);
	return e;
}

/* The moment is one that a limit counts from, an entry says so, and it has been.  Then *out says when. */
static err
need_moment(const struct scene *s, const struct rec_clock_terms *t, const struct rec_clock_moment *m,
    struct rec_clock_moment *out)
{
	bool any = false;

	for (size_t i = 0; i < t->n_limits; i++)
		any |= str_eq(t->limits[i].from, m->moment);
	if (!any)
		return err_new(s->a, ERR_MALFORMED, "moment: nothing of this clock counts from %.*s.", STR_ARG(m->moment));
	if (m->cause < 1 || m->cause > s->room->seq)
		return no_such(s, "entry", m->cause);
	if (m->at > s->now)
		return err_new(s->a, ERR_MALFORMED, "at: lies in the future; a clock counts from what has happened.");
	*out = *m;
	if (out->at == 0)
		out->at = s->room->places[m->cause - 1].at;
	return OK;
}

bool
clock_is_owed(const struct clock *c)
{
	return c->state == CLOCK_WAITING || c->state == CLOCK_PROPOSED || c->state == CLOCK_RUNNING || c->state == CLOCK_LATE;
}

/* A stage waits for the submission of what the same seat owes; whatever nobody owes, or another seat, only if it is named. */
static bool
is_stage(const struct clock *c, str label, i64 owner)
{
	return str_eq(c->is.terms->label, label) && c->is.terms->owner == owner && c->state != CLOCK_LIFTED && c->state != CLOCK_PROPOSED;
}

/* The newest of that label; 0: none. */
static i64
newest_called(const struct room *room, str label, i64 owner)
{
	for (size_t i = room->n_clocks; i-- > 0;)
		if (is_stage(&room->clocks[i], label, owner))
			return room->clocks[i].head.id;
	return 0;
}

/* With the clocks named whose submissions it waits for. */
static const struct rec_clock_terms *
bound(const struct scene *s, const struct rec_clock_terms *t)
{
	struct rec_clock_limit *limits = NEW(s->a, struct rec_clock_limit, t->n_limits);
	struct rec_clock_terms *b = NEW(s->a, struct rec_clock_terms, 1);

	*b = *t;
	b->limits = limits;
	for (size_t i = 0; i < t->n_limits; i++) {
		limits[i] = t->limits[i];
		if (limits[i].submission && limits[i].clock == 0)
			limits[i].clock = newest_called(s->room, limits[i].from, t->owner);
	}
	return b;
}

struct ev_clock_started
clock_from(const struct scene *s, const struct rec_clock_terms *t, const struct rec_clock_moment *moments, size_t n)
{
	return (struct ev_clock_started){ .terms = bound(s, t), .moments = moments, .n_moments = n,
	    .deadline = deadline_of(*s->a, s->charter, t, (struct moments){ moments, n }) };
}

err
decide_start_clock(const struct scene *s, const struct cmd_start_clock *c, struct outcome *out)
{
	struct rec_clock_moment *moments = NEW(s->a, struct rec_clock_moment, c->n_moments);
	struct ev_clock_started as;
	err e;

	if ((e = need_room_open(s)))                    return e;
	if ((e = need_clock_terms(s, c->terms)))        return e;
	if ((e = need_owed_once(s, c->terms)))          return e;
	for (size_t i = 0; i < c->n_moments; i++)
		if ((e = need_moment(s, c->terms, &c->moments[i], &moments[i])))
			return e;
	as = clock_from(s, c->terms, moments, c->n_moments);
	as.proposed = c->proposed || need_owing(s, c->terms, 0, "Saying that it applies");
	as.title = c->title;
	emit(out, EV_clock_started)->as.clock_started = as;
	return OK;
}

static err
need_clock(const struct scene *s, i64 id, const struct clock **out)
{
	if ((*out = FIND(s->room, clocks, id)) == NULL)
		return no_such(s, "clock", id);
	return OK;
}

static err
need_clock_owed(const struct scene *s, i64 id, const struct clock **out)
{
	err e = need_clock(s, id, out);

	if (e == OK && !clock_is_owed(*out))
		return err_new(s->a, ERR_CONFLICT, "This clock is %s already.", word_text(&clock_state_words, (int)(*out)->state));
	return e;
}

/* One that is known is put right for a reason. */
static err
need_reason(const struct scene *s, const struct clock *c, const struct cmd_time_clock *said)
{
	if (said->why.n == 0 && clock_knows(c, said->moment))
		return err_new(s->a, ERR_MALFORMED, "why: %.*s is known already; say why it was another moment.", STR_ARG(said->moment));
	return OK;
}

err
decide_time_clock(const struct scene *s, const struct cmd_time_clock *c, struct outcome *out)
{
	const struct rec_clock_moment said = { c->moment, c->cause, c->at };
	struct rec_clock_moment *m = NEW(s->a, struct rec_clock_moment, 1);
	const struct clock *clock;
	i64 deadline, decision;
	err e;

	if ((e = need_clock_owed(s, c->clock, &clock)))                 return e;
	if ((e = need_moment(s, clock->is.terms, &said, m)))            return e;
	if ((e = need_reason(s, clock, c)))                             return e;
	deadline = deadline_of(*s->a, s->charter, clock->is.terms, with_moment(s->a, clock, m));
	if ((e = need_timing(s, clock, c->moment, deadline, &decision)))           return e;
	emit(out, EV_clock_timed)->as.clock_timed = (struct ev_clock_timed){ c->clock, m, deadline, decision, c->why };
	return OK;
}

err
decide_confirm_clock(const struct scene *s, const struct cmd_confirm_clock *c, struct outcome *out)
{
	const struct clock *clock;
	err e;

	if ((e = need_clock_owed(s, c->clock, &clock)))  return e;
	if (clock->state != CLOCK_PROPOSED)
		return err_new(s->a, ERR_CONFLICT, "This clock is %s; only a proposed one is confirmed.",
		    word_text(&clock_state_words, (int)clock->state));
	if ((e = need_owing(s, clock->is.terms, c->clock, "Saying that a clock applies")) || (e = need_owed_once(s, clock->is.terms)))
		return e;
	emit(out, EV_clock_confirmed)->as.clock_confirmed.clock = c->clock;
	return OK;
}

/* Whole seconds, the one begun counted. */
static i64
seconds_late(const struct clock *c, i64 at)
{
	i64 end = sooner(c->missed, c->deadline);

	return end && at >= end ? (at - end) / SECOND + 1 : 0;
}

err
decide_meet_clock(const struct scene *s, const struct cmd_meet_clock *c, struct outcome *out)
{
	i64 at = c->at ? c->at : s->now;
	const struct clock *clock;
	err e;

	if ((e = need_clock_owed(s, c->clock, &clock)))  return e;
	if (at > s->now)
		return err_new(s->a, ERR_MALFORMED, "at: lies in the future; say so once it is done.");
	for (size_t i = 0; i < clock->n_moments; i++)
		if (at < clock->moments[i].at)
			return err_new(s->a, ERR_MALFORMED, "at: lies before the clock began; say when it was really done.");
	if ((e = need_owing(s, clock->is.terms, c->clock, "Saying that a clock is met")))
		return e;
	if (clock->state == CLOCK_PROPOSED && (e = need_owed_once(s, clock->is.terms)))
		return e;
	emit(out, EV_clock_met)->as.clock_met = (struct ev_clock_met){ c->clock, at, seconds_late(clock, at), c->how };
	return OK;
}

err
decide_explain_clock(const struct scene *s, const struct cmd_explain_clock *c, struct outcome *out)
{
	const struct clock *clock;
	err e;

	if ((e = need_clock(s, c->clock, &clock)))  return e;
	if ((e = need_owing(s, clock->is.terms, c->clock, "Saying why a clock is late")))
		return e;
	if (clock->state != CLOCK_RUNNING && clock->state != CLOCK_LATE && clock->state != CLOCK_MET_LATE)
		return err_new(s->a, ERR_CONFLICT, "This clock is %s; there is nothing late to explain.",
		    word_text(&clock_state_words, (int)clock->state));
	emit(out, EV_clock_explained)->as.clock_explained = (struct ev_clock_explained){ c->clock, c->why };
	return OK;
}

err
decide_lift_clock(const struct scene *s, const struct cmd_lift_clock *c, struct outcome *out)
{
	const struct clock *clock;
	err e;

	if ((e = need_clock_owed(s, c->clock, &clock)))  return e;
	if ((e = need_clock_lifting(s, clock)))          return e;
	emit(out, EV_clock_lifted)->as.clock_lifted = (struct ev_clock_lifted){ c->clock, c->why };
	return OK;
}

/* ---- what follows ---- */

/* The clock whose submission a limit waits for: the one that it names; if it names none, or that was lifted, the next of that label. */
static const struct clock *
forerunner(const struct room *room, const struct clock *c, const struct rec_clock_limit *l)
{
	const struct clock *named = FIND(room, clocks, l->clock);

	if (named && named->state != CLOCK_LIFTED)
		return named;
	for (size_t i = 0; i < room->n_clocks; i++) {
		const struct clock *next = &room->clocks[i];

		if (next->head.id > (named ? named : c)->head.id && next != c && is_stage(next, l->from, c->is.terms->owner))
			return next;
	}
	return NULL;
}

/* The submission that a limit of this clock waited for and that has been made. */
static bool
time_by_submission(const struct scene *s, struct outcome *out, const struct clock *c)
{
	for (size_t i = 0; i < c->is.terms->n_limits; i++) {
		const struct rec_clock_limit *l = &c->is.terms->limits[i];
		const struct clock *earlier = l->submission ? forerunner(s->room, c, l) : NULL;
		struct rec_clock_moment *m;

		if (earlier == NULL || earlier->met == 0 || clock_knows(c, l->from))
			continue;
		m = NEW(s->a, struct rec_clock_moment, 1);
		*m = (struct rec_clock_moment){ l->from, earlier->met, earlier->met_at };
		emit(out, EV_clock_timed)->as.clock_timed = (struct ev_clock_timed){ .clock = c->head.id, .moment = m,
		    .deadline = deadline_of(*s->a, s->charter, c->is.terms, with_moment(s->a, c, m)) };
		return true;
	}
	return false;
}

void
react_clocks(const struct scene *s, struct outcome *out)
{
	for (size_t i = 0; i < s->room->n_clocks && out->n < LIMIT_OUTCOME; i++) {
		const struct clock *c = &s->room->clocks[i];

		if (clock_is_owed(c) && time_by_submission(s, out, c))
			continue;
		if (c->state == CLOCK_RUNNING && s->now >= c->deadline)
			emit(out, EV_clock_passed)->as.clock_passed.clock = c->head.id;
		else
			call_for_clock(s, out, c);
	}
}

/* ---- views ---- */

const struct head *
see_clock(const struct seeing *v, i64 id, struct ent_clock *out)
{
	const struct clock *c = FIND(v->room, clocks, id);

	if (c == NULL)
		return NULL;
	*out = (struct ent_clock){
		ID(c), .label = c->is.terms->label, .state = c->state, .owner = c->is.terms->owner,
		.limits = c->is.terms->limits, .n_limits = c->is.terms->n_limits,
		.moments = c->moments, .n_moments = c->n_moments, .deadline = c->deadline,
		.was_due = c->was_due, .retimed = c->retimed, .met_at = c->met_at, .late = c->late, .title = c->is.title, .how = c->how, .why = c->why,
		.decision = obligation_decision(v->room, c->is.obligation),
	};
	return &c->head;
}
