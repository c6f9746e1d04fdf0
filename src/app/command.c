/* command -- a command as an order: who may give it, what it was drawn up against, and the signature of its act. */
#include "house.h"

#include "act_check.h"
#include "base64.h"
#include "send.h"
#include "sha256.h"

/* What the command names first of this stream's entities, one or several; else the room itself: what If-Match speaks of. */
static struct refs
matched_entities(const struct scene *s, const struct command_order *c)
{
	const struct field_table *t = command_table(c->kind);

	for (size_t i = 0; i < t->count; i++) {
		const struct field *f = &t->fields[i];
		const void *at = (const char *)&c->fields + f->offset;
		struct refs named = f->type == FIELD_REFS ? *(const struct refs *)at :
		    f->type == FIELD_REF && *(const i64 *)at ? (struct refs){ at, 1 } : (struct refs){ NULL, 0 };
		enum event_kind kind = named.n ? event_kind(str_c(f->target)) : EV_none;

		if (kind && (event_stream(kind) == IN_MATTER || (event_stream(kind) == IN_CHARTER) == (s->room == s->charter->room)))
			return named;
	}
	return (struct refs){ &s->room->head.id, 1 };
}

/* By which entry it was touched after that one; 0 if by none. */
static i64
touched_after(const struct room *room, i64 seen, i64 id)
{
	for (size_t i = room->n_touches; i-- > 0 && room->touches[i].seq > seen;)
		if (room->touches[i].id == id)
			return room->touches[i].seq;
	return 0;
}

/* Nothing is done if one of them has changed: whoever looked at an older state wished something else. */
static err
need_match(const struct scene *s, const struct command_order *c)
{
	struct refs named = matched_entities(s, c);
	struct buf changed = buf_new(s->a, 64);

	for (size_t i = 0; c->if_match && i < named.n; i++) {
		i64 by = touched_after(s->room, c->if_match, named.v[i]);

		if (by == 0)
			continue;
		if (named.n == 1)
			return err_new(s->a, ERR_STALE, "It has changed since you looked at it (entry %lld); look again.", (long long)by);
		if (changed.n > LIMIT_SENTENCE / 2) {
			buf_put(&changed, STR(" and more"));
			break;
		}
		buf_fmt(&changed, "%s%lld (entry %lld)", changed.n ? ", " : "", (long long)named.v[i], (long long)by);
	}
	if (changed.n)
		return err_new(s->a, ERR_STALE, "Nothing was done, for some have changed since you looked: %.*s; look again.",
		    STR_ARG(buf_str(&changed)));
	return OK;
}

/* An act: is it signed as its passkey signs, and does it cite a tree of ours? */
static void
judge_act(struct house *h, struct scene *s, str act, str client_data, str auth_data, str signature)
{
	struct rec_act is;

	s->signature = signature.p ? act_signed(s->a, h->charter, act, client_data, auth_data, signature) :
	    h->charter->founded.demo ? OK : err_new(s->a, ERR_CONFLICT, "act: it is not signed");
	s->tree_known = act_read(s->a, act, &is) == OK && house_had_root(h, s->a, is.tree->size, is.tree->root);
}

#define JUDGE_WEAK(name)
#define JUDGE_STRONG(name)
#define JUDGE_WEAK_OR_TOKEN(name)
#define JUDGE_STRONG_OR_TOKEN(name)
#define JUDGE_KEPT(session) JUDGE_##session
#define JUDGE_ACT(name) \
	case CMD_##name: \
		judge_act(h, s, c->fields.name.act, c->fields.name.client_data, c->fields.name.auth_data, c->fields.name.signature); \
		break;

/* Every command that takes an act, and no other. */
static void
judge_signed(struct house *h, struct scene *s, const struct command_order *c)
{
	switch ((int)c->kind) {
#include "rows_none.h"
#define COMMAND(name, stream, who, session, doc) JUDGE_##session(name)
#include "commands.def"
	}
}

/* Before anything else is said of a command: a room that you are not in is not there (law 15). */
static err
need_in_room(const struct scene *s)
{
	if (s->room == s->charter->room || s->room->seq == 0 || room_has_member(s->room, s->actor.person))
		return OK;
	return err_new(s->a, ERR_NO_SUCH, "There is no such room.");
}

struct erasable { struct arena *a; i64 n; struct hash digest; bool found; };

/* Personal words are erased, confidential ones are not: a fold may look at those. */
static err
look_for_words(void *ctx, const struct stored *stored)
{
	static const struct err enough = { ERR_NO_SUCH, STR_INIT("") };
	struct erasable *x = ctx;
	struct arena scratch = *x->a;
	struct entry e;

	if (stored->n != x->n || entry_read(&scratch, stored->leaf, NULL, 0, &e))
		return &enough;
	for (size_t i = 0; i < stored->n_disclosures; i++) {
		str field = disclosure_field(&scratch, stored->disclosures[i]);
		const struct field *f = field.p ? field_find(event_table(e.kind), field) : NULL;
		struct hash digest;

		sha256(stored->disclosures[i].p, stored->disclosures[i].n, &digest);
		if (hash_eq(digest, x->digest))
			x->found = f && !(f->marks & CONFIDENTIAL);
	}
	return &enough;
}

/* What is to be erased must be there; what is written in this same batch is not yet. */
static err
need_erasable(struct house *h, const struct scene *s, const struct cmd_propose_erasure *c)
{
	for (size_t i = 0; i < c->n_digests; i++) {
		struct erasable x = { s->a, c->n, c->digests[i].digest, false };
		err e = h->reader->read_all(h->reader, c->n, look_for_words, &x);

		(void)e;
		if (!x.found)
			return err_new(s->a, ERR_NO_SUCH, "digests: entry %lld has no personal words with the digest %.*s.",
			    (long long)c->n, STR_ARG(b64u_hash(s->a, c->digests[i].digest)));
	}
	return OK;
}

/* The core knows one room: of the others, this door does. */
static err
need_own_codename(struct house *h, const struct scene *s, const struct command_order *c)
{
	if (c->kind == CMD_declare_room)
		return house_need_own_codename(h, s->a, s->actor.person, s->room->id, c->fields.declare_room.codename);
	if (c->kind == CMD_declare)
		return house_need_own_codename(h, s->a, s->actor.person, s->room->id, c->fields.declare.codename);
	return OK;
}

/* Who sends knows where nothing is ever sent: a device there would stand as one that is called. */
static err
need_callable(const struct house *h, const struct scene *s, str endpoint)
{
	err e = send_may_push(h->sender, s->a, endpoint);

	return e ? err_new(s->a, ERR_MALFORMED, "endpoint: %.*s", STR_ARG(e->why)) : OK;
}

/* The core knows the form of its name alone.  A machine without UTC has no list of zones at all: there the form is enough. */
static err
need_zone_known(const struct scene *s, str zone)
{
	if (zone.n == 0 || zone_known(s->a, zone) || !zone_known(s->a, STR("UTC")))
		return OK;
	return err_new(s->a, ERR_MALFORMED, "zone: no time zone is called %.*s; one is named like Europe/Berlin.", STR_ARG(zone));
}

/* No more rooms than verifying folds at once; the last of them are kept for who may declare. */
static err
need_space_for_room(const struct house *h, const struct order *o, const struct scene *s, const struct command_order *c)
{
	size_t most = c->kind == CMD_report_suspicion ? LIMIT_ROOMS - LIMIT_ROOMS_KEPT : LIMIT_ROOMS;

	if (o->stream != STREAM_NEW || h->n_known < most)
		return OK;
	return err_new(s->a, ERR_TOO_LARGE, "There are %zu rooms, and one record holds %d%s. Write in one that there is, and tell whoever runs the server: it is time to found another record.",
	    h->n_known, LIMIT_ROOMS, h->n_known < LIMIT_ROOMS ? ", of which the last are kept for what is declared at once" : "");
}

err
decide_command(struct house *h, struct order *o, struct scene *s, struct outcome *out)
{
	const struct command_order *c = o->ctx;
	err e;

	if ((e = need_in_room(s)))
		return e;
	if (c->malformed)
		return c->malformed;
	s->sure = c->sure;
	judge_signed(h, s, c);
	if ((e = decide(s, c->kind, &c->fields, out)))
		return e;
	if ((e = need_space_for_room(h, o, s, c)))
		return e;
	if ((e = need_own_codename(h, s, c)))
		return e;
	if (c->kind == CMD_add_device && (e = need_callable(h, s, c->fields.add_device.endpoint)))
		return e;
	if (c->kind == CMD_set_reach && (e = need_zone_known(s, c->fields.set_reach.zone)))
		return e;
	if (c->kind == CMD_propose_erasure && (e = need_erasable(h, s, &c->fields.propose_erasure)))
		return e;
	return need_match(s, c);
}
