/* handover -- how a seat, or command, moves from one person to another: drafted, offered, and signed by whoever takes it. */
#include "duty.h"

#include "authority.h"

/* Whose is it to hand over: who is on, or else holds the seat? */
static bool
may_hand_over(const struct charter *c, const struct room *room, i64 seat, i64 person)
{
	i64 on = on_duty(c, room, seat);

	if (seat == 0)
		return room->commander == person;
	return on ? on == person : seat_held_by(c, seat, person);
}

/* ---- folds ---- */

void
fold_handover_offered(struct room *room, const struct entry *e, const struct ev_handover_offered *p)
{
	struct handover *h = ADD(room, handovers);

	h->is = *p;
	h->state = HANDOVER_OFFERED;
	h->from = e->by.person;
	h->at = e->at;
	touch(room, ENT_handover, &h->head, e);
}

static struct handover *
handover_to(struct room *room, const struct entry *e, i64 id, enum handover_state state)
{
	struct handover *h = FIND(room, handovers, id);

	h->state = state;
	h->ended = e->at;
	touch(room, ENT_handover, &h->head, e);
	return h;
}

void
overtake_handovers(struct room *room, const struct entry *e, i64 seat)
{
	for (size_t i = 0; i < room->n_handovers; i++)
		if (room->handovers[i].is.seat == seat && room->handovers[i].state == HANDOVER_OFFERED)
			handover_to(room, e, room->handovers[i].head.id, HANDOVER_OVERTAKEN);
}

void
fold_handover_accepted(struct room *room, const struct entry *e, const struct ev_handover_accepted *p)
{
	struct handover *h = handover_to(room, e, p->handover, HANDOVER_ACCEPTED);
	struct rec_act act;

	keep_act(room, p->act, &act);
	h->is_signed = p->signature.p != NULL;
	if (h->is.seat == 0) {
		room->commander = h->is.to;
		end_calls_on(room, ON_command, e);
	}
	goes_on_duty(room, e, h->is.seat, h->is.to);
}

void
fold_handover_declined(struct room *room, const struct entry *e, const struct ev_handover_declined *p)
{
	handover_to(room, e, p->handover, HANDOVER_DECLINED)->why = p->why;
}

void
fold_handover_withdrawn(struct room *room, const struct entry *e, const struct ev_handover_withdrawn *p)
{
	handover_to(room, e, p->handover, HANDOVER_WITHDRAWN);
}

void
fold_handover_unanswered(struct room *room, const struct entry *e, const struct ev_handover_unanswered *p)
{
	struct handover *h = FIND(room, handovers, p->handover);

	h->late = true;
	touch(room, ENT_handover, &h->head, e);
}

/* ---- decides ---- */

static str
handed(const struct charter *c, i64 seat)
{
	return seat ? seat_title(c, seat) : STR("command");
}

static err
need_own(const struct scene *s, i64 seat)
{
	if (may_hand_over(s->charter, s->room, seat, s->actor.person))
		return OK;
	if (seat == 0)
		return err_new(s->a, ERR_NOT_YOUR_CALL, "Only whoever commands the room hands command over.");
	return err_new(s->a, ERR_NOT_YOUR_CALL, "Only whoever is on duty as %.*s hands it over; who holds the seat can say that they are on.",
	    STR_ARG(seat_title(s->charter, seat)));
}

static bool
sees_whole(const struct scene *s, i64 person)
{
	struct audience audience;

	return audience_of(s->a, s->charter, s->room, person, &audience) && audience.whole;
}

/* Who can take it: may be on in it, can sign, and is in the room or is let in with the offer. */
static err
need_taker(const struct scene *s, i64 seat, i64 to)
{
	err e = need_person(s, to);

	if (e)
		return e;
	if (to == s->actor.person)
		return err_new(s->a, ERR_CONFLICT, "It is yours already; name somebody else.");
	if (seat == 0 && (e = need_commanding(s, to)))
		return e;
	if (!may_be_on(s->charter, seat, to))
		return err_new(s->a, ERR_REFUSED, "%.*s neither holds the seat %.*s nor stands in for it; the charter says who does.",
		    STR_ARG(person_told(s, to)), STR_ARG(seat_title(s->charter, seat)));
	if (!person_vouched(s->charter, to))
		return err_new(s->a, ERR_REFUSED, "%.*s has no passkey that counts; they could not sign for it.", STR_ARG(person_told(s, to)));
	if (!sees_whole(s, to) && (room_has_member(s->room, to) || !lets_in(s, to)))
		return err_new(s->a, ERR_REFUSED, "%.*s does not see the whole of this room; let them in first.", STR_ARG(person_told(s, to)));
	return OK;
}

static err
need_not_offered(const struct scene *s, i64 seat)
{
	for (size_t i = 0; i < s->room->n_handovers; i++)
		if (s->room->handovers[i].is.seat == seat && s->room->handovers[i].state == HANDOVER_OFFERED)
			return err_new(s->a, ERR_CONFLICT, "Handover %lld waits for its answer; take it back first.",
			    (long long)s->room->handovers[i].head.id);
	return OK;
}

err
decide_offer_handover(const struct scene *s, const struct cmd_offer_handover *c, struct outcome *out)
{
	err e;

	if ((e = need_seat_or_none(s, c->seat)))        return e;
	if ((e = need_own(s, c->seat)))                 return e;
	if ((e = need_room_open(s)))                    return e;
	if ((e = need_taker(s, c->seat, c->to)))        return e;
	if ((e = need_not_offered(s, c->seat)))         return e;
	if (!room_has_member(s->room, c->to))
		emit(out, EV_member_added)->as.member_added = (struct ev_member_added){ .person = c->to, .until = stays_until(s->charter, c->to) };
	emit(out, EV_handover_offered)->as.handover_offered = (struct ev_handover_offered){ c->seat, c->to, c->words };
	return OK;
}

err
handover_stands(const struct scene *s, i64 handover)
{
	const struct handover *h = FIND(s->room, handovers, handover);
	const struct charter *c = s->charter;

	if (h->is.to != s->actor.person)
		return err_new(s->a, ERR_NOT_YOUR_CALL, "It is offered to somebody else.");
	if (h->state != HANDOVER_OFFERED)
		return err_new(s->a, ERR_CONFLICT, "This handover is %s already.", word_text(&handover_state_words, (int)h->state));
	if (!may_hand_over(c, s->room, h->is.seat, h->from))
		return err_new(s->a, ERR_CONFLICT, "Whoever offers %.*s is not on duty in it any more.", STR_ARG(handed(c, h->is.seat)));
	if (h->is.seat == 0)
		return need_commanding(s, s->actor.person);
	if (!may_be_on(c, h->is.seat, s->actor.person))
		return err_new(s->a, ERR_NOT_YOUR_CALL, "You neither hold the seat %.*s nor stand in for it any more.",
		    STR_ARG(seat_title(c, h->is.seat)));
	return OK;
}

err
decide_accept_handover(const struct scene *s, const struct cmd_accept_handover *c, struct outcome *out)
{
	struct act_given g = THING_GIVEN(c, "accept_handover", NO_WORDS, NO_WORDS);
	struct rec_act act;
	err e;

	if ((e = need_room_open(s)))            return e;
	if ((e = need_stands(s, &g, &act)))     return e;
	if ((e = need_signed(s, &g, &act)))     return e;
	emit_act(out, EV_handover_accepted, &g, &act)->as.handover_accepted = (struct ev_handover_accepted){
	    act.object, g.act, g.client_data, g.auth_data, g.signature };
	return OK;
}

/* It waits, and is theirs to answer or to take back. */
static err
need_waiting(const struct scene *s, i64 id, bool of_giver)
{
	const struct handover *h = FIND(s->room, handovers, id);

	if (h == NULL)
		return no_such(s, "handover", id);
	if (s->actor.person != (of_giver ? h->from : h->is.to))
		return err_new(s->a, ERR_NOT_YOUR_CALL, of_giver ? "Somebody else offered it." : "It is offered to somebody else.");
	if (h->state != HANDOVER_OFFERED)
		return err_new(s->a, ERR_CONFLICT, "This handover is %s already.", word_text(&handover_state_words, (int)h->state));
	return OK;
}

err
decide_decline_handover(const struct scene *s, const struct cmd_decline_handover *c, struct outcome *out)
{
	err e;

	if ((e = need_waiting(s, c->handover, false)))  return e;
	emit(out, EV_handover_declined)->as.handover_declined = (struct ev_handover_declined){ c->handover, c->why };
	return OK;
}

err
decide_withdraw_handover(const struct scene *s, const struct cmd_withdraw_handover *c, struct outcome *out)
{
	err e;

	if ((e = need_waiting(s, c->handover, true)))   return e;
	emit(out, EV_handover_withdrawn)->as.handover_withdrawn.handover = c->handover;
	return OK;
}

/* ---- reactions ---- */

static i64
unanswered_at(const struct handover *h)
{
	return h->state == HANDOVER_OFFERED && !h->late ? h->at + LIMIT_HANDOVER_WAITS * SECOND : 0;
}

i64
handover_due(const struct room *room)
{
	i64 when = 0;

	for (size_t i = 0; i < room->n_handovers; i++)
		when = sooner(when, unanswered_at(&room->handovers[i]));
	return when;
}

void
react_handovers(const struct scene *s, struct outcome *out)
{
	for (size_t i = 0; i < s->room->n_handovers && out->n < LIMIT_OUTCOME; i++) {
		const struct handover *h = &s->room->handovers[i];
		i64 at = unanswered_at(h);

		if (at && s->now >= at)
			emit(out, EV_handover_unanswered)->as.handover_unanswered.handover = h->head.id;
	}
}

/* ---- the draft ---- */

struct draft { const struct seeing *v; i64 seat, more; };
struct pile  { struct rec_handover_item *v; size_t n; };

static struct pile
pile_for(const struct draft *d, size_t n)
{
	return (struct pile){ NEW(d->v->a, struct rec_handover_item, n + 1), 0 };
}

static bool
comes_before(const struct rec_handover_item *a, const struct rec_handover_item *b)
{
	return a->at && (b->at == 0 || a->at < b->at);
}

/* What the audience sees, the nearest first; what is due at no moment in particular, last. */
static void
put(const struct draft *d, struct pile *p, enum entity_kind kind, struct rec_handover_item item)
{
	struct arena scratch = *d->v->a;
	struct seeing v = { &scratch, d->v->charter, d->v->room, d->v->audience };
	struct seen seen;
	size_t i;

	if (!view_entity(&v, kind, item.object, &seen))
		return;
	for (i = p->n++; i > 0 && comes_before(&item, &p->v[i - 1]); i--)
		p->v[i] = p->v[i - 1];
	p->v[i] = item;
}

static size_t
cut(struct draft *d, const struct pile *p)
{
	size_t n = p->n < LIMIT_HANDOVER_ITEMS ? p->n : LIMIT_HANDOVER_ITEMS;

	d->more += (i64)(p->n - n);
	return n;
}

static bool
lacks(const struct draft *d, const struct decision *decision)
{
	struct standing standing;

	standing_of(d->v->a, d->v->charter, d->v->room, decision, &standing);
	return refs_have(standing.missing, d->seat);
}

static struct pile
decisions_of(const struct draft *d)
{
	const struct room *r = d->v->room;
	struct pile p = pile_for(d, r->n_decisions);

	for (size_t i = 0; i < r->n_decisions; i++)
		if (r->decisions[i].state == DECISION_OPEN && (d->seat == 0 || lacks(d, &r->decisions[i])))
			put(d, &p, ENT_decision, (struct rec_handover_item){ r->decisions[i].head.id, r->decisions[i].deadline, false });
	return p;
}

static struct pile
measures_of(const struct draft *d)
{
	const struct room *r = d->v->room;
	struct pile p = pile_for(d, r->n_measures);

	for (size_t i = 0; i < r->n_measures; i++) {
		const struct measure *m = &r->measures[i];

		if ((m->state == MEASURE_IN_FORCE || m->state == MEASURE_VERIFIED) && (d->seat == 0 || m->is.owner == d->seat))
			put(d, &p, ENT_measure, (struct rec_handover_item){ m->head.id, m->expires, false });
	}
	return p;
}

static struct pile
clocks_of(const struct draft *d)
{
	const struct room *r = d->v->room;
	struct pile p = pile_for(d, r->n_clocks);

	for (size_t i = 0; i < r->n_clocks; i++) {
		const struct clock *c = &r->clocks[i];
		bool owed = c->state == CLOCK_PROPOSED || c->state == CLOCK_RUNNING || c->state == CLOCK_LATE;

		if (owed && (d->seat == 0 || c->is.terms->owner == d->seat))
			put(d, &p, ENT_clock, (struct rec_handover_item){ c->head.id, c->deadline, c->state == CLOCK_LATE });
	}
	return p;
}

/* Of a seat all that is its own; whoever commands sees to what is overdue, and to what is nobody's. */
static struct pile
tasks_of(const struct draft *d)
{
	const struct room *r = d->v->room;
	struct pile p = pile_for(d, r->n_tasks);

	for (size_t i = 0; i < r->n_tasks; i++) {
		const struct task *t = &r->tasks[i];
		bool own = d->seat ? t->owner == d->seat : t->overdue || (t->owner == 0 && t->n_people == 0);

		if (own && t->state != TASK_DONE && t->state != TASK_DROPPED)
			put(d, &p, ENT_task, (struct rec_handover_item){ t->head.id, t->due, t->overdue });
	}
	return p;
}

static struct pile
objectives_of(const struct draft *d)
{
	const struct room *r = d->v->room;
	struct pile p = pile_for(d, r->n_objectives);

	for (size_t i = 0; i < r->n_objectives; i++)
		if (r->objectives[i].state == OBJECTIVE_OPEN)
			put(d, &p, ENT_objective, (struct rec_handover_item){ r->objectives[i].head.id, 0, false });
	return p;
}

err
handover_draft(const struct seeing *v, i64 seat, struct rec_handover_draft *out)
{
	struct draft d = { .v = v, .seat = seat };
	struct pile decisions, measures, clocks, tasks, objectives;

	if (seat && charter_seat(v->charter, seat) == NULL)
		return err_new(v->a, ERR_NO_SUCH, "There is no seat %lld here.", (long long)seat);
	decisions = decisions_of(&d);
	measures = measures_of(&d);
	clocks = clocks_of(&d);
	tasks = tasks_of(&d);
	objectives = objectives_of(&d);
	*out = (struct rec_handover_draft){
		.seat = seat, .decisions = decisions.v, .n_decisions = cut(&d, &decisions),
		.measures = measures.v, .n_measures = cut(&d, &measures), .clocks = clocks.v, .n_clocks = cut(&d, &clocks),
		.tasks = tasks.v, .n_tasks = cut(&d, &tasks), .objectives = objectives.v, .n_objectives = cut(&d, &objectives),
		.next_report_at = v->room->next_report_at, .report_late = v->room->report_late,
	};
	out->more = d.more;
	return OK;
}

/* ---- views ---- */

const struct head *
see_handover(const struct seeing *v, i64 id, struct ent_handover *out)
{
	const struct handover *h = FIND(v->room, handovers, id);

	if (h == NULL)
		return NULL;
	*out = (struct ent_handover){ ID(h), .seat = h->is.seat, .from = h->from, .to = h->is.to, .at = h->at, .state = h->state,
	    .ended = h->ended, .late = h->late, .is_signed = h->is_signed, .words = h->is.words, .why = h->why };
	return &h->head;
}
