#include "derived.h"
#include "conn.h"
#include "bounds.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

enum query {
#define QUERY(name, sql) Q_##name,
#include "derived.def"
	QUERIES
};
_Static_assert((int)QUERIES <= (int)CONN_QUERIES, "conn.h holds too few statements");
static const char *const queries[] = {
#define QUERY(name, sql) sql,
#include "derived.def"
};

/* Changed at will: a file made by another text is thrown away. */
static const char schema[] =
	"CREATE TABLE state (current INTEGER NOT NULL, closed INTEGER NOT NULL, stamp TEXT NOT NULL) STRICT;"
	"CREATE TABLE room (room INTEGER PRIMARY KEY, seq INTEGER NOT NULL, n INTEGER NOT NULL,"
	"  next_due INTEGER NOT NULL, json BLOB NOT NULL) STRICT;"
	"CREATE INDEX room_next_due ON room (next_due) WHERE next_due > 0;"
	"CREATE TABLE work (whose INTEGER NOT NULL, room INTEGER NOT NULL, object INTEGER NOT NULL,"
	"  channel INTEGER NOT NULL, tlp INTEGER NOT NULL, json BLOB NOT NULL,"
	"  PRIMARY KEY (whose, room, object)) STRICT, WITHOUT ROWID;"
	"CREATE INDEX work_of_object ON work (room, object);"
	/* Its rowid is the room's number and, in the last 18 bits, the object's: a room is a range. */
	"CREATE VIRTUAL TABLE words USING fts5 (text, kind UNINDEXED, channel UNINDEXED, tlp UNINDEXED, at UNINDEXED,"
	"  n UNINDEXED, decision UNINDEXED,"
	"  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');";

struct derived {
	struct conn conn;
	const char *stamp;
	bool in_order;                  /* whoever held it last closed it */
	struct arena scratch;           /* of an err */
};

enum { LAST_OBJECT = (1 << 18) - 1 };
_Static_assert((int)LIMIT_ROOM_ENTRIES <= (int)LAST_OBJECT, "an object's number must fit the rowid of its words");

static err
judge(struct derived *d, int code)
{
	struct arena scratch = d->scratch;

	return err_at(&scratch, STR("derived.db"), conn_err(&scratch, &d->conn, code));
}

/* ---- opening ---- */

/* What the file must have been made under: this stamp, start of the machine, schema. */
static str
full_stamp(struct arena *a, str stamp)
{
	char boot[40] = "";
	FILE *f = fopen("/proc/sys/kernel/random/boot_id", "r");

	if (f) {
		if (fscanf(f, "%39s", boot) != 1)
			boot[0] = '\0';
		fclose(f);
	}
	return arena_fmt(a, "%.*s %s %s", STR_ARG(stamp), boot, schema);
}

static bool
is_current(struct conn *c, const char *stamp)
{
	char *sql = sqlite3_mprintf("SELECT 1 FROM state WHERE stamp = %Q", stamp);
	i64 one = 0, sound = 0;
	bool ok = sql && conn_integer(c, sql, &one) == SQLITE_OK
	    && conn_integer(c, "SELECT quick_check = 'ok' FROM pragma_quick_check(1)", &sound) == SQLITE_OK;

	sqlite3_free(sql);
	return ok && one && sound;
}

static int
lay_out(struct conn *c, const char *stamp)
{
	char *sql = sqlite3_mprintf("BEGIN; %s INSERT INTO state VALUES (0, 0, %Q); COMMIT", schema, stamp);
	int code = sql ? conn_exec(c, sql) : SQLITE_NOMEM;

	sqlite3_free(sql);
	return code;
}

static err
remove_file(struct arena *a, const char *path)
{
	static const char *const parts[] = { "", "-wal", "-shm" };

	for (size_t i = 0; i < countof(parts); i++)
		if (unlink(arena_fmt(a, "%s%s", path, parts[i]).p) != 0 && errno != ENOENT)
			return err_new(a, ERR_STORE, "%s cannot be removed: %s", path, strerror(errno));
	return OK;
}

static err
open_file(struct arena *a, struct conn *c, const char *path)
{
	err e = conn_open(a, c, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, queries);

	if (e == OK)
		conn_exec(c, "PRAGMA synchronous=OFF; PRAGMA journal_mode=WAL");
	return e;
}

/* A file that is another's or damaged makes way for a new one. */
static err
open_current(struct arena *a, struct conn *c, const char *path, const char *stamp)
{
	err e = open_file(a, c, path);

	if (e == OK && is_current(c, stamp))
		return OK;
	if (e == OK)
		conn_close(c);
	if ((e = remove_file(a, path)))                         return e;
	if ((e = open_file(a, c, path)))                        return e;
	return err_at(a, str_c(path), conn_err(a, c, lay_out(c, stamp)));
}

/* While it is held it is not closed: who finds it so knows how that ended. */
static err
take_hold(struct arena *a, struct derived *d, const char *path)
{
	i64 closed = 0;
	int code = conn_integer(&d->conn, "SELECT closed FROM state", &closed);

	d->in_order = closed;
	if (code == SQLITE_OK)
		code = conn_exec(&d->conn, "UPDATE state SET closed = 0");
	return err_at(a, str_c(path), conn_err(a, &d->conn, code));
}

err
derived_open(struct arena *a, str dir, str stamp, struct derived **out)
{
	struct derived *d = NEW(a, struct derived, 1);
	const char *path = arena_fmt(a, "%.*s/derived.db", STR_ARG(dir)).p;
	err e;

	d->stamp = full_stamp(a, stamp).p;
	if ((e = open_current(a, &d->conn, path, d->stamp)) || (e = take_hold(a, d, path))) {
		conn_close(&d->conn);
		return e;
	}
	d->scratch = arena_open(MIB);
	*out = d;
	return OK;
}

bool
derived_in_order(const struct derived *d)
{
	return d->in_order;
}

err
derived_anew(struct derived *d)
{
	int code;

	d->in_order = false;
	sqlite3_db_config(d->conn.db, SQLITE_DBCONFIG_RESET_DATABASE, 1, NULL);
	code = conn_exec(&d->conn, "VACUUM");
	sqlite3_db_config(d->conn.db, SQLITE_DBCONFIG_RESET_DATABASE, 0, NULL);
	if (code == SQLITE_OK)
		code = lay_out(&d->conn, d->stamp);
	if (code == SQLITE_OK)
		code = conn_exec(&d->conn, "PRAGMA wal_checkpoint(TRUNCATE)");
	return judge(d, code);
}

void
derived_close(struct derived *d)
{
	if (!sqlite3_get_autocommit(d->conn.db))
		conn_exec(&d->conn, "ROLLBACK");
	conn_exec(&d->conn, "UPDATE state SET closed = 1");
	conn_close(&d->conn);
	arena_close(d->scratch, MIB);
}

/* ---- putting ---- */

err
derived_begin(struct derived *d)
{
	if (!sqlite3_get_autocommit(d->conn.db))                /* what a failure left open */
		conn_exec(&d->conn, "ROLLBACK");
	return judge(d, conn_exec(&d->conn, "BEGIN"));
}

err
derived_put_room(struct derived *d, const struct room_summary *r)
{
	return judge(d, r->json.p == NULL
	    ? conn_run(&d->conn, Q_room_forget, VALUES(I(r->room)))
	    : conn_run(&d->conn, Q_room_put, VALUES(I(r->room), I(r->seq), I(r->n), I(r->next_due), B(r->json))));
}

err
derived_put_work(struct derived *d, const struct work *w)
{
	return judge(d, conn_run(&d->conn, Q_work_put,
	    VALUES(I(w->whose), I(w->room), I(w->object), I(w->channel), I(w->tlp), B(w->json))));
}

err
derived_forget_work(struct derived *d, i64 room, i64 object)
{
	return judge(d, conn_run(&d->conn, Q_work_forget, VALUES(I(room), I(object))));
}

err
derived_put_text(struct derived *d, const struct text *t)
{
	int code = conn_run(&d->conn, Q_text_forget, VALUES(I(t->room), I(t->object), I(t->object)));

	if (code == SQLITE_OK && t->text.p)
		code = conn_run(&d->conn, Q_text_put, VALUES(I(t->room), I(t->object), B(t->text), B(t->kind), I(t->channel), I(t->tlp), I(t->at),
		    I(t->n), I(t->decision)));
	return judge(d, code);
}

err
derived_forget_text(struct derived *d, i64 room)
{
	return judge(d, conn_run(&d->conn, Q_text_forget, VALUES(I(room), I(0), I(LAST_OBJECT))));
}

err
derived_commit(struct derived *d, i64 current)
{
	int code = conn_run(&d->conn, Q_set_current, VALUES(I(current)));

	if (code == SQLITE_OK)
		code = conn_exec(&d->conn, "COMMIT");
	return judge(d, code);
}

/* ---- getting ---- */

static err
integer_of(struct derived *d, enum query query, i64 *out)
{
	sqlite3_stmt *st = conn_start(&d->conn, (int)query, NULL, 0);
	int code = st ? sqlite3_step(st) : sqlite3_extended_errcode(d->conn.db);
	err e = judge(d, code);

	*out = code == SQLITE_ROW ? sqlite3_column_int64(st, 0) : 0;
	sqlite3_reset(st);
	return e;
}

err
derived_current(struct derived *d, i64 *out)
{
	return integer_of(d, Q_current, out);
}

err
derived_next_due(struct derived *d, i64 *out)
{
	return integer_of(d, Q_next_due, out);
}

static struct room_summary
room_row(sqlite3_stmt *st)
{
	return (struct room_summary){
		.room     = sqlite3_column_int64(st, 0), .seq  = sqlite3_column_int64(st, 1),
		.n        = sqlite3_column_int64(st, 2), .json = column_bytes(st, 4),
		.next_due = sqlite3_column_int64(st, 3),
	};
}

static err
visit_rooms(struct derived *d, sqlite3_stmt *st, room_visit *visit, void *ctx)
{
	int code = st ? SQLITE_ROW : sqlite3_extended_errcode(d->conn.db);
	err e = OK;

	while (st && e == OK && (code = sqlite3_step(st)) == SQLITE_ROW) {
		struct room_summary r = room_row(st);

		e = visit(ctx, &r);
	}
	if (e == OK)
		e = judge(d, code);
	sqlite3_reset(st);
	return e;
}

struct one_room { struct arena *a; struct room_summary *out; bool *found; };

static err
take_room(void *ctx, const struct room_summary *r)
{
	struct one_room *one = ctx;

	*one->found = true;
	*one->out = *r;
	one->out->json = arena_str(one->a, r->json);
	return OK;
}

err
derived_room(struct derived *d, struct arena *a, i64 room, struct room_summary *out, bool *found)
{
	*found = false;
	return visit_rooms(d, conn_start(&d->conn, Q_room_of, VALUES(I(room))), take_room,
	    &(struct one_room){ a, out, found });
}

err
derived_rooms(struct derived *d, room_visit *visit, void *ctx)
{
	return visit_rooms(d, conn_start(&d->conn, Q_room_all, NULL, 0), visit, ctx);
}

err
derived_rooms_newest(struct derived *d, room_visit *visit, void *ctx)
{
	return visit_rooms(d, conn_start(&d->conn, Q_room_newest, NULL, 0), visit, ctx);
}

err
derived_due(struct derived *d, i64 now, room_visit *visit, void *ctx)
{
	return visit_rooms(d, conn_start(&d->conn, Q_room_due, VALUES(I(now))), visit, ctx);
}

err
derived_work(struct derived *d, i64 whose, work_visit *visit, void *ctx)
{
	sqlite3_stmt *st = conn_start(&d->conn, Q_work_of, VALUES(I(whose)));
	int code = st ? SQLITE_ROW : sqlite3_extended_errcode(d->conn.db);
	err e = OK;

	while (st && e == OK && (code = sqlite3_step(st)) == SQLITE_ROW)
		e = visit(ctx, &(struct work){
			.whose   = sqlite3_column_int64(st, 0), .room = sqlite3_column_int64(st, 1),
			.object  = sqlite3_column_int64(st, 2), .channel = sqlite3_column_int64(st, 3),
			.tlp     = sqlite3_column_int64(st, 4), .json = column_bytes(st, 5),
		});
	if (e == OK)
		e = judge(d, code);
	sqlite3_reset(st);
	return e;
}

err
derived_search(struct derived *d, str query, text_visit *visit, void *ctx)
{
	sqlite3_stmt *st = conn_start(&d->conn, Q_text_search, VALUES(B(query)));
	int code = st ? SQLITE_ROW : sqlite3_extended_errcode(d->conn.db);
	err e = OK;

	while (st && e == OK && (code = sqlite3_step(st)) == SQLITE_ROW)
		e = visit(ctx, sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1));
	if (e == OK)
		e = judge(d, code);
	sqlite3_reset(st);
	return e;
}

err
derived_text(struct derived *d, struct arena *a, i64 room, i64 object, struct text *out)
{
	sqlite3_stmt *st = conn_start(&d->conn, Q_text_of, VALUES(I(room), I(object)));
	int code = st ? sqlite3_step(st) : sqlite3_extended_errcode(d->conn.db);
	err e = judge(d, code);

	*out = (struct text){ .room = room, .object = object };
	if (e == OK && code == SQLITE_ROW)
		*out = (struct text){
			.room = room, .object = object, .kind = arena_str(a, column_bytes(st, 0)), .channel = sqlite3_column_int64(st, 1),
			.tlp  = sqlite3_column_int64(st, 2), .at = sqlite3_column_int64(st, 3), .n = sqlite3_column_int64(st, 4),
			.decision = sqlite3_column_int64(st, 5),
		};
	sqlite3_reset(st);
	return e;
}

err
derived_snippet(struct derived *d, struct arena *a, i64 room, i64 object, str query, str *out)
{
	sqlite3_stmt *st = conn_start(&d->conn, Q_text_around, VALUES(B(query), I(room), I(object)));
	int code = st ? sqlite3_step(st) : sqlite3_extended_errcode(d->conn.db);
	err e = judge(d, code);

	*out = code == SQLITE_ROW ? arena_str(a, column_bytes(st, 0)) : STR("");
	sqlite3_reset(st);
	return e;
}
