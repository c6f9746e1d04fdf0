/* api_read -- the addresses that only look. */
#include "api.h"

#include "cvss.h"
#include "folding.h"
#include "query.h"
#include "utc.h"

#include <stdlib.h>

/* ---- who and where ---- */

static void
then_me(struct later *l)
{
	struct api *api = l->api;
	struct request *q = l->q;
	const struct charter *c = api->house->charter;
	const struct caller *who = api_caller(q);
	struct buf b = buf_new(&q->arena, KIB);

	buf_put(&b, STR("{\"demo\":"));
	canon_put_bool(&b, c->founded.demo);
	buf_put(&b, STR(",\"host\":"));
	canon_put_string(&b, api->house->host);
	buf_put(&b, STR(",\"index\":"));
	buf_int(&b, (i64)api->house->tree.size - 1);
	buf_put(&b, STR(",\"organisation\":"));
	canon_put_string(&b, who->signed_in || c->founded.demo ? c->founded.organisation : STR(""));
	buf_put(&b, STR(",\"origin\":"));
	canon_put_string(&b, api->house->origin);
	buf_put(&b, STR(",\"rp\":"));
	canon_put_string(&b, house_rp(api->house));
	buf_put(&b, STR(",\"signed_in\":"));
	canon_put_bool(&b, who->signed_in);
	if (who->signed_in) {
		buf_fmt(&b, ",\"person\":%lld,\"strength\":\"%s\",\"officer\":%s", (long long)who->actor.person,
		    word_text(&session_strength_words, (int)who->actor.strength),
		    seat_held_by(c, c->officers, who->actor.person) ? "true" : "false");
		buf_put(&b, STR(",\"provisional\":"));
		canon_put_bool(&b, c->founded.provisional);
	}
	buf_put(&b, STR(",\"version\":\"" TOCSIN_VERSION "\"}"));
	reply_json(l->x, 200, buf_str(&b));
}

void
get_me(void *ctx, struct exchange *x, struct request *q)
{
	api_later(ctx, x, q, STREAM_NONE, then_me);
}

/* ---- rooms ---- */

static void
reply_view(struct later *l, const struct as_of *is)
{
	struct house seen = *l->api->house;
	struct arena text = arena_open(ARENA_ROOM), a = text;   /* a room is larger than a request */
	const struct place *p = &is->room->places[is->room->n_places - 1];

	seen.charter = (struct charter *)(uintptr_t)is->charter;
	reply_json(l->x, 200, arena_fmt(&a,
	    "{\"room\":%lld,\"index\":%lld,\"seq\":%lld,\"last\":%lld,\"at\":%lld,\"entities\":%.*s}",
	    (long long)is->room->id, (long long)is->index, (long long)is->room->seq, (long long)is->last, (long long)p->at,
	    STR_ARG(entities_json(&a, &seen, is->room, is->audience, 0))));
	arena_close(text, ARENA_ROOM);
}

/* The room as it stood at an entry, and the charter at the same moment (H3): folded by a worker. */
struct past { struct later *l; struct audience audience; i64 now; api_tell *tell; };

static void
past_folded(struct folding *f)
{
	struct past *p = f->ctx;

	api_turn_over(&p->l->api->pasts, api_caller(p->l->q)->actor.person);
	if (f->failed)
		reply_err(p->l->x, f->failed);
	else
		p->tell(p->l, &(struct as_of){ &p->audience, f->charter, f->room, p->now, f->until, f->charter });
}

static void
tell_past(struct later *l, const struct past *of, i64 stream, const struct room *now, i64 at)
{
	struct past *p = NEW(&l->q->arena, struct past, 1);
	err e = api_turn(&l->api->pasts, l->q, LIMIT_PASTS, "rooms are being shown as they stood");

	*p = *of;
	if (e) {
		reply_err(l->x, e);
		return;
	}
	api_turn_begin(&l->api->pasts, api_caller(l->q)->actor.person);
	folding_begin(l->api->house->base, l->api->house->dir, stream, now->places[at - 1].n, past_folded, p);
}

/* The last entry of it that was written by then (`at` never decreases); 0: it did not exist. */
static i64
entry_by(const struct room *room, i64 moment)
{
	i64 seq = room->seq;

	while (seq > 0 && room->places[seq - 1].at > moment)
		seq--;
	return seq;
}

/* The entry that is asked for, by its number or by a moment; else the last. */
static err
asked_at(struct request *q, const struct room *room, i64 *at)
{
	i64 entry = query_number(q, STR("at"), 0), moment = query_moment(q, STR("time"), UTC_MAX);

	*at = entry ? entry : entry_by(room, moment);
	if (entry && moment != UTC_MAX)
		return err_new(&q->arena, ERR_MALFORMED, "time: an entry is named already; ask for one or the other");
	if (*at == 0)
		return err_new(&q->arena, ERR_MALFORMED, "time: it did not exist then; it began at %.*s", STR_ARG(utc_text(&q->arena, room->places[0].at)));
	if (*at > room->seq)
		return err_new(&q->arena, ERR_MALFORMED, "at: an entry from 1 to %lld is asked for", (long long)room->seq);
	return OK;
}

void
api_as_of(struct later *l, i64 stream, api_tell *tell)
{
	struct past p = { .l = l, .tell = tell };
	struct loaded *room;
	i64 at = 0;
	err e = api_room(l->api, l->q, stream, &room, &p.audience);

	if (e || (e = asked_at(l->q, room->room, &at))) {
		reply_err(l->x, e);
		return;
	}
	p.now = room->room->seq;
	if (at < p.now)
		tell_past(l, &p, stream, room->room, at);
	else
		tell(l, &(struct as_of){ &p.audience, l->api->house->charter, room->room, p.now, (i64)l->api->house->tree.size - 1, NULL });
}

void
api_own_charter(struct later *l, api_tell *tell)
{
	struct past p = { .l = l, .tell = tell };
	struct loaded *room;
	err e = api_room(l->api, l->q, STREAM_CHARTER, &room, &p.audience);

	if (e) {
		reply_err(l->x, e);
		return;
	}
	p.now = room->room->seq;
	tell_past(l, &p, STREAM_CHARTER, room->room, p.now);
}

static void
then_room(struct later *l)
{
	i64 stream;
	err e = api_stream(l->q, false, &stream);

	if (e)
		reply_err(l->x, e);
	else
		api_as_of(l, stream, reply_view);
}

static void
then_charter(struct later *l)
{
	api_as_of(l, STREAM_CHARTER, reply_view);
}

void
get_room(void *ctx, struct exchange *x, struct request *q)
{
	api_later_here(ctx, x, q, then_room);
}

void
get_charter(void *ctx, struct exchange *x, struct request *q)
{
	api_later(ctx, x, q, STREAM_NONE, then_charter);
}

/* While lists are made anew: how many percent of the rooms are in them. */
static str
listed(struct later *l)
{
	const struct house *h = l->api->house;

	return h->indexing.lines ? arena_fmt(&l->q->arena, ",\"listed\":%d", indexing_listed(h)) : STR("");
}

static void
then_rooms(struct later *l)
{
	str rooms;
	bool more;
	err e = house_rooms(l->api->house, &l->q->arena, api_caller(l->q)->actor.person, &rooms, &more);

	if (e)
		reply_err(l->x, e);
	else
		reply_json(l->x, 200, arena_fmt(&l->q->arena, "{\"index\":%lld%.*s%s,\"rooms\":%.*s}",
		    (long long)l->api->house->tree.size - 1, STR_ARG(listed(l)), more ? ",\"more\":true" : "", STR_ARG(rooms)));
}

void
get_rooms(void *ctx, struct exchange *x, struct request *q)
{
	api_later(ctx, x, q, STREAM_NONE, then_rooms);
}

/* ---- entries ---- */

struct listing { struct seeing v; struct buf b; struct refs seqs; size_t n, most; err full; };

static err
put_entry(struct listing *l, const struct stored *s)
{
	static const struct err enough = { ERR_NO_SUCH, STR_INIT("") };

	if (l->n == l->most)
		return l->full = &enough;
	l->n++;
	canon_put_next(&l->b);
	buf_put(&l->b, STR("{\"disclosures\":["));
	for (size_t i = 0; i < s->n_disclosures; i++) {
		canon_put_next(&l->b);
		canon_put_string(&l->b, s->disclosures[i]);
	}
	buf_put(&l->b, STR("],\"leaf\":"));
	canon_put_string(&l->b, s->leaf);
	buf_byte(&l->b, '}');
	return OK;
}

static err
list_entry(void *ctx, const struct stored *s)
{
	struct listing *l = ctx;

	return (l->seqs.n && !refs_have(l->seqs, s->seq)) || !view_shows(&l->v, s->seq) ? OK : put_entry(l, s);
}

static void
then_entries(struct later *l)
{
	struct arena text = arena_open(ARENA_ROOM);
	struct listing list = { .b = buf_new(&text, 64 * KIB), .seqs = query_numbers(l->q, STR("seqs")),
	    .most = (size_t)query_number(l->q, STR("limit"), LIMIT_ENTRIES) };
	i64 after = query_number(l->q, STR("after"), 0);
	struct store *reader = l->api->house->reader;
	struct audience audience;
	struct loaded *room;
	err e;

	buf_put(&list.b, STR("{\"entries\":["));
	if ((e = api_room_here(l, &room, &audience)) == OK)
		list.v = (struct seeing){ &l->q->arena, l->api->house->charter, room->room, &audience };
	if (e || ((e = reader->read(reader, room->room->id, after, list_entry, &list)) && e != list.full)) {
		reply_err(l->x, e);
	} else {
		buf_put(&list.b, STR("]}"));
		reply_json(l->x, 200, buf_str(&list.b));
	}
	arena_close((struct arena){ NULL, text.end }, ARENA_ROOM);
}

void
get_entries(void *ctx, struct exchange *x, struct request *q)
{
	api_later_here(ctx, x, q, then_entries);
}

/* ---- the journal ---- */

enum { JOURNAL_MOST = 100 };

static err
list_journal(void *ctx, const struct stored *s)
{
	return put_entry(ctx, s);
}

static void
then_journal(struct later *l)
{
	struct house *h = l->api->house;
	struct listing list = { .b = buf_new(&l->q->arena, 8 * KIB), .most = JOURNAL_MOST };
	i64 last = h->journal->seq, before = query_number(l->q, STR("before"), last + 1), from;
	err e = api_officer(l->api, l->q, "The journal");

	before = before > last + 1 ? last + 1 : before;
	from = before - 1 > JOURNAL_MOST ? before - 1 - JOURNAL_MOST : 0;
	list.most = (size_t)(before - 1 - from);
	buf_put(&list.b, STR("{\"entries\":["));
	if (e || ((e = h->reader->read(h->reader, STREAM_JOURNAL, from, list_journal, &list)) && e != list.full)) {
		reply_err(l->x, e);
		return;
	}
	buf_put(&list.b, STR("]}"));
	reply_json(l->x, 200, buf_str(&list.b));
}

void
get_journal(void *ctx, struct exchange *x, struct request *q)
{
	api_later(ctx, x, q, STREAM_NONE, then_journal);
}

/* ---- the stream ---- */

struct reading { struct hub *hub; struct watcher *watcher; };

static void
reader_gone(void *ctx)
{
	struct reading *r = ctx;

	hub_forget(r->hub, r->watcher);
	free(r);
}

/* Those of them that the caller may see. */
static size_t
rooms_seen(struct later *l, i64 *rooms)
{
	struct audience audience;
	struct loaded *room;
	size_t n = 0;

	for (size_t i = 0; i < l->rooms.n; i++)
		if (api_room(l->api, l->q, l->rooms.v[i], &room, &audience) == OK)
			rooms[n++] = l->rooms.v[i];
	return n;
}

static void
then_stream(struct later *l)
{
	i64 rooms[LIMIT_STREAM_ROOMS], after = query_number(l->q, STR("after"), -1);
	const struct caller *who = api_caller(l->q);
	struct listener listener = { who->actor, who->session.id, who->session.expires };
	size_t n = rooms_seen(l, rooms);
	str last = request_header(l->q, STR("last-event-id"));
	struct hub *hub = l->api->house->hub;
	struct reading *r;
	struct subscriber *reader;
	err e = hub_need_place(hub, &l->q->arena, &listener);

	if (e) {
		reply_err(l->x, e);
		return;
	}
	r = calloc(1, sizeof(*r));
	assert(r);
	if (last.n && last.n < 16)
		after = strtoll(arena_cstr(&l->q->arena, last), NULL, 10);
	if ((reader = stream_open(l->x, reader_gone, r)) == NULL) {
		free(r);
		return;
	}
	*r = (struct reading){ hub, hub_watch(hub, reader, &listener, rooms, n) };
	if (after >= 0)
		hub_catch_up(hub, r->watcher, after);
}

void
get_stream(void *ctx, struct exchange *x, struct request *q)
{
	api_later_in(ctx, x, q, query_numbers(q, STR("rooms")), then_stream);
}

/* ---- my work ---- */

static void
then_work(struct later *l)
{
	str items;
	bool more;
	err e = house_work(l->api->house, &l->q->arena, api_caller(l->q)->actor.person, &items, &more);

	if (e)
		reply_err(l->x, e);
	else
		reply_json(l->x, 200, arena_fmt(&l->q->arena, "{\"items\":%.*s%.*s%s}", STR_ARG(items), STR_ARG(listed(l)), more ? ",\"more\":true" : ""));
}

void
get_work(void *ctx, struct exchange *x, struct request *q)
{
	api_later(ctx, x, q, STREAM_NONE, then_work);
}

/* ---- words ---- */

static void
then_search(struct later *l)
{
	str found;
	struct search asked = { .person = api_caller(l->q)->actor.person, .words = request_query(l->q, STR("q")),
	    .before = query_number(l->q, STR("before"), QUERY_LARGEST) };
	err e = house_search(l->api->house, &l->q->arena, &asked, &found);

	if (e)
		reply_err(l->x, e);
	else
		reply_json(l->x, 200, found);
}

void
get_search(void *ctx, struct exchange *x, struct request *q)
{
	api_later(ctx, x, q, STREAM_NONE, then_search);
}

/* ---- the record, and scores ---- */

static err
newest_checkpoint(struct api *api, struct request *q, str *out)
{
	struct store *reader = api->house->reader;

	return reader->checkpoint(reader, &q->arena, -1, out);
}

void
get_checkpoint(void *ctx, struct exchange *x, struct request *q)
{
	str note;
	err e = newest_checkpoint(ctx, q, &note);

	if (e)
		reply_err(x, e);
	else
		reply_bytes(x, 200, STR("text/plain; charset=utf-8"), note);
}

static void
then_record(struct later *l)
{
	struct api *api = l->api;
	struct buf b = buf_new(&l->q->arena, KIB);
	str note;
	err e = newest_checkpoint(api, l->q, &note);

	if (e) {
		reply_err(l->x, e);
		return;
	}
	buf_put(&b, STR("{\"checkpoint\":"));
	canon_put_string(&b, note);
	buf_put(&b, STR(",\"origin\":"));
	canon_put_string(&b, api->house->origin);
	buf_fmt(&b, ",\"size\":%llu}", (unsigned long long)api->house->tree.size);
	reply_json(l->x, 200, buf_str(&b));
}

void
get_record(void *ctx, struct exchange *x, struct request *q)
{
	api_later(ctx, x, q, STREAM_NONE, then_record);
}

void
get_score(void *ctx, struct exchange *x, struct request *q)
{
	struct cvss score;
	err e = cvss_score(&q->arena, request_query(q, STR("vector")), &score);

	(void)ctx;
	if (e)
		reply_err(x, e);
	else
		reply_json(x, 200, arena_fmt(&q->arena, "{\"score\":\"%d.%d\",\"severity\":\"%.*s\"}",
		    score.score / 10, score.score % 10, STR_ARG(score.severity)));
}
