/*
 * judge_given -- was it theirs to say, or did it follow by rule?
 *
 * Of every kind one row: the commands that give it, and what becomes of it by
 * the server.  A command is asked again as it was then, of what is known of it
 * from its entry, and refuses as it would have refused.  What no row names is
 * nobody's: a kind that was forgotten does not verify.
 */
#include "replay.h"

#include "audience.h"

typedef void reaction(const struct scene *, struct outcome *);

/* Where no command gave it. */
enum unasked { NEVER, EVER, FOLLOWS, BY_RULE, SIGNED_IN, BY_ACT };

struct giving {
	enum unasked unasked;
	reaction *rule;
	enum command_kind by[3];
};

#define ROW(name, ...)             case EV_##name: return (struct giving){ __VA_ARGS__ };
#define GIVEN(name, ...)           ROW(name, NEVER, NULL, { __VA_ARGS__ })
#define OR_RULED(name, react, ...) ROW(name, FOLLOWS, react, { __VA_ARGS__ })
#define EITHER(name, ...)          case EV_##name: (void)judge_##name; return (struct giving){ EVER, NULL, { __VA_ARGS__ } };
#define RULED(name, react)         ROW(name, BY_RULE, react, { CMD_none })
#define SERVER(name)               ROW(name, EVER, NULL, { CMD_none })
#define SIGN_IN(name)              ROW(name, SIGNED_IN, NULL, { CMD_none })
#define ACT(name)                  ROW(name, BY_ACT, NULL, { CMD_none })

static struct giving
giving_of(enum event_kind kind)
{
	switch (kind) {
#include "given.def"
	case EV_none:
	case EVENT_KINDS:
		break;
	}
	assert(false);
	return (struct giving){ NEVER, NULL, { CMD_none } };
}

/* What a guard asks by: a number, a word, a thing.  Hashes are secrets and keys, and whose call it was is no matter of them. */
static bool
is_asked_by(const struct field *f)
{
	return field_in_place(f) && f->type != FIELD_HASH;
}

/* What is said of several at once is an entry for each: `task` of `tasks`. */
static const struct field *
one_of_many(const struct field_table *from, const struct field *many)
{
	str name = field_name(many);
	const struct field *one = field_find(from, (str){ name.p, name.n - 1 });

	return one && one->type == FIELD_REF ? one : NULL;
}

/* What is listed at once is an entry for each. */
static struct cmd_list_affected
list_of_one(struct arena *a, const struct ev_affected_listed *e)
{
	struct rec_affected_thing *one = NEW(a, struct rec_affected_thing, 1);

	*one = (struct rec_affected_thing){ .kind = e->kind, .state = e->state, .owner = e->owner, .how_many = e->how_many };
	return (struct cmd_list_affected){ .things = one, .n_things = 1 };
}

/* The command as far as its entry tells: what both say in the same word.  (Words of people may be erased, and are asked by no guard.) */
static union command_fields
as_known(struct arena *a, const struct entry *e, enum command_kind kind)
{
	const struct field_table *from = event_table(e->kind), *to = command_table(kind);
	union command_fields known = { 0 };

	for (size_t i = 0; i < to->count; i++) {
		const struct field *f = &to->fields[i];
		const struct field *same = is_asked_by(f) ? field_find(from, field_name(f)) : NULL, *one = f->type == FIELD_REFS ? one_of_many(from, f) : NULL;

		if (same && same->type == f->type)
			memcpy((char *)&known + f->offset, (const char *)&e->as + same->offset, field_size(f));
		else if (one)
			*(struct refs *)(void *)((char *)&known + f->offset) = (struct refs){ (const void *)((const char *)&e->as + one->offset), 1 };
	}
	if (kind == CMD_add_member && e->kind == EV_member_added)
		known.add_member.whole = !e->as.member_added.channels_only;
	if (kind == CMD_list_affected && e->kind == EV_affected_listed)
		known.list_affected = list_of_one(a, &e->as.affected_listed);
	return known;
}

/* Whom a command does not name, it says of whoever gives it, or of nobody: then so does its entry. */
static bool
of_same_person(const struct entry *e, enum command_kind kind, const struct emitted *would)
{
	const struct field_table *t = event_table(e->kind), *command = command_table(kind);

	for (size_t i = 0; i < t->count; i++) {
		const struct field *f = &t->fields[i];
		const void *is = (const char *)&e->as + f->offset, *same = (const char *)&would->as + f->offset;

		if (f->target == NULL || !str_eq(str_c(f->target), STR("person_added")) || field_find(command, field_name(f)))
			continue;
		if (f->type == FIELD_REF && memcmp(is, same, sizeof(i64)) != 0)
			return false;
		if (f->type == FIELD_REFS && ((const struct refs *)is)->n && ((const struct refs *)same)->n == 0)
			return false;
	}
	return true;
}

bool
began_with(const struct moment *m)
{
	const struct room *room = m->room;

	return room->seq > 0 && m->e->at == room->places[0].at && m->e->by.person == room->opener;
}

static err
no_one(const struct moment *m, const char *sentence)
{
	return err_new(m->a, ERR_NOT_YOUR_CALL, "%s: %s", event_table(m->e->kind)->name, sentence);
}

static err
judge_command(const struct moment *m, enum command_kind kind)
{
	const struct scene s = given_scene(m);
	union command_fields known = as_known(m->a, m->e, kind);
	struct outcome *would = &m->r->would;
	err e;

	if (command_terms(kind).stream == TO_NEW && began_with(m))
		return OK;
	e = was_theirs(&s, kind, &known, would);
	for (size_t i = 0; i < would->n && e == OK; i++)
		if (would->v[i].kind == m->e->kind)
			return of_same_person(m->e, kind, &would->v[i]) ? OK : no_one(m, "whoever gave it could say so of themselves alone");
	return e ? no_one(m, arena_cstr(m->a, arena_fmt(m->a, "whoever gave it might not: %.*s", STR_ARG(e->why)))) : OK;
}

/* It says of what it is about, its first field, what is said of that by rule.  (Whom that concerns may have come into the room in the same turn.) */
static bool
is_ruled(const struct moment *m, reaction *rule)
{
	const struct scene s = ruled_scene(m);
	struct outcome *would = &m->r->would;
	size_t at = event_table(m->e->kind)->fields[0].offset;

	would->n = 0;
	rule(&s, would);
	for (size_t i = 0; i < would->n; i++)
		if (would->v[i].kind == m->e->kind && memcmp((const char *)&would->v[i].as + at, (const char *)&m->e->as + at, sizeof(i64)) == 0)
			return true;
	return false;
}

/* By the server, or who signs in: without a command. */
static err
judge_unasked(const struct moment *m, const struct giving *is)
{
	const struct person *p = charter_person(m->charter, m->e->by.person);

	switch (is->unasked) {
	case SIGNED_IN: return p && !p->ejected ? OK : no_one(m, "whoever it is by is nobody, or was ejected");
	case FOLLOWS:   return follows(m, is->rule) ? OK : no_one(m, "it did not follow from how things stood, and nobody said so");
	case BY_RULE:   return is_ruled(m, is->rule) ? OK : no_one(m, "it did not follow from how things stood, and nobody said so");
	case BY_ACT:
	case EVER:      return OK;
	case NEVER:     break;
	}
	return m->e->at == m->r->founded_at ? OK : no_one(m, "nobody said so");
}

err
judge_given(const struct moment *m)
{
	struct giving is = giving_of(m->e->kind);
	err e;

	if (by_server(m) || is.unasked >= SIGNED_IN)
		return judge_unasked(m, &is);
	if (is.by[0] == CMD_none)
		return no_one(m, "it follows by rule, and is nobody's to say");
	e = judge_command(m, is.by[0]);
	for (size_t i = 1; i < countof(is.by) && is.by[i] && e; i++)
		if (judge_command(m, is.by[i]) == OK)
			return OK;
	return e;
}
