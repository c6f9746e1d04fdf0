/*
 * ladder -- what happens while answers to an option that was put up are
 * missing: who has not answered is reminded, a deputy stands in, the next
 * authority may answer; in the end it is undecided (B4, B5).
 *
 * A rung is timed from when the one before was really climbed, so that after
 * an outage the first that is late comes at once and the rest keep their
 * distance.
 */
#include "ladder.h"
#include "line.h"
#include "by_default.h"
#include "delegation.h"
#include "view.h"

/* ---- the rungs: when the next of a kind is due for a seat, 0 for never ---- */

const struct rec_ladder *
ladder_of(const struct charter *c, const struct decision *d)
{
	static const struct rec_ladder none, officers = { .remind_after = OFFICERS_WITHIN / 2 };
	const struct rec_rule_terms *rule = rule_of(c, d);

	return rule == NULL ? &officers : rule->ladder ? rule->ladder : &none;
}

bool
deputy_is_left(const struct scene *s, const struct decision *d, const struct seat *seat)
{
	if (!line_is_left(s->charter, s->room, d, seat))
		return false;
	return unmanned(s, d, seat) || (ladder_of(s->charter, d)->deputy_after && asked_now(s->charter, s->room, d, seat).know == 0);
}

/* When a deputy of that seat last stood in for silence, since this option was put up; 0 for never. */
static i64
stood_in(const struct room *room, const struct decision *d, const struct seat *seat)
{
	for (size_t i = room->n_deputies; i-- > 0;) {
		const struct deputy *called = &room->deputies[i];

		if (called->is.decision == d->head.id && called->is.seat == seat->head.id && called->is.why == DEPUTY_SILENT)
			return called->head.id > d->put_up ? called->at : 0;
	}
	return 0;
}

/* And when the first did: however long the line is, the next authority is asked in time. */
static i64
first_stood_in(const struct room *room, const struct decision *d, const struct seat *seat)
{
	for (size_t i = 0; i < room->n_deputies; i++) {
		const struct deputy *called = &room->deputies[i];

		if (called->is.decision == d->head.id && called->is.seat == seat->head.id && called->is.why == DEPUTY_SILENT && called->head.id > d->put_up)
			return called->at;
	}
	return 0;
}

/* When what somebody there asked for first was settled last, of what is put up; 0 for never. */
static i64
asking_over(const struct room *room, const struct decision *d, const struct seat *seat)
{
	i64 at = 0;

	for (size_t i = 0; i < room->n_answers; i++) {
		const struct answer *a = &room->answers[i];

		if (a->option == d->option && a->seat == seat->head.id && a->over > d->put_up)
			at = later_of(at, room->places[a->over - 1].at);
	}
	return at;
}

/* From when on a seat's rungs count: whoever is asked there now was called, and did not wait for anything; 0: they are still to be called. */
static i64
asked_since(const struct asked *all)
{
	i64 over = asking_over(all->room, all->d, all->seat);

	if (all->n == 0)
		return later_of(asked_at(all->room, all->d, all->seat->head.id), over);
	return all->first ? later_of(all->first, over) : 0;
}

/* So long after the asking; and, if all were reminded late, so much after that as lies between the two. */
static i64
rung_after(const struct rec_ladder *l, i64 rung, i64 asked, i64 reminded)
{
	if (asked == 0)
		return 0;
	return later_of(asked + rung * SECOND, reminded ? reminded + (rung - l->remind_after) * SECOND : 0);
}

/* All are reminded at once, when it is time for the first. */
static i64
reminds_at(const struct charter *c, const struct room *room, const struct decision *d, struct refs missing)
{
	const struct rec_ladder *l = ladder_of(c, d);
	i64 when = 0;

	for (size_t i = 0; l->remind_after && d->reminded == 0 && i < missing.n; i++) {
		const struct seat *seat = charter_seat(c, missing.v[i]);
		struct asked asked;

		if (seat == NULL)
			continue;
		asked = asked_now(c, room, d, seat);
		when = sooner(when, rung_after(l, l->remind_after, asked_since(&asked), 0));
	}
	return when;
}

static i64
deputy_at(const struct charter *c, const struct room *room, const struct decision *d, const struct seat *seat)
{
	const struct rec_ladder *l = ladder_of(c, d);
	i64 before = stood_in(room, d, seat), since, told;
	struct asked asked = asked_now(c, room, d, seat);

	if (l->deputy_after == 0 || !line_is_left(c, room, d, seat) || asked.n == 0 || asked.in_vain < asked.n)
		return 0;
	since = asked_since(&asked);
	told = later_of(d->reminded, asked.said);
	if (before && before >= since)          /* one deputy after another */
		return later_of(before, told) + (l->deputy_after - l->remind_after) * SECOND;
	return rung_after(l, l->deputy_after, since, told);
}

static i64
escalates_at(const struct charter *c, const struct room *room, const struct decision *d, const struct seat *seat)
{
	const struct rec_ladder *l = ladder_of(c, d);
	i64 before = first_stood_in(room, d, seat), since;
	struct asked asked;

	if (l->escalate_after == 0 || l->escalate_to == seat->head.id || charter_seat(c, l->escalate_to) == NULL)
		return 0;
	if (escalation_of(room, d, seat->head.id))
		return 0;
	asked = asked_now(c, room, d, seat);
	since = asked_since(&asked);
	if (before && before >= since)
		return before + (l->escalate_after - l->deputy_after) * SECOND;
	return rung_after(l, l->escalate_after, since, d->reminded);
}

/* What comes at the deadline, as things stood when the room was last heard of. */
static enum next_step
last_step(struct arena *a, const struct charter *c, const struct room *room, const struct decision *d, struct refs missing)
{
	struct scene s = { .a = a, .charter = c, .room = room, .now = room->places[room->seq - 1].at };

	return default_of(c, d) && default_bar_of(&s, d, missing) == default_bar_none ? NEXT_DEFAULT : NEXT_LAPSE;
}

enum next_step
next_of(struct arena *a, const struct charter *c, const struct room *room, const struct decision *d, i64 *at)
{
	enum next_step next;
	struct standing standing;
	i64 when;

	*at = d->deadline;
	standing_of(a, c, room, d, &standing);
	next = last_step(a, c, room, d, standing.missing);
	if ((when = reminds_at(c, room, d, standing.missing)) && when < *at) {
		*at = when;
		next = NEXT_REMIND;
	}
	if ((when = needs_until(c, room, d)) && when < *at) {
		*at = when;
		next = NEXT_UNMET;
	}
	for (size_t i = 0; i < standing.missing.n; i++) {
		const struct seat *seat = charter_seat(c, standing.missing.v[i]);

		if (seat && (when = deputy_at(c, room, d, seat)) && when < *at) {
			*at = when;
			next = NEXT_DEPUTY;
		}
		if (seat && (when = escalates_at(c, room, d, seat)) && when < *at) {
			*at = when;
			next = NEXT_ESCALATE;
		}
	}
	return next;
}

/* ---- reactions ---- */

static void
call_deputy(struct outcome *out, const struct decision *d, const struct seat *seat, i64 person, enum deputy_reason why, bool late)
{
	emit(out, EV_deputy_called)->as.deputy_called = (struct ev_deputy_called){
		.decision = d->head.id, .seat = seat->head.id, .person = person,
		.principal = seat->is.holders.n ? seat->is.holders.v[0] : 0, .why = why, .late = late,
	};
}

/* It came while the server was down. */
static bool
is_late(const struct scene *s, i64 at)
{
	return at < s->returned;
}

static bool
is_called_now(const struct outcome *out, i64 seat, i64 person)
{
	for (size_t i = 0; i < out->n; i++)
		if (out->v[i].kind == EV_deputy_called && out->v[i].as.deputy_called.seat == seat && out->v[i].as.deputy_called.person == person)
			return true;
	return false;
}

/* The next authority's deputy at once, where nobody is there who holds that seat. */
static void
call_in_place(const struct scene *s, struct outcome *out, const struct decision *d, const struct seat *seat)
{
	enum deputy_reason why;
	i64 of, person = next_in_place(s, d, seat, &of, &why);

	if (person && !is_called_now(out, of, person))
		call_deputy(out, d, charter_seat(s->charter, of), person, why, false);
}

/* For one seat that is silent: the next rung, if its time has come; at once, where nobody of its line can come. */
static void
climb_for(const struct scene *s, struct outcome *out, const struct decision *d, const struct seat *seat)
{
	enum deputy_reason why = unmanned(s, d, seat);
	i64 person = next_deputy(s, d, seat);
	i64 deputy = deputy_at(s->charter, s->room, d, seat), escalates = escalates_at(s->charter, s->room, d, seat);

	if (why && person)
		call_deputy(out, d, seat, person, why, false);
	else if (has_come(s, deputy))
		call_deputy(out, d, seat, person, DEPUTY_SILENT, is_late(s, deputy));
	else if ((why && escalates) || has_come(s, escalates))
		emit(out, EV_seat_escalated)->as.seat_escalated =
		    (struct ev_seat_escalated){ d->head.id, seat->head.id, ladder_of(s->charter, d)->escalate_to, is_late(s, escalates) };
	else
		call_in_place(s, out, d, seat);
}

bool
asks_group(const struct ev_option_put_up *needs, const struct rec_concur_group *group)
{
	for (size_t i = 0; i < needs->n_concur; i++)
		if (needs->concur[i].rule == group->rule && str_eq(needs->concur[i].when, group->when))
			return true;
	return group->rule == 0 && group->when.p == NULL;
}

/* Is there a group that was not asked, as its condition did not hold then? */
static bool
asks_more(const struct ev_option_put_up *now, const struct ev_option_put_up *then)
{
	for (size_t i = 0; i < now->n_concur; i++)
		if (!asks_group(then, &now->concur[i]))
			return true;
	return false;
}

/* Was an answer to it voided, by what came after it was put up? */
static bool
was_answered_in_vain(const struct room *room, const struct decision *d)
{
	for (size_t i = 0; i < room->n_answers; i++)
		if (room->answers[i].option == d->option && room->answers[i].voided_by > d->put_up)
			return true;
	return false;
}

/* What will be done has changed, or a fact on which answers hang; or facts or figures have, and more must concur than were asked: then all are asked anew. */
static bool
ask_anew(const struct scene *s, struct outcome *out, const struct decision *d)
{
	const struct option *o = FIND(s->room, options, d->option);
	struct ev_option_put_up now;

	if (!d->put_up || d->alone || put_up_as(s, d, o, &now) || (!changed_since_put_up(s->room, d, o) && !was_answered_in_vain(s->room, d) && !asks_more(&now, &d->needs)))
		return false;
	emit(out, EV_option_put_up)->as.option_put_up = now;
	return true;
}

static void
climb(const struct scene *s, struct outcome *out, const struct decision *d, struct refs missing)
{
	i64 reminds = reminds_at(s->charter, s->room, d, missing);

	if (ask_anew(s, out, d))
		return;
	if (has_come(s, reminds)) {
		emit(out, EV_decision_reminded)->as.decision_reminded = (struct ev_decision_reminded){ d->head.id, missing, is_late(s, reminds) };
		return;
	}
	for (size_t i = 0; i < missing.n && out->n < LIMIT_OUTCOME; i++) {
		const struct seat *seat = charter_seat(s->charter, missing.v[i]);

		if (seat)
			climb_for(s, out, d, seat);
	}
}

/* An objection ends what was taken by default. */
static bool
is_over(const struct scene *s, const struct decision *d, const struct standing *standing)
{
	return s->now >= d->deadline || (d->defaulted && standing->dissent.n);
}

static void
lapse(const struct scene *s, struct outcome *out, const struct decision *d, struct refs missing)
{
	emit(out, EV_decision_lapsed)->as.decision_lapsed = (struct ev_decision_lapsed){
		.decision = d->head.id, .accountable = accountable_of(s->charter, d), .missing = missing };
}

/* Nothing lapses within ten minutes of the server's return: who could not answer has them. */
static bool
extend(const struct scene *s, struct outcome *out, const struct decision *d)
{
	i64 until = s->returned + RETURN_LASTS;

	if (s->returned == 0 || s->now >= until || d->deadline >= until)
		return false;
	emit(out, EV_deadline_extended)->as.deadline_extended = (struct ev_deadline_extended){ d->head.id, until };
	return true;
}

void
react_decisions(const struct scene *s, struct outcome *out)
{
	for (size_t i = 0; i < s->room->n_decisions && out->n < LIMIT_OUTCOME / 2; i++) {
		const struct decision *d = &s->room->decisions[i];
		struct standing standing;

		if (is_left_undecided(d) && d->defaulted && d->ended >= d->deadline)    /* it has had its hours, and nobody answered */
			open_anew(s, out, d, (struct ev_decision_opened){ 0 });
		if (d->state != DECISION_OPEN)
			continue;
		standing_of(s->a, s->charter, s->room, d, &standing);
		if (react_delegates(s, out, d, standing.missing))
			continue;
		if (standing.met && !standing.blocked)
			emit(out, EV_decision_taken)->as.decision_taken = (struct ev_decision_taken){
				d->head.id, d->option, standing.answers, standing.dissent, standing.by_voice };
		else if (extend(s, out, d))
			continue;
		else if (react_needs(s, out, d))
			continue;
		else if (react_default(s, out, d, standing.missing))
			continue;
		else if (is_over(s, d, &standing))
			lapse(s, out, d, standing.missing);
		else if (!react_alone(s, out, d))
			climb(s, out, d, standing.missing);
	}
}

/* ---- folds ---- */

void
fold_deputy_called(struct room *room, const struct entry *e, const struct ev_deputy_called *p)
{
	struct deputy *x = ADD(room, deputies);
	struct decision *d = FIND(room, decisions, p->decision);

	x->is = *p;
	x->at = e->at;
	touch(room, ENT_deputy, &x->head, e);
	touch(room, ENT_decision, &d->head, e);
}

void
fold_seat_taken_back(struct room *room, const struct entry *e, const struct ev_seat_taken_back *p)
{
	struct deputy *x = FIND(room, deputies, p->deputy);
	struct decision *d = FIND(room, decisions, x->is.decision);

	x->ended = x->taken_back = true;
	touch(room, ENT_deputy, &x->head, e);
	touch(room, ENT_decision, &d->head, e);
}

void
fold_decision_reminded(struct room *room, const struct entry *e, const struct ev_decision_reminded *p)
{
	struct decision *d = FIND(room, decisions, p->decision);

	d->reminded = e->at;
	touch(room, ENT_decision, &d->head, e);
}

void
fold_seat_escalated(struct room *room, const struct entry *e, const struct ev_seat_escalated *p)
{
	struct escalation *x = ADD(room, escalations);
	struct decision *d = FIND(room, decisions, p->decision);

	x->is = *p;
	x->at = e->at;
	touch(room, ENT_escalation, &x->head, e);
	touch(room, ENT_decision, &d->head, e);
}

void
fold_deadline_extended(struct room *room, const struct entry *e, const struct ev_deadline_extended *p)
{
	struct decision *d = FIND(room, decisions, p->decision);

	d->deadline = p->deadline;
	touch(room, ENT_decision, &d->head, e);
}

/* ---- decides ---- */

/* Said "not mine", for that seat or in the place of one that was silent, whatever was put up then. */
static bool
gave_up(const struct room *room, const struct decision *d, i64 seat, i64 person)
{
	bool given_up = has_recused(room, d, seat, person);

	for (size_t i = 0; i < room->n_escalations; i++)
		given_up |= room->escalations[i].is.decision == d->head.id && room->escalations[i].is.to == seat &&
		    has_recused(room, d, room->escalations[i].is.seat, person);
	return given_up;
}

err
need_takes_back(struct arena *a, const struct charter *c, const struct room *room, const struct deputy *called, i64 person)
{
	if (called->ended)
		return err_new(a, ERR_CONFLICT, "That seat was taken back already.");
	if (called->is.principal != person || !seat_held_by(c, called->is.seat, person))
		return err_new(a, ERR_NOT_YOUR_CALL, "Only who holds the seat %.*s takes it back.", STR_ARG(seat_title(c, called->is.seat)));
	if (gave_up(room, FIND(room, decisions, called->is.decision), called->is.seat, person))
		return err_new(a, ERR_REFUSED, "You said that this is not yours; the deputy answers.");
	if (is_barred(c, room, FIND(room, decisions, called->is.decision), called->is.seat, person))
		return err_new(a, ERR_REFUSED, "You may not answer in that seat, as you asked for it, or answered or heard an answer already; the deputy answers.");
	return OK;
}

/* Whoever takes their seat back is there: no deputy is called for their silence in the same moment. */
static void
know_of(const struct scene *s, struct outcome *out, const struct decision *d)
{
	for (size_t i = 0; i < s->room->n_calls && out->n < LIMIT_OUTCOME; i++) {
		const struct call *call = &s->room->calls[i];

		if (call->is.decision == d->head.id && call->is.person == s->actor.person && call_terms(call->is.reason).on == ON_answer && !call->own &&
		    !call_is_over(s->room, call))
			emit(out, EV_call_acknowledged)->as.call_acknowledged.call = call->head.id;
	}
}

err
decide_take_seat_back(const struct scene *s, const struct cmd_take_seat_back *c, struct outcome *out)
{
	const struct deputy *called = FIND(s->room, deputies, c->deputy);
	const struct decision *d;
	err e;

	if (called == NULL)
		return no_such(s, "deputy", c->deputy);
	if ((e = need_decision_open(s, called->is.decision, &d)))
		return e;
	if ((e = need_takes_back(s->a, s->charter, s->room, called, s->actor.person)))
		return e;
	emit(out, EV_seat_taken_back)->as.seat_taken_back.deputy = c->deputy;
	know_of(s, out, d);
	return OK;
}

/* ---- views ---- */

const struct head *
see_deputy(const struct seeing *v, i64 id, struct ent_deputy *out)
{
	const struct deputy *d = FIND(v->room, deputies, id);

	if (d == NULL)
		return NULL;
	*out = (struct ent_deputy){ ID(d), .decision = d->is.decision, .seat = d->is.seat, .person = d->is.person,
	    .principal = d->is.principal, .why = d->is.why, .at = d->at, .ended = d->ended, .delegation = d->is.delegation };
	return &d->head;
}

const struct head *
see_escalation(const struct seeing *v, i64 id, struct ent_escalation *out)
{
	const struct escalation *x = FIND(v->room, escalations, id);

	if (x == NULL)
		return NULL;
	*out = (struct ent_escalation){ ID(x), .decision = x->is.decision, .seat = x->is.seat, .to = x->is.to, .at = x->at };
	return &x->head;
}
