#include "owe.h"

#include "delegation.h"
#include "duty.h"

/* In this very turn: is it owed already, is the person let in already? */
static void
look_back(const struct outcome *out, const struct ev_call_owed *call, bool *owed, bool *let_in)
{
	for (size_t i = 0; i < out->n; i++) {
		*owed |= out->v[i].kind == EV_call_owed && same_call(&out->v[i].as.call_owed, call);
		*let_in |= out->v[i].kind == EV_member_added && out->v[i].as.member_added.person == call->person;
	}
}

void
owe_call(const struct scene *s, struct outcome *out, struct ev_call_owed call)
{
	bool owed = call_is_owed(s->room, &call), let_in = room_has_member(s->room, call.person);

	look_back(out, &call, &owed, &let_in);
	if (out->n + 2 > LIMIT_OUTCOME || owed || label_keeps_out(s->charter, s->room, call.person))
		return;
	if (call.reason != CALL_INFORMED && s->room != s->charter->room && !let_in && lets_in(s, call.person))
		emit(out, EV_member_added)->as.member_added = (struct ev_member_added){ .person = call.person, .until = stays_until(s->charter, call.person) };
	emit(out, EV_call_owed)->as.call_owed = call;
}

/* Nobody is called for an answer that they gave, or may not give. */
static bool
may_be_asked(const struct scene *s, const struct decision *d, i64 seat, i64 person, enum call_reason reason)
{
	return !has_recused(s->room, d, seat, person) &&
	    (call_terms(reason).on != ON_answer || !(has_spoken(s->room, d, person) || is_barred(s->charter, s->room, d, seat, person)));
}

void
owe_holders(const struct scene *s, struct outcome *out, const struct decision *d, i64 seat, i64 of, enum call_reason reason)
{
	const struct seat *is = charter_seat(s->charter, of);

	for (size_t i = 0; is && i < is->is.holders.n; i++)
		if (may_be_asked(s, d, seat, is->is.holders.v[i], reason))
			owe_call(s, out, (struct ev_call_owed){ is->is.holders.v[i], seat, d->head.id, reason, 0, 0, 0 });
}

/* The line of a seat: whoever is on duty in it for its holder, its holders, its deputies; but those whom the label keeps out. */
static struct refs
line_of(const struct scene *s, const struct seat *seat)
{
	struct refs h = seat->is.holders, d = seat->is.deputies;
	i64 *v = NEW(s->a, i64, h.n + d.n + 1), on = deputy_on_duty(s->charter, s->room, seat);
	size_t n = 0;

	if (on && !label_keeps_out(s->charter, s->room, on))
		v[n++] = on;
	for (size_t i = 0; i < h.n; i++)
		if (!label_keeps_out(s->charter, s->room, h.v[i]))
			v[n++] = h.v[i];
	for (size_t i = 0; i < d.n; i++)
		if (d.v[i] != on && !label_keeps_out(s->charter, s->room, d.v[i]))
			v[n++] = d.v[i];
	return (struct refs){ v, n };
}

/* In whichever seat. */
static bool
is_to(const struct ev_call_owed *is, const struct ev_call_owed *to, i64 person)
{
	return is->reason == to->reason && is->committee == to->committee && is->measure == to->measure && is->person == person;
}

const struct call *
called_to(const struct room *room, const struct ev_call_owed *to, i64 person)
{
	const struct call *call = newest_call(room, to);

	while (call && !(is_to(&call->is, to, person) && !is_asked_anew(room, call)))
		call = FIND(room, calls, call->before);
	return call;
}

bool
is_called_to(const struct room *room, const struct outcome *out, const struct ev_call_owed *to)
{
	bool called = called_to(room, to, to->person) != NULL;

	for (size_t i = 0; i < out->n && !called; i++)
		called = out->v[i].kind == EV_call_owed && is_to(&out->v[i].as.call_owed, to, to->person);
	return called;
}

i64
line_silent_at(const struct scene *s, const struct seat *seat, const struct ev_call_owed *to, struct rungs r)
{
	struct refs line = line_of(s, seat);
	i64 at = r.silent;

	for (size_t i = 0; at && i < line.n; i++) {
		const struct call *call = called_to(s->room, to, line.v[i]);

		if (call && call->own)
			return 0;
		if (call && call->acknowledged)
			at = later_of(at, call->known + r.patience);
	}
	return at;
}

i64
next_in_line(const struct scene *s, const struct seat *seat, const struct ev_call_owed *to, i64 patience, i64 *at)
{
	return next_of_line(s, line_of(s, seat), to, patience, at);
}

i64
next_of_line(const struct scene *s, struct refs line, const struct ev_call_owed *to, i64 patience, i64 *at)
{
	*at = 0;
	for (size_t i = 0; i < line.n; i++) {
		i64 person = line.v[i];
		const struct call *call = called_to(s->room, to, person);

		if (call == NULL)
			return person;
		if (is_absent(s->charter, person, s->now) && !call->acknowledged)
			continue;
		if (call->own || (patience == 0 && ways_tried(call) < CALL_WAYS))
			return 0;
		if (call->acknowledged)
			*at = later_of(*at, call->known + patience);
		else if (ways_tried(call) < CALL_WAYS)
			*at = later_of(*at, call->at + patience);
	}
	return 0;
}

struct rungs
rungs(i64 from, i64 by)
{
	i64 third = (by - from) / 3;

	return by ? (struct rungs){ third, by - third, by } : (struct rungs){ 0 };
}

/* Whoever stands in for that seat in this decision. */
static void
owe_deputies(const struct scene *s, struct outcome *out, const struct decision *d, i64 seat, i64 of, enum call_reason reason)
{
	for (size_t i = 0; i < s->room->n_deputies; i++) {
		const struct deputy *called = &s->room->deputies[i];

		if (deputises(s->charter, called, d, of, seat) &&
		    (reason == CALL_STAND_IN || may_be_asked(s, d, seat, called->is.person, reason)))
			owe_call(s, out, (struct ev_call_owed){ called->is.person, seat, d->head.id, reason, 0, 0, 0 });
	}
}

/* Whoever may answer for a seat whose answer is missing. */
static void
owe_answer(const struct scene *s, struct outcome *out, const struct decision *d, i64 seat)
{
	const struct escalation *raised = escalation_of(s->room, d, seat);

	if (!rests(s, d, seat))
		owe_holders(s, out, d, seat, seat, CALL_ANSWER);
	owe_deputies(s, out, d, seat, seat, CALL_STAND_IN);
	if (raised == NULL)
		return;
	owe_holders(s, out, d, seat, raised->is.to, CALL_ESCALATED);
	owe_deputies(s, out, d, seat, raised->is.to, CALL_ESCALATED);
}

static bool
speaks(const struct scene *s, const struct decision *d, i64 seat, i64 person)
{
	return !is_absent(s->charter, person, s->now) && !has_recused(s->room, d, seat, person) && !label_keeps_out(s->charter, s->room, person);
}

/* Those who hold a seat and are there; else the first of its line who is; else those who hold it. */
static struct refs
who_speaks_for(const struct scene *s, const struct decision *d, i64 seat)
{
	const struct seat *is = charter_seat(s->charter, seat);
	struct refs line = is ? line_of(s, is) : (struct refs){ NULL, 0 };
	i64 *v = NEW(s->a, i64, line.n + 1);
	size_t n = 0;

	for (size_t i = 0; is && i < is->is.holders.n; i++)
		if (speaks(s, d, seat, is->is.holders.v[i]))
			v[n++] = is->is.holders.v[i];
	for (size_t i = 0; n == 0 && i < line.n; i++)
		if (speaks(s, d, seat, line.v[i]))
			v[n++] = line.v[i];
	return n || is == NULL ? (struct refs){ v, n } : is->is.holders;
}

/* To so many at most; returns to how many more. */
static size_t
owe_seat(const struct scene *s, struct outcome *out, const struct decision *d, i64 seat, enum call_reason reason, size_t most)
{
	struct refs people = who_speaks_for(s, d, seat);

	for (size_t i = 0; i < people.n && most; i++) {
		size_t before = out->n;

		owe_call(s, out, (struct ev_call_owed){ people.v[i], seat, d->head.id, reason, 0, 0, 0 });
		most -= out->n > before;
	}
	return most;
}

static void
owe_advice(const struct scene *s, struct outcome *out, const struct decision *d)
{
	struct refs asked = concerned_in(s->a, s->charter, d).consulted;

	for (size_t i = 0; i < asked.n; i++)
		owe_seat(s, out, d, asked.v[i], CALL_ADVICE, SIZE_MAX);
}

/* Once: of many old outcomes it is not asked at each turn who was told. */
static void
tell_outcome(const struct scene *s, struct outcome *out, const struct decision *d)
{
	struct refs told = concerned_in(s->a, s->charter, d).informed;
	size_t all = 0, left;

	for (size_t i = 0; i < told.n; i++) {
		const struct seat *seat = charter_seat(s->charter, told.v[i]);

		all += seat == NULL ? 0 : seat->is.holders.n ? seat->is.holders.n : seat->is.deputies.n > 0;
	}
	left = d->told < all ? all - d->told : 0;
	for (size_t i = 0; left && i < told.n; i++)
		left = owe_seat(s, out, d, told.v[i], CALL_INFORMED, left);
}

static bool
broke_glass(const struct room *room, const struct decision *d)
{
	const struct answer *by = FIND(room, answers, d->alone_by);

	return by && by->kind == ANSWER_BREAK_GLASS;
}

/* Whoever holds that seat; and where none of them is there, the first of its line who is. */
static void
owe_whoever(const struct scene *s, struct outcome *out, const struct decision *d, i64 seat, enum call_reason why)
{
	owe_holders(s, out, d, seat, seat, why);
	owe_seat(s, out, d, seat, why, SIZE_MAX);
}

/* Everybody whom the rule names. */
static void
owe_named(const struct scene *s, struct outcome *out, const struct decision *d, const struct rec_rule_terms *rule, enum call_reason why)
{
	owe_whoever(s, out, d, rule->accountable, why);
	for (size_t g = 0; g < rule->n_concur; g++)
		for (size_t i = 0; i < rule->concur[g].seats.n; i++)
			owe_whoever(s, out, d, rule->concur[g].seats.v[i], why);
	for (size_t i = 0; i < rule->consulted.n; i++)
		owe_whoever(s, out, d, rule->consulted.v[i], why);
	for (size_t i = 0; i < rule->informed.n; i++)
		owe_whoever(s, out, d, rule->informed.v[i], why);
	if (rule->ladder && rule->ladder->escalate_to)
		owe_whoever(s, out, d, rule->ladder->escalate_to, why);
}

/* Everybody whom a rule names that binds it, and the charter officers. */
static void
owe_everybody(const struct scene *s, struct outcome *out, const struct decision *d, enum call_reason why)
{
	struct binding rules = rules_binding(s->charter, d);

	owe_whoever(s, out, d, s->charter->officers, why);
	for (size_t i = 0; i < rules.n; i++)
		owe_named(s, out, d, rules.v[i], why);
}

/* Whoever put it up, and who answers for it, must do something about what that seat says. */
static void
owe_to_askers(const struct scene *s, struct outcome *out, const struct decision *d, i64 seat, enum call_reason why)
{
	if (d->put_up_by && !seat_held_by(s->charter, seat, d->put_up_by))
		owe_call(s, out, (struct ev_call_owed){ d->put_up_by, seat, d->head.id, why, 0, 0, 0 });
	if (seat != d->needs.accountable)
		owe_holders(s, out, d, seat, d->needs.accountable, why);
}

/* An objection is no silence, nor is a condition: put up something else, or talk with them; adopt it, or refuse it. */
static void
owe_for_said(const struct scene *s, struct outcome *out, const struct decision *d, const struct standing *standing)
{
	for (size_t i = 0; i < standing->objecting.n; i++)
		owe_to_askers(s, out, d, standing->objecting.v[i], CALL_OBJECTION);
	for (size_t i = 0; i < standing->asking.n; i++)
		if (condition_waits(s->charter, s->room, d, standing->asking.v[i]))
			owe_to_askers(s, out, d, standing->asking.v[i], CALL_CONDITION);
}

/* Whoever is to answer, or to put something up; who is asked for advice; and who must know that somebody acted meanwhile. */
static void
owe_for_open(const struct scene *s, struct outcome *out, const struct decision *d)
{
	struct standing standing;

	standing_of(s->a, s->charter, s->room, d, &standing);
	if (d->defaulted && standing.dissent.n)         /* it ends in this turn */
		return;
	for (size_t k = 0; k < standing.missing.n; k++)
		owe_answer(s, out, d, standing.missing.v[k]);
	owe_for_said(s, out, d, &standing);
	if (d->put_up)
		owe_advice(s, out, d);
	if (broke_glass(s->room, d))
		owe_everybody(s, out, d, CALL_ALARM);
	if (d->defaulted)
		owe_everybody(s, out, d, CALL_DEFAULT);
}

/* It ended without an answer, and is neither asked anew nor dropped: who answers for it, who asked, and who commands. */
static void
owe_undecided(const struct scene *s, struct outcome *out, const struct decision *d)
{
	i64 seat = accountable_of(s->charter, d), commands = in_charge(s->room);
	const i64 people[] = { d->person, d->put_up_by, s->room == s->charter->room ? 0 : commands };

	owe_holders(s, out, d, seat, seat, CALL_UNDECIDED);
	for (size_t i = 0; i < s->room->n_deputies; i++) {
		const struct deputy *called = &s->room->deputies[i];

		if (deputises(s->charter, called, d, seat, seat))
			owe_call(s, out, (struct ev_call_owed){ called->is.person, seat, d->head.id, CALL_UNDECIDED, 0, 0, 0 });
	}
	for (size_t i = 0; i < countof(people); i++)
		if (people[i])
			owe_call(s, out, (struct ev_call_owed){ people[i], seat, d->head.id, CALL_UNDECIDED, 0, 0, 0 });
}

bool
ends_now(const struct outcome *out, const struct decision *d)
{
	bool ends = false;

	for (size_t i = 0; i < out->n; i++)
		ends |= (out->v[i].kind == EV_decision_taken && out->v[i].as.decision_taken.decision == d->head.id) ||
		    (out->v[i].kind == EV_decision_lapsed && out->v[i].as.decision_lapsed.decision == d->head.id);
	return ends;
}

void
react_calls(const struct scene *s, struct outcome *out)
{
	for (size_t i = 0; i < s->room->n_decisions; i++) {
		const struct decision *d = &s->room->decisions[i];

		if (d->state == DECISION_TAKEN && d->review)
			owe_whoever(s, out, d, d->needs.accountable, CALL_REVIEW);
		if (d->state == DECISION_TAKEN || (d->state == DECISION_UNDECIDED && (d->put_up || !d->let_go)))
			tell_outcome(s, out, d);
		if (is_left_undecided(d) && s->room->phase != PHASE_CLOSED)
			owe_undecided(s, out, d);
		if (d->state == DECISION_OPEN && s->now < d->deadline && !ends_now(out, d))
			owe_for_open(s, out, d);
	}
}
