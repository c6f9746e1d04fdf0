#include "files.h"

#include "blob.h"

#include <stdlib.h>

/* The entry, if it is one that brought a file. */
static bool
read_attachment(struct arena *a, const struct stored *s, struct entry *e)
{
	return str_contains(s->leaf, STR("\"attachment_added\"")) &&
	    entry_read(a, s->leaf, s->disclosures, s->n_disclosures, e) == OK && e->kind == EV_attachment_added;
}

/* ---- at the start ---- */

struct tidying { struct house *h; struct arena a; MANY(str, names); bool *cited; };

static err
take_name(void *ctx, str name)
{
	struct tidying *t = ctx;

	GROW(&t->a, t->names, t->n_names, t->cap_names);
	t->names[t->n_names++] = arena_str(&t->a, name);
	return OK;
}

static int
by_name(const void *a, const void *b)
{
	return str_cmp(*(const str *)a, *(const str *)b);
}

static err
cite(void *ctx, const struct stored *s)
{
	struct tidying *t = ctx;
	struct arena scratch = t->a;
	struct entry e;
	str name, *found;

	if (!read_attachment(&scratch, s, &e) || e.as.attachment_added.file == NULL)
		return OK;
	name = blob_name(&scratch, e.as.attachment_added.blob);
	if ((found = bsearch(&name, t->names, t->n_names, sizeof(name), by_name)))
		t->cited[found - t->names] = true;
	return OK;
}

static err
forget_uncited(struct tidying *t)
{
	struct store *reader = t->h->reader;
	err e;

	if ((e = blob_sweep(&t->a, t->h->dir)) || (e = blob_list(&t->a, t->h->dir, take_name, t)) || t->n_names == 0)
		return e;
	qsort(t->names, t->n_names, sizeof(*t->names), by_name);
	t->cited = NEW(&t->a, bool, t->n_names);
	if ((e = reader->read_all(reader, 0, cite, t)))
		return e;
	for (size_t i = 0; i < t->n_names && e == OK; i++)
		if (!t->cited[i])
			e = blob_forget(&t->a, t->h->dir, t->names[i]);
	return e;
}

err
files_tidy(struct house *h)
{
	struct arena whole = arena_open(ARENA_ROOM);
	struct tidying t = { .h = h, .a = whole };
	err e = forget_uncited(&t);

	if (e)
		e = err_new(&h->arena, e->kind, "%.*s", STR_ARG(e->why));
	arena_close(whole, ARENA_ROOM);
	return e;
}

/* ---- erasing ---- */

struct forgetting { struct house *h; i64 n; };

static err
forget_file(void *ctx, const struct stored *s)
{
	static const struct err enough = { ERR_NO_SUCH, STR_INIT("") };
	struct forgetting *f = ctx;
	struct arena scratch = f->h->batch_arena;
	struct entry e;
	err bad;

	if (s->n != f->n || !read_attachment(&scratch, s, &e) || e.as.attachment_added.file)
		return &enough;
	if ((bad = blob_forget(&scratch, f->h->dir, blob_name(&scratch, e.as.attachment_added.blob))))
		notice(f->h->notices, NOTICE_file_stays, s->n, bad->why);
	return &enough;
}

void
files_erased(struct house *h, i64 n)
{
	struct forgetting f = { h, n };

	h->reader->read_all(h->reader, n, forget_file, &f);
}
