#include "by_default.h"

#include "delegation.h"
#include "ladder.h"

enum { CALLED_MAX = 256 };              /* as events.def has it */

const struct rec_default_terms *
default_of(const struct charter *c, const struct decision *d)
{
	const struct rec_rule_terms *rule = rule_of(c, d);

	return rule && d->state == DECISION_OPEN && d->put_up && d->alone == 0 ? rule->by_default : NULL;
}

/* ---- what may be authorised in advance ---- */

static bool
can_be_undone(enum measure_kind kind)
{
	switch (kind) {
	case RATE_LIMIT:
	case SEGMENTATION:
	case ISOLATION:
	case DEGRADED_MODE:
	case FEATURE_RESTRICTION:
	case READ_ONLY_MODE:
	case PARTIAL_SHUTDOWN:
	case ALTERNATIVE_ROUTE:
	case COMPENSATING_CONTROL:
		return true;
	case CREDENTIAL_REVOCATION:
	case SESSION_REVOCATION:
	case FULL_SHUTDOWN:
	case measure_kind_none:
		break;
	}
	return false;
}

const char *
default_wrong(str kind, const struct rec_default_terms *t)
{
	if (!kind_is(kind, MAY_DEFAULT))
		return "nothing of this kind is ever taken by default: what nobody decides is undecided, and what was asked for is not granted";
	if (t->n_measures == 0)
		return "says of which kinds of measure it may consist";
	for (size_t i = 0; i < t->n_measures; i++)
		if (!can_be_undone(t->measures[i].kind))
			return "consists of measures alone that can be undone: credentials and sessions revoked, and a full shutdown, are not among them";
	return NULL;
}

/* ---- what bars it ---- */

/* Whoever objects, or asks for something first, is there to decide; that a condition was adopted takes nothing from it. */
static bool
somebody_spoke(const struct room *room, const struct decision *d)
{
	for (size_t i = 0; i < room->n_answers; i++) {
		const struct answer *a = &room->answers[i];

		if (a->decision == d->head.id && !a->discredited &&
		    (a->kind == ANSWER_OBJECT || a->kind == ANSWER_CONDITION || a->kind == ANSWER_NEED))
			return true;
	}
	return false;
}

static bool
is_authorised(const struct rec_default_terms *t, enum measure_kind kind)
{
	for (size_t i = 0; i < t->n_measures; i++)
		if (t->measures[i].kind == kind)
			return can_be_undone(kind);
	return false;
}

static bool
measures_authorised(const struct room *room, const struct option *o, const struct rec_default_terms *t)
{
	size_t n = 0;

	for (size_t i = 0; i < o->n_subject; i++) {
		const struct measure *m = FIND(room, measures, o->subject[i]);

		if (m && !is_authorised(t, m->is.kind))
			return false;
		n += m != NULL;
	}
	return n > 0;
}

/* ---- was everybody really called? ---- */

/* The calls by which everybody on the ladder was reached for; or somebody lacks. */
struct roll { const struct scene *s; const struct decision *d; i64 *calls, latest; size_t n, reached; bool lacks; };

static const struct call *
call_made(const struct room *room, const struct decision *d, i64 seat, i64 person)
{
	for (size_t i = 0; i < room->n_calls; i++) {
		const struct call *call = &room->calls[i];

		if (call->is.decision == d->head.id && call->is.seat == seat && call->is.person == person && call->head.id > d->put_up && call->made &&
		    call_terms(call->is.reason).on == ON_answer)
			return call;
	}
	return NULL;
}

static void
call_out(struct roll *r, i64 seat, i64 person)
{
	const struct call *call = call_made(r->s->room, r->d, seat, person);

	if (has_recused(r->s->room, r->d, seat, person) || is_barred(r->s->charter, r->s->room, r->d, seat, person) ||
	    label_keeps_out(r->s->charter, r->s->room, person))
		return;
	if (call == NULL || !sees_room(r->s->charter, r->s->room, person)) {      /* or could not come in */
		r->lacks = true;
		return;
	}
	r->reached++;
	if (call->made > r->latest)
		r->latest = call->made;
	if (r->n < CALLED_MAX && !refs_have((struct refs){ r->calls, r->n }, call->head.id))
		r->calls[r->n++] = call->head.id;
}

/* Those who stand in for a seat, to answer in this one. */
static void
call_out_deputies(struct roll *r, i64 seat, i64 of)
{
	const struct room *room = r->s->room;

	for (size_t i = 0; i < room->n_deputies; i++)
		if (deputises(r->s->charter, &room->deputies[i], r->d, of, seat))
			call_out(r, seat, room->deputies[i].is.person);
}

/* Whoever the ladder leads to for this seat has been asked, or there is nobody. */
static void
call_out_next(struct roll *r, const struct seat *seat)
{
	const struct rec_ladder *l = ladder_of(r->s->charter, r->d);
	const struct seat *to = charter_seat(r->s->charter, l->escalate_to);

	if (l->escalate_after == 0 || to == NULL || to == seat)
		return;
	r->lacks |= escalation_of(r->s->room, r->d, seat->head.id) == NULL;
	for (size_t i = 0; i < to->is.holders.n; i++)
		call_out(r, seat->head.id, to->is.holders.v[i]);
	call_out_deputies(r, seat->head.id, to->head.id);
}

static void
call_out_seat(struct roll *r, const struct seat *seat)
{
	size_t before = r->reached;

	for (size_t i = 0; i < seat->is.holders.n; i++)
		call_out(r, seat->head.id, seat->is.holders.v[i]);
	call_out_deputies(r, seat->head.id, seat->head.id);
	call_out_next(r, seat);
	r->lacks |= deputy_is_left(r->s, r->d, seat) || r->reached == before;
}

static struct roll
roll_of(const struct scene *s, const struct decision *d, struct refs missing)
{
	struct roll r = { .s = s, .d = d, .calls = NEW(s->a, i64, CALLED_MAX), .lacks = missing.n == 0 };

	for (size_t i = 0; i < missing.n; i++) {
		const struct seat *seat = charter_seat(s->charter, missing.v[i]);

		if (seat)
			call_out_seat(&r, seat);
		else
			r.lacks = true;
	}
	return r;
}

/* ---- whether, and when ---- */

/* What one rule authorises in advance holds for the option as a whole. */
static enum default_bar
terms_bar(const struct scene *s, const struct option *o, const struct rec_rule_terms *rule)
{
	const struct rec_default_terms *t = rule->by_default;

	if (t == NULL || default_wrong(rule->kind, t) || !measures_authorised(s->room, o, t))
		return BAR_MEASURES;
	return rule_condition(s, o, rule->currency, t->when) == TRUTH_TRUE ? default_bar_none : BAR_CONDITION;
}

enum default_bar
default_bar_of(const struct scene *s, const struct decision *d, struct refs missing)
{
	const struct option *o = FIND(s->room, options, d->option);
	struct beside beside = rules_beside(s->charter, s->room, d, o);
	enum default_bar bar;

	if (somebody_spoke(s->room, d))                                 return BAR_ANSWERED;
	if (d->put_up_by == 0)                                          return BAR_PROGRAM;
	if (d->changed || changed_since_put_up(s->room, d, o))                   return BAR_CHANGED;
	if ((bar = terms_bar(s, o, rule_of(s->charter, d))))                     return bar;
	if (beside.lacks)                                               return BAR_MEASURES;
	if (option_owes(s->room, d->option))                            return BAR_OBLIGATIONS;
	for (size_t i = 0; i < beside.n; i++)
		if ((bar = terms_bar(s, o, &beside.v[i]->is)))
			return bar;
	return roll_of(s, d, missing).lacks ? BAR_CALLS : default_bar_none;
}

/* So long as the rule leaves after that rung. */
static i64
after_rung(i64 climbed, i64 within, i64 rung)
{
	return climbed + (within - rung) * SECOND;
}

/* Every rung that was climbed since it was put up, and what is left of the time from there. */
static i64
rungs_over(const struct scene *s, const struct decision *d)
{
	const struct rec_ladder *l = ladder_of(s->charter, d);
	i64 within = rule_of(s->charter, d)->within, at = after_rung(d->asked, within, 0);

	if (d->reminded)
		at = later_of(at, after_rung(d->reminded, within, l->remind_after));
	for (size_t i = 0; i < s->room->n_deputies; i++)
		if (s->room->deputies[i].is.decision == d->head.id && s->room->deputies[i].is.why == DEPUTY_SILENT &&
		    s->room->deputies[i].head.id > d->put_up)
			at = later_of(at, after_rung(s->room->deputies[i].at, within, l->deputy_after));
	for (size_t i = 0; i < s->room->n_escalations; i++)
		if (is_escalated_to(d, &s->room->escalations[i]))
			at = later_of(at, after_rung(s->room->escalations[i].at, within, l->escalate_after));
	return at;
}

/* What the rule leaves after its last rung, ten minutes at least. */
static i64
last_interval(const struct scene *s, const struct decision *d)
{
	const struct rec_ladder *l = ladder_of(s->charter, d);
	i64 rung = later_of(later_of(l->remind_after, l->deputy_after), l->escalate_after);

	return later_of((rule_of(s->charter, d)->within - rung) * SECOND, RETURN_LASTS);
}

/* The moment before which it is not taken: everybody has had their time then.  (Only where nothing bars it.) */
static i64
default_at(const struct scene *s, const struct decision *d, struct refs missing)
{
	i64 at = later_of(d->deadline, rungs_over(s, d));

	if (s->returned)
		at = later_of(at, s->returned + last_interval(s, d));
	return later_of(at, roll_of(s, d, missing).latest + RETURN_LASTS);
}

/* As long as the rule says whose default is the shortest. */
static i64
holds_for(const struct scene *s, const struct decision *d, const struct rec_default_terms *t)
{
	struct beside beside = rules_beside(s->charter, s->room, d, FIND(s->room, options, d->option));
	i64 holds = t->holds;

	for (size_t i = 0; i < beside.n; i++)
		if (beside.v[i]->is.by_default->holds < holds)
			holds = beside.v[i]->is.by_default->holds;
	return holds;
}

bool
react_default(const struct scene *s, struct outcome *out, const struct decision *d, struct refs missing)
{
	const struct rec_default_terms *t = default_of(s->charter, d);
	i64 at;

	if (t == NULL || default_bar_of(s, d, missing))
		return false;
	at = default_at(s, d, missing);
	if (at > d->deadline)
		emit(out, EV_deadline_extended)->as.deadline_extended = (struct ev_deadline_extended){ d->head.id, at };
	else if (s->now >= at)
		emit(out, EV_decision_defaulted)->as.decision_defaulted = (struct ev_decision_defaulted){
			.decision = d->head.id, .option = d->option, .accountable = d->needs.accountable, .missing = missing,
			.calls = { roll_of(s, d, missing).calls, roll_of(s, d, missing).n }, .until = s->now + holds_for(s, d, t) * SECOND };
	else
		return false;
	return true;
}

/* ---- folds ---- */

void
fold_decision_defaulted(struct room *room, const struct entry *e, const struct ev_decision_defaulted *p)
{
	struct decision *d = FIND(room, decisions, p->decision);

	d->alone = d->defaulted = e->seq;
	d->alone_by = 0;
	d->deadline = p->until;
	touch(room, ENT_decision, &d->head, e);
}
