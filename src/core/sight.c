/*
 * sight -- whatever somebody names must be in sight of them: what is hidden is refused like what is not there (law 15).
 *
 * What stands in the room is judged by the entry that made it.  Of the
 * charter, the people of the house see whatever can be named; somebody from
 * outside names what they are shown of it, what is their own, and the people
 * whom they share the room or a channel with, or who are on a seat: for seats
 * are shown to them.
 */
#include "view.h"

#include "entry.h"

/* Keys and programs are shown to nobody from outside; their own they may end. */
static bool
is_own(const struct scene *s, i64 id)
{
	const struct credential *key = charter_credential(s->charter, id);
	const struct token *token = FIND(s->charter, tokens, id);

	return (key && key->is.person == s->actor.person) || (token && token->is.owner == s->actor.person);
}

static bool
is_shown_there(const struct scene *s, i64 id)
{
	struct audience a;
	const struct seeing v = { s->a, s->charter, s->charter->room, &a };
	struct seen seen;

	if (!audience_of(s->a, s->charter, s->charter->room, s->actor.person, &a))
		return false;
	for (int kind = ENT_none + 1; kind < ENTITY_KINDS; kind++)
		if (kind != ENT_room && view_entity(&v, (enum entity_kind)kind, id, &seen))
			return true;
	return view_shows(&v, id);
}

/* Is there anything in the charter by that id for them? */
static bool
sees_of_charter(const struct scene *s, i64 id)
{
	return !s->audience->outside || is_own(s, id) || is_shown_there(s, id);
}

static bool
knows_person(const struct scene *s, i64 person)
{
	return sees_of_charter(s, person) || in_a_line(s->charter, person) ||
	    refs_have(people_in_sight(s->a, s->room, s->audience), person);
}

bool
may_name(const struct scene *s, i64 id)
{
	const struct seeing v = { s->a, s->charter, s->room, s->audience };

	if (s->room == s->charter->room && s->audience->outside)
		return sees_of_charter(s, id);
	return id <= s->room->seq && view_shows(&v, id);
}

/* What a ref names: a link by a field of that name, else the word that its kind begins with, a task for task_opened. */
static const char *
noun_of(const struct scene *s, const struct field *f)
{
	str rest, word = str_cut(str_c(f->target), '_', &rest);

	for (int kind = ENT_none + 1; kind < ENTITY_KINDS; kind++)
		if (str_eq(str_c(entity_table((enum entity_kind)kind)->name), str_c(f->name)))
			return f->name;
	return str_eq(word, STR("any")) ? "entry" : arena_cstr(s->a, word);
}

static bool
sees_named(const struct scene *s, const struct field *f, i64 id)
{
	enum event_kind target = event_kind(str_c(f->target));

	if (target == EV_person_added)
		return knows_person(s, id);
	if (target != EV_none && event_stream(target) == IN_CHARTER)    /* (none: any entry of the stream) */
		return sees_of_charter(s, id);
	return id == 0 || may_name(s, id);
}

/* An act is drawn up by the server, which shows nothing hidden; one that is made up elsewhere asks nothing out either. */
static err
need_act_in_sight(const struct scene *s, str text)
{
	struct rec_act act;

	if (!s->audience->outside || act_read(s->a, text, &act))
		return OK;
	if (!may_name(s, act.object))
		return no_such(s, "entry", act.object);
	return act.option == 0 || may_name(s, act.option) ? OK : no_such(s, "option", act.option);
}

err
need_in_sight(const struct scene *s, const struct field_table *t, const void *named)
{
	for (size_t i = 0; i < t->count; i++) {
		const struct field *f = &t->fields[i];
		const void *at = (const char *)named + f->offset;
		const struct refs *many = at;
		struct refs refs = f->type == FIELD_REF ? (struct refs){ at, *(const i64 *)at != 0 } : f->type == FIELD_REFS ? *many : (struct refs){ NULL, 0 };
		err e = f->type == FIELD_OBJECT ? need_act_in_sight(s, *(const str *)at) : OK;

		for (size_t k = 0; e == OK && f->target && k < refs.n; k++)
			if (!sees_named(s, f, refs.v[k]))
				e = no_such(s, noun_of(s, f), refs.v[k]);
		if (e)
			return e;
	}
	return OK;
}
