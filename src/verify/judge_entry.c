/* judge_entry -- every outcome is decided again; what the server says about authority is not taken on its word. */
#include "replay.h"

err
no(const struct moment *m, const char *sentence)
{
	return err_new(m->a, ERR_NOT_YOUR_CALL, "%s", sentence);
}

bool
says(const struct moment *m, const void *expected)
{
	const struct field_table *t = event_table(m->e->kind);
	struct buf want = buf_new(m->a, 512), is = buf_new(m->a, 512);

	field_write(&want, t, expected);
	field_write(&is, t, &m->e->as);
	return str_eq(buf_str(&want), buf_str(&is));
}

err
need_taken(const struct moment *m, const struct decision *d)
{
	if (d && d->state == DECISION_TAKEN)
		return OK;
	return err_new(m->a, ERR_NOT_YOUR_CALL, "%s is not the consequence of a decision that was taken",
	    event_table(m->e->kind)->name);
}

struct scene
given_scene(const struct moment *m)
{
	const struct token *t = m->e->by.person == 0 ? FIND(m->charter, tokens, m->e->by.via) : NULL;
	struct actor by = { m->e->by.person, m->e->by.via, SESSION_STRONG, true };

	if (t)
		by = (struct actor){ t->is.owner, t->head.id, SESSION_TOKEN, t->is.scope == SCOPE_WRITE };
	return (struct scene){ .a = m->a, .charter = m->charter, .room = m->room, .now = m->e->at, .actor = by, .tree_known = true, .sure = true };
}

bool
by_server(const struct moment *m)
{
	return m->e->by.person == 0 && m->e->by.via == 0;
}

struct scene
ruled_scene(const struct moment *m)
{
	return (struct scene){ .a = m->a, .charter = m->charter, .room = m->room, .now = m->e->at, .returned = m->r->started };
}

bool
follows(const struct moment *m, void react_(const struct scene *, struct outcome *))
{
	const struct scene s = ruled_scene(m);
	struct outcome *out = &m->r->would;

	out->n = 0;
	react_(&s, out);
	for (size_t i = 0; i < out->n; i++)
		if (out->v[i].kind == m->e->kind && says(m, &out->v[i].as))
			return true;
	return false;
}

err
judge_own(const struct moment *m, i64 person)
{
	return person == m->e->by.person ? OK : no(m, "that is for themselves to say");
}

/* ---- every kind that has to do with authority ---- */

#undef JUDGED_PLAIN
#undef JUDGED_SUBJECT
#undef JUDGED_TOLD
#undef JUDGED_UNDONE
#define JUDGED_PLAIN(name)   case EV_##name: return OK;
#define JUDGED_SUBJECT(name) JUDGED_PLAIN(name)
#define JUDGED_TOLD(name)    case EV_##name: return judge_##name(m);
#define JUDGED_UNDONE(name)  JUDGED_TOLD(name)

static err
judge_kind(const struct moment *m)
{
	switch (m->e->kind) {
#include "rows_none.h"
#define EVENT(name, stream, part, doc) JUDGED_##part(name)
#include "events.def"
	case EV_none:
	case EVENT_KINDS:
		break;
	}
	assert(false);
	return OK;
}

/* What a person was there by is a key, a set of codes or a link of theirs; what nobody gave was given by a token. */
static bool
is_there_by(const struct charter *c, const struct by *by)
{
	const struct credential *key = charter_credential(c, by->via);
	const struct recovery *codes = FIND(c, recoveries, by->via);
	const struct invitation *link = FIND(c, invitations, by->via);

	if (by->person == 0)
		return FIND(c, tokens, by->via) != NULL;
	return (key && key->is.person == by->person) || (codes && codes->is.person == by->person) || (link && link->is.person == by->person);
}

/* Whom an entry is by; an act's seat and principal are its signer's (judge_act). */
static err
judge_by(const struct moment *m)
{
	const struct by *by = &m->e->by;

	if ((by->seat || by->principal) && !event_is_act(m->e->kind))
		return no(m, "only an act is given in a seat, or on somebody's behalf");
	if (by->via && !is_there_by(m->charter, by))
		return no(m, "what it was given by is no key, codes, link or token of theirs");
	return OK;
}

/* What the charter's officers are asked, they put themselves, or a program of theirs or the server does. */
static err
judge_own_question(const struct moment *m)
{
	const struct scene s = given_scene(m);

	return m->room == m->charter->room && event_is_subject(m->e->kind) && s.actor.person ? need_officer(&s) : OK;
}

err
judge_entry(const struct moment *m)
{
	i64 option = event_option(m->e->kind, &m->e->as);
	err e;

	if ((e = judge_own_question(m)))
		return e;
	if (option && (e = judge_subject(m, option)))
		return e;
	if ((e = judge_kind(m)) || (e = judge_given(m)))
		return e;
	return judge_by(m);
}

/* ---- folding ---- */

static void
note_erasing(struct replay *r, const struct ev_erased *p)
{
	for (size_t i = 0; i < p->n_digests; i++)
		*ADD(r, erasings) = (struct erasing){ p->n, p->digests[i].digest };
}

/*
 * What was judged bad says nothing, or is folded for what may name it, and
 * gives nothing.  A PLAIN kind gives no authority by itself: it is named, and
 * stands, for it was recorded and people went by it; else whatever honest
 * people said afterwards would be judged against a state that nobody saw.
 */
#define UNDO_PLAIN(name)          case EV_##name: fold(w, e); break;
#define UNDO_SUBJECT(name)        UNDO_PLAIN(name)
#define UNDO_TOLD(name)           UNDO_PLAIN(name)
#define UNDO_SUBJECT_TOLD(name)   UNDO_PLAIN(name)
#define UNDO_STRUCK(name)         case EV_##name: fold_silent(w, e); break;
#define UNDO_UNDONE(name)         case EV_##name: fold(w, e); undo_##name(w, e); break;
#define UNDO_SUBJECT_UNDONE(name) UNDO_UNDONE(name)

static void
fold_bad(struct world w, const struct entry *e)
{
	switch (e->kind) {
#include "rows_none.h"
#define EVENT(name, stream, part, doc) UNDO_##part(name)
#include "events.def"
	case EV_none:
	case EVENT_KINDS:
		assert(false);
	}
}

void
fold_judged(const struct moment *m, err judged)
{
	struct world w = { m->charter, m->room };

	if (judged) {
		fold_bad(w, m->e);
		return;
	}
	fold(w, m->e);
	if (m->e->kind == EV_erased)
		note_erasing(m->r, &m->e->as.erased);
}
