/*
 * clock_call -- a deadline of law or contract calls people, before it is late and when it is (F5).
 *
 * When a quarter of the time is left, and an hour before the end at the latest,
 * whoever is on in the seat that owes it is called; its deputies if nobody of
 * it is there, or if by half of that time nobody of them has said that they
 * know.  When it runs out, the seat again, the one that answers for
 * determinations, and whoever commands.  Each is called once, until the clock
 * is timed anew.  One that is only proposed calls likewise: unless it does not
 * apply, it is late.
 */
#include "owe.h"
#include "duty.h"

enum { LEAD_PART = 4 };
static const i64 LEAD_LEAST = HOUR;

bool
clock_calls(const struct clock *c)
{
	return c->deadline && (c->state == CLOCK_RUNNING || c->state == CLOCK_LATE || c->state == CLOCK_PROPOSED);
}

/* How long before its end people are called. */
static i64
lead_of(const struct clock *c)
{
	i64 began = 0;

	for (size_t i = 0; i < c->n_moments; i++)
		began = later_of(began, c->moments[i].at);
	return later_of((c->deadline - began) / LEAD_PART, LEAD_LEAST);
}

/* Whom it calls now: of whoever is to know, those that are not away, nor kept out.  `new_`: how many of them were not called yet. */
struct called { const struct scene *s; struct outcome *out; struct ev_call_owed call; size_t new_; };

/* Returns how many are there; without an outcome they are only counted. */
static size_t
call_those(struct called *all, struct refs people)
{
	const struct scene *s = all->s;
	size_t there = 0;

	for (size_t i = 0; i < people.n; i++) {
		all->call.person = people.v[i];
		if (people.v[i] == 0 || is_absent(s->charter, people.v[i], s->now) || label_keeps_out(s->charter, s->room, people.v[i]))
			continue;
		all->new_ += !call_is_owed(s->room, &all->call);
		if (all->out)
			owe_call(s, all->out, all->call);
		there++;
	}
	return there;
}

/* When its deputies are called as well; 0: somebody says that they know. */
static i64
silent_at(const struct room *room, const struct clock *c)
{
	const struct call *call = FIND(room, calls, c->call);

	for (; call; call = FIND(room, calls, call->before))
		if (call->own && !call_is_over(room, call))
			return 0;
	return c->deadline - lead_of(c) / 2;
}

static void
call_line(struct called *all, const struct seat *owner, bool silent)
{
	const struct room *room = all->s->room;
	i64 on = deputy_on_duty(all->s->charter, room, owner), commands = in_charge(room);
	size_t there = call_those(all, on ? (struct refs){ &on, 1 } : owner->is.holders);

	if (there == 0 || silent)
		there += call_those(all, owner->is.holders) + call_those(all, owner->is.deputies);
	if (there == 0 || all->call.reason == CALL_LATE)
		call_those(all, (struct refs){ &commands, 1 });
}

/* Returns how many it would call who were not called yet. */
static size_t
call_all(const struct scene *s, struct outcome *out, const struct clock *c)
{
	const struct seat *owner = charter_seat(s->charter, c->is.terms->owner);
	const struct rule *rule = charter_rule_for(s->charter, STR("determination"));
	const struct seat *determines = rule ? charter_seat(s->charter, rule->is.accountable) : NULL;
	bool late = c->state == CLOCK_LATE || s->now >= c->deadline;
	struct called all = { s, out, { .seat = c->is.terms->owner, .clock = c->head.id, .reason = late ? CALL_LATE : CALL_DEADLINE }, 0 };

	if (owner == NULL || !clock_calls(c) || (!late && s->now < c->deadline - lead_of(c)))
		return 0;
	call_line(&all, owner, !late && has_come(s, silent_at(s->room, c)));
	if (late && determines)
		call_those(&all, determines->is.holders);
	return all.new_;
}

void
call_for_clock(const struct scene *s, struct outcome *out, const struct clock *c)
{
	call_all(s, out, c);
}

/* A rung that would call nobody new is none. */
i64
clock_due(const struct scene *s, const struct clock *c)
{
	const i64 rungs[] = { c->deadline - lead_of(c), silent_at(s->room, c), c->deadline };
	struct scene then = *s;

	for (size_t i = 0; clock_calls(c) && c->state != CLOCK_LATE && i < countof(rungs); i++) {
		then.now = rungs[i];
		if ((rungs[i] > s->now && call_all(&then, NULL, c)) || (rungs[i] == c->deadline && c->state == CLOCK_RUNNING))
			return rungs[i];
	}
	return 0;
}
