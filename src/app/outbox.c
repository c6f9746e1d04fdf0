#include "outbox.h"

#include "base64.h"
#include "page.h"

#include <stdio.h>
#include <stdlib.h>

enum { DEVICES = LIMIT_DEVICES, WORTH_SECONDS = 3600 };
_Static_assert(LIMIT_DEVICES <= 256, "a ticket has one byte for the device");

struct claimed { i64 n, stream, page; };

/* A page that left, by several parcels if it goes to several devices; then the order that settles it. */
struct leaving {
	struct leaving *next;
	struct order order;
	struct outbox *outbox;
	struct claimed is;
	i64 message;                            /* the index of the claim by which it left first */
	size_t left;                            /* parcels that nothing was heard of */
	i64 devices[DEVICES];                   /* to which of them; and whether they are no more */
	bool gone[DEVICES];
	size_t n_devices;
	enum page_result result;
	char note[LIMIT_SENTENCE];
};

struct outbox {
	struct house *house;
	struct carrier carrier;
	str origin;
	struct paging paging;
	struct paged paged[LIMIT_PAGES_ELSEWHERE];
	size_t sure;                            /* so many of them stand in the record */
	struct claimed claimed[LIMIT_BATCH + LIMIT_OUTCOME * (1 + LIMIT_REACTIONS)];
	size_t n_claimed;
	struct leaving *leaving;
};

struct outbox *
outbox_new(struct house *h, const struct carrier *carrier)
{
	struct outbox *box = calloc(1, sizeof(*box));   /* large, and little of it is ever touched */

	assert(box);
	box->house = h;
	if (carrier)
		box->carrier = *carrier;
	box->paging.paged = box->paged;
	return box;
}

void
outbox_free(struct outbox *box)
{
	while (box->leaving) {
		struct leaving *l = box->leaving;

		box->leaving = l->next;
		free(l);
	}
	free(box);
}

void
outbox_lead_to(struct outbox *box, str origin)
{
	box->origin = origin;
}

const struct paging *
outbox_paging(const struct outbox *box)
{
	return box->paging.ways ? &box->paging : NULL;
}

/* ---- what left within the hour ---- */

static void
note_paged(struct outbox *box, const struct entry *e)
{
	const struct ev_page_claimed *p = &e->as.page_claimed;
	size_t n = box->paging.n_paged, old = 0;

	if (p->test)
		return;
	while (old < n && box->paged[old].at <= e->at - HOUR)
		old++;
	if (old == 0 && n == countof(box->paged))       /* more than it holds: the oldest are forgotten */
		old = 1;
	memmove(box->paged, box->paged + old, (n - old) * sizeof(*box->paged));
	box->sure -= old < box->sure ? old : box->sure;
	box->paged[n - old] = (struct paged){ e->stream, p->person, e->at, p->channel };
	box->paging.n_paged = n - old + 1;
}

/* What is damaged is its room's to say. */
static err
read_paged(void *ctx, const struct stored *s)
{
	struct outbox *box = ctx;
	struct arena scratch = box->house->batch_arena;
	struct entry e;

	if (entry_read(&scratch, s->leaf, s->disclosures, s->n_disclosures, &e) == OK && e.kind == EV_page_claimed)
		note_paged(box, &e);
	return OK;
}

err
outbox_read(struct outbox *box)
{
	struct house *h = box->house;
	err e;

	if (box->carrier.ways == 0 || h->held)
		return OK;
	if ((e = h->reader->read_all(h->reader, h->hour_begins, read_paged, box)))
		return e;
	box->paging.ways = box->carrier.ways;
	box->sure = box->paging.n_paged;
	return OK;
}

/* ---- settling ---- */

static err
decide_settle(struct house *h, struct order *o, struct scene *s, struct outcome *out)
{
	const struct leaving *l = o->ctx;

	(void)h;
	out->n = 0;
	out->by = (struct by){ 0 };
	settle_page(s->room, l->is.page, l->result, l->note[0] ? arena_str(s->a, str_c(l->note)) : (str){ NULL, 0 }, out);
	return OK;
}

/* A push service that says so knows the browser no more. */
static err
decide_gone(struct house *h, struct order *o, struct scene *s, struct outcome *out)
{
	const struct leaving *l = o->ctx;

	(void)h;
	out->n = 0;
	out->by = (struct by){ 0 };
	for (size_t i = 0; i < l->n_devices; i++) {
		const struct device *d = FIND(s->charter, devices, l->devices[i]);

		if (l->gone[i] && d && !d->ended)
			emit(out, EV_device_removed)->as.device_removed = (struct ev_device_removed){ d->head.id, DEVICE_GONE };
	}
	return OK;
}

static void
gone_over(struct order *o, err e)
{
	(void)e;                        /* then the next page finds it gone again */
	free(o->ctx);
}

/* If it could not be written, it is not settled, and is found lost. */
static void
settle_over(struct order *o, err e)
{
	struct leaving *l = o->ctx;
	bool any = false;

	(void)e;
	for (size_t i = 0; i < l->n_devices; i++)
		any |= l->gone[i];
	if (!any) {
		free(l);
		return;
	}
	l->order = (struct order){ .stream = STREAM_CHARTER, .decide = decide_gone, .reply = gone_over, .ctx = l };
	house_order(l->outbox->house, &l->order);
}

static void
settle(struct leaving *l)
{
	struct house *h = l->outbox->house;

	for (struct leaving **at = &l->outbox->leaving; *at; at = &(*at)->next)
		if (*at == l) {
			*at = l->next;
			break;
		}
	if (l->result == PAGE_FAILED || l->result == PAGE_REFUSED)
		notice(h->notices, NOTICE_page_unsent, l->is.n, str_c(l->note));
	l->order = (struct order){ .stream = l->is.stream, .decide = decide_settle, .reply = settle_over, .ctx = l };
	house_order(h, &l->order);
}

/* Of several parcels of one page, the best; and why, of that one. */
static void
note_result(struct leaving *l, enum page_result result, str sentence)
{
	static const int worth[] = { [PAGE_PRETENDED] = 5, [PAGE_ACCEPTED] = 4, [PAGE_FAILED] = 3, [PAGE_REFUSED] = 2, [PAGE_GONE] = 1, [PAGE_LOST] = 0 };

	if (l->result && worth[result] <= worth[l->result])
		return;
	l->result = result;
	snprintf(l->note, sizeof(l->note), "%.*s", STR_ARG(sentence));
}

static enum page_result
result_of(enum send_result result)
{
	switch (result) {
	case SEND_ACCEPTED:     return PAGE_ACCEPTED;
	case SEND_REFUSED:      return PAGE_REFUSED;
	case SEND_GONE:         return PAGE_GONE;
	case SEND_FAILED:
	case SEND_RESULTS:      break;
	}
	return PAGE_FAILED;
}

/* Of those that left as the same message, the one that left first. */
static struct leaving *
leaving_as(const struct outbox *box, i64 message)
{
	struct leaving *first = NULL;

	for (struct leaving *l = box->leaving; l; l = l->next)
		if (l->message == message)
			first = l;
	return first;
}

/* A ticket is the message, and which of its devices. */
void
outbox_done(void *self, u64 ticket, enum send_result result, str sentence)
{
	struct leaving *l = leaving_as(self, (i64)(ticket / 256));
	size_t device = ticket % 256;

	if (l == NULL)
		return;
	note_result(l, result_of(result), result == SEND_ACCEPTED ? STR("") : sentence);
	if (device < l->n_devices)
		l->gone[device] = result == SEND_GONE;
	if (--l->left == 0)
		settle(l);
}

/* ---- leaving ---- */

static void
give(struct leaving *l, struct parcel *p, size_t device)
{
	p->ticket = (u64)l->message * 256 + device;
	if (l->outbox->carrier.give(l->outbox->carrier.sender, p))
		l->left++;
	else
		note_result(l, PAGE_FAILED, STR("Too many pages wait to be sent already."));
}

static void
give_to_devices(struct leaving *l, const struct call_page *page, struct parcel *p)
{
	struct house *h = l->outbox->house;

	p->way = SEND_PUSH;
	for (size_t i = 0; i < h->charter->n_devices && l->n_devices < DEVICES; i++) {
		const struct device *d = &h->charter->devices[i];

		if (!page_reaches(d, page->is.person, page->is.test))
			continue;
		p->to = d->is.endpoint;
		p->p256dh = b64u(&h->batch_arena, d->is.p256dh.p, d->is.p256dh.n);
		p->auth = b64u(&h->batch_arena, d->is.auth.p, d->is.auth.n);
		l->devices[l->n_devices] = d->head.id;
		give(l, p, l->n_devices++);
	}
}

static void
give_to_reach(struct leaving *l, const struct call_page *page, struct parcel *p)
{
	const struct charter *c = l->outbox->house->charter;

	for (size_t i = 0; i < c->n_reaches; i++) {
		const struct ev_reach_set *is = &c->reaches[i].is;

		if (is->person != page->is.person)
			continue;
		p->way = page->is.channel == BY_MAIL ? SEND_MAIL : SEND_GATEWAY;
		p->to = page->is.channel == BY_MAIL ? is->mail : is->phone;
		p->gateway = page->is.channel == BY_PHONE ? STR(GATEWAY_VOICE) : STR(GATEWAY_SMS);
		if (p->to.n)
			give(l, p, 0);
	}
}

/* Where it is answered: a decision on its brief, anything else on the call sheet. */
static str
link_of(struct outbox *box, const struct room *room, const struct call_page *page, const struct claimed *is)
{
	struct arena *a = &box->house->batch_arena;
	i64 decision = page_decision(room, page);

	if (box->origin.n == 0)
		return (str){ NULL, 0 };
	if (page->is.test)
		return arena_fmt(a, "%.*s/account?test=%lld", STR_ARG(box->origin), (long long)page->is.test);
	if (is->stream == STREAM_CHARTER)       /* a drill */
		return arena_fmt(a, "%.*s/charter/readiness", STR_ARG(box->origin));
	if (decision)
		return arena_fmt(a, "%.*s/room/%lld/decide/%lld", STR_ARG(box->origin), (long long)is->stream, (long long)decision);
	return arena_fmt(a, "%.*s/room/%lld/calls", STR_ARG(box->origin), (long long)is->stream);
}

static void
carry(struct leaving *l, const struct room *room, const struct call_page *page)
{
	struct outbox *box = l->outbox;
	struct arena *a = &box->house->batch_arena;
	struct page_words words = page_words(a, box->house->charter, room, page);
	struct parcel p = { .title = words.title, .text = words.text, .url = link_of(box, room, page, &l->is),
		.tag = arena_fmt(a, page->is.test ? "test" : "room %lld", (long long)l->is.stream), .ttl = WORTH_SECONDS };

	if (page->is.channel == BY_PUSH)
		give_to_devices(l, page, &p);
	else
		give_to_reach(l, page, &p);
	if (l->left == 0)
		note_result(l, PAGE_REFUSED, STR("There is no address any more."));
}

static bool
same_page(const struct ev_page_claimed *x, const struct ev_page_claimed *y)
{
	bool same = x->person == y->person && x->channel == y->channel && x->test == y->test && x->calls.n == y->calls.n;

	for (size_t i = 0; same && i < x->calls.n; i++)
		same = x->calls.v[i] == y->calls.v[i];
	return same;
}

/* What was lost may have come all the same: it leaves again as the same message, so that a mailbox shows it once. */
static i64
message_of(const struct room *room, const struct call_page *page)
{
	i64 first = page->head.id;

	for (size_t i = (size_t)(page - room->pages); i-- > 0;) {
		if (!same_page(&room->pages[i].is, &page->is))
			continue;
		if (room->pages[i].settled.result != PAGE_LOST)
			break;
		first = room->pages[i].head.id;
	}
	return room->places[first - 1].n;
}

/* The seam: what is an exercise goes no further. */
static void
leave(struct outbox *box, const struct claimed *is)
{
	struct loaded *loaded = house_loaded(box->house, is->stream);
	const struct room *room = is->stream == STREAM_CHARTER ? box->house->charter->room : loaded ? loaded->room : NULL;
	const struct call_page *page = room ? FIND(room, pages, is->page) : NULL;
	struct leaving *l;

	if (page == NULL || page->settled_at)
		return;
	l = calloc(1, sizeof(*l));
	assert(l);
	*l = (struct leaving){ .next = box->leaving, .outbox = box, .is = *is, .message = message_of(room, page) };
	box->leaving = l;
	if (room->kind == ROOM_EXERCISE)
		note_result(l, PAGE_PRETENDED, STR(""));
	else
		carry(l, room, page);
	if (l->left == 0)
		settle(l);
}

void
outbox_claimed(struct outbox *box, const struct entry *e)
{
	assert(box->n_claimed < countof(box->claimed));
	box->claimed[box->n_claimed++] = (struct claimed){ e->n, e->stream, e->seq };
	note_paged(box, e);
}

void
outbox_leave(struct outbox *box)
{
	for (size_t i = 0; i < box->n_claimed; i++)
		leave(box, &box->claimed[i]);
	box->n_claimed = 0;
	box->sure = box->paging.n_paged;
}

void
outbox_refused(struct outbox *box)
{
	box->n_claimed = 0;
	box->paging.n_paged = box->sure;
}
