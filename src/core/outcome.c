/* outcome -- how a decision ends, what follows from that, and what takes it up again. */
#include "authority.h"
#include "lint.h"

/* ---- folds ---- */

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

/* Nobody is called for it any more. */
static void
let_go(struct room *room, struct decision *d, const struct entry *e)
{
	d->let_go = true;
	touch(room, ENT_decision, &d->head, e);
	end_calls(room, d->head.id, e);
}

void
fold_decision_dropped(struct room *room, const struct entry *e, const struct ev_decision_dropped *p)
{
	struct decision *d = FIND(room, decisions, p->decision);

	if (d->state == DECISION_OPEN) {        /* nothing was put up: nobody will answer it */
		d->state = DECISION_UNDECIDED;
		d->outcome = e->seq;
		d->ended = e->at;
	}
	d->dropped_because = p->why;
	let_go(room, d, e);
}

void
was_asked_anew(struct room *room, i64 decision, const struct entry *e)
{
	struct decision *d = FIND(room, decisions, decision);

	if (d && d->state == DECISION_UNDECIDED)
		let_go(room, d, e);
}

void
fold_tripwire_set(struct room *room, const struct entry *e, const struct ev_tripwire_set *p)
{
	struct option *o = FIND(room, options, p->option);

	o->tripwire = compile_once(&room->arena, p->when);
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
	end_calls(room, p->decision, e);
	for (size_t i = 0; i < room->n_measures; i++)
		if (room->measures[i].decision == p->decision)
			touch(room, ENT_measure, &room->measures[i].head, e);
}

bool
is_left_undecided(const struct decision *d)
{
	return d->state == DECISION_UNDECIDED && !d->let_go;
}

/* ---- decides ---- */

err
need_concerned(struct arena *a, const struct charter *c, const struct room *room, const struct decision *d, i64 person, const char *what)
{
	i64 seat = accountable_of(c, d), commands = in_charge(room), grounds;

	if (person && (person == commands || is_requester(c, d, person) || may_sit_by(c, room, d, seat, person, &grounds)))
		return OK;
	return err_new(a, ERR_NOT_YOUR_CALL, "%s is for %.*s, for whoever asked for it, and for whoever commands the room.",
	    what, STR_ARG(seat_title(c, seat)));
}

err
need_droppable(struct arena *a, const struct charter *c, const struct room *room, const struct decision *d, i64 person)
{
	if (d->state != DECISION_UNDECIDED && !(d->state == DECISION_OPEN && !d->put_up))
		return err_new(a, ERR_CONFLICT, "Decision %lld is %s; only what ended undecided is dropped, or was never put up.", (long long)d->head.id,
		    word_text(&decision_state_words, (int)d->state));
	if (d->let_go)
		return err_new(a, ERR_CONFLICT, "Decision %lld was asked anew, or dropped, already.", (long long)d->head.id);
	return need_concerned(a, c, room, d, person, "That");
}

/* Where it stands: what ended undecided stood nowhere yet, and leaves the place of what it was to replace. */
static const struct decision *
place_of(const struct room *room, const struct decision *d)
{
	const struct decision *old = FIND(room, decisions, d->is.supersedes);

	while (old && d->state == DECISION_UNDECIDED) {
		d = old;
		old = FIND(room, decisions, d->is.supersedes);
	}
	return d;
}

err
need_replaceable(struct arena *a, const struct charter *c, const struct room *room, const struct decision *d, str kind, i64 person)
{
	const struct decision *place = place_of(room, d);

	if (place->state == DECISION_SUPERSEDED)
		return err_new(a, ERR_CONFLICT, "Decision %lld is superseded already.", (long long)place->head.id);
	if (d->state == DECISION_OPEN)
		return err_new(a, ERR_CONFLICT, "Decision %lld is still open; decide it first.", (long long)d->head.id);
	if (!str_eq(d->is.kind, kind))
		return err_new(a, ERR_REFUSED, "Decision %lld is of the kind %.*s: only one of that kind, under its rule, stands in its place.",
		    (long long)d->head.id, STR_ARG(d->is.kind));
	if (asked_again(room, d))
		return err_new(a, ERR_CONFLICT, "Another decision is open already that is to stand in the place of decision %lld.", (long long)place->head.id);
	return need_concerned(a, c, room, d, person, "That");
}

err
decide_drop_decision(const struct scene *s, const struct cmd_drop_decision *c, struct outcome *out)
{
	const struct decision *d = FIND(s->room, decisions, c->decision);
	err e;

	if (d == NULL)
		return no_such(s, "decision", c->decision);
	if ((e = need_room_open(s)))                                                            return e;
	if ((e = need_droppable(s->a, s->charter, s->room, d, s->actor.person)))                return e;
	emit(out, EV_decision_dropped)->as.decision_dropped = (struct ev_decision_dropped){ c->decision, c->why };
	return OK;
}

/* Nobody would notice that one can never be crossed. */
static err
need_crossable(const struct scene *s, const struct option *o, str when)
{
	const struct condition *compiled;
	struct fault fault;
	str currency = limit_currency(s->charter, FIND(s->room, decisions, o->is.decision));
	err e;

	if ((e = err_at(s->a, STR("when"), condition_compile(s->a, when, &compiled))))         return e;
	if (rule_condition(s, o, currency, when) == TRUTH_TRUE)
		return err_new(s->a, ERR_REFUSED, "when: holds already; the decision would be taken up again at once.");
	if ((fault = condition_fault(s->a, compiled, currency)).is)
		return err_new(s->a, ERR_REFUSED, "when: it %.*s; the decision would not be taken up again when it should.", STR_ARG(fault.why));
	return OK;
}

err
decide_set_tripwire(const struct scene *s, const struct cmd_set_tripwire *c, struct outcome *out)
{
	const struct option *o;
	err e;

	if ((e = need_option_open(s, c->option, &o)))                                           return e;
	if ((e = need_crossable(s, o, c->when)))                                                return e;
	emit(out, EV_tripwire_set)->as.tripwire_set = (struct ev_tripwire_set){ c->option, c->when };
	return OK;
}

/* ---- reactions ---- */

static void
emit_change(struct outcome *out, const struct decision *d, const struct change *change)
{
	const struct ev_change_proposed *c = &change->is;

	if (change->template)
		emit(out, EV_template_set)->as.template_set = (struct ev_template_set){ change->template, c->title, d->head.id, change->text };
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
	if (c->contact)
		emit(out, EV_contact_set)->as.contact_set = (struct ev_contact_set){ c->contact, c->title, d->head.id, c->reach, c->agreed };
	if (c->out_of_band)
		emit(out, EV_out_of_band_set)->as.out_of_band_set = (struct ev_out_of_band_set){ c->out_of_band, d->head.id };
	if (c->delegation)
		emit(out, EV_delegation_set)->as.delegation_set = (struct ev_delegation_set){ c->delegation, d->head.id };
	if (c->absence)
		emit(out, EV_absence_set)->as.absence_set = (struct ev_absence_set){ c->absence->person, c->absence->until, d->head.id };
	if (c->ends)
		emit(out, EV_delegation_ended)->as.delegation_ended = (struct ev_delegation_ended){ c->ends, d->head.id };
	if (c->removes_service)
		emit(out, EV_service_removed)->as.service_removed = (struct ev_service_removed){ c->removes_service, d->head.id };
	if (c->removes_contact)
		emit(out, EV_contact_removed)->as.contact_removed = (struct ev_contact_removed){ c->removes_contact, d->head.id };
	if (c->removes_template)
		emit(out, EV_template_removed)->as.template_removed = (struct ev_template_removed){ c->removes_template, d->head.id };
	if (c->settled)
		emit(out, EV_charter_settled)->as.charter_settled.decision = d->head.id;
}

/* Changes and erasures of the option chosen, those not yet carried out. */
static void
carry_out(const struct scene *s, struct outcome *out, const struct decision *d)
{
	size_t n = 0, words = need_in_earnest(s->a, s->room, d->is.kind) ? 0 : s->room->n_words;

	for (size_t i = 0; i < s->room->n_changes; i++)
		if (s->room->changes[i].is.option == d->option && n++ >= d->consequences)
			emit_change(out, d, &s->room->changes[i]);
	for (size_t i = 0; i < words; i++)
		if (s->room->words[i].is.option == d->option && n++ >= d->consequences)
			emit(out, EV_erased)->as.erased = (struct ev_erased){
				.decision = d->head.id, .n = s->room->words[i].is.n,
				.digests = s->room->words[i].is.digests, .n_digests = s->room->words[i].is.n_digests };
}

err
suppose_taken(struct arena *a, struct charter *own, i64 option, i64 now)
{
	const struct option *o = FIND(own->room, options, option);
	const struct decision *d = o ? FIND(own->room, decisions, o->is.decision) : NULL;
	struct outcome *would = NEW(a, struct outcome, 1);

	if (d == NULL)
		return err_new(a, ERR_NO_SUCH, "option: the charter has no option %lld", (long long)option);
	if (d->state != DECISION_OPEN)
		return err_new(a, ERR_CONFLICT, "option: decision %lld is %s; only what is open can be supposed", (long long)d->head.id,
		    word_text(&decision_state_words, (int)d->state));
	for (size_t i = 0; i < own->room->n_changes; i++)
		if (own->room->changes[i].is.option == option)
			emit_change(would, d, &own->room->changes[i]);
	for (size_t i = 0; i < would->n; i++)
		fold((struct world){ own, own->room }, &(struct entry){ .n = own->room->places[own->room->n_places - 1].n + 1, .stream = own->room->id,
		    .seq = own->room->seq + 1, .at = now, .charter = own->room->seq + 1, .kind = would->v[i].kind, .as = would->v[i].as });
	return OK;
}

/* Measures and clocks begin where a seat acts alone, too; the charter does not change. */
static void
begin(const struct scene *s, struct outcome *out, const struct decision *d)
{
	for (size_t k = 0; k < s->room->n_measures; k++)
		if (s->room->measures[k].is.option == d->option && s->room->measures[k].state == MEASURE_PROPOSED)
			emit(out, EV_measure_ordered)->as.measure_ordered =
			    (struct ev_measure_ordered){ s->room->measures[k].head.id, d->head.id };
	start_obligations(s, out, d);
}

bool
tripwire_holds(const struct scene *s, const struct decision *d)
{
	const struct option *o = FIND(s->room, options, d->option);

	return d->state == DECISION_TAKEN && !d->crossed && o->tripwire.text.p &&
	    rule_condition(s, o, limit_currency(s->charter, d), o->tripwire.text) == TRUTH_TRUE;
}

bool
asked_again(const struct room *room, const struct decision *d)
{
	for (size_t i = 0; i < room->n_decisions; i++) {
		const struct decision *old = FIND(room, decisions, room->decisions[i].is.supersedes);

		if (old && room->decisions[i].state == DECISION_OPEN && place_of(room, old) == place_of(room, d))
			return true;
	}
	return false;
}

bool
replaces(const struct room *room, const struct decision *later, i64 decision)
{
	while (later && later->is.supersedes != decision)
		later = FIND(room, decisions, later->is.supersedes);
	return later != NULL;
}

/* What it was to replace; and once that is replaced, what that one was to replace and did not, as it ended undecided. */
static const struct decision *
still_stands(const struct room *room, const struct decision *d)
{
	do
		d = FIND(room, decisions, d->is.supersedes);
	while (d && d->state == DECISION_SUPERSEDED);
	return d;
}

static bool
asked_in_this_turn(const struct outcome *out, const struct decision *d)
{
	for (size_t i = 0; i < out->n; i++)
		if (out->v[i].kind == EV_decision_opened && out->v[i].as.decision_opened.supersedes == d->head.id)
			return true;
	return false;
}

/* To renew a measure is not what was asked in the first place. */
static str
first_question(const struct room *room, const struct decision *d)
{
	for (;;) {
		const struct measure *m = FIND(room, measures, d->is.renews);
		const struct decision *before = m ? FIND(room, decisions, m->decision) : NULL;

		if (before == NULL || before->head.id >= d->head.id)
			return d->is.question;
		d = before;
	}
}

/* It stands until another does. */
void
open_anew(const struct scene *s, struct outcome *out, const struct decision *d, struct ev_decision_opened as)
{
	struct needs needs;

	if (asked_again(s->room, d) || asked_in_this_turn(out, d) || needs_of(s, d->is.kind, &needs))
		return;
	as.kind = d->is.kind;
	as.rule = needs.rule;
	as.supersedes = d->head.id;
	as.question = first_question(s->room, d);
	if (as.deadline == 0)
		as.deadline = s->now + needs.within * SECOND;
	emit(out, EV_decision_opened)->as.decision_opened = as;
}

static void
cross_tripwire(const struct scene *s, struct outcome *out, const struct decision *d)
{
	if (!tripwire_holds(s, d))
		return;
	open_anew(s, out, d, (struct ev_decision_opened){ .takes_up = then_of(s->room, d) });
	emit(out, EV_tripwire_crossed)->as.tripwire_crossed.decision = d->head.id;
}

void
react_outcomes(const struct scene *s, struct outcome *out)
{
	for (size_t i = 0; i < s->room->n_decisions && out->n < LIMIT_OUTCOME / 2; i++) {
		const struct decision *d = &s->room->decisions[i];
		const struct decision *old;

		if (d->state == DECISION_OPEN && d->alone)
			begin(s, out, d);
		if (d->state != DECISION_TAKEN)
			continue;
		if ((old = still_stands(s->room, d)))
			emit(out, EV_decision_superseded)->as.decision_superseded =
			    (struct ev_decision_superseded){ old->head.id, d->head.id };
		cross_tripwire(s, out, d);
		carry_out(s, out, d);
		begin(s, out, d);
	}
}
