#include "page_parts.h"

#include "view.h"

static const i64 UNHEARD = 5 * MINUTE;          /* so long somebody has to wake up, sign in and say that they know */
static const i64 LOST = 5 * MINUTE;             /* no sender takes so long to say what came of it */
static const i64 TOGETHER = MINUTE;             /* what would be due so soon goes with what is due now */
static const i64 LATE = 2 * MINUTE;
static const i64 LEFT_ALONE = 15 * MINUTE;      /* so long whoever was reached, as somebody else says, has to say so themselves */

/* From the nth attempt to the next, in seconds; a quarter of it after one that failed. */
static const i64 distances[LIMIT_PAGE_ATTEMPTS] = { 0, 120, 300, 600, 1200, 2400 };

/* ---- when ---- */

static i64
away_until(const struct charter *c, i64 person, i64 now)
{
	for (size_t i = 0; i < c->n_absences; i++)
		if (c->absences[i].is.person == person && c->absences[i].is.until > now)
			return c->absences[i].is.until;
	return 0;
}

/* Whoever put it up, or reported it, is awake and at it, for a while; so is whoever opened it, who may put something up at once. */
static i64
first_at(const struct scene *s, const struct call *call)
{
	const struct decision *d = FIND(s->room, decisions, call->is.decision);
	enum call_on on = call_terms(call->is.reason).on;
	bool at_it = d && (d->put_up ? d->put_up_by == call->is.person : d->person || d->via);
	bool theirs = on == ON_answer ? at_it : on == ON_suspicion && s->room->opener == call->is.person;

	return call->at + (theirs ? UNHEARD : 0);
}

/* On the word of somebody else nobody is paged for a while; then they are, until they say so themselves (P2). */
static i64
left_alone_until(const struct call *call)
{
	return call->acknowledged ? call->known + LEFT_ALONE : 0;
}

/* By what came of those before (P4); 0 for never. */
static i64
attempt_after(const struct scene *s, const struct call *call, enum call_channel channel)
{
	const struct call_way *w = &call->ways[channel];
	i64 n = w->pages;

	if (n == 0)
		return first_at(s, call);
	if (n >= LIMIT_PAGE_ATTEMPTS || (w->accepted && call->is.reason == CALL_INFORMED))
		return 0;
	switch (w->result) {
	case PAGE_ACCEPTED:
	case PAGE_PRETENDED:
		return later_of(w->at + distances[n] * SECOND, away_until(s->charter, call->is.person, s->now));
	case PAGE_FAILED:
	case PAGE_GONE:
		return w->at + distances[n] * SECOND / 4;
	case PAGE_LOST:
		return w->at;
	case PAGE_REFUSED:
	case page_result_none:          /* on its way */
		break;
	}
	return 0;
}

/* When the next attempt for this call is due, whatever else there is; 0 for never. */
static i64
attempt_at(const struct scene *s, const struct call *call, enum call_channel channel)
{
	i64 at = attempt_after(s, call, channel);

	return at ? later_of(at, left_alone_until(call)) : 0;
}

/* Oldest first, the newest kept. */
static void
remember(i64 at[LIMIT_PAGES_AN_HOUR], i64 t)
{
	size_t i = 0;

	if (t < at[0])
		return;
	for (; i + 1 < LIMIT_PAGES_AN_HOUR && at[i + 1] <= t; i++)
		at[i] = at[i + 1];
	at[i] = t;
}

static const struct page_pace *
pace_of(const struct room *room, i64 person, enum call_channel channel)
{
	for (size_t i = 0; i < room->n_paces; i++)
		if (room->paces[i].person == person && room->paces[i].channel == channel)
			return &room->paces[i];
	return NULL;
}

/* P3: from when on the next may leave, for all that left from here, and elsewhere. */
static i64
paced_until(const struct scene *s, i64 person, enum call_channel channel, bool elsewhere)
{
	const struct page_pace *own = pace_of(s->room, person, channel);
	enum { N = LIMIT_PAGES_AN_HOUR };
	i64 at[N] = { 0 }, until = INT64_MAX;
	size_t first = 0;

	if (own)
		memcpy(at, own->at, sizeof(at));
	for (size_t i = 0; elsewhere && i < s->paging->n_paged; i++) {
		const struct paged *x = &s->paging->paged[i];

		if (x->room != s->room->id && x->person == person && x->channel == channel)
			remember(at, x->at);
	}
	while (first < N && at[first] == 0)
		first++;
	if (first == N)
		return 0;
	for (size_t i = first; i <= N; i++) {           /* once those before `i` left over an hour ago */
		i64 t = later_of(at[N - 1] + (i64)(N - i) * MINUTE, i > first ? at[i - 1] + HOUR : 0);

		until = t < until ? t : until;
	}
	return until;
}

static i64
pace_at(struct look *l, i64 person, enum call_channel channel)
{
	if (l->pace[channel].person != person)
		l->pace[channel].until = paced_until(l->s, person, channel, true);
	l->pace[channel].person = person;
	return l->pace[channel].until;
}

/* When this call is paged next in this way; 0 for never. */
static i64
page_at(struct look *l, const struct call *call, enum call_channel channel)
{
	const struct scene *s = l->s;
	i64 at = !call->own && has_way(s, call->is.person, channel) ? attempt_at(s, call, channel) : 0;

	if (at == 0 || !is_wanted(l, call) || !may_know(s, call))
		return 0;
	return later_of(at, pace_at(l, call->is.person, channel));
}

/* The calls of one page, as they are gathered. */
struct gathered { i64 calls[LIMIT_PAGE_CALLS], first; size_t n; bool now; };

/* Those of that person that were paged so often, if they are due, or will be soon. */
static void
gather(struct look *l, struct gathered *g, struct ev_page_claimed *claim, i64 pages)
{
	const struct room *room = l->s->room;

	for (size_t i = 0; i < room->n_calls; i++) {
		const struct call *call = &room->calls[i];
		bool theirs = call->is.person == claim->person && call->ways[claim->channel].pages == pages;
		i64 at = theirs ? page_at(l, call, claim->channel) : 0, due = theirs ? attempt_at(l->s, call, claim->channel) : 0;

		g->now |= at && at <= l->s->now;
		if (at == 0 || at > l->s->now + TOGETHER || g->n == LIMIT_PAGE_CALLS)
			continue;
		g->calls[g->n++] = call->head.id;
		g->first = sooner(g->first, due);
		claim->attempt = pages + 1;
	}
}

/* What nobody was paged for comes first, if there is more than a page names.  Late is what the server's absence made
 * so: that pages from other rooms held one back is nobody's business here (law 15). */
bool
page_owed(const struct scene *s, i64 person, enum call_channel channel, struct ev_page_claimed *out)
{
	struct look l = { .s = s };
	struct gathered *g = NEW(s->a, struct gathered, 1);
	i64 due;

	*out = (struct ev_page_claimed){ .person = person, .channel = channel };
	for (i64 pages = 0; pages < LIMIT_PAGE_ATTEMPTS; pages++)
		gather(&l, g, out, pages);
	out->calls = (struct refs){ g->calls, g->n };
	due = later_of(g->first, paced_until(s, person, channel, false));
	out->late = due < s->returned && s->now > due + LATE;
	return g->now;
}

/* ---- what came of it ---- */

static i64
lost_at(const struct scene *s, const struct call_page *page)
{
	return page->settled_at ? 0 : page->at < s->returned ? s->returned : page->at + LOST;
}

bool
page_is_lost(const struct scene *s, const struct call_page *page)
{
	i64 at = lost_at(s, page);

	return at && s->now >= at;
}

/* When the time to answer is over, for the first page in this way that was accepted; 0 if that is known, or does not matter. */
static i64
unheard_at(struct look *l, const struct call *call, enum call_channel channel)
{
	const struct call_way *w = &call->ways[channel];

	if (w->accepted == 0 || call->tried >> channel & 1 || !is_wanted(l, call))
		return 0;
	return later_of(w->accepted_at, left_alone_until(call)) + UNHEARD;
}

static const struct call *
unheard_call(struct look *l, const struct call_page *page)
{
	for (size_t i = 0; i < page->is.calls.n; i++) {
		const struct call *call = FIND(l->s->room, calls, page->is.calls.v[i]);
		i64 at = call && call->ways[page->is.channel].accepted == page->head.id ? unheard_at(l, call, page->is.channel) : 0;

		if (at && l->s->now >= at)
			return call;
	}
	return NULL;
}

bool
page_is_unheard(const struct scene *s, const struct call_page *page)
{
	return unheard_call(&(struct look){ .s = s }, page) != NULL;
}

void
settle_page(const struct room *room, i64 page, enum page_result result, str note, struct outcome *out)
{
	const struct call_page *p = FIND(room, pages, page);

	if (p && p->settled_at == 0)
		emit(out, EV_page_settled)->as.page_settled = (struct ev_page_settled){ page, result, note };
}

/* ---- folds ---- */

static void
note_pace(struct room *room, const struct ev_page_claimed *p, i64 at)
{
	struct page_pace *pace = (struct page_pace *)(uintptr_t)pace_of(room, p->person, p->channel);

	if (pace == NULL) {
		pace = ADD(room, paces);
		*pace = (struct page_pace){ .person = p->person, .channel = p->channel };
	}
	remember(pace->at, at);
}

/* It stands where its calls stand. */
void
fold_page_claimed(struct room *room, const struct entry *e, const struct ev_page_claimed *p)
{
	struct call_page *x = ADD(room, pages);

	x->is = *p;
	x->at = e->at;
	for (size_t i = 0; i < p->calls.n; i++) {
		struct call *call = FIND(room, calls, p->calls.v[i]);
		struct call_way *w = call ? &call->ways[p->channel] : NULL;

		if (w == NULL)
			continue;
		w->pages++;
		w->last = e->seq;
		w->result = page_result_none;
		x->head.channel = call->head.channel;
		x->head.tlp = call->head.tlp;
	}
	if (p->test)                    /* in the charter, and theirs alone, as the device is */
		x->head.channel = p->person;
	else
		note_pace(room, p, e->at);
	touch(room, ENT_page, &x->head, e);
}

static bool
was_taken(enum page_result result)
{
	return result == PAGE_ACCEPTED || result == PAGE_PRETENDED;
}

void
fold_page_settled(struct room *room, const struct entry *e, const struct ev_page_settled *p)
{
	struct call_page *x = FIND(room, pages, p->page);

	x->settled = *p;
	x->settled_at = e->at;
	while (room->pages_settled < room->n_pages && room->pages[room->pages_settled].settled_at)
		room->pages_settled++;
	for (size_t i = 0; i < x->is.calls.n; i++) {
		struct call *call = FIND(room, calls, x->is.calls.v[i]);
		struct call_way *w = call ? &call->ways[x->is.channel] : NULL;

		if (w == NULL || w->last != p->page)
			continue;
		w->result = p->result;
		w->at = e->at;
		if (was_taken(p->result) && w->accepted == 0) {
			w->accepted = p->page;
			w->accepted_at = e->at;
		}
	}
	touch(room, ENT_page, &x->head, e);
}

void
fold_page_unheard(struct room *room, const struct entry *e, const struct ev_page_unheard *p)
{
	struct call_page *x = FIND(room, pages, p->page);

	x->unheard = true;
	touch(room, ENT_page, &x->head, e);
	for (size_t i = 0; i < x->is.calls.n; i++) {
		struct call *call = FIND(room, calls, x->is.calls.v[i]);

		if (call && !call->own)
			call_tried_in_vain(room, call, x->is.channel, e);
	}
}

/* ---- reactions ---- */

/* That this call was tried in vain in this way, by the same page or by another that was for it too. */
static bool
is_said(const struct room *room, const struct outcome *out, const struct call *call, enum call_channel channel)
{
	for (size_t i = 0; i < out->n; i++) {
		const struct call_page *page = out->v[i].kind == EV_page_unheard ? FIND(room, pages, out->v[i].as.page_unheard.page) : NULL;

		if (page && page->is.channel == channel && refs_have(page->is.calls, call->head.id))
			return true;
	}
	return false;
}

static bool
is_claimed(const struct outcome *out, i64 person, enum call_channel channel)
{
	for (size_t i = 0; i < out->n; i++)
		if (out->v[i].kind == EV_page_claimed && out->v[i].as.page_claimed.person == person && out->v[i].as.page_claimed.channel == channel)
			return true;
	return false;
}

/* Whether there is anything to ask of its pages, in whichever way. */
static bool
may_be_paged(struct look *l, const struct call *call)
{
	return !call->own && (l->s->paging || l->s->room->n_pages) && is_wanted(l, call);
}

typedef void about_page(struct look *, struct outcome *, const struct call *, enum call_channel);

static void
say_unheard(struct look *l, struct outcome *out, const struct call *call, enum call_channel channel)
{
	i64 unheard = unheard_at(l, call, channel);

	if (unheard && l->s->now >= unheard && !is_said(l->s->room, out, call, channel))
		emit(out, EV_page_unheard)->as.page_unheard.page = call->ways[channel].accepted;
}

static void
claim_page(struct look *l, struct outcome *out, const struct call *call, enum call_channel channel)
{
	const struct scene *s = l->s;
	i64 at = page_at(l, call, channel);
	struct ev_page_claimed claim;

	if (at && s->now >= at && !is_claimed(out, call->is.person, channel) && page_owed(s, call->is.person, channel, &claim))
		emit(out, EV_page_claimed)->as.page_claimed = claim;
}

static void
in_every_way(struct look *l, struct outcome *out, about_page *act)
{
	const struct room *room = l->s->room;

	for (size_t i = 0; i < room->n_calls && out->n < LIMIT_OUTCOME; i++)
		for (int channel = may_be_paged(l, &room->calls[i]) ? 1 : CALL_CHANNELS; channel < CALL_CHANNELS && out->n < LIMIT_OUTCOME; channel++)
			act(l, out, &room->calls[i], (enum call_channel)channel);
}

/* What is lost, and what nobody heard, is said first: what follows from that, follows when it stands written. */
void
react_pages(const struct scene *s, struct outcome *out)
{
	struct look l = { .s = s };

	for (size_t i = s->room->pages_settled; i < s->room->n_pages && out->n < LIMIT_OUTCOME; i++)
		if (page_is_lost(s, &s->room->pages[i]))
			settle_page(s->room, s->room->pages[i].head.id, PAGE_LOST, (str){ NULL, 0 }, out);
	if (out->n == 0)
		in_every_way(&l, out, say_unheard);
	if (out->n)
		return;
	if (s->room == s->charter->room)
		react_tests(s, out);
	in_every_way(&l, out, claim_page);
}

static i64
call_due(struct look *l, const struct call *call)
{
	i64 when = 0;

	for (int channel = 1; channel < CALL_CHANNELS; channel++) {
		when = sooner(when, unheard_at(l, call, (enum call_channel)channel));
		when = sooner(when, page_at(l, call, (enum call_channel)channel));
	}
	return when;
}

i64
pages_due(const struct scene *s)
{
	struct look l = { .s = s };
	i64 when = 0, attempt;

	for (size_t i = s->room->pages_settled; i < s->room->n_pages; i++)
		when = sooner(when, lost_at(s, &s->room->pages[i]));
	for (size_t i = 0; s->room == s->charter->room && i < s->charter->n_devices; i++)
		when = sooner(when, test_at(s, &s->charter->devices[i], &attempt));
	for (size_t i = 0; i < s->room->n_calls; i++)
		if (may_be_paged(&l, &s->room->calls[i]))
			when = sooner(when, call_due(&l, &s->room->calls[i]));
	return when;
}
