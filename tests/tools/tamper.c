/*
 * tamper -- falsifies a stopped record on disk, as somebody who holds the machine could.
 *
 *   tamper byte      DIR    one byte of an entry in the middle is another
 *   tamper cut       DIR    the newest entries are gone
 *   tamper cut-clean DIR    and with them every checkpoint that speaks of them
 *   tamper forge     DIR    an outcome that nobody answered for, appended with the log's real key
 *
 * Prints the number of the entry that was changed, or the first that is gone,
 * or the one that was appended.
 */
#include "directory.h"
#include "falsify.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

/* What it is called, which entry it is about, how it is done. */
enum { NAME, PLACE, DEED };

/* The middle entry; and the size that the log had three checkpoints ago. */
#define MIDDLE  "(SELECT max(n) / 2 FROM entry)"
#define EARLIER "(SELECT size FROM checkpoint ORDER BY size DESC LIMIT 1 OFFSET 3)"
#define CUT     "DELETE FROM disclosure WHERE n >= " EARLIER "; DELETE FROM entry WHERE n >= " EARLIER ";"

static const char *const edits[][3] = {
	{ "byte", "SELECT " MIDDLE,
	  "UPDATE entry SET leaf = CAST(substr(leaf, 1, length(leaf) / 2 - 1) ||"
	  " CASE substr(leaf, length(leaf) / 2, 1) WHEN x'61' THEN 'b' ELSE 'a' END ||"
	  " substr(leaf, length(leaf) / 2 + 1) AS BLOB) WHERE n = " MIDDLE },
	{ "cut",       "SELECT " EARLIER, CUT },
	{ "cut-clean", "SELECT " EARLIER, CUT "DELETE FROM checkpoint WHERE size > " EARLIER },
};

static int
print_number(void *ctx, int n, char **values, char **names)
{
	(void)ctx; (void)n; (void)names;
	puts(values[0]);
	return 0;
}

static void
edit(const char *file, const char *const *how)
{
	sqlite3 *db;
	bool done = sqlite3_open_v2(file, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
	    sqlite3_exec(db, how[PLACE], print_number, NULL, NULL) == SQLITE_OK &&
	    sqlite3_exec(db, how[DEED], NULL, NULL, NULL) == SQLITE_OK && sqlite3_close(db) == SQLITE_OK;

	assert(done);
}

/* ---- with the log's own hand ---- */

static void
must(err e)
{
	if (e == OK)
		return;
	fprintf(stderr, "tamper: %.*s\n", STR_ARG(e->why));
	exit(1);
}

static void
appended(void *ctx, enum append_answer is, err why)
{
	(void)ctx; (void)why;
	assert(is == APPEND_DONE);
}

struct forging { struct arena a; str where, checkpoint; };

static err
append_entry(void *ctx, const struct stored *s)
{
	struct forging *f = ctx;
	struct batch batch = { .now = s->at, .entries = s, .n_entries = 1, .checkpoint = f->checkpoint };
	struct store *store;

	must(store_open(&f->a, f->where, &store));
	store->append(store, &batch, appended, NULL);
	store->close(store);
	printf("%lld\n", (long long)s->n);
	return OK;
}

/* A falsified copy is made in memory; its last entry is then the record's own. */
static void
forge(const char *dir)
{
	struct forging f = { .a = arena_open(ARENA_PROCESS) };
	struct store *reader, *copy;
	struct forger hand = { .seen = NULL };
	str note, secret, rest, what;
	i64 size;

	f.where = arena_fmt(&f.a, "sqlite:%s", dir);
	must(store_open_reader(&f.a, f.where, &reader));
	must(reader->size(reader, &size));
	must(reader->checkpoint(reader, &f.a, -1, &note));
	must(key_read(&f.a, str_c(dir), STR("log"), &secret));
	assert(secret.n == sizeof(hand.secret.b));
	memcpy(hand.secret.b, secret.p, secret.n);
	hand.origin = str_cut(note, '\n', &rest);
	hand.key = note_key_of(hand.origin, ed25519_public_of(&hand.secret));
	must(falsify(&f.a, reader, FALSE_FORGE, &hand, &copy, &what));
	reader->close(reader);
	must(copy->checkpoint(copy, &f.a, -1, &f.checkpoint));
	must(copy->read_all(copy, size, append_entry, &f));
	copy->close(copy);
}

int
main(int argc, char **argv)
{
	char file[4096];

	if (argc != 3 || (size_t)snprintf(file, sizeof(file), "%s/record.db", argv[2]) >= sizeof(file))
		return 2;
	if (strcmp(argv[1], "forge") == 0) {
		forge(argv[2]);
		return 0;
	}
	for (size_t i = 0; i < countof(edits); i++)
		if (strcmp(argv[1], edits[i][NAME]) == 0) {
			edit(file, edits[i]);
			return 0;
		}
	return 2;
}
