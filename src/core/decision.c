/* decision -- a question, the positions and interests around it, and how it stands. */
#include "authority.h"

#include "by_default.h"
#include "line.h"
#include "view.h"

/* ---- folds ---- */

/* Whoever asked for an interim asked for what comes after it, too. */
static void
take_over(struct decision *d, struct decision *old)
{
	old->followed = true;
	d->person = old->person;
	d->via = old->via;
	d->put_up_by = old->put_up_by;
	d->put_up_via = old->put_up_via;
	d->changers = old->changers;
	d->n_changers = d->cap_changers = old->n_changers;
}

void
fold_decision_opened(struct room *room, const struct entry *e, const struct ev_decision_opened *p)
{
	struct decision *d = ADD(room, decisions), *old;
	struct measure *failed = FIND(room, measures, p->failed);

	d->is = *p;
	d->state = DECISION_OPEN;
	d->person = e->by.person;
	d->via = e->by.via;
	d->opened = d->asked = e->at;
	d->deadline = p->deadline;
	touch(room, ENT_decision, &d->head, e);
	if (p->takes_up && (old = FIND(room, decisions, p->supersedes)))
		take_over(d, old);
	was_asked_anew(room, p->supersedes, e);
	if (failed)
		failed->returned = true;
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
	x->person = e->by.person;
	touch(room, ENT_interest, &x->head, e);
}

void
fold_authority_changed(struct room *room, const struct entry *e, const struct ev_authority_changed *p)
{
	struct decision *d = FIND(room, decisions, p->decision);

	touch(room, ENT_decision, &d->head, e);
}

/* ---- decides ---- */

/* What is asked is put before people, who are called until it is decided: only who sits among them asks without end. */
static err
need_few_questions(const struct scene *s)
{
	bool program = s->actor.strength == SESSION_TOKEN;
	size_t open = 0;

	if (!program && need_some_seat(s, "Asking without end") == OK)
		return OK;
	for (size_t i = 0; i < s->room->n_decisions; i++) {
		const struct decision *d = &s->room->decisions[i];

		open += d->state == DECISION_OPEN && (d->person == 0) == program && behind(s->charter, d->person, d->via) == s->actor.person;
	}
	if (open < LIMIT_QUESTIONS)
		return OK;
	return err_new(s->a, ERR_CONFLICT, program ? "Programs of the same person have put %zu questions here that are open; people answer those first." :
	    "You have put %zu questions here that are open; see those answered or dropped first, or ask somebody with a seat.", open);
}

err
decide_open_decision(const struct scene *s, const struct cmd_open_decision *c, struct outcome *out)
{
	const struct decision *old = FIND(s->room, decisions, c->supersedes);
	struct needs needs;
	err e;

	if ((e = need_room_open(s)))                    return e;
	if ((e = needs_of(s, c->kind, &needs)))         return e;
	if ((e = need_quotable(s, c->from)))            return e;
	if ((e = need_few_questions(s)))                return e;
	if (c->supersedes && old == NULL)
		return no_such(s, "decision", c->supersedes);
	if (old && (e = need_human(s)))
		return e;
	if (old && (e = need_replaceable(s->a, s->charter, s->room, old, c->kind, s->actor.person)))
		return e;
	if (s->room == s->charter->room && !kind_is(c->kind, OF_CHARTER))
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
	if (seat && !may_sit(s->charter, s->room, d, seat, s->actor.person, 0))
		return err_new(s->a, ERR_NOT_YOUR_CALL, "You do not speak for %.*s.", STR_ARG(seat_title(s->charter, seat)));
	return OK;
}

err
decide_state_position(const struct scene *s, const struct cmd_state_position *c, struct outcome *out)
{
	const struct decision *d = FIND(s->room, decisions, c->decision);
	err e;

	if (d && (e = need_voice(s, d, c->seat)))               return e;
	if ((e = need_decision_open(s, c->decision, &d)))       return e;
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
	emit(out, EV_interest_stated)->as.interest_stated = (struct ev_interest_stated){ c->position, c->text };
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
	    any_touched(c, (struct refs){ &a->heard_by, 1 }, since) ||
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

/* Those of the missing ones where nobody is there to answer, and no deputy or next authority is. */
static struct refs
unmanned_of(const struct scene *s, const struct decision *d, struct refs missing)
{
	i64 *v = NEW(s->a, i64, missing.n);
	size_t n = 0;

	for (size_t i = 0; i < missing.n && d->state == DECISION_OPEN; i++) {
		const struct seat *seat = charter_seat(s->charter, missing.v[i]);

		if (seat && nobody_answers(s, d, seat))
			v[n++] = missing.v[i];
	}
	return (struct refs){ v, n };
}

/* The seats that lack, each with the next authority that may answer in its place, or where nobody is. */
static str
missing_list(const struct seeing *v, const struct decision *d, struct refs seats, struct refs unmanned)
{
	str all = STR("");

	for (size_t i = 0; i < seats.n; i++) {
		const struct escalation *raised = escalation_of(v->room, d, seats.v[i]);
		const char *in_place = raised ? arena_fmt(v->a, "or %.*s in its place", STR_ARG(seat_title(v->charter, raised->is.to))).p : NULL;

		all = arena_fmt(v->a, "%.*s%s%.*s", STR_ARG(all), i ? ", " : "", STR_ARG(seat_title(v->charter, seats.v[i])));
		if (refs_have(unmanned, seats.v[i]))
			all = arena_fmt(v->a, "%.*s (%s%swhere nobody is there to answer)", STR_ARG(all), in_place ? in_place : "", in_place ? ", " : "");
		else if (in_place)
			all = arena_fmt(v->a, "%.*s (%s)", STR_ARG(all), in_place);
	}
	return all;
}

/* What comes without what is waited for. */
static const char *
otherwise(const struct seeing *v, const struct decision *d, enum next_step next)
{
	const struct rec_rule_terms *rule = rule_of(v->charter, d);
	static const char *const then[] = {
		[NEXT_REMIND] = "they are reminded next", [NEXT_DEPUTY] = "a deputy stands in next",
		[NEXT_LAPSE] = "else it ends undecided at its deadline",
		[NEXT_DEFAULT] = "else it is taken by default then, as the charter has authorised in advance",
		[NEXT_UNMET] = "they are asked again then, as things are",
	};

	if (next == NEXT_ESCALATE)
		return arena_fmt(v->a, "it goes to %.*s then", STR_ARG(seat_title(v->charter, rule->ladder->escalate_to))).p;
	return next == NEXT_LAPSE && kind_is(d->is.kind, ASKS_LEAVE) ? "else it ends undecided at its deadline, and is not granted" : then[next];
}

/* What some ask for first, and who is to do something about it. */
static str
asking_sentence(const struct seeing *v, const struct decision *d, const struct standing *s)
{
	str all = STR("");

	for (size_t i = 0; i < s->asking.n; i++) {
		i64 seat = s->asking.v[i];

		all = arena_fmt(v->a, "%.*s%s%.*s %s", STR_ARG(all), i ? "; " : "", STR_ARG(seat_title(v->charter, seat)),
		    condition_waits(v->charter, v->room, d, seat) ? "would concur under a condition: adopt it, or refuse it" : "needs something first");
	}
	return all;
}

/* Why it is not decided yet, and what happens next, in one sentence; when, stands beside it. */
static str
waiting_sentence(const struct seeing *v, const struct decision *d, const struct standing *s, struct refs unmanned, enum next_step next)
{
	str missing = missing_list(v, d, s->missing, unmanned), no = seat_list(v, s->objecting), asks = asking_sentence(v, d, s), later = seat_list(v, s->later);

	if (is_left_undecided(d))
		return arena_fmt(v->a, "It ended undecided, and %.*s answers for that: ask it anew, or drop it.",
		    STR_ARG(seat_title(v->charter, accountable_of(v->charter, d))));
	if (d->state != DECISION_OPEN)
		return STR("");
	if (!s->put_up)
		return arena_fmt(v->a, "No option is put up yet; %.*s is to see that one is: %s.", STR_ARG(missing), otherwise(v, d, next));
	if (d->defaulted)
		return arena_fmt(v->a, "Taken by default, because nobody answered; it ends at its deadline unless %.*s answers, and at once if one of them objects.",
		    STR_ARG(missing));
	if (s->objecting.n)
		no = arena_fmt(v->a, "%.*s objects: put up something else, or talk with them; ", STR_ARG(no));
	if (s->asking.n)
		asks = arena_fmt(v->a, "%.*s; ", STR_ARG(asks));
	if (s->missing.n && (no.n || asks.n))
		return arena_fmt(v->a, "%.*s%.*swaiting for %.*s: %s.", STR_ARG(no), STR_ARG(asks), STR_ARG(missing), otherwise(v, d, next));
	if (no.n || asks.n)
		return arena_fmt(v->a, "%.*s%.*s%s.", STR_ARG(no), STR_ARG(asks), otherwise(v, d, next));
	if (s->missing.n == 0)
		return arena_fmt(v->a, "All who are asked have answered, and that is not enough: put up something else; %s.", otherwise(v, d, next));
	return arena_fmt(v->a, "Waiting for %.*s%s%.*s; %s.", STR_ARG(missing), later.n ? ", and then for " : "", STR_ARG(later), otherwise(v, d, next));
}

/* And before it, that it is carried out already though it is not decided. */
static str
standing_sentence(const struct seeing *v, const struct decision *d, const struct standing *s, struct refs unmanned, enum next_step next)
{
	str waits = waiting_sentence(v, d, s, unmanned, next);
	const struct answer *by = d->state == DECISION_OPEN ? FIND(v->room, answers, d->alone_by) : NULL;

	return by ? arena_fmt(v->a, "%.*s acted alone: it is being carried out. %.*s", STR_ARG(seat_title(v->charter, by->seat)), STR_ARG(waits)) : waits;
}

/* Of the rule's groups, those that were not asked: their condition did not hold. */
static size_t
spared(struct arena *a, const struct rec_rule_terms *rule, const struct decision *d, const struct rec_concur_group **out)
{
	struct rec_concur_group *groups = NEW(a, struct rec_concur_group, rule->n_concur + 1);
	size_t n = 0;

	for (size_t i = 0; i < rule->n_concur; i++)
		if (!asks_group(&d->needs, &rule->concur[i]))
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
	const struct scene now = { .a = v->a, .charter = v->charter, .room = v->room, .now = d ? v->room->places[v->room->seq - 1].at : 0 };
	enum next_step next = next_step_none;
	struct concerned concerned;
	struct refs nobody;
	i64 next_at = 0;

	if (d == NULL)
		return NULL;
	concerned = concerned_in(v->a, v->charter, d);
	standing_of(v->a, v->charter, v->room, d, &standing);
	nobody = unmanned_of(&now, d, standing.missing);
	if (d->state == DECISION_OPEN)
		next = next_of(v->a, v->charter, v->room, d, &next_at);
	*out = (struct ent_decision){
		ID(d), .kind = d->is.kind, .state = d->state, .rule = d->is.rule, .person = d->person,
		.opened = d->opened, .deadline = d->deadline, .option = d->option, .put_up_by = d->put_up_by, .outcome = d->outcome, .ended = d->ended,
		.accountable = accountable_of(v->charter, d), .concur = d->needs.concur, .n_concur = d->needs.n_concur,
		.requester_excluded = d->needs.requester_excluded,
		.missing = d->state == DECISION_OPEN ? standing.missing : (struct refs){ NULL, 0 },
		.question = d->is.question, .standing = standing_sentence(v, d, &standing, nobody, next), .from = d->is.from,
		.supersedes = d->is.supersedes, .takes_up = d->is.takes_up, .renews = d->is.renews, .failed = d->is.failed, .review = d->review,
		.asked = d->asked, .reminded = d->reminded, .blocked = d->state == DECISION_OPEN && standing.blocked,
		.crossed = d->crossed, .next = next, .next_at = next_at, .alone = d->alone_by,
		.may_alone = d->state == DECISION_OPEN ? seats_alone(&now, d, false) : (struct refs){ NULL, 0 },
		.may_break_glass = d->state == DECISION_OPEN ? seats_alone(&now, d, true) : (struct refs){ NULL, 0 },
	};
	out->unmanned = nobody;
	out->defaulted = d->defaulted;
	out->defaulted_at = d->defaulted ? v->room->places[d->defaulted - 1].at : 0;
	out->left_undecided = is_left_undecided(d);
	out->dropped_because = d->dropped_because;
	if (d->state == DECISION_OPEN) {
		out->objecting = standing.objecting;
		out->asking = standing.asking;
		out->later = standing.later;
	}
	out->voids_on = d->needs.voids_on;
	out->consulted = concerned.consulted;
	out->informed = concerned.informed;
	out->departs_because = departs_because(v->room, d);
	out->not_granted = d->state == DECISION_UNDECIDED && kind_is(d->is.kind, ASKS_LEAVE);
	if (default_of(v->charter, d))
		out->default_bar = default_bar_of(&now, d, standing.missing);
	if (rule) {
		out->by_default = rule->by_default;
		out->ladder = rule->ladder;
		out->by_voice = voice_within(v->charter, d);
		out->n_spared = d->put_up ? spared(v->a, rule, d, &out->spared) : 0;
	}
	return &d->head;
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
