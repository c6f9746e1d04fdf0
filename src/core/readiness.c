/* readiness -- how ready the charter is, noted once a week, so that whoever answers for it sees when it fell. */
#include "lint.h"
#include "view.h"

static const i64 WEEK = 7 * DAY;
enum { PARTS = 16 };                    /* of one note (events.def); lint has nine */

void
fold_readiness_noted(struct charter *c, const struct entry *e, const struct ev_readiness_noted *p)
{
	struct readiness *r;

	if (c->n_readinesses)           /* it is no more the newest */
		touch(c->room, ENT_readiness, &c->readinesses[c->n_readinesses - 1].head, e);
	r = ADD(c, readinesses);
	r->is = *p;
	r->at = e->at;
	touch(c->room, ENT_readiness, &r->head, e);
}

/* A week after the last one, or after the founding; 0 in any room but the charter's own. */
i64
readiness_due(const struct scene *s)
{
	const struct charter *c = s->charter;

	if (s->room != c->room || c->founded_at == 0)
		return 0;
	return (c->n_readinesses ? c->readinesses[c->n_readinesses - 1].at : c->founded_at) + WEEK;
}

/* The findings of a part stand together. */
static const struct rec_readiness_part *
parts_of(struct arena *a, const struct rec_lint *l, size_t *n)
{
	struct rec_readiness_part *v = NEW(a, struct rec_readiness_part, PARTS);

	*n = 0;
	for (size_t i = 0; i < l->n_findings; i++) {
		const struct rec_lint_finding *f = &l->findings[i];

		if (*n && str_eq(v[*n - 1].part, f->part))
			v[*n - 1].weight += f->weight;
		else if (*n < PARTS)
			v[(*n)++] = (struct rec_readiness_part){ f->part, f->weight };
	}
	return v;
}

void
react_readiness(const struct scene *s, struct outcome *out)
{
	struct ev_readiness_noted noted;
	struct rec_lint found;

	if (!has_come(s, readiness_due(s)))
		return;
	found = lint_served(s->a, s->charter, s->now, s->paging ? s->paging->ways : 0);
	noted = (struct ev_readiness_noted){ .readiness = found.readiness };
	noted.parts = parts_of(s->a, &found, &noted.n_parts);
	emit(out, EV_readiness_noted)->as.readiness_noted = noted;
}

const struct head *
see_readiness(const struct seeing *v, i64 id, struct ent_readiness *out)
{
	const struct readiness *r = FIND(v->charter, readinesses, id);

	if (r == NULL)
		return NULL;
	*out = (struct ent_readiness){ ID(r), .at = r->at, .readiness = r->is.readiness, .parts = r->is.parts, .n_parts = r->is.n_parts };
	return &r->head;
}
