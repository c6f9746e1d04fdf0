/* judge_founding -- the founding link, and a log that goes on from another. */
#include "replay.h"

err
judge_invitation_issued(const struct moment *m)
{
	return m->e->as.invitation_issued.founding && !m->r->founding ? no(m, "the founding link is made at the founding alone") : OK;
}

/* What was known elsewhere of the old log is its beginning, or goes on from it: then the rest was lost. */
static err
judge_known(const struct moment *m, const struct ev_log_continued *p)
{
	struct checkpoint known;
	err e;

	if (p->known.p == NULL)
		return OK;
	if ((e = open_checkpoint(m->a, p->known, p->old_key, &known)))
		return err_at(m->a, STR("the checkpoint that was known elsewhere"), e);
	if ((i64)known.size > p->size)
		m->r->verdicts->lost += (i64)known.size - p->size;
	else if (!hash_eq(known.root, root_at(m->r, (i64)known.size)))
		return no(m, "the checkpoint that was known elsewhere is of other entries");
	return OK;
}

err
judge_log_continued(const struct moment *m)
{
	const struct ev_log_continued *p = &m->e->as.log_continued;
	struct replay *r = m->r;

	r->verdicts->officers_signed = 0;
	if (p->size != m->e->n || !hash_eq(p->root, root_at(r, m->e->n)))
		return no(m, "the old log that it continues is not the one before it");
	if (!str_eq(p->old_log, m->charter->log) || !str_eq(p->old_key, m->charter->founded.log_key))
		return no(m, "the old log had another origin or key");
	return judge_known(m, p);
}
