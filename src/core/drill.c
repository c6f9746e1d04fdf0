/*
 * drill -- five minutes in which everybody on a ladder is called, to see who answers (B2).
 *
 * A drill stands in the charter: its calls are for real, and an exercise
 * reaches nobody.  Whatever shows one of them says DRILL before anything else.
 * There is one at a time; its calls are those of that reason after it.
 */
#include "authority.h"
#include "view.h"

static const i64 LASTS = 5 * MINUTE;
enum { SEATS = 64 };                    /* of one drill (events.def) */

const struct drill *
drill_running(const struct room *room)
{
	const struct drill *last = room->n_drills ? &room->drills[room->n_drills - 1] : NULL;

	return last && last->ended == 0 ? last : NULL;
}

bool
drill_over(const struct room *room, const struct call *call)
{
	const struct drill *d = drill_running(room);

	return d == NULL || call->head.id < d->head.id;
}

/* Whom a drill called: the calls of that reason from it to the next one. */
static size_t
calls_of(struct arena *a, const struct room *room, const struct drill *d, const struct call ***out)
{
	bool is_last = d == &room->drills[room->n_drills - 1];
	const struct call **v = NEW(a, const struct call *, room->n_calls + 1);
	size_t n = 0;

	for (size_t i = 0; i < room->n_calls; i++) {
		const struct call *call = &room->calls[i];

		if (call->is.reason == CALL_DRILL && call->head.id > d->head.id && (is_last || call->head.id < d[1].head.id))
			v[n++] = call;
	}
	*out = v;
	return n;
}

/* ---- what came of it ---- */

static i64
seconds_of(const struct call *call)
{
	return (call->known - call->at) / SECOND;
}

/* The middle of how long they took who answered; `took` is sorted. */
static i64
median(const i64 *took, size_t n)
{
	return n == 0 ? 0 : n % 2 ? took[n / 2] : (took[n / 2 - 1] + took[n / 2]) / 2;
}

static void
insert(i64 *sorted, size_t n, i64 x)
{
	for (; n > 0 && sorted[n - 1] > x; n--)
		sorted[n] = sorted[n - 1];
	sorted[n] = x;
}

/* Somebody who answered may sit there: as its holder, or standing in. */
static bool
seat_reached(const struct seat *seat, const struct call **calls, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (calls[i]->acknowledged && in_line(seat, calls[i]->is.person))
			return true;
	return false;
}

struct drill_result
drill_result(struct arena *a, const struct charter *c, const struct drill *d)
{
	const struct call **calls;
	size_t n = calls_of(a, c->room, d, &calls);
	i64 *took = NEW(a, i64, n + 1), *silent = NEW(a, i64, d->is.seats.n + 1);
	struct drill_result r = { .called = n, .silent.v = silent };

	for (size_t i = 0; i < n; i++)
		if (calls[i]->acknowledged)
			insert(took, r.answered++, seconds_of(calls[i]));
	r.median = median(took, r.answered);
	for (size_t i = 0; i < d->is.seats.n; i++) {
		const struct seat *seat = charter_seat(c, d->is.seats.v[i]);

		if (seat && !seat_reached(seat, calls, n))
			silent[r.silent.n++] = seat->head.id;
	}
	return r;
}

const struct drill *
drill_last(const struct charter *c)
{
	for (size_t i = c->room->n_drills; i-- > 0;)
		if (c->room->drills[i].ended && !c->room->drills[i].interrupted)
			return &c->room->drills[i];
	return NULL;
}

/* ---- folds ---- */

void
fold_drill_started(struct charter *c, const struct entry *e, const struct ev_drill_started *p)
{
	struct drill *d = ADD(c->room, drills);

	d->is = *p;
	d->person = e->by.person;
	d->at = e->at;
	touch(c->room, ENT_drill, &d->head, e);
}

void
fold_drill_ended(struct charter *c, const struct entry *e, const struct ev_drill_ended *p)
{
	struct drill *d = FIND(c->room, drills, p->drill);

	d->ended = e->at;
	d->interrupted = p->interrupted;
	touch(c->room, ENT_drill, &d->head, e);
	for (size_t i = 0; i < c->room->n_calls; i++) {
		struct call *call = &c->room->calls[i];

		if (call->is.reason == CALL_DRILL && call->head.id > d->head.id && !call->own)
			touch(c->room, ENT_call, &call->head, e);
	}
}

/* ---- starting one ---- */

static void
add_seat(i64 *v, struct refs *seats, i64 seat)
{
	if (seat && !refs_have(*seats, seat) && seats->n < SEATS)
		v[seats->n++] = seat;
}

/* Whoever the rule in force asks, and whoever it leads to in the end. */
static struct refs
seats_of_rule(const struct scene *s, str kind)
{
	const struct rule *rule = charter_rule_for(s->charter, kind);
	i64 *v = NEW(s->a, i64, SEATS);
	struct refs seats = { v, 0 };

	if (kind_is_officers(s->charter, kind))
		add_seat(v, &seats, s->charter->officers);
	else if (rule) {
		add_seat(v, &seats, rule->is.accountable);
		for (size_t g = 0; g < rule->is.n_concur; g++)
			for (size_t i = 0; i < rule->is.concur[g].seats.n; i++)
				add_seat(v, &seats, rule->is.concur[g].seats.v[i]);
		add_seat(v, &seats, rule->is.ladder ? rule->is.ladder->escalate_to : 0);
	}
	return seats;
}

/* Somebody from outside does not see the charter, where a drill stands; whoever is away has said so. */
static bool
is_called(const struct scene *s, i64 person, i64 at)
{
	const struct person *p = charter_person(s->charter, person);

	return p && !p->ejected && !p->is.outside && !is_absent(s->charter, person, at);
}

/* The first in the lines of these seats who is to be called and was not yet; *seat is where they sit; 0 if there is nobody. */
static i64
next_called(const struct scene *s, struct refs seats, struct refs already, i64 at, i64 *in)
{
	for (size_t i = 0; i < seats.n; i++) {
		const struct seat *seat = charter_seat(s->charter, seats.v[i]);
		size_t n = seat ? seat->is.holders.n + seat->is.deputies.n : 0;

		for (size_t k = 0; k < n; k++) {
			i64 person = k < seat->is.holders.n ? seat->is.holders.v[k] : seat->is.deputies.v[k - seat->is.holders.n];

			if (is_called(s, person, at) && !refs_have(already, person)) {
				*in = seat->head.id;
				return person;
			}
		}
	}
	return 0;
}

err
decide_start_drill(const struct scene *s, const struct cmd_start_drill *c, struct outcome *out)
{
	const struct criterion *criterion = charter_criterion_for(s->charter, c->severity);
	struct refs seats = c->severity ? criterion ? criterion->is.calls : (struct refs){ NULL, 0 } : seats_of_rule(s, c->kind);
	i64 seat;

	if ((c->severity != severity_none) + (c->kind.n > 0) != 1)
		return err_new(s->a, ERR_MALFORMED, "A drill calls whom a severity calls, or whom a kind of decision needs: say one of severity and kind.");
	if (drill_running(s->room))
		return err_new(s->a, ERR_CONFLICT, "A drill is under way; it ends by itself within five minutes.");
	if (seats.n == 0)
		return err_new(s->a, ERR_REFUSED, "The charter calls nobody for that: write its criteria, or its rule, first.");
	if (next_called(s, seats, (struct refs){ NULL, 0 }, s->now, &seat) == 0)
		return err_new(s->a, ERR_REFUSED, "Nobody who can be called sits in those seats: they are empty, or all who hold them and stand in are away.");
	emit(out, EV_drill_started)->as.drill_started = (struct ev_drill_started){ c->severity, c->kind, s->now + LASTS, seats };
	return OK;
}

/* ---- reactions ---- */

/* Whom this drill has called, here or in this very turn; *answered: all of them have. */
static struct refs
called_by(const struct scene *s, const struct drill *d, const struct outcome *out, bool *answered)
{
	const struct call **calls;
	size_t n = calls_of(s->a, s->room, d, &calls);
	i64 *v = NEW(s->a, i64, n + out->n + 1);
	struct refs called = { v, n };

	*answered = true;
	for (size_t i = 0; i < n; i++) {
		v[i] = calls[i]->is.person;
		*answered &= calls[i]->acknowledged;
	}
	for (size_t i = 0; i < out->n; i++)
		if (out->v[i].kind == EV_call_owed && out->v[i].as.call_owed.reason == CALL_DRILL)
			v[called.n++] = out->v[i].as.call_owed.person;
	return called;
}

/* All are called in the turn it starts in; it ends when they have answered, or its time is over. */
void
react_drill(const struct scene *s, struct outcome *out)
{
	const struct drill *d = drill_running(s->room);
	bool over = d && s->now >= d->is.until, answered = false;
	i64 person, seat;

	while (d && !over && out->n < LIMIT_OUTCOME / 2 &&
	    (person = next_called(s, d->is.seats, called_by(s, d, out, &answered), d->at, &seat)))
		emit(out, EV_call_owed)->as.call_owed = (struct ev_call_owed){ .person = person, .seat = seat, .reason = CALL_DRILL };
	if (d && out->n == 0 && (over || answered))
		emit(out, EV_drill_ended)->as.drill_ended = (struct ev_drill_ended){ d->head.id, s->returned > d->at };
}

i64
drill_due(const struct room *room)
{
	const struct drill *d = drill_running(room);

	return d ? d->is.until : 0;
}

/* ---- views ---- */

const struct head *
see_drill(const struct seeing *v, i64 id, struct ent_drill *out)
{
	const struct drill *d = FIND(v->room, drills, id);
	struct drill_result r;

	if (d == NULL)
		return NULL;
	r = drill_result(v->a, v->charter, d);
	*out = (struct ent_drill){ ID(d), .severity = d->is.severity, .kind = d->is.kind, .person = d->person, .at = d->at, .until = d->is.until,
	    .ended = d->ended, .interrupted = d->interrupted, .seats = d->is.seats, .called = (i64)r.called, .answered = (i64)r.answered,
	    .median = r.median, .silent = r.silent };
	return &d->head;
}
