#include "audience.h"

struct refs
let_into(const struct channel *c)
{
	return (struct refs){ c->members, c->n_members };
}

enum tlp
room_tlp(const struct room *room)
{
	return room->tlp ? room->tlp : TLP_AMBER;
}

bool
label_keeps_out(const struct charter *charter, const struct room *room, i64 person)
{
	const struct person *p = charter_person(charter, person);

	return p && p->is.outside && room_tlp(room) >= TLP_AMBER_STRICT;
}

bool
told_to_all(const struct head *head)
{
	return head->channel == 0 && head->tlp < TLP_AMBER_STRICT;
}

/* The charter is for everybody; those from outside see of it the seats, and themselves. */
bool
audience_of(struct arena *a, const struct charter *charter, const struct room *room, i64 person, struct audience *out)
{
	const struct person *p = charter_person(charter, person);
	const struct member *m = room_member(room, person);
	i64 *in = NEW(a, i64, room->n_channels + 1);
	size_t n = 0;

	if (p == NULL || (m == NULL && room != charter->room))
		return false;
	*out = (struct audience){ .whole = m == NULL || !m->channels_only, .outside = p->is.outside };
	if (label_keeps_out(charter, room, person))
		out->whole = false;
	out->reported = !out->whole && room->reported.n && room->opener == person;
	if (label_keeps_out(charter, room, person))
		return true;
	if (room == charter->room && (p->owns || p->is.outside))
		in[n++] = person;
	for (size_t i = 0; i < room->n_channels; i++) {
		const struct channel *c = &room->channels[i];

		if (refs_have(let_into(c), person) && !(out->whole && c->is.kind == CHANNEL_OPEN))
			in[n++] = c->head.id;
	}
	out->channels = (struct refs){ in, n };
	return true;
}

i64
audience_since(const struct charter *charter, const struct room *room, i64 person)
{
	const struct person *p = charter_person(charter, person);

	return room != charter->room ? room_access(room, person) : p ? p->owns : 0;
}

bool
audience_eq(const struct audience *a, const struct audience *b)
{
	return a->whole == b->whole && a->reported == b->reported && a->outside == b->outside && a->channels.n == b->channels.n &&
	    (a->channels.n == 0 || memcmp(a->channels.v, b->channels.v, a->channels.n * sizeof(i64)) == 0);
}

static bool
in_sight(const struct audience *a, const struct room *room, i64 channel)
{
	const struct channel *c = FIND(room, channels, channel);

	return refs_have(a->channels, channel) || (a->whole && (c == NULL || c->is.kind == CHANNEL_OPEN));
}

bool
audience_sees(const struct audience *a, const struct room *room, const struct head *head)
{
	return in_sight(a, room, head->channel) && !(a->outside && head->tlp >= TLP_AMBER_STRICT);
}

bool
audience_sees_all(const struct audience *a, const struct room *room)
{
	if (a->outside || !a->whole)
		return false;
	for (size_t i = 0; i < room->n_channels; i++)
		if (!in_sight(a, room, room->channels[i].head.id))
			return false;
	return true;
}

struct refs
people_in_sight(struct arena *a, const struct room *room, const struct audience *audience)
{
	i64 *v = NEW(a, i64, room->n_members + 1);
	size_t n = 0;

	for (size_t i = 0; i < room->n_members; i++) {
		bool is = audience->whole;

		for (size_t k = 0; k < room->n_channels && !is; k++)
			is = refs_have(audience->channels, room->channels[k].head.id) && refs_have(let_into(&room->channels[k]), room->members[i].person);
		if (is)
			v[n++] = room->members[i].person;
	}
	return (struct refs){ v, n };
}
