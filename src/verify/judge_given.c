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
enum unasked { NEVER, EVER, BY_RULE, SIGNED_IN };

struct giving {
	enum command_kind by[4];
	enum unasked unasked;
	reaction *rule;
};

#define GIVEN(name, ...)           [EV_##name] = { .by = { __VA_ARGS__ } },
#define OR_RULED(name, react, ...) [EV_##name] = { .by = { __VA_ARGS__ }, .unasked = BY_RULE, .rule = react },
#define EITHER(name, ...)          [EV_##name] = { .by = { __VA_ARGS__ }, .unasked = EVER },
#define RULED(name, react)         [EV_##name] = { .unasked = BY_RULE, .rule = react },
#define SERVER(name)               [EV_##name] = { .unasked = EVER },
#define SIGN_IN(name)              [EV_##name] = { .unasked = SIGNED_IN },
static const struct giving givings[EVENT_KINDS] = {
#include "given.def"
};

static bool
in_place(enum field_type type)
{
	return type == FIELD_REF || type == FIELD_WORD || type == FIELD_FLAG || type == FIELD_INT || type == FIELD_TIME || type == FIELD_DURATION;
}

static size_t
size_in_place(enum field_type type)
{
	return type == FIELD_WORD ? sizeof(int) : type == FIELD_FLAG ? sizeof(bool) : sizeof(i64);
}

/* The command as far as its entry tells: what both say in the same word.  (Words of people may be erased, and are asked by no guard.) */
static union command_fields
as_known(const struct entry *e, enum command_kind kind)
{
	const struct field_table *from = event_table(e->kind), *to = command_table(kind);
	union command_fields known = { 0 };

	for (size_t i = 0; i < to->count; i++) {
		const struct field *f = &to->fields[i], *same = in_place(f->type) ? field_find(from, field_name(f)) : NULL;

		if (same && same->type == f->type)
			memcpy((char *)&known + f->offset, (const char *)&e->as + same->offset, size_in_place(f->type));
	}
	if (kind == CMD_add_member && e->kind == EV_member_added)
		known.add_member.whole = !e->as.member_added.channels_only;
	return known;
}

/* Whom a command does not name, it says of whoever gives it: then so does its entry. */
static bool
of_same_person(const struct entry *e, enum command_kind kind, const struct emitted *would)
{
	const struct field_table *t = event_table(e->kind), *command = command_table(kind);

	for (size_t i = 0; i < t->count; i++) {
		const struct field *f = &t->fields[i];

		if (f->type == FIELD_REF && str_eq(str_c(f->target), STR("person_added")) && field_find(command, field_name(f)) == NULL &&
		    memcmp((const char *)&e->as + f->offset, (const char *)&would->as + f->offset, sizeof(i64)) != 0)
			return false;
	}
	return true;
}

/* A room begins with several entries, all of one command. */
static bool
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
	union command_fields known = as_known(m->e, kind);
	struct outcome *would = &m->r->would;
	err e;

	if (command_terms(kind).stream == TO_NEW && began_with(m))
		return OK;
	e = was_theirs(&s, kind, &known, would);
	for (size_t i = 0; i < would->n && e == OK; i++)
		if (would->v[i].kind == m->e->kind)
			return of_same_person(m->e, kind, &would->v[i]) ? OK : no_one(m, "whoever gave it could say so of themselves alone");
	if (e && e->kind != ERR_NOT_YOUR_CALL)
		return no_one(m, arena_cstr(m->a, arena_fmt(m->a, "whoever gave it might not: %.*s", STR_ARG(e->why))));
	return e;
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
	case BY_RULE:   return is_ruled(m, is->rule) ? OK : no_one(m, "it did not follow from how things stood, and nobody said so");
	case EVER:      return OK;
	case NEVER:     break;
	}
	return m->e->at == m->r->founded_at ? OK : no_one(m, "nobody said so");
}

err
judge_given(const struct moment *m)
{
	const struct giving *is = &givings[m->e->kind];
	err e;

	if (event_is_act(m->e->kind))
		return OK;
	if (by_server(m) || is->unasked == SIGNED_IN)
		return judge_unasked(m, is);
	if (is->by[0] == CMD_none)
		return no_one(m, "it follows by rule, and is nobody's to say");
	e = judge_command(m, is->by[0]);
	for (size_t i = 1; i < countof(is->by) && is->by[i] && e; i++)
		e = judge_command(m, is->by[i]);
	return e;
}
