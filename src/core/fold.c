#include "core.h"

void *
head_find(const void *list, size_t size, size_t n, i64 id)
{
	const char *items = list;
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		const char *item = items + mid * size;
		i64 here = ((const struct head *)(const void *)item)->id;

		if (here == id)
			return (void *)(uintptr_t)item;
		if (here < id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

struct room *
room_new(struct arena whole)
{
	struct room *room = NEW(&whole, struct room, 1);

	room->arena = whole;
	return room;
}

struct charter *
charter_new(struct arena whole, struct arena room)
{
	struct charter *charter = NEW(&whole, struct charter, 1);

	charter->arena = whole;
	charter->room = room_new(room);
	return charter;
}

static void
mark_touched(struct room *room, enum entity_kind kind, struct head *head, const struct entry *entry, bool aside)
{
	if (head->id == 0) {
		head->id = entry->seq;
		head->by = entry->by.person;
		head->via = entry->by.via;
	}
	if (head->touched == entry->seq)
		return;
	head->touched = entry->seq;
	*ADD(room, touches) = (struct touch){ entry->seq, head->id, kind, aside };
}

void
touch(struct room *room, enum entity_kind kind, struct head *head, const struct entry *entry)
{
	mark_touched(room, kind, head, entry, false);
}

void
touch_line(struct room *room, const struct entry *entry)
{
	room->line = entry->seq;
	touch(room, ENT_room, &room->head, entry);
}

void
touch_aside(struct room *room, enum entity_kind kind, struct head *head, const struct entry *entry)
{
	mark_touched(room, kind, head, entry, true);
}

#define CHECK_ASCENDING(room, name) \
	for (size_t i = 0; i < (room)->n_##name; i++) \
		assert((room)->name[i].head.id <= (room)->seq && \
		    (i == 0 || (room)->name[i - 1].head.id < (room)->name[i].head.id))

/* The invariants that cost little: those over the few, and the ends of the many. */
static void
room_check(const struct room *room)
{
	assert((i64)room->n_places == room->seq);                                       /* R1 */
	CHECK_ASCENDING(room, decisions);                                               /* R2 */
	CHECK_ASCENDING(room, options);
	assert(room->n_facts == 0 || room->facts[room->n_facts - 1].head.id <= room->seq);
	for (size_t i = 0; i < room->n_decisions; i++)                                  /* R3 */
		assert(room->decisions[i].state != DECISION_TAKEN ||
		    (room->decisions[i].outcome && room->decisions[i].option));
}

#undef FOLD_IN_CHARTER
#undef FOLD_IN_JOURNAL
#undef FOLD_IN_ROOM
#undef FOLD_IN_MATTER
#define FOLD_IN_CHARTER(name) case EV_##name: fold_##name(w.charter, entry, &entry->as.name); break;
#define FOLD_IN_JOURNAL(name) case EV_##name: break;
#define FOLD_IN_ROOM(name)    case EV_##name: fold_##name(room, entry, &entry->as.name); break;
#define FOLD_IN_MATTER(name)  FOLD_IN_ROOM(name)

/*
 * Whoever changes what is put up asks for it, too.  An estimate says what it costs and binds nobody; a
 * condition is what somebody asked for who answers, and asks for nothing of whoever adopts it for them.
 */
static void
count_changer(struct room *room, const struct option *o, const struct entry *entry)
{
	struct decision *d = FIND(room, decisions, o->is.decision);
	const struct option *up = FIND(room, options, d->option);
	const struct answer *asked = entry->kind == EV_condition_adopted ? FIND(room, answers, entry->as.condition_adopted.condition) : NULL;
	i64 person = entry->by.person;

	if (up == NULL || d->put_up == entry->seq || person == 0 || (up != o && up->then != o->head.id) || (asked && asked->person != person))
		return;
	GROW(&room->arena, d->changers, d->n_changers, d->cap_changers);
	d->changers[d->n_changers++] = person;
}

/* An approval binds to every SUBJECT entry that names its option, or what is decided after that (B6). */
static void
bind_subject(struct room *room, const struct entry *entry)
{
	struct option *o = FIND(room, options, event_option(entry->kind, &entry->as));

	if (o == NULL)
		return;
	GROW(&room->arena, o->subject, o->n_subject, o->cap_subject);
	o->subject[o->n_subject++] = entry->seq;
	touch(room, ENT_option, &o->head, entry);
	count_changer(room, o, entry);
	for (size_t i = 0; i < room->n_options; i++)            /* and so does one of what comes before it */
		if (room->options[i].then == o->head.id)
			touch_aside(room, ENT_option, &room->options[i].head, entry);
}

void
fold_silent(struct world w, const struct entry *entry)
{
	struct room *room = w.room;

	assert(entry->seq == room->seq + 1);
	if (entry->seq == 1)
		room->id = entry->n;
	room->seq = entry->seq;
	*ADD(room, places) = (struct place){ entry->lh, entry->n, entry->at, entry->charter, entry->kind };
	if (room == w.charter->room)
		w.charter->log = entry->log;
}

void
fold(struct world w, const struct entry *entry)
{
	struct room *room = w.room;

	fold_silent(w, entry);
	switch (entry->kind) {
#include "rows_none.h"
#define EVENT(name, stream, part, doc) FOLD_IN_##stream(name)
#include "events.def"
	case EV_none:
	case EVENT_KINDS:
		assert(false);
	}
	bind_subject(room, entry);
	room_check(room);
}

/* Is the entry `seq` of this stream one of the kind that a field names? */
static bool
is_target(const struct room *room, i64 seq, const struct field *f)
{
	return seq >= 1 && seq <= room->seq &&
	    str_eq(str_c(event_table(room->places[seq - 1].kind)->name), str_c(f->target));
}

static bool
names_something(struct world w, const struct field *f, const struct entry *e)
{
	const struct room *charter = w.charter->room;
	i64 seq = *(const i64 *)(const void *)((const char *)&e->as + f->offset);

	if (str_eq(str_c(f->target), STR("any")) || (seq == 0 && (f->marks & OPT)))
		return true;
	return is_target(w.room, seq, f) ||
	    (is_target(charter, seq, f) && event_stream(charter->places[seq - 1].kind) == IN_CHARTER);
}

static err
need_foldable(struct world w, const struct entry *e)
{
	const struct field_table *t = event_table(e->kind);
	enum event_stream in = event_stream(e->kind);
	struct arena *a = &w.room->arena;

	if (e->seq != w.room->seq + 1)
		return err_new(a, ERR_DAMAGED, "entry %lld stands where entry %lld should",
		    (long long)e->seq, (long long)(w.room->seq + 1));
	if ((w.room == w.charter->room) != (e->stream == 0) || e->stream < 0 ||
	    (in != IN_MATTER && (in == IN_CHARTER) != (e->stream == 0)) || in == IN_JOURNAL)
		return err_new(a, ERR_DAMAGED, "entry %lld, %s, cannot stand in this stream", (long long)e->seq, t->name);
	for (size_t i = 0; i < t->count; i++)
		if (t->fields[i].type == FIELD_REF && !names_something(w, &t->fields[i], e))
			return err_new(a, ERR_DAMAGED, "entry %lld, %s: %s names no %s",
			    (long long)e->seq, t->name, t->fields[i].name, t->fields[i].target);
	return OK;
}

static struct author *
author_of(struct room *room, const struct by *by)
{
	for (size_t i = 0; i < room->n_authors; i++)
		if (room->authors[i].person == by->person && room->authors[i].via == by->via)
			return &room->authors[i];
	*ADD(room, authors) = (struct author){ .person = by->person, .via = by->via };
	return &room->authors[room->n_authors - 1];
}

static void
weigh(struct room *room, const struct by *by, size_t bytes)
{
	struct author *author = author_of(room, by);

	room->bytes += bytes;
	author->bytes += bytes;
	author->entries++;
}

err
fold_bytes(struct world w, str leaf, const str *disclosures, size_t n)
{
	struct entry entry;
	size_t bytes = leaf.n;
	err e = entry_read(&w.room->arena, leaf, disclosures, n, &entry);

	if (e || (e = need_foldable(w, &entry)))
		return e;
	for (size_t i = 0; i < n; i++)
		bytes += disclosures[i].n;
	weigh(w.room, &entry.by, bytes);
	fold(w, &entry);
	return OK;
}
