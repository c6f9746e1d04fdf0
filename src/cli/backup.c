/* backup -- copy the record and its blobs while the server runs. */
#include "backup.h"

#include "cli.h"
#include "directory.h"
#include "store.h"

#include <stdio.h>

static err
entries_in(struct arena *a, str dir, i64 *out)
{
	struct store *store;
	err e = store_open_reader(a, arena_fmt(a, "sqlite:%.*s", STR_ARG(dir)), &store);

	if (e)
		return e;
	e = store->size(store, out);
	store->close(store);
	return e;
}

int
verb_backup(struct cli *c)
{
	bool json = false;
	const struct flag flags[] = { { "json", NULL, &json } };
	const char *words[2];
	i64 entries;
	err e;

	if (!cli_flags(c, flags, countof(flags), words, 2))
		return cli_usage(c);
	if ((e = backup(&c->arena, str_c(words[0]), str_c(words[1]))) || (e = entries_in(&c->arena, str_c(words[1]), &entries)))
		return cli_fail(e);
	if ((e = directory_note_backup(&c->arena, str_c(words[0]))))
		fprintf(stderr, "tocsin: the backup is whole; that it was made could not be noted: %.*s\n", STR_ARG(e->why));
	if (json)
		printf("{\"entries\":%lld}\n", (long long)entries);
	else
		printf("%lld entries are in %s. It holds no key, so it cannot go on by itself; `tocsin restore` continues it as a new log.\n",
		    (long long)entries, words[1]);
	return 0;
}
