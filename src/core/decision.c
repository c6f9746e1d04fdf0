/* decision -- a question, the positions and interests around it, its options, and one put up. */
#include "authority.h"

#include "view.h"

static const i64 SECOND = 1000000;

/* ---- folds ---- */

void
fold_decision_opened(struct room *room, const struct entry *e, const struct ev_decision_opened *p)
{
	struct decision *d = ADD(room, decisions);

	d->is = *p;
	d->state = DECISION_OPEN;
	d->person = e->by.person;
	d->via = e->by.via;
	d->opened = e->at;
	d->deadline = p->deadline;
	touch(room, ENT_decision, &d->head, e);
}

void
fold_position_stated(struct room *room, const struct entry *e, const struct ev_position_stated *p)
{
	struct position *x = ADD(room, positions);

	x->is = *p;
	x->person = e->by.person;
	touch(room, ENT_position, &x->head, e);
}

void
fold_interest_stated(struct room *room, const struct entry *e, const struct ev_interest_stated *p)
{
	struct interest *x = ADD(room, interests);

	x->is = *p;
	touch(room, ENT_interest, &x->head, e);
}

void
fold_option_proposed(struct room *room, const struct entry *e, const struct ev_option_proposed *p)
{
	struct option *o = ADD(room, options);

	o->is = *p;
	o->title = p->title;
	touch(room, ENT_option, &o->head, e);
}

void
fold_option_amended(struct room *room, const struct entry *e, const struct ev_option_amended *p)
{
	struct option *o = FIND(room, options, p->option);

	o->title = p->title;
	touch(room, ENT_option, &o->head, e);
}

void
fold_option_estimated(struct room *room, const struct entry *e, const struct ev_option_estimated *p)
{
	struct option *o = FIND(room, options, p->option);

	o->estimate = *p;
	o->estimated = e->seq;
	o->estimated_by = e->by.person;
	o->estimated_at = e->at;
	touch(room, ENT_option, &o->head, e);
}

void
fold_option_put_up(struct room *room, const struct entry *e, const struct ev_option_put_up *p)
{
	struct decision *d = FIND(room, decisions, p->decision);

	d->option = p->option;
	d->put_up = e->seq;
	if (e->by.person || e->by.via) {        /* else the server did, as more must concur now; it stays theirs */
		d->put_up_by = e->by.person;
		d->put_up_via = e->by.via;
	}
	d->needs = *p;
	d->asked = e->at;
	d->reminded = 0;
	end_calls(room, p->decision, e);
	touch(room, ENT_decision, &d->head, e);
}

void
fold_decision_taken(struct room *room, const struct entry *e, const struct ev_decision_taken *p)
{
	struct decision *d = FIND(room, decisions, p->decision);

	d->state = DECISION_TAKEN;
	d->option = p->option;
	d->outcome = e->seq;
	d->ended = e->at;
	touch(room, ENT_decision, &d->head, e);
	end_calls(room, p->decision, e);
}

void
fold_decision_lapsed(struct room *room, const struct entry *e, const struct ev_decision_lapsed *p)
{
	struct decision *d = FIND(room, decisions, p->decision);

	d->state = DECISION_UNDECIDED;
	d->outcome = e->seq;
	d->ended = e->at;
	touch(room, ENT_decision, &d->head, e);
	end_calls(room, p->decision, e);
}

void
fold_tripwire_set(struct room *room, const struct entry *e, const struct ev_tripwire_set *p)
{
	struct option *o = FIND(room, options, p->option);

	o->tripwire = p->when;
	touch(room, ENT_option, &o->head, e);
}

void
fold_tripwire_crossed(struct room *room, const struct entry *e, const struct ev_tripwire_crossed *p)
{
	struct decision *d = FIND(room, decisions, p->decision);

	d->crossed = true;
	touch(room, ENT_decision, &d->head, e);
}

void
fold_decision_superseded(struct room *room, const struct entry *e, const struct ev_decision_superseded *p)
{
	struct decision *d = FIND(room, decisions, p->decision);

	d->state = DECISION_SUPERSEDED;
	touch(room, ENT_decision, &d->head, e);
}

void
fold_authority_changed(struct room *room, const struct entry *e, const struct ev_authority_changed *p)
{
	struct decision *d = FIND(room, decisions, p->decision);

	touch(room, ENT_decision, &d->head, e);
}

/* ---- decides ---- */

err
decide_open_decision(const struct scene *s, const struct cmd_open_decision *c, struct outcome *out)
{
	const struct decision *old = FIND(s->room, decisions, c->supersedes);
	struct needs needs;
	err e;

	if ((e = need_room_open(s)))                    return e;
	if ((e = needs_of(s, c->kind, &needs)))         return e;
	if ((e = need_quotable(s, c->from)))            return e;
	if (c->supersedes && old == NULL)
		return no_such(s, "decision", c->supersedes);
	if (old && old->state == DECISION_SUPERSEDED)
		return err_new(s->a, ERR_CONFLICT, "Decision %lld is superseded already.", (long long)c->supersedes);
	if (old && old->state == DECISION_OPEN)
		return err_new(s->a, ERR_CONFLICT, "Decision %lld is still open; decide it first.", (long long)c->supersedes);
	if (s->room == s->charter->room && !kind_is_officers(c->kind))
		return err_new(s->a, ERR_REFUSED, "A decision of the kind %.*s is opened in a room.", STR_ARG(c->kind));
	if (s->room != s->charter->room && str_eq(c->kind, STR("change_charter")))
		return err_new(s->a, ERR_REFUSED, "The charter is changed in the charter, not in a room.");

	emit(out, EV_decision_opened)->as.decision_opened = (struct ev_decision_opened){
		.kind = c->kind, .rule = needs.rule, .deadline = s->now + needs.within * SECOND,
		.supersedes = c->supersedes, .question = c->question, .from = c->from,
	};
	return OK;
}

err
need_voice(const struct scene *s, const struct decision *d, i64 seat)
{
	err e;

	if ((e = need_seat_or_none(s, seat)))           return e;
	if (seat && (e = need_human(s)))                return e;
	if (seat && !may_sit(s->charter, s->room, d, seat, s->actor.person, 0))
		return err_new(s->a, ERR_NOT_YOUR_CALL, "You do not speak for %.*s.", STR_ARG(seat_title(s->charter, seat)));
	return OK;
}

err
decide_state_position(const struct scene *s, const struct cmd_state_position *c, struct outcome *out)
{
	const struct decision *d;
	err e;

	if ((e = need_decision_open(s, c->decision, &d)))       return e;
	if ((e = need_voice(s, d, c->seat)))                    return e;
	emit(out, EV_position_stated)->as.position_stated = (struct ev_position_stated){ c->decision, c->seat, c->text };
	return OK;
}

err
decide_state_interest(const struct scene *s, const struct cmd_state_interest *c, struct outcome *out)
{
	const struct position *p = FIND(s->room, positions, c->position);
	const struct decision *d;
	err e;

	if (p == NULL)
		return no_such(s, "position", c->position);
	if ((e = need_decision_open(s, p->is.decision, &d)))    return e;
	if ((e = need_interest_space(s, d->head.id)))           return e;
	emit(out, EV_interest_stated)->as.interest_stated = (struct ev_interest_stated){ c->position, c->text };
	return OK;
}

err
decide_propose_option(const struct scene *s, const struct cmd_propose_option *c, struct outcome *out)
{
	const struct decision *d;
	err e;

	if ((e = need_decision_open(s, c->decision, &d)))  return e;
	emit(out, EV_option_proposed)->as.option_proposed = (struct ev_option_proposed){ c->decision, c->nothing, c->title };
	return OK;
}

err
decide_amend_option(const struct scene *s, const struct cmd_amend_option *c, struct outcome *out)
{
	const struct option *o;
	err e;

	if ((e = need_option_open(s, c->option, &o)))  return e;
	emit(out, EV_option_amended)->as.option_amended = (struct ev_option_amended){ c->option, c->title };
	return OK;
}

err
decide_set_tripwire(const struct scene *s, const struct cmd_set_tripwire *c, struct outcome *out)
{
	const struct condition *compiled;
	const struct option *o;
	err e;

	if ((e = need_option_open(s, c->option, &o)))                                           return e;
	if ((e = err_at(s->a, STR("when"), condition_compile(s->a, c->when, &compiled))))       return e;
	if (rule_condition(s, o, c->when) == TRUTH_TRUE)
		return err_new(s->a, ERR_REFUSED, "when: holds already; the decision would be taken up again at once.");
	emit(out, EV_tripwire_set)->as.tripwire_set = (struct ev_tripwire_set){ c->option, c->when };
	return OK;
}

err
decide_estimate_option(const struct scene *s, const struct cmd_estimate_option *c, struct outcome *out)
{
	const struct option *o;
	err e;

	if ((e = need_option_open(s, c->option, &o)))                          return e;
	if ((e = need_cost(s, c->cost_low, c->cost_likely, c->cost_high)))     return e;
	emit(out, EV_option_estimated)->as.option_estimated = (struct ev_option_estimated){
		.option = c->option,
		.cost_low = c->cost_low, .cost_likely = c->cost_likely, .cost_high = c->cost_high,
		.takes_effect = c->takes_effect, .undo = c->undo, .risk = c->risk,
		.evidence_destroyed = c->evidence_destroyed, .adversary_notices = c->adversary_notices,
		.stops = c->stops, .customers = c->customers,
	};
	return OK;
}

err
need_option_space(const struct scene *s, i64 option)
{
	const struct room *room = s->room;
	size_t n = 0;

	for (size_t i = 0; i < room->n_measures; i++)
		n += room->measures[i].is.option == option;
	for (size_t i = 0; i < room->n_changes; i++)
		n += room->changes[i].is.option == option;
	for (size_t i = 0; i < room->n_words; i++)
		n += room->words[i].is.option == option;
	if (n >= LIMIT_OPTION_PARTS)
		return err_new(s->a, ERR_TOO_LARGE, "An option holds %d measures or changes at most; open another decision.",
		    LIMIT_OPTION_PARTS);
	return OK;
}

/* An option of the officers' kinds must say what it changes, or it changes nothing. */
static err
need_content(const struct scene *s, const struct decision *d, const struct option *o)
{
	if (o->is.nothing || !kind_is_officers(d->is.kind))
		return OK;
	for (size_t i = 0; i < s->room->n_changes; i++)
		if (s->room->changes[i].is.option == o->head.id)
			return OK;
	for (size_t i = 0; i < s->room->n_words; i++)
		if (s->room->words[i].is.option == o->head.id)
			return OK;
	return err_new(s->a, ERR_REFUSED, "This option changes nothing yet; say what it changes, or mark it as doing nothing.");
}

err
decide_put_up_option(const struct scene *s, const struct cmd_put_up_option *c, struct outcome *out)
{
	const struct option *o;
	const struct decision *d;
	struct ev_option_put_up as;
	err e;

	if ((e = need_option_open(s, c->option, &o)))           return e;
	d = FIND(s->room, decisions, o->is.decision);
	if ((e = put_up_as(s, d, o, &as)))                      return e;
	if ((e = need_content(s, d, o)))                        return e;
	if ((e = need_changes_stand(s, c->option)))             return e;
	if (d->option == c->option)
		return err_new(s->a, ERR_CONFLICT, "This option is put up already.");

	emit(out, EV_option_put_up)->as.option_put_up = as;
	return OK;
}

/* ---- reactions: what a change of the charter changes here ---- */

static bool
any_touched(const struct charter *c, struct refs people, i64 since)
{
	for (size_t i = 0; i < people.n; i++) {
		const struct person *p = charter_person(c, people.v[i]);

		if (p && p->head.touched > since)
			return true;
	}
	return false;
}

/* The seat itself, who is in it, or whether they can sign. */
static bool
seat_changed(const struct charter *c, i64 id, i64 since)
{
	const struct seat *seat = charter_seat(c, id);

	return seat && (seat->head.touched > since || any_touched(c, seat->is.holders, since) ||
	    any_touched(c, seat->is.deputies, since));
}

/* One that was given: by whom, in which seat, with which key. */
static bool
answer_changed(const struct charter *c, const struct answer *a, i64 since)
{
	const struct credential *key = charter_credential(c, a->credential);
	i64 person = a->person;

	return seat_changed(c, a->seat, since) || any_touched(c, (struct refs){ &person, 1 }, since) ||
	    (key && key->head.touched > since);
}

/* Did the charter change in what it rests on, after the room last said how it stands? */
static bool
rests_on_change(const struct scene *s, const struct decision *d)
{
	i64 since = s->room->places[d->head.touched - 1].charter;
	bool changed = seat_changed(s->charter, d->needs.accountable, since);

	if (since >= s->charter->room->seq)
		return false;
	for (size_t g = 0; g < d->needs.n_concur; g++)
		for (size_t i = 0; i < d->needs.concur[g].seats.n; i++)
			changed |= seat_changed(s->charter, d->needs.concur[g].seats.v[i], since);
	for (size_t i = 0; i < s->room->n_answers; i++)
		if (s->room->answers[i].decision == d->head.id)
			changed |= answer_changed(s->charter, &s->room->answers[i], since);
	return changed;
}

void
react_authority(const struct scene *s, struct outcome *out)
{
	for (size_t i = 0; i < s->room->n_decisions && out->n < LIMIT_OUTCOME; i++) {
		const struct decision *d = &s->room->decisions[i];

		if (d->state == DECISION_OPEN && d->put_up && rests_on_change(s, d))
			emit(out, EV_authority_changed)->as.authority_changed.decision = d->head.id;
	}
}

/* ---- what follows from an outcome ---- */

static void
emit_change(struct outcome *out, const struct decision *d, const struct ev_change_proposed *c)
{
	if (c->seat)
		emit(out, EV_seat_set)->as.seat_set = (struct ev_seat_set){ c->seat, c->title, d->head.id };
	if (c->rule)
		emit(out, EV_rule_set)->as.rule_set = (struct ev_rule_set){ c->rule, d->head.id };
	if (c->service)
		emit(out, EV_service_set)->as.service_set = (struct ev_service_set){ c->service, c->title, d->head.id, c->words };
	if (c->calendar)
		emit(out, EV_calendar_set)->as.calendar_set = (struct ev_calendar_set){ c->calendar, c->title, d->head.id };
	if (c->criterion)
		emit(out, EV_criterion_set)->as.criterion_set = (struct ev_criterion_set){ c->criterion, c->criteria, d->head.id };
	if (c->settled)
		emit(out, EV_charter_settled)->as.charter_settled.decision = d->head.id;
}

/* Changes and erasures of the option chosen, those not yet carried out. */
static void
carry_out(const struct scene *s, struct outcome *out, const struct decision *d)
{
	size_t n = 0;

	for (size_t i = 0; i < s->room->n_changes; i++)
		if (s->room->changes[i].is.option == d->option && n++ >= d->consequences)
			emit_change(out, d, &s->room->changes[i].is);
	for (size_t i = 0; i < s->room->n_words; i++)
		if (s->room->words[i].is.option == d->option && n++ >= d->consequences)
			emit(out, EV_erased)->as.erased = (struct ev_erased){
				.decision = d->head.id, .n = s->room->words[i].is.n,
				.digests = s->room->words[i].is.digests, .n_digests = s->room->words[i].is.n_digests };
}

static void
order_measures(const struct scene *s, struct outcome *out, const struct decision *d)
{
	for (size_t k = 0; k < s->room->n_measures; k++)
		if (s->room->measures[k].is.option == d->option && s->room->measures[k].state == MEASURE_PROPOSED)
			emit(out, EV_measure_ordered)->as.measure_ordered =
			    (struct ev_measure_ordered){ s->room->measures[k].head.id, d->head.id };
}

bool
tripwire_holds(const struct scene *s, const struct decision *d)
{
	const struct option *o = FIND(s->room, options, d->option);

	return d->state == DECISION_TAKEN && !d->crossed && o->tripwire.p && rule_condition(s, o, o->tripwire) == TRUTH_TRUE;
}

/* It stands until another does; that is asked at once, under the rule of today. */
static void
take_up_again(const struct scene *s, struct outcome *out, const struct decision *d)
{
	struct needs needs;

	if (!tripwire_holds(s, d))
		return;
	emit(out, EV_tripwire_crossed)->as.tripwire_crossed.decision = d->head.id;
	if (needs_of(s, d->is.kind, &needs) == OK)
		emit(out, EV_decision_opened)->as.decision_opened = (struct ev_decision_opened){ .kind = d->is.kind, .rule = needs.rule,
			.deadline = s->now + needs.within * SECOND, .supersedes = d->head.id, .question = d->is.question };
}

void
react_outcomes(const struct scene *s, struct outcome *out)
{
	for (size_t i = 0; i < s->room->n_decisions && out->n < LIMIT_OUTCOME / 2; i++) {
		const struct decision *d = &s->room->decisions[i];
		const struct decision *old = FIND(s->room, decisions, d->is.supersedes);

		if (d->state == DECISION_OPEN && d->alone)
			order_measures(s, out, d);
		if (d->state != DECISION_TAKEN)
			continue;
		if (old && old->state != DECISION_SUPERSEDED)
			emit(out, EV_decision_superseded)->as.decision_superseded =
			    (struct ev_decision_superseded){ old->head.id, d->head.id };
		take_up_again(s, out, d);
		carry_out(s, out, d);
		order_measures(s, out, d);
	}
}

/* ---- views ---- */

static str
seat_list(const struct seeing *v, struct refs seats)
{
	str all = STR("");

	for (size_t i = 0; i < seats.n; i++)
		all = arena_fmt(v->a, "%.*s%s%.*s", STR_ARG(all), i ? ", " : "",
		    STR_ARG(seat_title(v->charter, seats.v[i])));
	return all;
}

/* Why it is not decided yet, and what happens next, in one sentence; when, stands beside it. */
static str
standing_sentence(const struct seeing *v, const struct decision *d, const struct standing *s, enum next_step next)
{
	static const char *const then[] = {
		[NEXT_REMIND] = "they are reminded next", [NEXT_DEPUTY] = "a deputy stands in next",
		[NEXT_ESCALATE] = "it goes to the next authority then", [NEXT_LAPSE] = "without them it ends undecided at its deadline",
	};

	if (d->state != DECISION_OPEN)
		return STR("");
	if (!s->put_up)
		return STR("No option is put up yet; without one it ends undecided at its deadline.");
	if (s->blocked)
		return STR("An objection stands that blocks it; amend the option or put up another one.");
	return arena_fmt(v->a, "Waiting for %.*s; %s.", STR_ARG(seat_list(v, s->missing)), then[next]);
}

/* Of the rule's groups, those that were not asked: their condition did not hold. */
static size_t
spared(struct arena *a, const struct rec_rule_terms *rule, const struct decision *d, const struct rec_concur_group **out)
{
	struct rec_concur_group *groups = NEW(a, struct rec_concur_group, rule->n_concur + 1);
	size_t n = 0;

	for (size_t i = 0; i < rule->n_concur; i++)
		if (!asks_group(&d->needs, rule->concur[i].when))
			groups[n++] = rule->concur[i];
	*out = groups;
	return n;
}

const struct head *
see_decision(const struct seeing *v, i64 id, struct ent_decision *out)
{
	const struct decision *d = FIND(v->room, decisions, id);
	const struct rec_rule_terms *rule = d ? rule_of(v->charter, d) : NULL;
	struct standing standing;
	const struct scene now = { .a = v->a, .charter = v->charter, .room = v->room };
	enum next_step next = next_step_none;
	i64 next_at = 0;

	if (d == NULL)
		return NULL;
	standing_of(v->a, v->charter, v->room, d, &standing);
	if (d->state == DECISION_OPEN)
		next = next_of(v->a, v->charter, v->room, d, &next_at);
	*out = (struct ent_decision){
		ID(d), .kind = d->is.kind, .state = d->state, .rule = d->is.rule, .person = d->person,
		.opened = d->opened, .deadline = d->deadline, .option = d->option, .outcome = d->outcome, .ended = d->ended,
		.accountable = d->needs.accountable, .concur = d->needs.concur, .n_concur = d->needs.n_concur,
		.requester_excluded = d->needs.requester_excluded,
		.missing = d->state == DECISION_OPEN ? standing.missing : (struct refs){ NULL, 0 },
		.question = d->is.question, .standing = standing_sentence(v, d, &standing, next), .from = d->is.from,
		.asked = d->asked, .reminded = d->reminded, .blocked = d->state == DECISION_OPEN && standing.blocked,
		.crossed = d->crossed, .next = next, .next_at = next_at, .alone = d->alone_by,
		.may_alone = d->state == DECISION_OPEN ? seats_alone(&now, d, false) : (struct refs){ NULL, 0 },
		.may_break_glass = d->state == DECISION_OPEN ? seats_alone(&now, d, true) : (struct refs){ NULL, 0 },
	};
	if (rule) {
		out->ladder = rule->ladder;
		out->consulted = rule->consulted;
		out->n_spared = d->put_up ? spared(v->a, rule, d, &out->spared) : 0;
	}
	return &d->head;
}

/* Everything an approval of this option binds to, the decision and itself first. */
static struct refs
whole_subject(const struct seeing *v, const struct option *o)
{
	i64 *all = NEW(v->a, i64, o->n_subject + 2);

	all[0] = o->is.decision;
	all[1] = o->head.id;
	if (o->n_subject)
		memcpy(all + 2, o->subject, o->n_subject * sizeof(*all));
	return (struct refs){ all, o->n_subject + 2 };
}

const struct head *
see_option(const struct seeing *v, i64 id, struct ent_option *out)
{
	const struct option *o = FIND(v->room, options, id);
	const struct ev_option_estimated *e = o ? &o->estimate : NULL;

	if (o == NULL)
		return NULL;
	*out = (struct ent_option){
		ID(o), .decision = o->is.decision, .nothing = o->is.nothing, .title = o->title,
		.cost_low = e->cost_low, .cost_likely = e->cost_likely, .cost_high = e->cost_high,
		.takes_effect = e->takes_effect, .undo = e->undo, .risk = e->risk,
		.evidence_destroyed = e->evidence_destroyed, .adversary_notices = e->adversary_notices,
		.estimated = o->estimated != 0, .estimated_by = o->estimated_by, .estimated_at = o->estimated_at, .stops = e->stops,
		.customers = e->customers, .subject = whole_subject(v, o), .tripwire = o->tripwire,
	};
	return &o->head;
}

const struct head *
see_position(const struct seeing *v, i64 id, struct ent_position *out)
{
	const struct position *p = FIND(v->room, positions, id);

	if (p == NULL)
		return NULL;
	*out = (struct ent_position){ ID(p), .decision = p->is.decision, .seat = p->is.seat,
	    .person = p->person, .text = p->is.text };
	return &p->head;
}

const struct head *
see_interest(const struct seeing *v, i64 id, struct ent_interest *out)
{
	const struct interest *i = FIND(v->room, interests, id);

	if (i == NULL)
		return NULL;
	*out = (struct ent_interest){ ID(i), .position = i->is.position, .text = i->is.text };
	return &i->head;
}
