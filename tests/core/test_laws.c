/*
 * Laws at random: whatever is asked of it, by whomever, in whatever order.
 *
 * TOCSIN_SEED picks the run, TOCSIN_LAWS says how many runs; `make laws` is for long.
 */
#include "asking.h"
#include "brief.h"
#include "lint.h"
#include "rehearse.h"

enum { COMMANDS_A_RUN = 1000 };

static int reached[EVENT_KINDS];       /* how often each kind of event came of it */
static size_t hidden, carried;         /* how often somebody did not see a message, and a message carried a file */
static size_t left_over;               /* and a measure went on though its decision was replaced */
static size_t by_voice, departed, in_turn;      /* and an outcome rested on an answer that was heard, departed from a plan, or on one given in its turn */

/* ---- the laws ---- */

/* A room that has spoken is silent until its time comes. */
static void
law_settled(struct story *s, const struct room *room)
{
	struct scene scene = story_scene(s, room);
	struct outcome *out = NEW(T, struct outcome, 1);
	i64 when = due(&scene);

	react(&scene, out);
	CHECK(out->n == 0);
	CHECK(when == 0 || when > s->now);
	if (when) {
		scene.now = when;
		react(&scene, out);
		CHECK(out->n > 0);
	}
}

static const struct line *
line_of(const struct story *s, const struct room *room, i64 seq)
{
	i64 stream = room == s->charter->room ? 0 : room->id, n = 0;

	for (size_t i = 0; i < s->n_lines; i++)
		if (s->lines[i].stream == stream && ++n == seq)
			return &s->lines[i];
	fail();
	return NULL;
}

/* Does any way of giving each act one place fill every group?  (By trying all; a group that lacks nobody is of another rule.) */
static bool
can_fill(const struct decision *d, const struct answer *const *acts, size_t n, i64 *lack)
{
	bool full = true;

	for (size_t g = 0; g < d->needs.n_concur; g++)
		full &= lack[g] <= 0;
	if (full || n == 0)
		return full;
	if (can_fill(d, acts + 1, n - 1, lack))
		return true;
	for (size_t g = 0; g < d->needs.n_concur; g++) {
		bool filled;

		if (lack[g] <= 0 || !refs_have(d->needs.concur[g].seats, acts[0]->seat))
			continue;
		lack[g]--;
		filled = can_fill(d, acts + 1, n - 1, lack);
		lack[g]++;
		if (filled)
			return true;
	}
	return false;
}

static bool
rule_filled(const struct decision *d, const struct answer *const *acts, size_t n, i64 rule)
{
	i64 lack[64];

	for (size_t g = 0; g < d->needs.n_concur; g++)
		lack[g] = d->needs.concur[g].rule == rule ? d->needs.concur[g].k : 0;
	return can_fill(d, acts, n, lack);
}

/* Nothing is shut down that nobody was asked about under the rule for that, whatever the decision was called. */
static void
law_measures(const struct story *s, const struct room *room, const struct decision *d)
{
	for (size_t i = 0; i < room->n_measures; i++) {
		const struct measure *m = &room->measures[i];
		const char *kind = m->is.kind == FULL_SHUTDOWN ? "full_shutdown" : m->is.kind == PARTIAL_SHUTDOWN ? "partial_shutdown" : NULL;
		bool asked = kind == NULL || str_eq(str_c(kind), d->is.kind) || m->is.option != d->option || m->head.id > d->outcome;

		for (size_t g = 0; g < d->needs.n_concur && !asked; g++) {
			const struct rule *rule = FIND(s->charter, rules, d->needs.concur[g].rule);

			asked = rule && str_eq(rule->is.kind, str_c(kind));
		}
		CHECK(asked);
	}
}

/* Whoever signed for that answer: themselves, or as long as it was not confirmed whoever heard it. */
static i64
signed_by(const struct ev_decision_taken *p, const struct answer *a)
{
	return refs_have(p->by_voice, a->head.id) ? a->heard_by : a->person;
}

/* Where the rule does not allow it nobody was heard, and what was disowned or not confirmed in time decided nothing before. */
static void
law_by_voice(const struct story *s, const struct decision *d, const struct ev_decision_taken *p, const struct answer *a)
{
	bool rests = refs_have(p->by_voice, a->head.id);

	CHECK(rests <= (a->voice != voice_none));
	CHECK(a->voice == voice_none || (rule_of(s->charter, d) && rule_of(s->charter, d)->by_voice && !str_eq(d->is.kind, STR("pay")) &&
	    !kind_is(d->is.kind, OF_CHARTER)));
	CHECK(a->voice == voice_none || rests || (a->voice == VOICE_CONFIRMED && a->settled <= d->ended));
	by_voice += rests;
}

/* Whoever decided for what departs from a plan said why. */
static void
law_departure(const struct option *o, const struct answer *decider)
{
	CHECK(!o->departs || (o->planned && decider->text.n > 0));
	departed += o->departs;
}

static str
fact_value_at(const struct room *room, str name, i64 seq)
{
	str value = { NULL, 0 };

	for (size_t i = 0; i < room->n_facts && room->facts[i].head.id < seq; i++)
		if (str_eq(room->facts[i].is.name, name))
			value = room->facts[i].is.value;
	return value;
}

/* Where answers are asked in turn nobody concurred before somebody did who comes before them, and none rests on a fact that has changed. */
static void
law_in_turn(const struct charter *c, const struct room *room, const struct decision *d, const struct answer *a)
{
	bool first = true, before = false;

	for (size_t g = 1; g < d->needs.n_concur; g++)
		first &= !d->needs.concur[g].in_turn || !refs_have(d->needs.concur[g].seats, a->seat);
	for (size_t i = 0; i < room->n_answers && !first; i++)
		before |= room->answers[i].option == d->option && room->answers[i].head.id < a->head.id && room->answers[i].seat == d->needs.concur[0].seats.v[0];
	CHECK(first || before || a->kind != ANSWER_CONCUR);
	in_turn += !first && a->kind == ANSWER_CONCUR;
	for (size_t i = 0; i < room->n_facts && d->alone == 0; i++) {
		const struct fact *f = &room->facts[i];
		const struct person *who = charter_person(c, f->person);

		CHECK((who && who->is.outside) || f->head.id < a->head.id || f->head.id > d->outcome || d->needs.voids_on.n == 0 || !str_eq(f->is.name, d->needs.voids_on.v[0]) ||
		    str_eq(f->is.value, fact_value_at(room, f->is.name, a->head.id)));
	}
}

/* No outcome lacks a needed seat, and nobody counts twice in it: by their own voice, nor by saying that they heard another's. */
static void
law_outcome(const struct story *s, const struct room *room, const struct decision *d)
{
	const struct line *line = line_of(s, room, d->outcome);
	const struct answer *acts[COUNTED_MAX], *decider = NULL;
	size_t n = 0;
	struct entry e;

	CHECK_OK(entry_read(T, line->leaf, line->disclosures, line->n, &e));
	CHECK(e.kind == EV_decision_taken && e.by.person == 0 && e.as.decision_taken.decision == d->head.id);
	CHECK(e.as.decision_taken.option == d->option);
	for (size_t i = 0; i < e.as.decision_taken.answers.n; i++) {
		const struct answer *a = FIND(room, answers, e.as.decision_taken.answers.v[i]);

		CHECK(a && a->decision == d->head.id && a->option == d->option && !a->void_ && a->at <= d->deadline);
		CHECK(a->kind == ANSWER_DECIDE || a->kind == ANSWER_CONCUR || a->kind == ANSWER_BREAK_GLASS);
		CHECK(s->charter->founded.demo || a->is_signed);
		law_by_voice(s, d, &e.as.decision_taken, a);
		law_in_turn(s->charter, room, d, a);
		for (size_t k = 0; k < n; k++)
			CHECK(signed_by(&e.as.decision_taken, acts[k]) != signed_by(&e.as.decision_taken, a));
		for (size_t k = 0; k < n; k++)
			CHECK(acts[k]->person != a->person && (acts[k]->seat != a->seat || a->seat == s->charter->officers));
		if (decider == NULL && (a->kind == ANSWER_DECIDE || a->kind == ANSWER_BREAK_GLASS) && a->seat == d->needs.accountable)
			decider = a;
		for (size_t k = 0; k < e.as.decision_taken.dissent.n; k++) {    /* nobody agrees for a seat whose holder objects, and is there still */
			const struct answer *no = FIND(room, answers, e.as.decision_taken.dissent.v[k]);

			CHECK(no->seat != a->seat || no->grounds || !a->grounds || a->seat == s->charter->officers || !seat_held_by(s->charter, no->seat, no->person));
		}
		acts[n++] = a;
	}
	CHECK(decider);
	law_measures(s, room, d);
	for (size_t g = 0; g < d->needs.n_concur; g++)          /* under each other rule whoever decides counts like anybody */
		CHECK(d->needs.concur[g].rule == 0 || rule_filled(d, acts, n, d->needs.concur[g].rule));
	law_departure(FIND(room, options, d->option), decider);
	for (size_t i = 0; i < n; i++)
		if (acts[i] == decider)
			acts[i] = acts[--n];
	CHECK(rule_filled(d, acts, n, 0));
}

/* The ways in which that call was tried by then: by somebody, or by a page that nobody answered. */
static unsigned
ways_by(const struct story *s, const struct room *room, i64 call, i64 at)
{
	unsigned ways = 0;

	for (size_t k = 0; k < room->n_call_tries; k++)
		if (room->call_tries[k].is.call == call && room->call_tries[k].at <= at)
			ways |= 1u << room->call_tries[k].is.channel;
	for (i64 seq = 1; seq <= room->seq; seq++) {
		const struct line *line = room->places[seq - 1].kind == EV_page_unheard && room->places[seq - 1].at <= at ? line_of(s, room, seq) : NULL;
		const struct call_page *page;
		struct entry e;

		if (line == NULL)
			continue;
		CHECK_OK(entry_read(T, line->leaf, line->disclosures, line->n, &e));
		page = FIND(room, pages, e.as.page_unheard.page);
		if (refs_have(page->is.calls, call))
			ways |= 1u << page->is.channel;
	}
	return ways;
}

/* Said again, by another way than by_default.c: was this person called to that seat's answer, in two ways or until they knew, ten minutes before? */
static bool
was_called(const struct story *s, const struct room *room, const struct decision *d, i64 seat, i64 person, i64 seq, i64 at)
{
	for (size_t i = 0; i < room->n_calls; i++) {
		const struct call *call = &room->calls[i];
		unsigned ways;

		if (call->is.decision != d->head.id || call->is.seat != seat || call->is.person != person || call->head.id < d->put_up || call->head.id > seq)
			continue;
		ways = ways_by(s, room, call->head.id, at - 600 * 1000000ll);
		if (call->acknowledged || (ways & (ways - 1)))
			return true;
	}
	return false;
}

/* They said that it is not theirs, or have answered already in another seat, for themselves or as a witness: nothing more is to be had of them. */
static bool
says_no_more(const struct room *room, const struct decision *d, i64 person)
{
	for (size_t i = 0; i < room->n_answers; i++) {
		const struct answer *a = &room->answers[i];

		if (a->decision == d->head.id && a->person == person && (a->kind == ANSWER_RECUSE ||
		    (a->option == d->option && !a->void_ && !a->discredited && a->kind != ANSWER_CONDITION && a->kind != ANSWER_NEED)))
			return true;
	}
	return has_heard(room, d, person);
}

/* Nothing is taken by default that cannot be undone, that somebody spoke to, or before all were called and had their time (B5). */
static void
law_defaulted(const struct story *s, const struct room *room, i64 seq)
{
	const struct line *line = line_of(s, room, seq);
	const struct rec_rule_terms *rule;
	const struct ev_decision_defaulted *p;
	const struct decision *d;
	size_t n = 0;
	struct entry e;

	CHECK_OK(entry_read(T, line->leaf, line->disclosures, line->n, &e));
	p = &e.as.decision_defaulted;
	d = FIND(room, decisions, p->decision);
	rule = rule_of(s->charter, d);
	CHECK(rule && rule->by_default && d->put_up < seq && d->defaulted == seq && e.by.person == 0 && p->missing.n > 0);
	CHECK(e.at >= d->asked + rule->within * 1000000 && p->until <= e.at + DAYS && (s->returned >= e.at || e.at >= s->returned + 600 * 1000000ll));
	for (size_t k = KIND_CHANGE_CHARTER; k < standard_kind_words.count; k++)
		CHECK(k == KIND_CONTAIN || k == KIND_PARTIAL_SHUTDOWN || k == KIND_ACTIVATE_CONTINUITY ||
		    !str_eq(d->is.kind, str_c(standard_kind_words.words[k].text)));
	for (size_t i = 0; i < room->n_measures; i++) {
		enum measure_kind kind = room->measures[i].is.kind;

		if (room->measures[i].is.option != p->option)
			continue;
		CHECK(kind != FULL_SHUTDOWN && kind != CREDENTIAL_REVOCATION && kind != SESSION_REVOCATION);
		n++;
	}
	CHECK(n > 0);
	for (size_t i = 0; i < room->n_answers; i++)
		CHECK(room->answers[i].decision != p->decision || room->answers[i].head.id > seq || room->answers[i].kind == ANSWER_DECIDE ||
		    room->answers[i].kind == ANSWER_CONCUR || room->answers[i].kind == ANSWER_RECUSE || room->answers[i].kind == ANSWER_BREAK_GLASS);
	for (size_t i = 0; i < p->missing.n; i++) {
		struct refs holders = charter_seat(s->charter, p->missing.v[i])->is.holders;

		for (size_t k = 0; k < holders.n; k++)
			CHECK(was_called(s, room, d, p->missing.v[i], holders.v[k], seq, e.at) || says_no_more(room, d, holders.v[k]));
	}
}

/* What came of one step: how often each kind; and what is judged when it happens. */
static void
law_happened(const struct story *s, const struct room *room, i64 before)
{
	for (i64 seq = before + 1; seq <= room->seq; seq++) {
		reached[room->places[seq - 1].kind]++;
		if (room->places[seq - 1].kind == EV_decision_defaulted)
			law_defaulted(s, room, seq);
	}
}

/* One live answer a person to an option, of those that count (R4); not mine is none in another of their seats. */
static void
law_counts_once(const struct room *room)
{
	for (size_t i = 0; i < room->n_answers; i++)
		for (size_t k = 0; k < i; k++) {
			const struct answer *a = &room->answers[i], *b = &room->answers[k];

			if (a->void_ || b->void_ || a->kind >= ANSWER_CONDITION || b->kind >= ANSWER_CONDITION)
				continue;
			CHECK(a->option != b->option || a->person != b->person ||
			    (a->seat != b->seat && (a->kind == ANSWER_RECUSE || b->kind == ANSWER_RECUSE)));
		}
}

/* Some task can always be finished: none waits for itself, and none stands but as its people say. */
static void
law_tasks(const struct room *room)
{
	bool *free = NEW(T, bool, room->n_tasks);
	size_t n = 0, before;

	do {
		before = n;
		for (size_t i = 0; i < room->n_tasks; i++) {
			const struct task *t = &room->tasks[i];
			bool waits = false;

			for (size_t k = 0; k < t->needs.n; k++)
				waits |= !free[(const struct task *)FIND(room, tasks, t->needs.v[k]) - room->tasks];
			n += !waits && !free[i];
			free[i] |= !waits;
			CHECK((t->state == TASK_TAKEN) <= (t->n_people > 0) && t->n_people <= 16);
			CHECK(!t->blocked_since || t->state == TASK_OPEN || t->state == TASK_TAKEN);
		}
	} while (n > before);
	CHECK(n == room->n_tasks);
}

static bool
is_called(const struct room *room, const struct decision *d, i64 seat, enum call_reason least, enum call_reason most)
{
	for (size_t i = 0; i < room->n_calls; i++) {
		const struct call *call = &room->calls[i];

		if (call->is.decision == d->head.id && call->head.id > d->put_up && call->is.reason >= least && call->is.reason <= most &&
		    (seat == 0 || call->is.seat == seat))
			return true;
	}
	return false;
}

/* Could somebody who holds the seat still say something? */
static bool
can_be_asked(const struct story *s, const struct room *room, const struct decision *d, i64 seat)
{
	struct refs holders = charter_seat(s->charter, seat)->is.holders;

	for (size_t i = 0; i < holders.n; i++)
		if (!has_recused(room, d, seat, holders.v[i]) && !has_spoken(room, d, holders.v[i]) && !is_barred(s->charter, room, d, seat, holders.v[i]))
			return true;
	return false;
}

/* More often than it gives the whole time anew. */
static bool
was_put_off(const struct decision *d)
{
	return d->put_off[OFF_FACTS] > 2 || d->put_off[OFF_CHANGED] > 2 || d->put_off[OFF_SWAPPED] > 2;
}

static bool
was_extended(const struct room *room)
{
	for (size_t i = 0; i < room->n_places; i++)
		if (room->places[i].kind == EV_deadline_extended)
			return true;
	return false;
}

/* However often things change, it ends: when it was first put up it had its time, and it has it twice more for each reason. */
static void
law_ends(const struct room *room, const struct decision *d, i64 within)
{
	CHECK(d->alone || was_extended(room) || d->deadline <= d->is.deadline + (1 + 2 * OFF_COUNT) * within * 1000000);
}

/* Whoever is waited for is called, and has the whole time, unless it was put off twice already; what ends undecided is somebody's (B5). */
static void
law_never_silent(const struct story *s, const struct room *room)
{
	for (size_t i = 0; i < room->n_decisions; i++) {
		const struct decision *d = &room->decisions[i];
		i64 within = rule_of(s->charter, d) ? rule_of(s->charter, d)->within : OFFICERS_WITHIN;
		struct standing standing;

		law_ends(room, d, within);
		CHECK(!is_left_undecided(d) || is_called(room, d, 0, CALL_UNDECIDED, CALL_UNDECIDED));
		if (d->state != DECISION_OPEN || s->now >= d->deadline)
			continue;
		standing_of(T, s->charter, room, d, &standing);
		CHECK(d->alone || was_put_off(d) || d->deadline >= d->asked + within * 1000000);
		CHECK(standing.met || standing.missing.n || standing.asking.n || standing.objecting.n || standing.later.n || d->needs.n_concur);
		for (size_t k = 0; k < standing.missing.n; k++)
			CHECK(is_called(room, d, standing.missing.v[k], CALL_ANSWER, CALL_ESCALATED) || !can_be_asked(s, room, d, standing.missing.v[k]));
		for (size_t k = 0; k < standing.objecting.n; k++)
			CHECK(!refs_have(standing.missing, standing.objecting.v[k]));
	}
}

/* A brief can always be given; and whoever dominates is not dominated, or all would be (B1). */
static void
law_brief(const struct story *s, const struct room *room)
{
	for (size_t i = 0; i < room->n_decisions; i++) {
		struct rec_brief b;
		err e = brief_view(&(struct seeing){ T, s->charter, room, NULL }, room->decisions[i].head.id, &b);

		CHECK(e == OK || e->kind == ERR_TOO_LARGE);
		for (size_t k = 0; e == OK && k < b.n_options; k++)
			for (size_t o = 0; o < b.n_options && b.options[k].dominated_by; o++)
				CHECK(b.options[o].option != b.options[k].dominated_by || b.options[o].dominated_by == 0);
		if (e == OK)
			CHECK_OK(field_check(T, record_brief_table(), &b));
	}
}

static void
law_outcomes(const struct story *s, const struct room *room)
{
	for (size_t i = 0; i < room->n_decisions; i++)
		if (room->decisions[i].state == DECISION_TAKEN)
			law_outcome(s, room, &room->decisions[i]);
}

static void
law_quoted_from(const struct room *room, i64 message)
{
	const struct message *m = FIND(room, messages, message);
	const struct channel *c = m ? FIND(room, channels, m->head.channel) : NULL;

	CHECK(message == 0 || (m && m->head.tlp == 0));
	CHECK(c == NULL || c->is.kind == CHANNEL_OPEN);
}

/* What was said to some is not put before the whole room, and is answered where it was said (A7). */
static void
law_quotes(const struct room *room)
{
	for (size_t i = 0; i < room->n_tasks; i++)
		law_quoted_from(room, room->tasks[i].is.from);
	for (size_t i = 0; i < room->n_facts; i++)
		law_quoted_from(room, room->facts[i].is.from);
	for (size_t i = 0; i < room->n_decisions; i++)
		law_quoted_from(room, room->decisions[i].is.from);
	for (size_t i = 0; i < room->n_messages; i++) {
		const struct message *to = FIND(room, messages, room->messages[i].is.reply);

		CHECK(to == NULL || (to->head.channel == room->messages[i].head.channel && to->head.tlp <= room->messages[i].head.tlp));
		for (size_t k = 0; k < room->messages[i].is.attachments.n; k++) {
			const struct attachment *x = FIND(room, attachments, room->messages[i].is.attachments.v[k]);

			CHECK(x && x->head.channel == room->messages[i].head.channel && x->head.tlp <= room->messages[i].head.tlp);
		}
	}
}

/* What has been said of calls and pages so far, on a walk through the record. */
struct walk { bool known[20000]; i64 paged[20000][CALL_CHANNELS]; };

static void
walk_claim(const struct story *s, struct walk *w, const struct entry *e)
{
	const struct ev_page_claimed *p = &e->as.page_claimed;
	i64 most = 0;

	for (size_t i = 0; i < p->calls.n; i++) {
		const struct call *call = FIND(s->room, calls, p->calls.v[i]);

		CHECK(call->is.person == p->person && !w->known[call->head.id]);
		CHECK(call->known == 0 || call->known >= e->at || e->at >= call->known + 14 * MINUTE);        /* somebody else says that they know; a page takes along what is due in a minute */
		w->paged[call->head.id][p->channel]++;
		most = w->paged[call->head.id][p->channel] > most ? w->paged[call->head.id][p->channel] : most;
	}
	CHECK(p->calls.n && p->attempt == most && most <= LIMIT_PAGE_ATTEMPTS);
}

/* No page is sent twice at the same attempt, none for what its person says that they know of, and no hour has more than its bound. */
static void
law_pages(const struct story *s)
{
	struct walk *w = NEW(T, struct walk, 1);
	const struct room *room = s->room;

	for (size_t i = 0; i < s->n_lines; i++) {
		struct entry e;

		if (s->lines[i].stream <= 0)
			continue;
		CHECK_OK(entry_read(T, s->lines[i].leaf, s->lines[i].disclosures, s->lines[i].n, &e));
		if (e.kind == EV_call_acknowledged)
			w->known[e.as.call_acknowledged.call] = true;
		if (e.kind == EV_page_claimed)
			walk_claim(s, w, &e);
	}
	for (size_t i = 0; i < room->n_pages; i++) {
		size_t within = 0;

		for (size_t k = 0; k <= i; k++)
			within += room->pages[k].is.person == room->pages[i].is.person && room->pages[k].is.channel == room->pages[i].is.channel &&
			    room->pages[k].at > room->pages[i].at - HOURS;
		CHECK(within <= 11);
	}
}

/* Somebody can always sign for the charter (law 8). */
static void
law_officer_left(const struct story *s)
{
	const struct seat *officers = charter_seat(s->charter, s->charter->officers);
	size_t able = 0;

	for (size_t i = 0; i < officers->is.holders.n; i++)
		able += person_vouched(s->charter, officers->is.holders.v[i]);
	CHECK(able > 0);
}

/* ---- what one may not see does not exist for them (law 15) ---- */

/* Said again, by another way than audience.h's: from who was let in where, without audiences. */
static bool
may_know(const struct story *s, const struct room *room, i64 person, const struct head *head)
{
	const struct channel *c = FIND(room, channels, head->channel);
	const struct member *m = room_member(room, person);
	enum tlp label = head->tlp > room_tlp(room) ? head->tlp : room_tlp(room);

	if (m == NULL || (charter_person(s->charter, person)->is.outside && label >= TLP_AMBER_STRICT))
		return false;
	for (size_t i = 0; c && i < c->n_members; i++)
		if (c->members[i] == person)
			return true;
	return !m->channels_only && (c == NULL || c->is.kind == CHANNEL_OPEN);
}

struct looking { struct story *s; i64 person; size_t n; };

static void
look_at(void *ctx, const struct seen *seen)
{
	struct looking *l = ctx;

	l->n++;
	CHECK(seen->kind != ENT_room || seen->is.room.whole || seen->is.room.title.n == 0 || l->s->room->opener == l->person);
	CHECK(seen->kind == ENT_room || may_know(l->s, l->s->room, l->person, seen->head));
}

/* No view holds what its audience may not see; and what it may, it holds. */
static void
law_sight(struct story *s)
{
	const struct room *room = s->room;

	for (size_t i = 0; i < s->charter->n_persons && room->seq; i++) {
		struct looking l = { s, s->charter->persons[i].head.id, 0 };
		struct audience a;
		struct seeing v = { T, s->charter, room, &a };
		size_t messages = 0;

		if (!audience_of(T, s->charter, room, l.person, &a)) {
			CHECK(!room_has_member(room, l.person));
			continue;
		}
		view_since(&v, 0, look_at, &l);
		for (size_t k = 0; k < room->n_messages; k++) {
			bool may = may_know(s, room, l.person, &room->messages[k].head);

			CHECK(view_shows(&v, room->messages[k].head.id) == may);
			messages += may;
			hidden += !may;
		}
		CHECK(l.n >= messages + 1);
	}
}

static void
look_at_charter(void *ctx, const struct seen *seen)
{
	struct looking *l = ctx;

	CHECK(seen->kind != ENT_device || seen->is.device.person == l->person);
	l->n += seen->kind == ENT_device;
}

/* Whoever lets a device be called sees it, and its entry; nobody else does. */
static void
law_devices(struct story *s)
{
	const struct charter *c = s->charter;

	for (size_t i = 0; i < c->n_persons; i++) {
		struct looking l = { s, c->persons[i].head.id, 0 };
		struct audience a;
		struct seeing v = { T, c, c->room, &a };
		size_t own = 0;

		CHECK(audience_of(T, c, c->room, l.person, &a));
		view_since(&v, 0, look_at_charter, &l);
		for (size_t k = 0; k < c->n_devices; k++) {
			bool mine = c->devices[k].is.person == l.person;

			CHECK(view_shows(&v, c->devices[k].head.id) == mine);
			own += mine;
		}
		CHECK(l.n == own);
	}
}

/* Of the charter: whom somebody from outside may know of by sharing a room, or a seat's people, or by being them; and no key, program or service. */
static bool
may_name_of_charter(const struct story *s, i64 who, i64 id)
{
	const struct charter *c = s->charter;
	const struct member *m = room_member(s->room, who);
	bool known = id == who || charter_seat(c, id);

	if (!charter_person(c, who)->is.outside)
		return true;
	for (size_t i = 0; i < c->n_seats; i++)
		known |= refs_have(c->seats[i].is.holders, id) || refs_have(c->seats[i].is.deputies, id);
	if (m && !m->channels_only && room_tlp(s->room) < TLP_AMBER_STRICT)
		known |= room_access(s->room, id) > 0;
	for (size_t i = 0; i < s->room->n_channels; i++)
		known |= may_know(s, s->room, who, &s->room->channels[i].head) && refs_have(let_into(&s->room->channels[i]), id) &&
		    refs_have(let_into(&s->room->channels[i]), who);
	return known;
}

/* Before a command: what of the room its giver may not see; after: it named none of that, or was refused. */
static void
law_names_nothing_hidden(const struct story *s, i64 who, const struct field_table *t, const void *fields)
{
	for (size_t i = 0; i < t->count; i++) {
		const struct field *f = &t->fields[i];
		const void *at = (const char *)fields + f->offset;
		const struct refs *many = at;
		struct refs named = f->type == FIELD_REF ? (struct refs){ at, 1 } : f->type == FIELD_REFS ? *many : (struct refs){ NULL, 0 };

		for (size_t k = 0; k < named.n && f->target && event_stream(event_kind(str_c(f->target))) == IN_CHARTER; k++)
			CHECK(named.v[k] == 0 || may_name_of_charter(s, who, named.v[k]));
		if (f->target == NULL || event_stream(event_kind(str_c(f->target))) == IN_CHARTER)
			continue;
		for (size_t k = 0; k < s->room->n_messages; k++)
			CHECK(!refs_have(named, s->room->messages[k].head.id) || may_know(s, s->room, who, &s->room->messages[k].head));
		for (size_t k = 0; k < s->room->n_channels; k++)
			CHECK(!refs_have(named, s->room->channels[k].head.id) || may_know(s, s->room, who, &s->room->channels[k].head));
		for (size_t k = 0; k < s->room->n_attachments; k++)
			CHECK(!refs_have(named, s->room->attachments[k].head.id) || may_know(s, s->room, who, &s->room->attachments[k].head));
	}
}

/* People let each other in and out, talk aside and label, and name whatever there is. */
static enum command_kind
some_access(struct chance *c)
{
	static const enum command_kind kinds[] = { CMD_add_member, CMD_remove_member, CMD_open_channel, CMD_let_into_channel,
	    CMD_take_out_of_channel, CMD_post_message, CMD_post_message, CMD_post_message, CMD_mark_channel, CMD_mark_room,
	    CMD_add_attachment, CMD_restrict_room, CMD_start_clock, CMD_take_command };

	return kinds[(draw(c) >> 32) % countof(kinds)];
}

/* With some file of the room or none, mostly where that is. */
static void
carry_something(struct chance *c, const struct story *s, struct cmd_post_message *said)
{
	const struct attachment *x = s->room->n_attachments ? &s->room->attachments[(draw(c) >> 32) % s->room->n_attachments] : NULL;

	said->attachments = (struct refs){ x ? &x->head.id : NULL, x && draw(c) >> 60 };
	if (x && said->attachments.n && draw(c) >> 62)          /* and mostly nobody is mentioned: they might not see it */
		*said = (struct cmd_post_message){ .channel = x->head.channel, .text = said->text, .attachments = said->attachments };
}

/* On terms that can be, mostly: into none of the channels or into one that is there. */
static void
let_in_somehow(struct chance *c, const struct story *s, struct cmd_add_member *in)
{
	const struct channel *x = s->room->n_channels ? &s->room->channels[(draw(c) >> 32) % s->room->n_channels] : NULL;

	in->channels = (struct refs){ x ? &x->head.id : NULL, x && draw(c) >> 63 };
	in->whole &= !in->channels_only;
	in->until = draw(c) >> 63 ? s->now + HOURS : 0;
}

static void
access_something(struct chance *c, struct story *s)
{
	enum command_kind kind = some_access(c);
	const struct field_table *t = command_table(kind);
	union command_fields *fields = NEW(T, union command_fields, 1), named;
	i64 who = somebody(c, s);

	s->in = s->room;
	s->now += draw_from(c, 0, 20) * 1000000;
	draw_record(c, t, fields);
	make_likely(c, s, t, fields);
	if (kind == CMD_post_message)
		carry_something(c, s, &fields->post_message);
	if (kind == CMD_add_attachment && fields->add_attachment.file)          /* a name that a file can have */
		((struct rec_file *)(uintptr_t)fields->add_attachment.file)->name = STR("disk.img");
	if (kind == CMD_add_member)
		let_in_somehow(c, s, &fields->add_member);
	named = *fields;
	where.command = t->name;
	when_(s, who, kind, fields);
	carried += s->e == OK && kind == CMD_post_message && named.post_message.attachments.n;
	if (s->e == OK && kind != CMD_take_out_of_channel)      /* (whoever leaves knew it until then) */
		law_names_nothing_hidden(s, who, t, &named);
}

static void
one_run_of_access(struct chance *c)
{
	struct story *s = story_new(true);

	for (int i = 0; i < 3; i++)
		given(s, FIRST, person_added, .name = STR("Guest"), .outside = true, .organisation = STR("Elsewhere"), .until = s->now + DAYS);
	a_room(s);
	for (where.step = 0; where.step < 300; where.step++) {
		struct arena mark = *T;

		access_something(c, s);
		story_settle(s);
		if (where.step % 10 == 9)
			law_sight(s);
		law_quotes(s->room);
		*T = mark;
	}
	story_end(s);
}

TEST(no_view_holds_and_no_command_names_what_somebody_may_not_see)
{
	int runs = each_run(60, one_run_of_access);

	CHECK(runs < 60 || (hidden > 1000 && carried > 20));   /* else it held of nothing */
}

static void
write_seen(void *ctx, const struct seen *seen)
{
	struct buf *b = ctx;

	CHECK_OK(field_check(T, entity_table(seen->kind), &seen->is));
	buf_put(b, str_c(entity_table(seen->kind)->name));
	field_write(b, entity_table(seen->kind), &seen->is);
	buf_byte(b, '\n');
}

/* All of it but words. */
static void
write_shape(void *ctx, const struct seen *seen)
{
	const struct field_table *t = entity_table(seen->kind);
	struct buf *b = ctx;

	buf_put(b, str_c(t->name));
	for (size_t i = 0; i < t->count; i++) {
		const struct field *f = &t->fields[i];

		if (f->type == FIELD_TEXT || f->type == FIELD_NAME || (f->marks & PERSONAL) || field_absent(f, &seen->is))
			continue;
		buf_byte(b, ' ');
		field_write_value(b, f, &seen->is);
	}
	buf_byte(b, '\n');
}

static void
write_briefs(struct buf *b, const struct seeing *v)
{
	for (size_t i = 0; i < v->room->n_decisions; i++) {
		struct rec_brief brief;

		if (brief_view(v, v->room->decisions[i].head.id, &brief) == OK)
			field_write(b, record_brief_table(), &brief);
	}
}

static str
views(const struct charter *charter, const struct room *room, view_visit *write)
{
	static char out[16 * MIB];
	struct arena own = { out, out + sizeof(out) };
	struct buf b = buf_new(&own, 4 * MIB);

	view_since(&(struct seeing){ T, charter, room, NULL }, 0, write, &b);
	write_briefs(&b, &(struct seeing){ T, charter, room, NULL });
	return arena_str(T, buf_str(&b));
}

/* The disclosures of a line that are left when chance has erased personal words. */
static size_t
erased_by(struct chance *c, const struct line *line, const str **left)
{
	str *kept = NEW(T, str, line->n + 1);
	struct entry e;
	size_t n = 0;

	CHECK_OK(entry_read(T, line->leaf, line->disclosures, line->n, &e));
	for (size_t i = 0; i < line->n; i++) {
		const struct field *f = field_find(event_table(e.kind), disclosure_field(T, line->disclosures[i]));

		if ((f->marks & CONFIDENTIAL) || draw(c) >> 63)
			kept[n++] = line->disclosures[i];
	}
	*left = kept;
	return n;
}

/*
 * State is a fold of entries and nothing else: the same bytes of every view
 * (law 1); and where personal words were erased, the same but for words, for
 * no fold looks at them.
 */
static void
law_refold(struct chance *c, const struct story *s, bool erased)
{
	view_visit *write = erased ? write_shape : write_seen;
	struct arena whole[3];
	struct charter *charter;
	struct room *room;

	for (size_t i = 0; i < countof(whole); i++)
		whole[i] = arena_open(STORY_ARENA);
	charter = charter_new(whole[0], whole[1]);
	room = room_new(whole[2]);
	for (size_t i = 0; i < s->n_lines; i++) {
		const struct line *line = &s->lines[i];
		const str *left = line->disclosures;
		size_t n = erased ? erased_by(c, line, &left) : line->n;

		if (line->stream != -1)         /* of the journal nothing is folded */
			CHECK_OK(fold_bytes((struct world){ charter, line->stream ? room : charter->room }, line->leaf, left, n));
	}
	CHECK_STR(views(charter, room, write), views(s->charter, s->room, write));
	CHECK_STR(views(charter, charter->room, write), views(s->charter, s->charter->room, write));
	for (size_t i = 0; i < countof(whole); i++)
		arena_close(whole[i], STORY_ARENA);
}

/* What a room takes is in proportion to its record. */
static void
law_memory(const struct story *s)
{
	size_t used = (size_t)(s->room->arena.next - (s->arenas[3].end - STORY_ARENA));

	CHECK(used <= 40 * s->room->bytes + 64 * KIB);
}

/* Every decision that is open has a next event, and its moment is to come (B5). */
static void
law_goes_on(struct story *s)
{
	struct scene scene = story_scene(s, s->room);

	for (size_t i = 0; i < s->room->n_decisions; i++) {
		const struct decision *d = &s->room->decisions[i];
		i64 at;

		if (d->state == DECISION_OPEN)
			CHECK(next_of(T, s->charter, s->room, d, &at) && at > s->now && due(&scene) && due(&scene) <= at);
	}
}

/*
 * Of every measure in force something comes next, in time; what was renewed goes on once, and what failed is asked about,
 * and what goes on though its decision was replaced.
 */
static void
law_ledger(struct story *s, const struct room *room)
{
	struct scene scene = story_scene(s, room);

	for (size_t i = 0; i < room->n_measures; i++) {
		const struct measure *m = &room->measures[i], *by = FIND(room, measures, m->renewed_by);
		const struct decision *d = FIND(room, decisions, m->decision);
		i64 next = measure_due(&scene, m);

		CHECK((measure_in_force(m) || (next && m->state == MEASURE_ORDERED)) == (next != 0) && (m->state == MEASURE_PROPOSED) == (d == NULL));
		if (next)
			CHECK(next > s->now && next <= (measure_in_force(m) ? m->expires : measure_wanted_by(room, m)) && due(&scene) && due(&scene) <= next);
		if (m->state == MEASURE_RENEWED)
			CHECK(by && by->is.renews == m->head.id);
		if (m->state == MEASURE_FAILED && d->state == DECISION_TAKEN && room->phase != PHASE_CLOSED)
			CHECK(m->returned || asked_again(room, d));
		if ((m->state == MEASURE_ORDERED || measure_in_force(m)) && d->state == DECISION_SUPERSEDED) {
			CHECK(FIND(room, tasks, m->replaced));
			left_over++;
		}
	}
}

/* What is asked for after an interim is asked once, as it was, and nobody who asked for it may answer where the rule says so. */
static void
law_interims(const struct room *room)
{
	for (size_t i = 0; i < room->n_decisions; i++) {
		const struct decision *d = &room->decisions[i], *old = FIND(room, decisions, d->is.supersedes);
		const struct option *from = FIND(room, options, d->is.takes_up);

		if (from == NULL)
			continue;
		CHECK(old && old->followed && from->is.decision == old->head.id && d->put_up);
		for (size_t k = 0; k < i; k++)
			CHECK(room->decisions[k].is.takes_up != from->head.id || room->decisions[k].is.supersedes != old->head.id);
	}
}

/* Whatever the charter has come to, it is linted, and every kind is rehearsed to its end, which changes nothing. */
static void
law_rehearsed(struct chance *c, struct story *s)
{
	struct rec_lint lint = lint_charter(T, s->charter, s->now);
	i64 seq = s->charter->room->seq, away[] = { FIRST + (i64)(draw(c) % (ERIK - FIRST)), ANNA + (i64)(draw(c) % 5) };

	CHECK_OK(field_check(T, record_lint_table(), &lint));
	for (size_t i = 0; i < s->charter->n_rules; i++) {
		struct rehearsal q = { s->charter->rules[i].is.kind, { away, draw(c) % 3 }, s->now };
		struct rec_rehearsal is;

		CHECK_OK(rehearse(T, s->charter, &q, &is));
		CHECK_OK(field_check(T, record_rehearsal_table(), &is));
		CHECK(is.n_steps > 0 && is.steps[is.n_steps - 1].what == (is.decided ? REHEARSED_DECIDED : REHEARSED_GAP));
	}
	CHECK(s->charter->room->seq == seq);
}

static void
one_run(struct chance *c)
{
	struct story *s = story_new(draw(c) >> 63);

	page_somehow(c, s);
	if (draw(c) >> 63) {
		a_rule_in_turn(s);
		a_rule_of_statements(s);
	}
	if (draw(c) >> 63)
		given(s, 0, criterion_set, .criteria = STR("it burns"), .terms = &(struct rec_criterion_terms){ .severity = SEV1,
		    .calls = PEOPLE(CISO, COO), .committee_within = 3600 });
	if (draw(c) >> 62)
		a_room(s);
	if (draw(c) >> 63)              /* several officers: with who holds no other seat, and with who does */
		given(s, 0, seat_set, .title = STR("Officers"), .terms = &(struct rec_seat_terms){ .seat = OFFICERS,
		    .label = STR("charter_officer"), .holders = PEOPLE(FIRST, BORIS, DORA) });
	for (where.step = 0; where.step < COMMANDS_A_RUN; where.step++) {
		struct arena mark = *T;
		i64 room = s->room->seq, charter = s->charter->room->seq;

		something(c, s);
		CHECK(s->e == OK || s->n_happened == 0);
		story_settle(s);        /* time went on, even where the command was refused */
		law_happened(s, s->room, room);
		law_happened(s, s->charter->room, charter);
		s->e = OK;
		law_settled(s, s->charter->room);
		if (s->room->seq)
			law_settled(s, s->room);
		law_outcomes(s, s->room);
		if (where.step % 50 == 49) {
			law_sight(s);
			law_devices(s);
		}
		law_outcomes(s, s->charter->room);
		law_goes_on(s);
		law_ledger(s, s->room);
		law_ledger(s, s->charter->room);
		law_interims(s->room);
		law_counts_once(s->room);
		law_counts_once(s->charter->room);
		law_quotes(s->room);
		law_tasks(s->room);
		law_officer_left(s);
		if (where.step % 50 == 49) {
			law_brief(s, s->room);
			law_never_silent(s, s->room);
			law_brief(s, s->charter->room);
			law_never_silent(s, s->charter->room);
		}
		if (where.step % 250 == 249)
			law_pages(s);
		if (where.step % 250 == 249)
			law_refold(c, s, where.step % 500 == 499);
		if (where.step % 500 == 499)
			law_rehearsed(c, s);
		*T = mark;
	}
	law_memory(s);
	story_end(s);
}

/* What is counted beside the kinds. */
static bool
came_to_all(void)
{
	return by_voice > 0 && departed > 0 && in_turn > 0 && left_over > 0;
}

TEST(random_commands_by_random_people_break_no_law)
{
	enum { AFTER = 1000, MOST = 1400, MORE = 20 };  /* numbers that each_run_to() leaves alone */

	static const enum event_kind deep[] = { EV_decision_taken, EV_decision_lapsed, EV_decision_superseded, EV_answer_voided,
	    EV_condition_adopted, EV_deputy_called, EV_measure_expired, EV_measure_checked, EV_seat_set, EV_erased, EV_clock_passed, EV_clock_timed,
	    EV_clock_confirmed, EV_authority_changed, EV_document_written, EV_report_issued, EV_report_due, EV_custody_transferred,
	    EV_task_needs_set, EV_task_blocked, EV_task_item_unticked, EV_task_handed_over, EV_task_left, EV_task_overdue, EV_task_reopened,
	    EV_decision_reminded, EV_seat_escalated, EV_acted_alone, EV_glass_broken, EV_measure_lifted, EV_seat_taken_back, EV_deadline_extended, EV_call_tried, EV_call_acknowledged, EV_advice_given,
	    EV_absence_set, EV_tripwire_set, EV_tripwire_crossed, EV_committee_called, EV_committee_met, EV_committee_called_off, EV_message_retracted, EV_message_pinned,
	    EV_mention_acknowledged, EV_interest_shared, EV_interest_linked, EV_device_added, EV_device_removed, EV_device_tested, EV_device_answered, EV_interim_set, EV_review_set, EV_review_due, EV_measure_expiring,
	    EV_measure_renewed, EV_measure_failed, EV_handover_accepted, EV_handover_unanswered, EV_duty_taken,
	    EV_duty_lasts, EV_relief_late,
	    EV_answer_heard, EV_heard_confirmed, EV_heard_disowned, EV_confirmation_reminded, EV_confirmation_overdue,
	    EV_decision_defaulted, EV_delegation_set, EV_delegation_ended, EV_delegate_done, EV_plan_set };

	each_run_to(220, one_run, reached, deep, countof(deep));
	for (int run = AFTER; run < MOST && !came_to_all() && getenv("TOCSIN_LAWS") == NULL; run += MORE)
		run_on(run, run + MORE, one_run);
	CHECK(came_to_all() || getenv("TOCSIN_LAWS"));
}

/* An entry that nobody decided, sealed as if somebody had. */
static void
forge(struct chance *c, struct story *s)
{
	enum event_kind kind = (enum event_kind)draw_from(c, 1, EVENT_KINDS - 1);
	bool charter = event_stream(kind) == IN_CHARTER || (event_stream(kind) == IN_MATTER && draw(c) >> 63);
	struct room *room = charter ? s->charter->room : s->room;
	struct entry e = { .n = s->n, .stream = charter ? 0 : room->seq ? room->id : s->n, .seq = room->seq + 1, .at = s->now,
	    .log = s->charter->log, .kind = kind, .by.person = somebody(c, s), .by.seat = some_seat(c, s) };
	struct buf act = buf_new(T, 1024);
	struct sealed sealed;

	s->in = room;
	draw_record(c, event_table(kind), &e.as);
	make_likely(c, s, event_table(kind), &e.as);
	if (kind >= EV_decided && kind <= EV_recused && room->n_decisions && room->n_options) {
		struct rec_act is = act_for(s, e.by.person, e.by.seat, "decide");

		field_write(&act, record_act_table(), &is);
		e.as.decided.act = buf_str(&act);       /* the four have the same fields */
	}
	if (entry_seal(T, &e, (const u8 *)story_bytes(s, SALTS_PER_ENTRY * SALT).p, &sealed))
		return;
	story_keep(s, e.stream, &sealed);
	if (fold_bytes((struct world){ s->charter, room }, s->lines[s->n_lines - 1].leaf, s->lines[s->n_lines - 1].disclosures, sealed.n_disclosures) == OK) {
		s->n++;
		reached[kind]++;
	}
}

static void
look_away(void *ctx, const struct seen *seen)
{
	(void)ctx; (void)seen;
}

TEST(a_forged_record_is_refused_or_folded_but_stops_no_verifier)
{
	struct chance c = chance_new();

	for (int run = 0; run < 60; run++) {
		struct arena mark = *T;
		struct story *s = story_new(draw(&c) >> 63);

		for (int i = 0; i < 400; i++) {
			struct arena step = *T;

			forge(&c, s);
			*T = step;
		}
		view_since(&(struct seeing){ T, s->charter, s->room, NULL }, 0, look_away, NULL);
		view_since(&(struct seeing){ T, s->charter, s->charter->room, NULL }, 0, look_away, NULL);
		story_end(s);
		*T = mark;
	}
	CHECK(reached[EV_decision_taken] && reached[EV_measure_applied]);
}

TEST_MAIN()
