/*
 * search -- words found again, across rooms, by whoever may see them.
 *
 * The newest is told first, not the likeliest: how likely a hit is depends on
 * what else holds the words, and what one may not see must not show (law 15).
 */
#include "house.h"

#include "canon.h"
#include "markup.h"

/* ---- putting ---- */

struct putting { struct house *h; struct arena scratch; const struct room *room; err e; };

/* What of an entity is searched: false if it never is, absent if no more. */
static bool
words_of(struct arena *a, const struct seen *s, str *out)
{
	const union entity *is = &s->is;

	switch ((int)s->kind) {
	case ENT_message:
		*out = is->message.retracted ? (str){ NULL, 0 } : markup_plain(a, is->message.text);
		return true;
	case ENT_task:
		*out = arena_fmt(a, "%.*s\n%.*s", STR_ARG(is->task.title), STR_ARG(is->task.result));
		return true;
	case ENT_fact:
		*out = arena_fmt(a, "%.*s %.*s\n%.*s", STR_ARG(is->fact.name), STR_ARG(is->fact.value), STR_ARG(is->fact.note));
		return true;
	case ENT_request:
		*out = arena_fmt(a, "%.*s\n%.*s", STR_ARG(is->request.name), STR_ARG(is->request.question));
		return true;
	case ENT_occurrence:
		*out = arena_fmt(a, "%.*s\n%.*s", STR_ARG(is->occurrence.text), STR_ARG(is->occurrence.source));
		return true;
	case ENT_affected:
		*out = arena_fmt(a, "%.*s %.*s\n%.*s\n%.*s", STR_ARG(is->affected.name), STR_ARG(is->affected.identifier),
		    STR_ARG(is->affected.whose), STR_ARG(is->affected.why));
		return true;
	case ENT_bridge_line:
		*out = arena_fmt(a, "%.*s\n%.*s", STR_ARG(is->bridge_line.speaker), STR_ARG(is->bridge_line.text));
		return true;
	case ENT_document:
		*out = arena_fmt(a, "%.*s\n%.*s", STR_ARG(is->document.title), STR_ARG(is->document.text));
		return true;
	case ENT_attachment:
		*out = is->attachment.file ? arena_fmt(a, "%.*s\n%.*s\n%.*s\n%.*s", STR_ARG(is->attachment.file->name),
		    STR_ARG(is->attachment.collected_by), STR_ARG(is->attachment.source), STR_ARG(is->attachment.how)) : (str){ NULL, 0 };
		return true;
	case ENT_objective:
		*out = arena_fmt(a, "%.*s\n%.*s", STR_ARG(is->objective.text), STR_ARG(is->objective.why));
		return true;
	case ENT_clock:
		*out = arena_fmt(a, "%.*s\n%.*s\n%.*s", STR_ARG(is->clock.title), STR_ARG(is->clock.how), STR_ARG(is->clock.why));
		return true;
	case ENT_room:
		*out = is->room.title.p ? arena_fmt(a, "%.*s %.*s\n%.*s", STR_ARG(is->room.codename), STR_ARG(is->room.title), STR_ARG(is->room.hit)) : (str){ NULL, 0 };
		return true;
	case ENT_decision:
		*out = is->decision.question;
		return true;
	case ENT_option:
		*out = is->option.title;
		return true;
	case ENT_measure:
		*out = is->measure.text;
		return true;
	case ENT_position:
		*out = is->position.text;
		return true;
	case ENT_interest:
		*out = is->interest.text;
		return true;
	default:
		return false;
	}
}

/* The decision in whose brief it stands; 0: it stands elsewhere.  A measure does while it is proposed, then in the ledger. */
static i64
brief_of(const struct room *room, const struct seen *s)
{
	const union entity *is = &s->is;
	const struct option *option;
	const struct position *position;

	switch ((int)s->kind) {
	case ENT_option:
		return is->option.decision;
	case ENT_position:
		return is->position.decision;
	case ENT_interest:
		position = FIND(room, positions, is->interest.position);
		return position ? position->is.decision : 0;
	case ENT_measure:
		option = FIND(room, options, is->measure.option);
		return option && is->measure.state == MEASURE_PROPOSED ? option->is.decision : 0;
	default:
		return 0;
	}
}

static void
put_words(void *ctx, const struct seen *s)
{
	struct putting *p = ctx;
	const struct place *first = &p->room->places[s->head->id - 1];
	struct arena scratch = p->scratch;
	str words;

	if (p->e || !words_of(&scratch, s, &words))
		return;
	p->e = derived_put_text(p->h->derived, &(struct text){
		.room = p->room->id, .object = s->head->id, .channel = s->head->channel, .tlp = s->head->tlp,
		.at = first->at, .n = first->n, .decision = brief_of(p->room, s), .kind = str_c(entity_table(s->kind)->name), .text = words });
}

err
search_put(struct house *h, struct arena scratch, const struct room *room, i64 after, i64 until)
{
	struct putting p = { .h = h, .scratch = scratch, .room = room };
	struct arena view = arena_open(ARENA_REQUEST), a = view;
	struct seeing v = { &a, h->charter, room, NULL };

	view_between(&v, after, until, put_words, &p);
	arena_close(view, ARENA_REQUEST);
	return p.e;
}

/* ---- the question ---- */

/* Letters and digits of any script; marks of other scripts too, which FTS5 leaves out. */
static bool
is_word_byte(char c)
{
	return is_alnum(c) || ((u8)c & 0x80);
}

/* Words as FTS5 reads them, all to be there: quoted, so that nothing in them is an operator. */
static err
query_of(struct arena *a, str words, str *query)
{
	struct buf b = buf_new(a, 512);
	size_t n = 0;

	if (words.n > LIMIT_SEARCH)
		return err_new(a, ERR_TOO_LARGE, "q: at most %d bytes of words are looked for", LIMIT_SEARCH);
	for (size_t i = 0; i < words.n; n++) {
		size_t end = i;

		while (end < words.n && is_word_byte(words.p[end]))
			end++;
		if (end == i) {
			i++;
			n--;
			continue;
		}
		buf_fmt(&b, "%s\"%.*s\"", n ? " " : "", (int)(end - i), words.p + i);
		i = end;
	}
	if (n == 0)
		return err_new(a, ERR_MALFORMED, "q: a word to look for is asked for");
	if (n > LIMIT_SEARCH_WORDS)
		return err_new(a, ERR_TOO_LARGE, "q: at most %d words are looked for at once", LIMIT_SEARCH_WORDS);
	buf_byte(&b, '*');
	*query = buf_str(&b);
	return OK;
}

/* ---- finding ---- */

static const struct err enough = { ERR_TOO_LARGE, STR_INIT("") };

struct found { i64 room, id, channel, at, n, decision; str codename, kind; };

struct finding {
	struct house *h;
	struct arena *a;
	i64 person, before;
	str query;
	i64 in;                         /* the room that is looked into now, -1: none yet */
	bool counted;                   /* among those looked into */
	struct arena rooms;             /* scratch for it */
	struct rec_summary room;
	bool over;                      /* nothing more is told of it: they see nothing in it, or it has no newer one */
	size_t n_rooms;                 /* looked into */
	struct found v[LIMIT_FOUND];    /* the newest of all rooms so far, the newest first */
	size_t n;
	bool more, older;               /* than these; than the rooms that were looked into */
	struct buf b;
};

/* Rooms that they do not see count for nothing, or the bound would tell of them (law 15). */
static err
look_into(struct finding *f, i64 room)
{
	struct arena whole = { f->rooms.end - ARENA_ROOM, f->rooms.end };
	struct room_summary r;
	bool there;
	err e;

	f->in = room;
	f->counted = false;
	f->over = true;
	f->rooms = whole;
	if ((e = derived_room(f->h->derived, &f->rooms, room, &r, &there)) || !there)           return e;
	if ((e = field_read(&f->rooms, record_summary_table(), r.json, FROM_RECORD, &f->room))) return e;
	if (room != STREAM_CHARTER && !refs_have(f->room.whole, f->person) && !refs_have(f->room.channels_only, f->person))
		return OK;
	f->over = false;
	return OK;
}

/* Those that have something to tell of before; no more than so many. */
static err
count_room(struct finding *f)
{
	if (f->counted)
		return OK;
	f->counted = true;
	f->older = f->n_rooms++ == LIMIT_SEARCH_ROOMS;
	return f->older ? &enough : OK;
}

/* A room tells its newest first: the first that comes too late ends it. */
static err
note_text(struct finding *f, const struct text *t)
{
	size_t at = f->n;
	err e;

	if (t->n >= f->before)
		return OK;
	if ((e = count_room(f)))
		return e;
	if (!summary_shows(f->h, &f->room, f->person, (struct object_place){ t->room, t->channel, (enum tlp)t->tlp }))
		return OK;
	while (at > 0 && f->v[at - 1].n < t->n)
		at--;
	f->more |= f->n == LIMIT_FOUND;
	f->over = at == LIMIT_FOUND;
	if (f->over)
		return OK;
	f->n += f->n < LIMIT_FOUND;
	memmove(&f->v[at + 1], &f->v[at], (f->n - at - 1) * sizeof(f->v[0]));
	f->v[at] = (struct found){ t->room, t->object, t->channel, t->at, t->n, t->decision, arena_str(f->a, f->room.codename), arena_str(f->a, t->kind) };
	return OK;
}

/* Most hits of a common word are in rooms that they do not see, or older than a page holds: nothing more is read of those. */
static err
note_found(void *ctx, i64 room, i64 object)
{
	struct finding *f = ctx;
	struct arena scratch;
	struct text t;
	err e;

	if (room != f->in && (e = look_into(f, room)))
		return e;
	if (f->over)
		return OK;
	scratch = f->rooms;
	if ((e = derived_text(f->h->derived, &scratch, room, object, &t)))
		return e;
	return note_text(f, &t);
}

static err
put_found(struct finding *f, const struct found *x)
{
	str snippet;
	err e = derived_snippet(f->h->derived, f->a, x->room, x->id, f->query, &snippet);

	if (e)
		return e;
	canon_put_next(&f->b);
	buf_fmt(&f->b, "{\"at\":%lld,\"channel\":%lld,\"codename\":", (long long)x->at, (long long)x->channel);
	canon_put_string(&f->b, x->codename);
	if (x->decision)
		buf_fmt(&f->b, ",\"decision\":%lld", (long long)x->decision);
	buf_fmt(&f->b, ",\"entity\":\"%.*s\",\"id\":%lld,\"room\":%lld,\"snippet\":", STR_ARG(x->kind), (long long)x->id, (long long)x->room);
	canon_put_string(&f->b, snippet);
	buf_byte(&f->b, '}');
	return OK;
}

err
house_search(struct house *h, struct arena *a, const struct search *s, str *json)
{
	struct finding f = { .h = h, .a = a, .person = s->person, .before = s->before, .in = -1, .b = buf_new(a, 4 * KIB) };
	err e = query_of(a, s->words, &f.query);

	if (e)
		return e;
	f.rooms = arena_open(ARENA_ROOM);
	buf_put(&f.b, STR("{\"found\":["));
	e = derived_search(h->derived, f.query, note_found, &f);
	if (e == &enough)
		e = OK;
	for (size_t i = 0; e == OK && i < f.n; i++)
		e = put_found(&f, &f.v[i]);
	buf_byte(&f.b, ']');
	if (h->indexing.words)
		buf_fmt(&f.b, ",\"indexed\":%lld", (long long)indexing_percent(h));
	buf_put(&f.b, f.more ? STR(",\"more\":true") : STR(",\"more\":false"));
	if (f.more)
		buf_fmt(&f.b, ",\"next\":%lld", (long long)f.v[f.n - 1].n);
	buf_put(&f.b, f.older ? STR(",\"older\":true}") : STR("}"));
	*json = buf_str(&f.b);
	e = err_at(a, STR("search"), e);
	arena_close((struct arena){ NULL, f.rooms.end }, ARENA_ROOM);
	return e;
}
