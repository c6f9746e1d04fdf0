#include "charter_source.h"

#include "cli.h"
#include "store.h"

#include <sys/stat.h>

/* ---- from a record ---- */

/* What is shown lives no longer than the visit; the charter keeps a copy. */
static err
fold_stored(void *ctx, const struct stored *e)
{
	struct charter *c = ctx;
	struct arena *a = &c->arena;
	str *disclosures = NEW(a, str, e->n_disclosures);

	for (size_t i = 0; i < e->n_disclosures; i++)
		disclosures[i] = arena_str(a, e->disclosures[i]);
	return fold_bytes((struct world){ c, c->room }, arena_str(a, e->leaf), disclosures, e->n_disclosures);
}

static err
read_record(struct arena *a, const char *dir, const struct charter **out)
{
	struct charter *c = charter_new(arena_open(ARENA_ROOM), arena_open(ARENA_ROOM));
	struct store *store;
	err e;

	if ((e = store_open_reader(a, arena_fmt(a, "sqlite:%s", dir), &store)))
		return e;
	if ((e = store->read(store, STREAM_CHARTER, 0, fold_stored, c)))
		e = err_new(a, e->kind, "%s: %.*s", dir, STR_ARG(e->why));
	else if (c->officers == 0)
		e = err_new(a, ERR_NO_SUCH, "%s: no charter has been founded here.", dir);
	store->close(store);
	*out = c;
	return e;
}

/* ---- from either ---- */

err
charter_source_read(struct arena *a, const char *path, struct source *out)
{
	struct stat st;
	str yaml;
	err e;

	*out = (struct source){ NULL, NULL };
	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return read_record(a, path, &out->charter);
	out->file = NEW(a, struct charter_file, 1);
	if ((e = cli_read(a, path, LIMIT_YAML, &yaml)))
		return e;
	if ((e = charter_file_read(a, str_c(path), yaml, out->file)))
		return e;
	out->charter = charter_file_founded(a, &out->file->is);
	return OK;
}
