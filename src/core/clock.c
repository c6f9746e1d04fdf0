/* clock -- obligations that run. */
#include "core.h"

static const i64 HOUR = 3600 * 1000000ll, DAY = 24 * 3600 * 1000000ll;

/* ---- folds ---- */

void
fold_clock_started(struct room *room, const struct entry *e, const struct ev_clock_started *p)
{
	struct clock *c = ADD(room, clocks);

	c->is = *p;
	c->state = CLOCK_RUNNING;
	touch(room, ENT_clock, &c->head, e);
}

static void
clock_to(struct room *room, const struct entry *e, i64 id, enum clock_state state)
{
	struct clock *c = FIND(room, clocks, id);

	c->state = state;
	touch(room, ENT_clock, &c->head, e);
}

void
fold_clock_met(struct room *room, const struct entry *e, const struct ev_clock_met *p)
{
	const struct clock *c = FIND(room, clocks, p->clock);

	clock_to(room, e, p->clock, c->state == CLOCK_LATE || e->at >= c->is.deadline ? CLOCK_MET_LATE : CLOCK_MET);
}

void
fold_clock_passed(struct room *room, const struct entry *e, const struct ev_clock_passed *p)
{
	clock_to(room, e, p->clock, CLOCK_LATE);
}

void
fold_clock_lifted(struct room *room, const struct entry *e, const struct ev_clock_lifted *p)
{
	clock_to(room, e, p->clock, CLOCK_LIFTED);
}

/* Hours run from the moment; calendar days end with the last of them, UTC. */
static i64
deadline_from(i64 moment, enum clock_unit unit, i64 amount)
{
	if (unit == CLOCK_HOURS)
		return moment + amount * HOUR;
	return (moment / DAY + amount + 1) * DAY - 1;
}

err
decide_start_clock(const struct scene *s, const struct cmd_start_clock *c, struct outcome *out)
{
	i64 deadline;
	err e;

	if ((e = need_room_open(s)))
		return e;
	if (c->cause < 1 || c->cause > s->room->seq)
		return no_such(s, "entry", c->cause);
	deadline = deadline_from(s->room->places[c->cause - 1].at, c->unit, c->amount);
	if (deadline > CANON_INT_MAX)
		return err_new(s->a, ERR_MALFORMED, "amount: so many %s end after the year 2255, where the record's time does.",
		    word_text(&clock_unit_words, (int)c->unit));
	emit(out, EV_clock_started)->as.clock_started = (struct ev_clock_started){
		.label = c->label, .cause = c->cause, .unit = c->unit, .amount = c->amount, .title = c->title,
		.deadline = deadline,
	};
	return OK;
}

static err
need_clock_owed(const struct scene *s, i64 id)
{
	const struct clock *c = FIND(s->room, clocks, id);

	if (c == NULL)
		return no_such(s, "clock", id);
	if (c->state != CLOCK_RUNNING && c->state != CLOCK_LATE)
		return err_new(s->a, ERR_CONFLICT, "This clock is %s already.", word_text(&clock_state_words, (int)c->state));
	return OK;
}

err
decide_meet_clock(const struct scene *s, const struct cmd_meet_clock *c, struct outcome *out)
{
	err e;

	if ((e = need_clock_owed(s, c->clock)))  return e;
	emit(out, EV_clock_met)->as.clock_met = (struct ev_clock_met){ c->clock, c->how };
	return OK;
}

err
decide_lift_clock(const struct scene *s, const struct cmd_lift_clock *c, struct outcome *out)
{
	err e;

	if ((e = need_clock_owed(s, c->clock)))  return e;
	emit(out, EV_clock_lifted)->as.clock_lifted = (struct ev_clock_lifted){ c->clock, c->why };
	return OK;
}

void
react_clocks(const struct scene *s, struct outcome *out)
{
	for (size_t i = 0; i < s->room->n_clocks && out->n < LIMIT_OUTCOME; i++) {
		const struct clock *c = &s->room->clocks[i];

		if (c->state == CLOCK_RUNNING && s->now >= c->is.deadline)
			emit(out, EV_clock_passed)->as.clock_passed.clock = c->head.id;
	}
}
