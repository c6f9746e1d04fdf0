/*
 * ledger -- what time and other decisions do to a measure (D4): what was
 * ordered becomes somebody's task, what is in force is asked about before its
 * time is over, what failed goes back to its decision, what was renewed goes
 * on.
 *
 * Whoever is on in the seat that carries it out is asked after three quarters
 * of its time, at most an hour before it ends; halfway from there, all of that
 * seat and the accountable one are.  A renewal that is being decided, or one
 * of them who knows of it, is an answer.
 *
 * Whoever carries it out is called when it is ordered, and the seat's line
 * follows, each after a third of the time until it is wanted in force; after
 * two thirds whoever commands is, if nobody says that they know.  When that
 * time is over, all of the seat, the accountable one and whoever commands are.
 */
#include "owe.h"
#include "duty.h"
#include "task.h"

static const i64 NOTICE_MAX = HOUR;
enum { TITLE_MAX = 300 };       /* as events.def has it for task_opened */

/* The only one that can order it. */
static const struct decision *
decision_of(const struct room *room, const struct measure *m)
{
	const struct option *o = FIND(room, options, m->is.option);

	return FIND(room, decisions, o->is.decision);
}

/* Done alone, and the answers that the rule asks for did not come: no. */
static bool
is_ratified(const struct scene *s, const struct measure *m)
{
	const struct decision *d = decision_of(s->room, m);

	return d->alone == 0 || d->state != DECISION_UNDECIDED || d->option != m->is.option;
}

/* Its owner, or whom the rule makes responsible. */
static i64
carried_out_by(const struct scene *s, const struct measure *m)
{
	const struct rec_rule_terms *rule = rule_of(s->charter, decision_of(s->room, m));

	return m->is.owner || rule == NULL ? m->is.owner : rule->responsible;
}

static void
open_task(const struct scene *s, struct outcome *out, const struct measure *m, str title, bool undo)
{
	emit(out, EV_task_opened)->as.task_opened = (struct ev_task_opened){ .title = str_first(title, TITLE_MAX), .owner = carried_out_by(s, m),
	    .due = undo ? s->now + NOTICE_MAX : measure_wanted_by(s->room, m), .measure = m->head.id, .undo = undo };
}

/* It has ended: nothing is to be done about it any more. */
static void
end_tasks(const struct scene *s, struct outcome *out, const struct measure *m)
{
	str how = m->state == MEASURE_FAILED ? STR("The measure has failed.") : m->state == MEASURE_EXPIRED ? STR("The measure's time is over.") :
	    arena_fmt(s->a, "The measure is %s.", word_text(&measure_state_words, (int)m->state));

	for (size_t i = 0; i < s->room->n_tasks && out->n < LIMIT_OUTCOME; i++) {
		const struct task *t = &s->room->tasks[i];

		if (t->is.measure != m->head.id || !task_unfinished(t) || (t->is.undo && m->state == MEASURE_EXPIRED))
			continue;
		if (t->is.undo || t->is.replaced)
			emit(out, EV_task_done)->as.task_done = (struct ev_task_done){ .task = t->head.id, .result = how };
		else
			emit(out, EV_task_dropped)->as.task_dropped = (struct ev_task_dropped){ t->head.id, how };
	}
}

/* A default does nothing: it asks people to (B5). */
static bool
is_by_default(const struct room *room, const struct measure *m)
{
	const struct decision *d = decision_of(room, m);

	return d->defaulted && d->state == DECISION_OPEN;
}

static str
ordered_words(const struct scene *s, const struct measure *m)
{
	return is_by_default(s->room, m) ? arena_fmt(s->a, "By default, as nobody answered: %.*s", STR_ARG(measure_words(m))) : measure_words(m);
}

/* What was done alone and nobody ratified: lifted if it was not applied yet, else it ends and is undone. */
static void
end_unratified(const struct scene *s, struct outcome *out, const struct measure *m)
{
	if (m->state == MEASURE_ORDERED)
		emit(out, EV_measure_lifted)->as.measure_lifted = (struct ev_measure_lifted){ m->head.id, STR("Nobody ratified it in time.") };
	else if (measure_in_force(m))
		emit(out, EV_measure_expired)->as.measure_expired.measure = m->head.id;
	else if (m->state == MEASURE_EXPIRED && m->undo == 0)
		open_task(s, out, m, arena_fmt(s->a, "Undo: %.*s", STR_ARG(measure_words(m))), true);
}

/* ---- when another decision stands in the place of its own ---- */

static const struct decision *
replaced_by(const struct room *room, const struct decision *d)
{
	for (size_t i = 0; i < room->n_decisions; i++)
		if (room->decisions[i].is.supersedes == d->head.id &&
		    (room->decisions[i].state == DECISION_TAKEN || room->decisions[i].state == DECISION_SUPERSEDED))
			return &room->decisions[i];
	return NULL;
}

/* The last outcome after its own that stands in the place of what ordered it, or what it renews; 0: there is none. */
static i64
replaced_at(const struct room *room, const struct measure *m)
{
	i64 own = decision_of(room, m)->outcome, last = 0;

	for (const struct measure *x = m; x; x = FIND(room, measures, x->is.renews))
		for (const struct decision *by = replaced_by(room, decision_of(room, x)); by; by = replaced_by(room, by))
			last = by->outcome > own ? later_of(last, by->outcome) : last;
	return last;
}

/* It goes on meanwhile: whoever carries it out, or with nobody named the accountable seat, says within the hour what becomes of it. */
static bool
ask_what_becomes(const struct scene *s, struct outcome *out, const struct measure *m)
{
	i64 by = replaced_at(s->room, m), owner = carried_out_by(s, m);

	if (by <= m->replaced)
		return false;
	emit(out, EV_task_opened)->as.task_opened = (struct ev_task_opened){
	    .title = str_first(arena_fmt(s->a, "Another decision was taken in the place of this one's. Undo it, renew it, or say why it stays: %.*s",
	        STR_ARG(measure_words(m))), TITLE_MAX),
	    .owner = owner ? owner : decision_of(s->room, m)->needs.accountable,
	    .due = s->now + NOTICE_MAX, .measure = m->head.id, .replaced = true };
	return true;
}

/* Of the charter's own measures nobody is called, nor in a closed room. */
static bool
is_asked_about(const struct scene *s)
{
	return s->room != s->charter->room && s->room->phase != PHASE_CLOSED;
}

/* Whoever carries it out, or with nobody named the accountable seat. */
static const struct seat *
seat_of(const struct scene *s, const struct measure *m)
{
	i64 owner = carried_out_by(s, m);

	return charter_seat(s->charter, owner ? owner : decision_of(s->room, m)->needs.accountable);
}

/* ---- until it is in force ---- */

static struct ev_call_owed
to_carry_out(const struct measure *m)
{
	return (struct ev_call_owed){ .reason = CALL_CARRY_OUT, .measure = m->head.id };
}

static struct rungs
rungs_of(const struct scene *s, const struct measure *m)
{
	return rungs(m->ordered, measure_wanted_by(s->room, m));
}

/* When whoever commands is called, as nobody says that they know; 0: never, or they are called. */
static i64
silent_at(const struct scene *s, const struct measure *m, const struct seat *seat)
{
	struct ev_call_owed to = to_carry_out(m);

	return called_to(s->room, &to, in_charge(s->room)) ? 0 : line_silent_at(s, seat, &to, rungs_of(s, m));
}

/* When somebody is called next if nothing happens; 0: for never. */
static i64
carried_out_due(const struct scene *s, const struct measure *m)
{
	const struct seat *seat = seat_of(s, m);
	struct ev_call_owed to = to_carry_out(m);
	i64 by = measure_wanted_by(s->room, m), at, due = 0;

	if (!is_asked_about(s) || seat == NULL || s->now >= by)
		return 0;
	due = silent_at(s, m, seat);
	if (next_in_line(s, seat, &to, rungs_of(s, m).patience, &at))
		due = sooner(due, at);
	return sooner(due, by);
}

/* A renewal is being decided, or somebody who was asked says that they know. */
static bool
is_answered(const struct room *room, const struct measure *m)
{
	for (size_t i = 0; i < room->n_decisions; i++)
		if (room->decisions[i].state == DECISION_OPEN && room->decisions[i].is.renews == m->head.id)
			return true;
	for (size_t i = 0; i < room->n_calls; i++) {
		const struct call *call = &room->calls[i];

		if (call->is.measure == m->head.id && call->is.reason == CALL_EXPIRING && call->own)
			return true;
	}
	return false;
}

/* ---- before its time is over ---- */

/* When its owner is asked, 0 if they were or nobody is; then, when others are. */
static i64
asks_at(const struct scene *s, const struct measure *m)
{
	i64 notice = m->is.lasts * SECOND / 4;

	return !is_asked_about(s) || m->asked ? 0 : m->expires - (notice < NOTICE_MAX ? notice : NOTICE_MAX);
}

static i64
escalates_at(const struct scene *s, const struct measure *m)
{
	if (!is_asked_about(s) || m->asked == 0 || m->escalated || is_answered(s->room, m))
		return 0;
	return m->asked + (m->expires - m->asked) / 2;
}

i64
measure_due(const struct scene *s, const struct measure *m)
{
	i64 asks = asks_at(s, m), escalates = escalates_at(s, m);

	if (m->state == MEASURE_ORDERED)
		return carried_out_due(s, m);
	if (!measure_in_force(m))
		return 0;
	return asks ? asks : escalates ? escalates : m->expires;
}

/* Once each, in whichever seat. */
static void
call_for(const struct scene *s, struct outcome *out, struct ev_call_owed call, struct refs people)
{
	for (size_t i = 0; i < people.n; i++) {
		call.person = people.v[i];
		if (!is_called_to(s->room, out, &call))
			owe_call(s, out, call);
	}
}

static void
call_people(const struct scene *s, struct outcome *out, const struct measure *m, i64 seat, struct refs people)
{
	call_for(s, out, (struct ev_call_owed){ 0, seat, 0, CALL_EXPIRING, 0, m->head.id, 0 }, people);
}

/* The first of these who may be on in that seat, and is not away; or 0. */
static i64
first_there(const struct scene *s, const struct seat *seat, struct refs people)
{
	for (size_t i = 0; i < people.n; i++)
		if (may_be_on(s->charter, seat->head.id, people.v[i]) && !is_absent(s->charter, people.v[i], s->now))
			return people.v[i];
	return 0;
}

/* The deputy who is on, for its holder rests; else who holds the seat, and when none of them is there a deputy too. */
static void
call_seat(const struct scene *s, struct outcome *out, const struct measure *m, const struct seat *seat)
{
	i64 on = deputy_on_duty(s->charter, s->room, seat), asked = on ? first_there(s, seat, (struct refs){ &on, 1 }) : 0;

	if (asked == 0) {
		call_people(s, out, m, seat->head.id, seat->is.holders);
		asked = first_there(s, seat, seat->is.holders) ? 0 : first_there(s, seat, seat->is.deputies);
	}
	if (asked)
		call_people(s, out, m, seat->head.id, (struct refs){ &asked, 1 });
}

/* Once it is escalated, all of that seat and the accountable one. */
static void
call_about(const struct scene *s, struct outcome *out, const struct measure *m)
{
	const struct seat *of = seat_of(s, m), *next = charter_seat(s->charter, decision_of(s->room, m)->needs.accountable);

	if (of)
		call_seat(s, out, m, of);
	if (of && m->escalated) {
		call_people(s, out, m, of->head.id, of->is.holders);
		call_people(s, out, m, of->head.id, of->is.deputies);
	}
	if (next && m->escalated)
		call_seat(s, out, m, next);
}

static void
call_to_carry_out(const struct scene *s, struct outcome *out, const struct measure *m)
{
	const struct seat *seat = seat_of(s, m), *accountable = charter_seat(s->charter, decision_of(s->room, m)->needs.accountable);
	i64 at, commands = in_charge(s->room);
	struct ev_call_owed call = to_carry_out(m);

	if (!is_asked_about(s) || seat == NULL)
		return;
	call.person = next_in_line(s, seat, &call, rungs_of(s, m).patience, &at);
	call.seat = seat->head.id;
	if (call.person && s->now >= at)
		owe_call(s, out, call);
	if (has_come(s, silent_at(s, m, seat)))
		call_for(s, out, call, (struct refs){ &commands, 1 });
	if (s->now < measure_wanted_by(s->room, m))
		return;
	call.reason = CALL_NOT_IN_FORCE;
	call_for(s, out, call, seat->is.holders);
	call_for(s, out, call, accountable ? accountable->is.holders : (struct refs){ NULL, 0 });
	call_for(s, out, call, (struct refs){ &commands, 1 });
}

/* ---- reactions ---- */

/* What is in force goes on without a break; what has run out is carried out anew. */
static bool
renew(const struct scene *s, struct outcome *out, const struct measure *by)
{
	const struct measure *m = FIND(s->room, measures, by->is.renews);

	if (m == NULL || is_by_default(s->room, by) || (!measure_in_force(m) && m->state != MEASURE_EXPIRED))
		return false;
	emit(out, EV_measure_renewed)->as.measure_renewed =
	    (struct ev_measure_renewed){ m->head.id, by->head.id, measure_in_force(m) ? s->now + by->is.lasts * SECOND : 0 };
	return true;
}

static void
go_on(const struct scene *s, struct outcome *out, const struct measure *m)
{
	if (s->now >= m->expires)
		emit(out, EV_measure_expired)->as.measure_expired.measure = m->head.id;
	else if (s->now >= measure_due(s, m))
		emit(out, EV_measure_expiring)->as.measure_expiring = (struct ev_measure_expiring){ m->head.id, m->asked != 0 };
	else if (m->asked && is_asked_about(s))
		call_about(s, out, m);
}

/* The question is open again, unless it is already or another decision stands in its place. */
static void
give_back(const struct scene *s, struct outcome *out, const struct measure *m)
{
	const struct decision *d = decision_of(s->room, m);

	if (!m->returned && d->state == DECISION_TAKEN && s->room->phase != PHASE_CLOSED)
		open_anew(s, out, d, (struct ev_decision_opened){ .failed = m->head.id, .takes_up = then_of(s->room, d) });
}

/* Until it ends. */
static void
react_measure(const struct scene *s, struct outcome *out, const struct measure *m)
{
	if (ask_what_becomes(s, out, m))
		return;
	if (m->state == MEASURE_ORDERED && !renew(s, out, m) && m->task == 0)
		open_task(s, out, m, ordered_words(s, m), false);
	if (measure_in_force(m))
		go_on(s, out, m);
}

static void
call_for_ordered(const struct scene *s, struct outcome *out)
{
	for (size_t i = 0; i < s->room->n_measures; i++)
		if (s->room->measures[i].state == MEASURE_ORDERED && s->room->measures[i].task && is_ratified(s, &s->room->measures[i]))
			call_to_carry_out(s, out, &s->room->measures[i]);
}

void
react_measures(const struct scene *s, struct outcome *out)
{
	if (out->n == 0)                /* what its decision comes to stands written first */
		call_for_ordered(s, out);
	for (size_t i = 0; i < s->room->n_measures && out->n < LIMIT_OUTCOME - 1; i++) {
		const struct measure *m = &s->room->measures[i];

		if (ends_now(out, decision_of(s->room, m)))
			continue;
		if (!is_ratified(s, m))
			end_unratified(s, out, m);
		else if (m->state == MEASURE_ORDERED || measure_in_force(m))
			react_measure(s, out, m);
		else if (m->state == MEASURE_FAILED)
			give_back(s, out, m);
		if (m->ended)
			end_tasks(s, out, m);
	}
}
