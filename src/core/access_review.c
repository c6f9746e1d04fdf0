/*
 * access_review -- that a charter officer looked through who can get in, and to what (J3).
 *
 * What they saw is the charter up to an entry, so anybody can look at the same
 * again; what changed who can get in since then, they have not looked at.
 */
#include "view.h"

/* ---- folds ---- */

void
fold_access_reviewed(struct charter *c, const struct entry *e, const struct ev_access_reviewed *p)
{
	struct access_review *r = ADD(c, access_reviews);

	r->is = *p;
	r->person = e->by.person;
	r->at = e->at;
	touch(c->room, ENT_access_review, &r->head, e);
}

i64
access_looked(const struct charter *c)
{
	return c->n_access_reviews ? c->access_reviews[c->n_access_reviews - 1].at : c->founded_at;
}

/* ---- decides ---- */

static void
note_change(void *ctx, const struct seen *s)
{
	bool *changed = ctx;

	*changed |= s->kind == ENT_person || s->kind == ENT_seat || s->kind == ENT_credential || s->kind == ENT_token || s->kind == ENT_delegation;
}

/* Nobody answers for what came while they read. */
static err
need_seen(const struct scene *s, i64 seen)
{
	struct seeing v = { s->a, s->charter, s->room, NULL };
	bool changed = false;

	if (seen > s->room->seq)
		return err_new(s->a, ERR_MALFORMED, "seen: the charter has %lld entries so far", (long long)s->room->seq);
	view_since(&v, seen, note_change, &changed);
	if (changed)
		return err_new(s->a, ERR_CONFLICT, "Who can get in has changed since you looked; look at what is new, then say so again.");
	return OK;
}

err
decide_review_access(const struct scene *s, const struct cmd_review_access *c, struct outcome *out)
{
	err e;

	if ((e = need_seen(s, c->seen)))        return e;
	emit(out, EV_access_reviewed)->as.access_reviewed = (struct ev_access_reviewed){ c->seen, c->note };
	return OK;
}

/* ---- views ---- */

const struct head *
see_access_review(const struct seeing *v, i64 id, struct ent_access_review *out)
{
	const struct access_review *r = FIND(v->charter, access_reviews, id);

	if (r == NULL)
		return NULL;
	*out = (struct ent_access_review){ ID(r), .person = r->person, .at = r->at, .seen = r->is.seen, .note = r->is.note };
	return &r->head;
}
