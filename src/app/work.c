/* work -- what waits for whom: kept beside the summaries as it changes, asked across rooms without folding them. */
#include "house.h"

#include "authority.h"
#include "duty.h"
#include "hub.h"
#include "markup.h"

enum { LINE = 140 };     /* bytes of a message that a list shows */
struct putting { struct house *h; struct arena scratch; const struct room *room; const struct seen *seen; err e; };

/* What waits, in the words of its entity; title and due are said once for every kind. */
struct waiting {
	const char *kind; str title; i64 due; enum priority priority; bool blocked;
	i64 id, call;           /* what it is about, if not the entity itself; what whoever it waits for can acknowledge */
};

static void
put_one(struct putting *p, i64 whose, struct waiting what)
{
	struct arena scratch = p->scratch;
	struct buf b = buf_new(&scratch, KIB);

	if (p->e)
		return;
	buf_put(&b, what.blocked ? STR("{\"blocked\":true,") : STR("{"));
	if (what.call)
		buf_fmt(&b, "\"call\":%lld,", (long long)what.call);
	buf_put(&b, STR("\"codename\":"));
	canon_put_string(&b, p->room->codename);
	buf_fmt(&b, ",\"due\":%lld,\"id\":%lld,\"kind\":\"%s\"", (long long)what.due,
	    (long long)(what.id ? what.id : p->seen->head->id), what.kind);
	if (what.priority)
		buf_fmt(&b, ",\"priority\":\"%s\"", word_text(&priority_words, (int)what.priority));
	buf_fmt(&b, ",\"room\":%lld,\"title\":", (long long)p->room->id);
	canon_put_string(&b, what.title);
	buf_byte(&b, '}');
	p->e = derived_put_work(p->h->derived, &(struct work){
		.whose = whose, .room = p->room->id, .object = p->seen->head->id,
		.channel = p->seen->head->channel, .tlp = p->seen->head->tlp, .json = buf_str(&b) });
}

/* What waits for a seat waits for the deputy who is on duty in it, too. */
static void
put_for(struct putting *p, i64 whose, struct waiting what)
{
	const struct seat *seat = whose < 0 ? charter_seat(p->h->charter, -whose) : NULL;
	i64 on = seat ? deputy_on_duty(p->h->charter, p->room, seat) : 0;

	put_one(p, whose, what);
	if (on)
		put_one(p, on, what);
}

/* Whoever was called to it and has not said that they know may say so: one line of their own, in the place of the seat's. */
static void
put_called(struct putting *p, const struct ent_decision *d, i64 seat, struct waiting what)
{
	const struct decision *decision = FIND(p->room, decisions, d->id);
	i64 grounds;

	for (size_t i = 0; i < p->room->n_calls; i++) {
		const struct call *call = &p->room->calls[i];

		if (call->is.decision != d->id || call->is.seat != seat || call->own || call_terms(call->is.reason).on != ON_answer ||
		    call_is_over(p->room, call))
			continue;
		what.call = call->head.id;
		if (may_sit_by(p->h->charter, p->room, decision, seat, call->is.person, &grounds) &&
		    !has_recused(p->room, decision, seat, call->is.person))
			put_for(p, call->is.person, what);
	}
}

/* Whoever put the option up sees to what a seat needs before it answers. */
static void
put_needs(struct putting *p, const struct ent_decision *d)
{
	for (size_t i = 0; i < p->room->n_answers; i++) {
		const struct answer *a = &p->room->answers[i];

		if (a->kind == ANSWER_NEED && a->option == d->option && !a->over && refs_have(d->asking, a->seat) && d->put_up_by)
			put_for(p, d->put_up_by, (struct waiting){ .kind = "need", .title = a->text, .due = a->by });
	}
}

/* Of who answers for it, and of everybody who was called for it, until it is asked anew or dropped. */
static void
put_undecided(struct putting *p, const struct ent_decision *d)
{
	struct waiting what = { .kind = "undecided", .title = d->question };

	put_for(p, -d->accountable, what);
	for (size_t i = 0; i < p->room->n_calls; i++) {
		const struct call *call = &p->room->calls[i];

		if (call->is.decision != d->id || call->is.reason != CALL_UNDECIDED)
			continue;
		what.call = call->own ? 0 : call->head.id;
		put_for(p, call->is.person, what);
	}
}

static void
put_decision(struct putting *p, const struct ent_decision *d)
{
	struct waiting what = { .kind = d->option ? "decision" : "put_up", .title = d->question, .due = d->deadline };
	const struct decision *is = FIND(p->room, decisions, d->id);
	const struct escalation *raised;

	put_needs(p, d);
	if (d->left_undecided)
		put_undecided(p, d);
	if (d->state == DECISION_OPEN && d->option == 0)        /* whoever opened it is to put something up; what a program drafted, who decides */
		put_for(p, d->person ? d->person : -d->accountable, what);
	for (size_t i = 0; i < d->missing.n; i++) {
		put_for(p, -d->missing.v[i], what);
		for (size_t k = 0; k < p->room->n_deputies; k++) {
			const struct deputy *called = &p->room->deputies[k];

			if (called->is.decision == d->id && called->is.seat == d->missing.v[i] && !called->ended)
				put_for(p, called->is.person, what);
		}
		raised = escalation_of(p->room, is, d->missing.v[i]);
		if (raised)
			put_for(p, -raised->is.to, what);
		put_called(p, d, d->missing.v[i], what);
	}
}

/* Whoever was heard by voice has it until it is confirmed; and everybody who sees the room may ask what is not (kind heard). */
static void
put_unconfirmed(struct putting *p, const struct ent_call *call)
{
	const struct decision *d = FIND(p->room, decisions, call->decision);
	struct waiting what = { .title = d->is.question, .id = call->decision, .kind = "voice",
	    .due = call_needed_by(p->h->charter, p->room, FIND(p->room, calls, call->id)) };

	put_for(p, call->person, what);
	what.kind = "heard";
	put_for(p, 0, what);
}

/* Whoever was called to a suspicion, and the seat: until it is looked at, though they know of it. */
static void
put_suspicion(struct putting *p, const struct ent_call *call)
{
	struct waiting what = { .kind = call_terms(call->reason).waits, .title = p->room->title, .call = call->own ? 0 : call->id,
	    .due = triage_by(p->h->charter, p->room) };

	put_for(p, call->person, what);
	what.call = 0;
	if (seat_held_by(p->h->charter, call->seat, call->person))
		put_for(p, -call->seat, what);
}

/* Whose answer is missing has the decision itself; who is asked for advice, or is to know the outcome, has the call. */
static void
put_call(struct putting *p, const struct ent_call *call)
{
	const struct decision *d = FIND(p->room, decisions, call->decision);
	const struct measure *m = FIND(p->room, measures, call->measure);
	const char *waits = call_terms(call->reason).waits;
	struct waiting what = { .kind = waits, .call = call->id, .due = call_needed_by(p->h->charter, p->room, FIND(p->room, calls, call->id)) };

	if (call->reason == CALL_CONFIRM && !call->over) {
		put_unconfirmed(p, call);
		return;
	}
	if (call_terms(call->reason).on == ON_suspicion && !call->over) {
		put_suspicion(p, call);
		return;
	}
	if (call->own || call->over || *waits == '\0')
		return;
	what.id = d ? call->decision : call->measure;
	what.title = d ? d->is.question : m ? measure_words(m) : p->room->title;
	if (call->reason == CALL_DRILL)
		what.title = STR("DRILL: say that you are there");
	put_for(p, call->person, what);
}

/* Of whoever is on it, of the seat that owns it while nobody is, and of whoever was asked to see to it. */
static void
put_task(struct putting *p, const struct ent_task *t)
{
	struct waiting what = { .kind = "task", .title = t->title, .due = t->due, .priority = t->priority, .blocked = t->blocked != 0 };

	if (t->state == TASK_OPEN && t->owner)
		put_for(p, -t->owner, what);
	for (size_t i = 0; t->state == TASK_TAKEN && i < t->people.n; i++)
		put_for(p, t->people.v[i], what);
	if (t->overdue && t->escalated && (t->state == TASK_OPEN || t->state == TASK_TAKEN))
		put_for(p, t->escalated, what);
}

static bool
seat_answered(const struct putting *p, const struct ent_message *m, i64 seat)
{
	for (size_t i = 0; i < m->answered.n; i++)
		if (seat_held_by(p->h->charter, seat, m->answered.v[i]))
			return true;
	return false;
}

/* A mention waits until whoever is mentioned answers, or says that they have seen it. */
static void
put_mentions(struct putting *p, const struct ent_message *m)
{
	struct waiting what = { .kind = "mention" };
	struct arena before = p->scratch;

	if (m->retracted || m->people.n + m->seats.n == 0)
		return;
	what.title = str_first(markup_plain(&p->scratch, m->text), LINE);
	for (size_t i = 0; i < m->people.n; i++)
		if (!refs_have(m->answered, m->people.v[i]))
			put_for(p, m->people.v[i], what);
	for (size_t i = 0; i < m->seats.n; i++)
		if (!seat_answered(p, m, m->seats.v[i]))
			put_for(p, -m->seats.v[i], what);
	p->scratch = before;
}

/* Of whoever is to take it; when that lasts too long, of whoever offers it and of whoever commands as well. */
static void
put_handover(struct putting *p, const struct ent_handover *h)
{
	struct waiting what = { .kind = "handover", .title = h->seat ? seat_title(p->h->charter, h->seat) : p->room->title };

	if (h->state != HANDOVER_OFFERED)
		return;
	put_for(p, h->to, what);
	if (h->late)
		put_for(p, h->from, what);
	if (h->late && p->room->commander && p->room->commander != h->from)
		put_for(p, p->room->commander, what);
}

static i64
commanded_by(const struct putting *p)
{
	const struct seat *seat = triage_seat(p->h->charter);

	return p->room->commander ? p->room->commander : seat ? -seat->head.id : 0;
}

/* Of the seat that owes it, and of everybody who was called for it. */
static void
put_clock(struct putting *p, const struct ent_clock *c)
{
	struct waiting what = { .kind = "clock", .title = c->title, .due = c->deadline };

	if (c->state != CLOCK_RUNNING && c->state != CLOCK_LATE && c->state != CLOCK_PROPOSED)
		return;
	put_for(p, -c->owner, what);
	for (size_t i = 0; i < p->room->n_calls; i++) {
		const struct call *call = &p->room->calls[i];

		if (call->is.clock != c->id || call_is_over(p->room, call))
			continue;
		what.call = call->own ? 0 : call->head.id;
		put_for(p, call->is.person, what);
	}
}

/* It fell within the last week: every officer sees to it, until it is noted again. */
static void
put_readiness(struct putting *p, const struct ent_readiness *r)
{
	const struct charter *c = p->h->charter;
	const struct readiness *last = c->n_readinesses ? &c->readinesses[c->n_readinesses - 1] : NULL;

	if (c->n_readinesses < 2 || last->head.id != r->id || r->readiness >= last[-1].is.readiness)
		return;
	put_for(p, -c->officers, (struct waiting){ .kind = "readiness", .title = arena_fmt(&p->scratch, "Readiness fell from %lld to %lld of 100",
	    (long long)last[-1].is.readiness, (long long)r->readiness) });
}

static void
put_waiting(struct putting *p, const struct seen *s)
{
	switch ((int)s->kind) {
	case ENT_decision:
		put_decision(p, &s->is.decision);
		break;
	case ENT_task:
		put_task(p, &s->is.task);
		break;
	case ENT_request:
		if (s->is.request.answer == 0 && s->is.request.owner)
			put_for(p, -s->is.request.owner, (struct waiting){ .kind = "request", .title = s->is.request.question, .due = s->is.request.due });
		break;
	case ENT_room:          /* whoever is in command owes the situation report; while nobody is, the seat that would declare */
		if (s->is.room.next_report_at && commanded_by(p))
			put_for(p, commanded_by(p), (struct waiting){ .kind = "report", .title = STR("Situation report"), .due = s->is.room.next_report_at });
		break;
	case ENT_call:
		put_call(p, &s->is.call);
		break;
	case ENT_handover:
		put_handover(p, &s->is.handover);
		break;
	case ENT_message:
		put_mentions(p, &s->is.message);
		break;
	case ENT_clock:
		put_clock(p, &s->is.clock);
		break;
	case ENT_readiness:
		put_readiness(p, &s->is.readiness);
		break;
	default:
		break;
	}
}

static bool
can_wait(enum entity_kind kind)
{
	return kind == ENT_decision || kind == ENT_task || kind == ENT_request || kind == ENT_clock || kind == ENT_room || kind == ENT_message || kind == ENT_call || kind == ENT_handover || kind == ENT_readiness;
}

static void
put_seen(void *ctx, const struct seen *s)
{
	struct putting *p = ctx;

	if (p->e || !can_wait(s->kind) || (p->room->phase == PHASE_CLOSED && s->kind != ENT_clock))
		return;
	p->seen = s;
	p->e = derived_forget_work(p->h->derived, p->room->id, s->head->id);
	put_waiting(p, s);
}

/* Nothing but what is owed in law waits in a closed room; what did waits again when it is reopened. */
err
work_put(struct house *h, struct arena scratch, const struct room *room, i64 after)
{
	struct putting p = { .h = h, .scratch = scratch, .room = room };
	bool anew = after == 0 || room->head.touched > after;
	struct arena view = arena_open(ARENA_REQUEST), a = view;
	struct seeing v = { &a, h->charter, room, NULL };

	if (anew)
		p.e = derived_forget_work(h->derived, room->id, 0);
	view_since(&v, anew ? 0 : after, put_seen, &p);
	arena_close(view, ARENA_REQUEST);
	return p.e;
}

/* ---- asking ---- */

static const struct err enough = { ERR_TOO_LARGE, STR_INIT("") };

/* What of it is told; `told` says of each item where it stands, for a person may be asked twice: as themselves and in a seat. */
struct asking { struct house *h; struct arena *a; i64 person; struct buf b; struct object_id { i64 room, object; } *told; size_t n; bool more; };

static bool
said_before(const struct asking *x, const struct work *w)
{
	for (size_t i = 0; i < x->n; i++)
		if (x->told[i].room == w->room && x->told[i].object == w->object)
			return true;
	return false;
}

static err
take_work(void *ctx, const struct work *w)
{
	struct asking *x = ctx;
	struct object_place at = { w->room, w->channel, (enum tlp)w->tlp };
	bool sees;
	err e = house_may_see(x->h, *x->a, x->person, at, &sees);

	if (e || !sees || said_before(x, w))
		return e;
	if (x->n == LIMIT_LISTED || x->b.n + w->json.n > LIMIT_LIST) {
		x->more = true;
		return &enough;
	}
	x->told[x->n++] = (struct object_id){ w->room, w->object };
	canon_put_next(&x->b);
	buf_put(&x->b, w->json);
	return OK;
}

/* Of the person themselves, of every seat they hold, and of everybody. */
static err
ask(struct house *h, i64 person, struct asking *x)
{
	err e;

	if ((e = derived_work(h->derived, person, take_work, x)) || (e = derived_work(h->derived, 0, take_work, x)))
		return e;
	for (size_t i = 0; i < h->charter->n_seats; i++)
		if (seat_held_by(h->charter, h->charter->seats[i].head.id, person) &&
		    (e = derived_work(h->derived, -h->charter->seats[i].head.id, take_work, x)))
			return e;
	return OK;
}

err
house_work(struct house *h, struct arena *a, i64 person, str *json, bool *more)
{
	struct arena text = arena_open(ARENA_REQUEST);
	struct asking x = { .h = h, .a = a, .person = person, .b = buf_new(&text, 4 * KIB), .told = NEW(a, struct object_id, LIMIT_LISTED) };
	err e;

	buf_byte(&x.b, '[');
	e = ask(h, person, &x);
	buf_byte(&x.b, ']');
	*json = arena_str(a, buf_str(&x.b));
	*more = x.more;
	arena_close((struct arena){ NULL, text.end }, ARENA_REQUEST);
	return e == &enough ? OK : e;
}
