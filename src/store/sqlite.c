/*
 * sqlite -- the store that is used: record.db in the data directory.
 *
 * Write-ahead log, synchronous=FULL: a commit has been fsynced when SQLite
 * says so.  The connection `write` belongs to the pen and does all writing and
 * every checkpoint; `read` belongs to whoever holds the store.
 */
#include "conn.h"
#include "directory.h"
#include "pen.h"
#include "sha256.h"

#include <unistd.h>

enum query {
#define QUERY(name, sql) Q_##name,
#include "queries.def"
	QUERIES
};
_Static_assert((int)QUERIES <= (int)CONN_QUERIES, "conn.h holds too few statements");
static const char *const queries[] = {
#define QUERY(name, sql) sql,
#include "queries.def"
};
static const char *const migrations[] = {
#define MIGRATION(number, sql) [(number) - 1] = sql,
#include "migrations.def"
};
enum { APPLICATION = 0x544f4353 };      /* "TOCS", in the file's header */

struct sqlite_store {
	struct store store;             /* first: a store is cast to this */
	struct pen pen;
	struct conn write, read;
	struct arena scratch;           /* of reading: one entry's disclosures, or an err */
	int lock;
	bool truncate_owed;             /* the write-ahead log still holds erased words */
};

static struct sqlite_store *
self(struct store *s)
{
	return (struct sqlite_store *)s;
}

/* ---- writing: on the pen's thread, through `write` ---- */

static void
sql_sha256(sqlite3_context *context, int argc, sqlite3_value **argv)
{
	const void *p = sqlite3_value_blob(argv[0]);
	struct hash h;

	(void)argc;
	sha256(p ? p : "", (size_t)sqlite3_value_bytes(argv[0]), &h);
	sqlite3_result_blob(context, h.b, sizeof(h.b), SQLITE_TRANSIENT);
}

static int
put_entry(struct arena *a, struct conn *c, const struct stored *e, err *why)
{
	int code = conn_run(c, Q_entry_add,
	    VALUES(I(e->n), I(e->stream), I(e->seq), I(e->at), H(e->lh), B(e->leaf)));

	if (code == SQLITE_OK && sqlite3_changes(c->db) == 0) {
		*why = err_new(a, ERR_CONFLICT, "entry %lld, seq %lld of stream %lld, does not follow what the record holds",
		    (long long)e->n, (long long)e->seq, (long long)e->stream);
		return SQLITE_CONSTRAINT;
	}
	for (size_t i = 0; i < e->n_disclosures && code == SQLITE_OK; i++)
		code = conn_run(c, Q_disclosure_add, VALUES(I(e->n), I((i64)i), B(e->disclosures[i])));
	return code;
}

static int
put_entries(struct arena *a, struct conn *c, const struct batch *b, err *why)
{
	int code = SQLITE_OK;

	for (size_t i = 0; i < b->n_entries && code == SQLITE_OK; i++)
		code = put_entry(a, c, &b->entries[i], why);
	if (b->n_entries && code == SQLITE_OK)
		code = conn_run(c, Q_checkpoint_add, VALUES(I(b->entries[b->n_entries - 1].n + 1), B(b->checkpoint)));
	for (size_t i = 0; i < b->n_erasures && code == SQLITE_OK; i++)
		code = conn_run(c, Q_disclosure_erase, VALUES(I(b->erasures[i].n), H(b->erasures[i].digest)));
	return code;
}

static int
put_receipts(struct conn *c, const struct batch *b)
{
	int code = conn_run(c, Q_receipt_sweep, VALUES(I(b->now - RECEIPT_LIFE)));

	for (size_t i = 0; i < b->n_receipts && code == SQLITE_OK; i++) {
		const struct receipt *r = &b->receipts[i];

		code = conn_run(c, Q_receipt_add, VALUES(I(r->actor), B(r->key), H(r->body), I(r->stream),
		    I(r->seq), I(r->count), I(r->at)));
	}
	return code;
}

static int
put_accounts(struct conn *c, const struct batch *b)
{
	int code = conn_run(c, Q_account_sweep, VALUES(I(b->now)));

	for (size_t i = 0; i < b->n_accounts && code == SQLITE_OK; i++) {
		const struct account *k = &b->accounts[i];

		code = k->value.p == NULL
		    ? conn_run(c, Q_account_forget, VALUES(B(k->kind), H(k->key)))
		    : conn_run(c, Q_account_put, VALUES(B(k->kind), H(k->key), I(k->person), I(k->expires), B(k->value)));
	}
	return code;
}

/* Failures after which a rolled back batch has surely left nothing.  A failed
 * write or fsync is none of them: the commit may be on the disk all the same. */
static bool
leaves_nothing(int code)
{
	switch (code & 0xff) {
	case SQLITE_CONSTRAINT: case SQLITE_FULL:    case SQLITE_READONLY: case SQLITE_BUSY:
	case SQLITE_CANTOPEN:   case SQLITE_CORRUPT: case SQLITE_NOTADB:   case SQLITE_TOOBIG:
		return true;
	default:
		return false;
	}
}

static enum append_answer
write_batch(struct store *store, struct arena *a, const struct batch *b, err *why)
{
	struct sqlite_store *s = self(store);
	struct conn *c = &s->write;
	int code = conn_exec(c, "BEGIN IMMEDIATE");

	if (code == SQLITE_OK) code = put_entries(a, c, b, why);
	if (code == SQLITE_OK) code = put_receipts(c, b);
	if (code == SQLITE_OK) code = put_accounts(c, b);
	if (code == SQLITE_OK) code = conn_exec(c, "COMMIT");
	if (code == SQLITE_OK) {
		s->truncate_owed |= b->n_erasures > 0;
		return APPEND_DONE;
	}
	if (*why == OK)
		*why = conn_err(a, c, code);
	if (!sqlite3_get_autocommit(c->db))
		conn_exec(c, "ROLLBACK");
	return sqlite3_get_autocommit(c->db) && leaves_nothing(code) ? APPEND_REFUSED : APPEND_UNKNOWN;
}

/* Erased words stay in the write-ahead log until it is emptied, which waits for readers. */
static bool
truncate_log(struct store *store)
{
	struct sqlite_store *s = self(store);

	if (s->truncate_owed)
		s->truncate_owed = sqlite3_wal_checkpoint_v2(s->write.db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL)
		    != SQLITE_OK;
	return s->truncate_owed;
}

static void
sqlite_append(struct store *s, const struct batch *b, store_done *done, void *ctx)
{
	pen_append(&self(s)->pen, b, done, ctx);
}

/* ---- reading: on the holder's thread, through `read` ---- */

/* Rows being read: code is SQLITE_ROW while one is there. */
struct rows { struct conn *conn; sqlite3_stmt *st; int code; };

static void
step(struct rows *r)
{
	r->code = sqlite3_step(r->st);
}

static struct rows
start(struct conn *c, enum query query, const struct value *values, size_t n)
{
	struct rows r = { c, conn_start(c, (int)query, values, n), SQLITE_OK };

	if (r.st)
		step(&r);
	else
		r.code = sqlite3_extended_errcode(c->db);
	return r;
}

static err
rows_err(struct arena *a, const struct rows *r)
{
	return conn_err(a, r->conn, r->code);
}

static err
end(struct sqlite_store *s, struct rows *r)
{
	struct arena scratch = s->scratch;
	err e = rows_err(&scratch, r);

	sqlite3_reset(r->st);
	return e;
}

/* The disclosures lie in the order of the entries: those of `e` come next, or it has none. */
static err
take_disclosures(struct arena *a, struct rows *disclosures, struct stored *e)
{
	str *list = NULL;
	size_t cap = 0;

	for (; disclosures->code == SQLITE_ROW && sqlite3_column_int64(disclosures->st, 0) <= e->n; step(disclosures)) {
		if (sqlite3_column_int64(disclosures->st, 0) < e->n)
			continue;               /* of no entry: damage, but not this one's */
		GROW(a, list, e->n_disclosures, cap);
		list[e->n_disclosures++] = arena_str(a, column_bytes(disclosures->st, 1));
	}
	e->disclosures = list;
	return rows_err(a, disclosures);
}

static err
take_head(struct arena *a, sqlite3_stmt *st, struct stored *e)
{
	*e = (struct stored){
		.n    = sqlite3_column_int64(st, 0), .stream = sqlite3_column_int64(st, 1),
		.seq  = sqlite3_column_int64(st, 2), .at     = sqlite3_column_int64(st, 3),
	};
	if (!column_hash(st, 4, &e->lh))
		return err_new(a, ERR_DAMAGED, "entry %lld has no hash of 32 bytes", (long long)e->n);
	return OK;
}

static err
show_entry(struct arena scratch, sqlite3_stmt *st, struct rows *disclosures, store_visit *visit, void *ctx)
{
	struct stored entry;
	err e;

	if ((e = take_head(&scratch, st, &entry)))
		return e;
	entry.leaf = column_bytes(st, 5);
	if ((e = take_disclosures(&scratch, disclosures, &entry)))
		return e;
	return visit(ctx, &entry);
}

/* Two queries that give entries and their disclosures in one order, and what both ask for. */
struct reading { enum query entries, disclosures; const struct value *values; size_t n_values; };

static err
read_entries(struct store *store, struct reading r, store_visit *visit, void *ctx)
{
	struct sqlite_store *s = self(store);
	struct arena scratch = s->scratch;
	struct rows entries, disclosures;
	err e = OK;

	/* Entries first: while they have a row, disclosures are read as of the same commit. */
	entries     = start(&s->read, r.entries, r.values, r.n_values);
	disclosures = start(&s->read, r.disclosures, r.values, r.n_values);
	for (; e == OK && entries.code == SQLITE_ROW; step(&entries))
		e = show_entry(scratch, entries.st, &disclosures, visit, ctx);
	if (e == OK)
		e = rows_err(&scratch, &entries);
	sqlite3_reset(entries.st);
	sqlite3_reset(disclosures.st);
	return e;
}

static err
sqlite_read(struct store *s, i64 stream, i64 after, store_visit *visit, void *ctx)
{
	return read_entries(s, (struct reading){ Q_entry_stream, Q_disclosure_stream, VALUES(I(stream), I(after)) }, visit, ctx);
}

static err
sqlite_read_all(struct store *s, i64 from, store_visit *visit, void *ctx)
{
	return read_entries(s, (struct reading){ Q_entry_all, Q_disclosure_all, VALUES(I(from)) }, visit, ctx);
}

static err
sqlite_heads(struct store *store, i64 from, store_visit *visit, void *ctx)
{
	struct sqlite_store *s = self(store);
	struct rows r = start(&s->read, Q_entry_heads, VALUES(I(from)));
	struct arena scratch = s->scratch;
	struct stored entry;
	err e = OK, ended;

	for (; e == OK && r.code == SQLITE_ROW; step(&r))
		if ((e = take_head(&scratch, r.st, &entry)) == OK)
			e = visit(ctx, &entry);
	ended = end(s, &r);
	return e ? e : ended;
}

static err
sqlite_hashes(struct store *store, i64 from, i64 to, struct hash *out)
{
	struct sqlite_store *s = self(store);
	struct rows r = start(&s->read, Q_entry_hashes, VALUES(I(from), I(to)));
	struct arena scratch = s->scratch;
	i64 n = from;
	err e;

	for (; r.code == SQLITE_ROW && sqlite3_column_int64(r.st, 0) == n && column_hash(r.st, 1, &out[n - from]); step(&r))
		n++;
	if ((e = end(s, &r)) == OK && n < to)
		e = err_new(&scratch, ERR_DAMAGED, "entry %lld is missing or has no hash", (long long)n);
	return e;
}

static err
sqlite_size(struct store *store, i64 *out)
{
	struct sqlite_store *s = self(store);
	struct rows r = start(&s->read, Q_entry_size, NULL, 0);

	*out = r.code == SQLITE_ROW ? sqlite3_column_int64(r.st, 0) : 0;
	return end(s, &r);
}

static err
sqlite_checkpoint(struct store *store, struct arena *a, i64 size, str *out)
{
	struct sqlite_store *s = self(store);
	struct rows r = size < 0 ? start(&s->read, Q_checkpoint_last, NULL, 0)
	    : start(&s->read, Q_checkpoint_at, VALUES(I(size)));

	*out = r.code == SQLITE_ROW ? arena_str(a, column_bytes(r.st, 0)) : (str){ NULL, 0 };
	return end(s, &r);
}

static err
sqlite_receipt(struct store *store, struct arena *a, i64 actor, str key, i64 now, struct receipt *out, bool *found)
{
	struct sqlite_store *s = self(store);
	struct rows r = start(&s->read, Q_receipt_of, VALUES(I(actor), B(key), I(now - RECEIPT_LIFE)));

	if ((*found = r.code == SQLITE_ROW)) {
		*out = (struct receipt){
			.actor  = actor, .key = arena_str(a, key),
			.stream = sqlite3_column_int64(r.st, 1), .seq = sqlite3_column_int64(r.st, 2),
			.count  = sqlite3_column_int64(r.st, 3), .at  = sqlite3_column_int64(r.st, 4),
		};
		column_hash(r.st, 0, &out->body);
	}
	return end(s, &r);
}

static struct account
account_row(sqlite3_stmt *st, str kind)
{
	struct account k = {
		.kind    = kind, .value = column_bytes(st, 3),
		.person  = sqlite3_column_int64(st, 1),
		.expires = sqlite3_column_int64(st, 2),
	};

	column_hash(st, 0, &k.key);
	return k;
}

static err
sqlite_account(struct store *store, struct arena *a, str kind, struct hash key, i64 now, struct account *out, bool *found)
{
	struct sqlite_store *s = self(store);
	struct rows r = start(&s->read, Q_account_of, VALUES(B(kind), H(key), I(now)));

	if ((*found = r.code == SQLITE_ROW)) {
		*out = account_row(r.st, arena_str(a, kind));
		out->value = arena_str(a, out->value);
	}
	return end(s, &r);
}

static err
sqlite_accounts(struct store *store, str kind, i64 person, account_visit *visit, void *ctx)
{
	struct sqlite_store *s = self(store);
	struct rows r = start(&s->read, Q_account_kind, VALUES(B(kind), I(person)));
	err e = OK, ended;

	for (; e == OK && r.code == SQLITE_ROW; step(&r)) {
		struct account k = account_row(r.st, kind);

		e = visit(ctx, &k);
	}
	ended = end(s, &r);
	return e ? e : ended;
}

/* ---- opening and closing ---- */

/* How many migrations the file has taken; refused if it is no record, or newer than this program. */
static err
schema_of(struct arena *a, struct conn *c, i64 *steps)
{
	i64 application = 0, tables = 0;
	int code = conn_integer(c, "PRAGMA user_version", steps);

	if (code == SQLITE_OK) code = conn_integer(c, "PRAGMA application_id", &application);
	if (code == SQLITE_OK) code = conn_integer(c, "SELECT count(*) FROM sqlite_schema", &tables);
	if (code != SQLITE_OK)
		return conn_err(a, c, code);
	if (application != APPLICATION && (tables > 0 || *steps > 0))
		return err_new(a, ERR_DAMAGED, "this is a database, but no record of Tocsin's");
	if (*steps > (i64)countof(migrations))
		return err_new(a, ERR_STORE, "the record has schema %lld and this program knows %zu; it takes a newer program",
		    (long long)*steps, countof(migrations));
	return OK;
}

static int
migrate(struct conn *c, i64 steps)
{
	int code = SQLITE_OK;

	for (size_t i = (size_t)steps; i < countof(migrations) && code == SQLITE_OK; i++) {
		char *sql = sqlite3_mprintf("BEGIN IMMEDIATE; %s; PRAGMA application_id=%d; PRAGMA user_version=%d; COMMIT",
		    migrations[i], APPLICATION, (int)i + 1);

		code = sql ? conn_exec(c, sql) : SQLITE_NOMEM;
		sqlite3_free(sql);
	}
	return code;
}

static err
open_write(struct arena *a, struct sqlite_store *s, const char *path)
{
	struct conn *c = &s->write;
	i64 steps;
	err e;
	int code;

	if ((e = conn_open(a, c, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, queries)))
		return e;
	if ((e = schema_of(a, c, &steps)))
		return err_at(a, str_c(path), e);
	code = conn_exec(c, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
	if (code == SQLITE_OK) code = migrate(c, steps);
	if (code == SQLITE_OK) code = sqlite3_create_function_v2(c->db, "sha256", 1,
	    SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, sql_sha256, NULL, NULL, NULL);
	s->truncate_owed = true;        /* what a crash left undone */
	return err_at(a, str_c(path), conn_err(a, c, code));
}

static err
open_read(struct arena *a, struct sqlite_store *s, const char *path)
{
	i64 steps;
	err e;

	if ((e = conn_open(a, &s->read, path, SQLITE_OPEN_READONLY, queries)))
		return e;
	if ((e = schema_of(a, &s->read, &steps)))
		return err_at(a, str_c(path), e);
	if (steps < (i64)countof(migrations))
		return err_new(a, ERR_STORE, "%s has schema %lld of %zu; start the server on it once, which brings it up to date",
		    path, (long long)steps, countof(migrations));
	return OK;
}

static void
sqlite_close(struct store *store)
{
	struct sqlite_store *s = self(store);

	if (s->pen.store)
		pen_stop(&s->pen);
	conn_close(&s->read);
	conn_close(&s->write);
	if (s->lock >= 0)
		close(s->lock);
	arena_close(s->scratch, ARENA_REQUEST);
}

static struct sqlite_store *
new_store(struct arena *a)
{
	struct sqlite_store *s = NEW(a, struct sqlite_store, 1);

	s->store = (struct store){
		.name     = "sqlite",
		.read     = sqlite_read,     .read_all   = sqlite_read_all,   .heads   = sqlite_heads,
		.hashes   = sqlite_hashes,
		.size     = sqlite_size,     .checkpoint = sqlite_checkpoint, .receipt = sqlite_receipt,
		.account  = sqlite_account,  .accounts   = sqlite_accounts,   .close   = sqlite_close,
	};
	s->scratch = arena_open(ARENA_REQUEST);
	s->lock = -1;
	return s;
}

err
sqlite_open(struct arena *a, str dir, struct store **out)
{
	struct sqlite_store *s = new_store(a);
	const char *path = arena_fmt(a, "%.*s/record.db", STR_ARG(dir)).p;
	err e;

	if ((e = directory_lock(a, dir, &s->lock)) == OK
	    && (e = open_write(a, s, path)) == OK
	    && (e = open_read(a, s, path)) == OK
	    && (e = folder_sync(a, arena_cstr(a, dir))) == OK) {
		truncate_log(&s->store);
		s->store.append = sqlite_append;
		s->pen = (struct pen){ .store = &s->store, .write = write_batch, .tidy = truncate_log };
		pen_start(&s->pen);
		*out = &s->store;
		return OK;
	}
	sqlite_close(&s->store);
	return e;
}

err
sqlite_open_reader(struct arena *a, str dir, struct store **out)
{
	struct sqlite_store *s = new_store(a);
	err e = open_read(a, s, arena_fmt(a, "%.*s/record.db", STR_ARG(dir)).p);

	if (e)
		sqlite_close(&s->store);
	else
		*out = &s->store;
	return e;
}
