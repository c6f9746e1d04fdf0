#include "restored.h"

#include "backup.h"
#include "offline.h"
#include "verify.h"

/* What cannot be folded, or is not what its log signed, must not go on under a new key. */
static err
need_whole(struct arena *a, const struct restoring *is, struct rec_verdicts *v)
{
	struct verify_options options = { .against = is->known };
	struct store *store;
	err e;

	if ((e = store_open_reader(a, arena_fmt(a, "sqlite:%.*s", STR_ARG(is->backup)), &store)))
		return e;
	e = verify_record(a, store, &options, v);
	store->close(store);
	if (e)
		return e;
	if (!verdict_stands(v, VERDICT_WHOLE) || !verdict_stands(v, VERDICT_SIGNED))
		return err_new(a, ERR_DAMAGED, "%.*s is not the record that its log signed; `tocsin verify` says what is wrong with it",
		    STR_ARG(is->backup));
	return OK;
}

/* What was kept elsewhere may cover more than the backup; then the rest is lost, and the record says so. */
static err
need_known(struct arena *a, const struct restoring *is, const struct rec_verdicts *v, i64 *lost)
{
	struct checkpoint known;
	err e;

	if (is->known.p == NULL)
		return OK;
	if ((e = open_checkpoint(a, is->known, v->key, &known)))
		return err_at(a, STR("the checkpoint given"), e);
	if ((i64)known.size > v->entries)
		*lost = (i64)known.size - v->entries;
	else if (!verdict_stands(v, VERDICT_OUTSIDE))
		return err_new(a, ERR_DAMAGED, "the first %lld entries of %.*s are not those of the checkpoint given: one of the two was rewritten",
		    (long long)known.size, STR_ARG(is->backup));
	return OK;
}

static err
continue_log(struct offline *o, const struct restoring *is)
{
	const struct charter *c = o->charter;
	struct emitted e = { EV_log_continued, .as.log_continued = {
		.old_log = c->log, .old_key = c->founded.log_key, .size = (i64)o->tree.size, .root = tree_root(&o->tree),
		.known = is->known, .why = is->why } };

	offline_new_log(o, c->founded.host);
	e.as.log_continued.log_key = o->log_key;
	return offline_put(o, &e);
}

err
restore_record(struct arena *a, const struct restoring *is, struct restored *out)
{
	struct rec_verdicts v;
	struct offline o;
	err e;

	if ((e = need_whole(a, is, &v)))
		return e;
	if ((e = need_known(a, is, &v, &out->lost)))
		return e;
	offline_begin(&o, a, is->clock.wall(is->clock.ctx));
	if ((e = offline_read(&o, is->backup)) == OK) {
		out->size = (i64)o.tree.size;
		out->old_log = arena_str(a, o.charter->log);
		e = continue_log(&o, is);
		out->log = o.origin;
	}
	if (e == OK && (e = restore(a, is->backup, is->dir)) == OK)
		e = offline_write(&o, is->dir, &out->checkpoint);
	offline_end(&o);
	return e;
}
