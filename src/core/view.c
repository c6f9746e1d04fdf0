#include "view.h"

/* Of the charter, those from outside see the seats and themselves; of a room, everybody in it sees its line in lists. */
static bool
may_see(const struct seeing *v, enum entity_kind kind, const struct head *head)
{
	if (v->audience == NULL || kind == ENT_room)
		return true;
	if (v->room == v->charter->room && head->channel)
		return refs_have(v->audience->channels, head->channel);
	if (v->room == v->charter->room)
		return !v->audience->outside || kind == ENT_seat || (kind == ENT_person && refs_have(v->audience->channels, head->id));
	return audience_sees(v->audience, v->room, head);
}

bool
view_entity(const struct seeing *v, enum entity_kind kind, i64 id, struct seen *out)
{
	const struct head *head = NULL;

	out->kind = kind;
	switch (kind) {
#include "rows_none.h"
#define ENTITY(name, doc) case ENT_##name: head = see_##name(v, id, &out->is.name); break;
#include "entities.def"
	case ENT_none:
	case ENTITY_KINDS:
		break;
	}
	out->head = head;
	return head && may_see(v, kind, head);
}

/* The seq by which an entity says that it was last changed: its second member, always. */
static i64
touched_of(const struct seen *s)
{
	const struct field *f = field_find(entity_table(s->kind), STR("touched"));

	return *(const i64 *)(const void *)((const char *)&s->is + f->offset);
}

/* The first touch with seq > after. */
static size_t
first_after(const struct room *room, i64 after)
{
	size_t lo = 0, hi = room->n_touches;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (room->touches[mid].seq > after)
			hi = mid;
		else
			lo = mid + 1;
	}
	return lo;
}

static bool
shows_change(const struct seeing *v, const struct touch *t)
{
	struct arena scratch = *v->a;
	struct seeing within = { &scratch, v->charter, v->room, v->audience };
	struct seen seen;

	if (t->kind == ENT_room)
		return v->audience->whole;
	if (view_entity(&within, t->kind, t->id, &seen))
		return true;
	return seen.head == NULL && v->room == v->charter->room && !v->audience->outside;       /* of the charter, what another replaced */
}

bool
view_shows(const struct seeing *v, i64 seq)
{
	const struct room *room = v->room;
	const struct audience *a = v->audience;
	bool charter = room == v->charter->room, shown;

	if (a == NULL || (!charter && audience_sees_all(a, room)))
		return true;
	shown = a->whole && !(charter && a->outside);   /* what changed nothing stands in the room as a whole */
	for (size_t i = first_after(room, seq - 1); i < room->n_touches && room->touches[i].seq == seq; i++) {
		if (room->touches[i].aside)
			continue;
		if (!shows_change(v, &room->touches[i]))
			return false;
		shown = true;
	}
	return shown;
}

void
view_since(const struct seeing *v, i64 after, view_visit *visit, void *ctx)
{
	view_between(v, after, v->room->seq, visit, ctx);
}

void
view_between(const struct seeing *v, i64 after, i64 until, view_visit *visit, void *ctx)
{
	const struct room *room = v->room;

	for (size_t i = first_after(room, after); i < room->n_touches && room->touches[i].seq <= until; i++) {
		const struct touch *t = &room->touches[i];
		struct arena scratch = *v->a;
		struct seeing within = { &scratch, v->charter, room, v->audience };
		struct seen seen;

		if (view_entity(&within, t->kind, t->id, &seen) && touched_of(&seen) == t->seq)
			visit(ctx, &seen);
	}
}
