#include "authority.h"

#include "delegation.h"

size_t
officers_able(const struct charter *c, i64 apart)
{
	const struct seat *officers = charter_seat(c, c->officers);
	struct refs holders = officers ? officers->is.holders : (struct refs){ NULL, 0 };
	size_t n = 0;

	for (size_t i = 0; i < holders.n; i++)
		n += holders.v[i] != apart && person_vouched(c, holders.v[i]);
	return n;
}

size_t
officers_concur(struct arena *a, const struct charter *c, const struct rec_concur_group **out)
{
	struct rec_concur_group *group = NEW(a, struct rec_concur_group, 1);
	i64 *seat = NEW(a, i64, 1);

	if (officers_able(c, 0) < 2)
		return 0;
	*seat = c->officers;
	*group = (struct rec_concur_group){ .k = 1, .seats = { seat, 1 } };
	*out = group;
	return 1;
}

bool
is_escalated_to(const struct decision *d, const struct escalation *x)
{
	return x->is.decision == d->head.id && x->head.id > d->put_up;
}

const struct escalation *
escalation_of(const struct room *room, const struct decision *d, i64 seat)
{
	for (size_t i = 0; i < room->n_escalations; i++)
		if (is_escalated_to(d, &room->escalations[i]) && room->escalations[i].is.seat == seat)
			return &room->escalations[i];
	return NULL;
}

/* For the next authority, in the place of the seat that is silent: who holds that seat, or was called in this decision as its deputy. */
static bool
speaks_for_next(const struct charter *c, const struct room *room, const struct decision *d, i64 place, i64 next, i64 person)
{
	bool called = false;

	for (size_t i = 0; i < room->n_deputies; i++) {
		const struct deputy *x = &room->deputies[i];

		called |= x->is.person == person && deputises(c, x, d, next, place);
	}
	return called || seat_held_by(c, next, person);
}

bool
may_sit(const struct charter *c, const struct room *room, const struct decision *d, i64 seat, i64 person, i64 grounds)
{
	const struct deputy *called = FIND(room, deputies, grounds);
	const struct escalation *raised = FIND(room, escalations, grounds);
	const struct person *who = charter_person(c, person);
	const struct seat *of = charter_seat(c, seat);

	if (who == NULL || who->ejected || of == NULL)
		return false;
	if (grounds == 0)
		return refs_have(of->is.holders, person);
	if (raised)
		return is_escalated_to(d, raised) && raised->is.seat == seat && speaks_for_next(c, room, d, seat, raised->is.to, person);
	return called && called->is.person == person && deputises(c, called, d, seat, seat);
}

bool
may_sit_by(const struct charter *c, const struct room *room, const struct decision *d, i64 seat, i64 person, i64 *grounds)
{
	*grounds = 0;
	if (may_sit(c, room, d, seat, person, 0))
		return true;
	for (size_t i = 0; i < room->n_deputies; i++)
		if (may_sit(c, room, d, seat, person, *grounds = room->deputies[i].head.id))
			return true;
	for (size_t i = 0; i < room->n_escalations; i++)
		if (may_sit(c, room, d, seat, person, *grounds = room->escalations[i].head.id))
			return true;
	*grounds = 0;
	return false;
}

/* ---- how a decision stands ---- */

struct count {
	const struct charter *charter;
	const struct room *room;
	const struct decision *d;
	const struct answer *by[COUNTED_MAX];   /* distinct people, keys and seats */
	i64 group[COUNTED_MAX];                 /* the one group that each fills, or NO_GROUP */
	size_t n;
	i64 rule;                               /* which other rule's groups are being filled; 0: the decision's own */
};
enum { NO_GROUP = -1, SEATS_MAX = 64, DISSENT_MAX = 64 };      /* as events.def has them (decision_lapsed, decision_taken) */

bool
has_asked_for(const struct decision *d, i64 person)
{
	return person && (person == d->person || person == d->put_up_by || refs_have((struct refs){ d->changers, d->n_changers }, person));
}

bool
is_requester(const struct charter *c, const struct decision *d, i64 person)
{
	return has_asked_for(d, person) || person == behind(c, d->person, d->via) || (d->put_up && person == behind(c, d->put_up_by, d->put_up_via));
}

bool
answer_counts(const struct charter *c, const struct room *room, const struct decision *d, const struct answer *a)
{
	const struct credential *key = charter_credential(c, a->credential);

	if (a->decision != d->head.id || a->option != d->option || a->void_ || a->discredited || a->at > d->deadline)
		return false;
	if (a->voice == VOICE_OVERDUE || fact_that_voids(c, room, d, a))
		return false;
	if (!c->founded.demo && (!a->is_signed || key == NULL || key->state != CREDENTIAL_VOUCHED))
		return false;
	if (subject_newest(room, FIND(room, options, a->option)) > a->head.id)
		return false;
	if (d->needs.requester_excluded && is_requester(c, d, a->person))
		return false;
	if (has_recused(room, d, a->seat, a->person))           /* whatever is put up since */
		return false;
	return may_sit(c, room, d, a->seat, a->person, a->grounds);
}

static bool
counts(const struct count *n, const struct answer *a)
{
	return answer_counts(n->charter, n->room, n->d, a);
}

/* In whose right somebody sits: the holder's own, a deputy's, the next authority's, its deputy's. */
static int
standing_in(const struct count *n, const struct answer *a)
{
	const struct escalation *raised = FIND(n->room, escalations, a->grounds);

	return a->grounds == 0 ? 0 : raised == NULL ? 1 : seat_held_by(n->charter, raised->is.to, a->person) ? 2 : 3;
}

/* Whoever has the better right to that seat said no; of the officers each speaks for themselves. */
static bool
overruled(const struct count *n, const struct answer *a)
{
	for (size_t i = 0; a->seat != n->charter->officers && i < n->room->n_answers; i++) {
		const struct answer *no = &n->room->answers[i];

		if (no->kind == ANSWER_OBJECT && no->seat == a->seat && standing_in(n, no) < standing_in(n, a) && counts(n, no))
			return true;
	}
	return false;
}

/* Does one person stand behind both: gave them, heard them, or heard one and gave the other? */
static bool
same_person(const struct answer *a, const struct answer *b)
{
	return a->person == b->person || signer_of(a) == signer_of(b) || a->person == signer_of(b) || signer_of(a) == b->person;
}

/* One person never counts twice, nor one key; nor one seat, but the officers' (B3). */
static bool
counted(const struct count *n, const struct answer *a)
{
	for (size_t i = 0; i < n->n; i++) {
		const struct answer *other = n->by[i];

		if (same_person(other, a) || (a->credential && other->credential == a->credential) ||
		    (other->seat == a->seat && a->seat != n->charter->officers))
			return true;
	}
	return false;
}

/* A second officer who says *decide* concurs, and so does a seat that acted alone; under another rule, whoever decides. */
static bool
concurs(const struct count *n, const struct answer *a)
{
	return a->kind == ANSWER_CONCUR || a->kind == ANSWER_BREAK_GLASS ||
	    (a->kind == ANSWER_DECIDE && (n->rule || a->seat == n->charter->officers || a->seat != n->d->needs.accountable));
}

static bool
count_decider(struct count *n)
{
	for (size_t i = 0; i < n->room->n_answers; i++) {
		const struct answer *a = &n->room->answers[i];

		if ((a->kind != ANSWER_DECIDE && a->kind != ANSWER_BREAK_GLASS) || a->seat != n->d->needs.accountable || !counts(n, a) || overruled(n, a))
			continue;
		n->by[0] = a;
		n->group[0] = NO_GROUP;
		n->n = 1;
		return true;
	}
	return false;
}

static size_t
filled(const struct count *n, size_t group)
{
	size_t k = 0;

	for (size_t i = 0; i < n->n; i++)
		k += n->group[i] == (i64)group;
	return k;
}

/* Let this answer fill a group that still lacks one, others moving over if they can. */
static bool
fill(struct count *n, size_t who, bool *tried)
{
	const struct ev_option_put_up *needs = &n->d->needs;

	for (size_t g = 0; g < needs->n_concur; g++) {
		bool place;

		if (tried[g] || needs->concur[g].rule != n->rule || !refs_have(needs->concur[g].seats, n->by[who]->seat))
			continue;
		tried[g] = true;
		place = (i64)filled(n, g) < needs->concur[g].k;
		for (size_t i = 0; !place && i < n->n; i++)
			place = n->group[i] == (i64)g && fill(n, i, tried);
		if (place) {
			n->group[who] = (i64)g;
			return true;
		}
	}
	return false;
}

/* Let it fill a group; false if it fills none. */
static bool
fills(struct arena scratch, struct count *n, size_t who)
{
	return fill(n, who, NEW(&scratch, bool, n->d->needs.n_concur));
}

/* Under one rule every concurring answer fills at most one place in one group; who counts under one, counts under another as well. */
static void
count_concurring(struct arena scratch, struct count *n)
{
	for (size_t i = 0; i < n->n && n->rule; i++)
		n->group[i] = NO_GROUP;
	for (size_t i = 0; i < n->n && n->rule; i++)
		fills(scratch, n, i);
	for (size_t i = 0; i < n->room->n_answers && n->n < COUNTED_MAX; i++) {
		const struct answer *a = &n->room->answers[i];

		if (!concurs(n, a) || !counts(n, a) || overruled(n, a) || counted(n, a))
			continue;
		n->by[n->n] = a;
		n->group[n->n++] = NO_GROUP;
		if (!fills(scratch, n, n->n - 1))
			n->n--;
	}
}

static void
add_seat(struct refs *seats, i64 seat)
{
	if (seats->n < SEATS_MAX && !refs_have(*seats, seat))
		((i64 *)(uintptr_t)seats->v)[seats->n++] = seat;
}

static bool
objects(const struct count *n, i64 seat)
{
	for (size_t i = 0; seat != n->charter->officers && i < n->room->n_answers; i++) {
		const struct answer *a = &n->room->answers[i];

		if (a->kind == ANSWER_OBJECT && a->seat == seat && counts(n, a))
			return true;
	}
	return false;
}

static bool
asks_first(const struct count *n, i64 seat)
{
	for (size_t i = 0; i < n->room->n_answers; i++)
		if (n->room->answers[i].seat == seat && is_asking(n->charter, n->room, n->d, &n->room->answers[i]))
			return true;
	return false;
}

/* Whoever said no is not silent, nor is who said what they need first. */
static void
seat_lacks(const struct count *n, struct standing *out, i64 seat)
{
	add_seat(objects(n, seat) ? &out->objecting : asks_first(n, seat) ? &out->asking : &out->missing, seat);
}

/* The seats of a group that lacks somebody, but those that agree. */
static void
group_lacks(const struct count *n, const struct rec_concur_group *g, bool later, struct standing *out)
{
	for (size_t i = 0; i < g->seats.n; i++) {
		bool answered = false;

		for (size_t k = 0; k < n->n; k++)
			answered |= n->by[k]->seat == g->seats.v[i] && g->seats.v[i] != n->charter->officers;
		if (!answered && later)
			add_seat(&out->later, g->seats.v[i]);
		else if (!answered)
			seat_lacks(n, out, g->seats.v[i]);
	}
}

/* All that one rule asks for. */
static void
count_under(struct arena scratch, struct count *n, struct standing *out)
{
	const struct ev_option_put_up *needs = &n->d->needs;
	bool before = false;            /* one of them lacks somebody */

	count_concurring(scratch, n);
	for (size_t g = 0; g < needs->n_concur; g++)
		if (needs->concur[g].rule == n->rule && (i64)filled(n, g) < needs->concur[g].k) {
			out->met = false;
			group_lacks(n, &needs->concur[g], before && needs->concur[g].in_turn, out);
			before = true;
		}
}

/* Does this group of that rule ask that seat? */
static bool
asks(const struct rec_concur_group *g, i64 rule, i64 seat)
{
	return g->rule == rule && refs_have(g->seats, seat);
}

i64
asked_at(const struct room *room, const struct decision *d, i64 seat)
{
	i64 at = d->asked;

	for (size_t g = 0; g < d->needs.n_concur; g++)
		for (size_t h = 0; h < g && d->needs.concur[g].in_turn && refs_have(d->needs.concur[g].seats, seat); h++)
			for (size_t i = 0; i < room->n_answers; i++) {
				const struct answer *a = &room->answers[i];

				if (a->option == d->option && !a->void_ && asks(&d->needs.concur[h], d->needs.concur[g].rule, a->seat))
					at = later_of(at, a->at);
			}
	return at;
}

err
need_turn(struct arena *a, const struct charter *c, const struct room *room, const struct decision *d, i64 seat)
{
	struct standing standing;
	i64 first;

	standing_of(a, c, room, d, &standing);
	if (!refs_have(standing.later, seat) || refs_have(standing.missing, seat))
		return OK;
	first = standing.missing.n ? standing.missing.v[standing.missing.n - 1] : standing.objecting.n ? standing.objecting.v[0] : 0;
	return err_new(a, ERR_CONFLICT, "By the rule %.*s is asked in turn, after %.*s; object at once if you would.", STR_ARG(seat_title(c, seat)),
	    STR_ARG(seat_title(c, first)));
}

bool
seat_asked(const struct decision *d, i64 seat)
{
	bool asked = d->needs.accountable == seat;

	for (size_t i = 0; i < d->needs.n_concur; i++)
		asked |= refs_have(d->needs.concur[i].seats, seat);
	return asked;
}

/* Given by whoever was asked: that they are put out, or lose their seat or their key, is no answer to it.  It stands until they take it back, or all are asked anew. */
static bool
still_objects(const struct count *n, const struct answer *a)
{
	return a->kind == ANSWER_OBJECT && a->decision == n->d->head.id && a->option == n->d->option && !a->void_ && !a->discredited && a->at <= n->d->deadline &&
	    a->voice != VOICE_OVERDUE && subject_newest(n->room, FIND(n->room, options, a->option)) <= a->head.id;
}

static void
add_dissent(const struct count *n, struct standing *out, i64 *dissent)
{
	for (size_t i = 0; i < n->room->n_answers && out->dissent.n < DISSENT_MAX; i++) {
		const struct answer *a = &n->room->answers[i];

		if (!still_objects(n, a))
			continue;
		dissent[out->dissent.n++] = a->head.id;
		if (!n->d->needs.objection_blocks || !seat_asked(n->d, a->seat))
			continue;
		out->blocked = true;
		add_seat(&out->objecting, a->seat);
	}
	out->dissent.v = dissent;
}

/* Ascending, each once. */
static struct refs
sorted(i64 *v, size_t n)
{
	size_t kept = 0;

	for (size_t i = 1; i < n; i++)
		for (size_t k = i; k > 0 && v[k - 1] > v[k]; k--) {
			i64 t = v[k];

			v[k] = v[k - 1];
			v[k - 1] = t;
		}
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || v[kept - 1] != v[i])
			v[kept++] = v[i];
	return (struct refs){ v, kept };
}

/* One officer put it up alone, and by now there are two: then it takes two. */
static struct decision
strictly(struct arena *a, const struct charter *c, const struct decision *d)
{
	struct decision now = *d;

	if (by_officers(c, d) && d->needs.n_concur == 0)
		now.needs.n_concur = officers_concur(a, c, &now.needs.concur);
	return now;
}

static size_t
least(size_t x, size_t y)
{
	return x < y ? x : y;
}

/* At most so many seats are asked, the accountable one among them. */
static size_t
seats_asked(const struct decision *d)
{
	size_t n = 1;

	for (size_t g = 0; g < d->needs.n_concur; g++)
		n += d->needs.concur[g].seats.n;
	return least(n, SEATS_MAX);
}

void
standing_of(struct arena *a, const struct charter *c, const struct room *room, const struct decision *as_put_up,
    struct standing *out)
{
	const struct decision now = strictly(a, c, as_put_up), *d = &now;
	struct count n = { .charter = c, .room = room, .d = d };
	size_t asked = seats_asked(d), said = least(room->n_answers, COUNTED_MAX);
	i64 *answers = NEW(a, i64, said + 1), *dissent = NEW(a, i64, least(room->n_answers, DISSENT_MAX) + 1), *heard = NEW(a, i64, said + 1);

	*out = (struct standing){ .put_up = d->put_up != 0, .missing.v = NEW(a, i64, asked), .asking.v = NEW(a, i64, asked),
	    .later.v = NEW(a, i64, asked), .objecting.v = NEW(a, i64, asked) };
	if (!out->put_up) {             /* whoever answers for it is to see that something is */
		add_seat(&out->missing, accountable_of(c, d));
		return;
	}
	if (!(out->met = count_decider(&n)))
		seat_lacks(&n, out, d->needs.accountable);
	for (size_t g = 0; g <= d->needs.n_concur; g++)
		if (g == 0 || d->needs.concur[g - 1].rule != n.rule) {
			n.rule = g ? d->needs.concur[g - 1].rule : 0;
			count_under(*a, &n, out);
		}
	out->met &= asks_of_measures(c, room, d);
	add_dissent(&n, out, dissent);
	for (size_t i = 0; i < n.n; i++) {
		answers[i] = n.by[i]->head.id;
		if (n.by[i]->voice == VOICE_HEARD)
			heard[out->by_voice.n++] = n.by[i]->head.id;
	}
	out->answers = sorted(answers, n.n);
	out->by_voice = sorted(heard, out->by_voice.n);
}
