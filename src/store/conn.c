#include "conn.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum { BUSY_MS = 100 };         /* for readers that hold up a checkpoint; nobody else writes */

static err
make_private(struct arena *a, const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0)
		return err_new(a, ERR_STORE, "%s cannot be opened: %s", path, strerror(errno));
	close(fd);
	return OK;
}

/* Pages are taken one by one: by itself SQLite touches the first twenty of every connection, whether they are ever used or not. */
static void
take_no_more_than_needed(void)
{
	sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, 0);
}

err
conn_open(struct arena *a, struct conn *c, const char *path, int flags, const char *const *sql)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	int code;
	err e;

	pthread_once(&once, take_no_more_than_needed);
	*c = (struct conn){ .sql = sql };
	if ((flags & SQLITE_OPEN_CREATE) && (e = make_private(a, path)))
		return e;
	code = sqlite3_open_v2(path, &c->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
	if (code == SQLITE_OK) {
		sqlite3_busy_timeout(c->db, BUSY_MS);
		sqlite3_db_config(c->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, (flags & SQLITE_OPEN_READONLY) != 0, NULL);
		sqlite3_db_config(c->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
		code = conn_exec(c, "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;"
		    "PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY");
	}
	e = conn_err(a, c, code);
	if (e)
		conn_close(c);
	return err_at(a, str_c(path), e);
}

void
conn_close(struct conn *c)
{
	for (size_t i = 0; i < CONN_QUERIES; i++)
		sqlite3_finalize(c->stmt[i]);
	sqlite3_close(c->db);
	*c = (struct conn){ 0 };
}

int
conn_exec(struct conn *c, const char *sql)
{
	return sqlite3_exec(c->db, sql, NULL, NULL, NULL);
}

static void
bind(sqlite3_stmt *st, int place, const struct value *v)
{
	if (v->is_bytes)
		sqlite3_bind_blob64(st, place, v->s.p, v->s.n, SQLITE_STATIC);
	else
		sqlite3_bind_int64(st, place, v->i);
}

sqlite3_stmt *
conn_start(struct conn *c, int query, const struct value *values, size_t n)
{
	sqlite3_stmt **st = &c->stmt[query];

	assert(query < CONN_QUERIES);
	if (*st == NULL && sqlite3_prepare_v3(c->db, c->sql[query], -1, SQLITE_PREPARE_PERSISTENT, st, NULL) != SQLITE_OK)
		return NULL;
	assert(sqlite3_bind_parameter_count(*st) == (int)n);
	for (size_t i = 0; i < n; i++)
		bind(*st, (int)i + 1, &values[i]);
	return *st;
}

int
conn_run(struct conn *c, int query, const struct value *values, size_t n)
{
	sqlite3_stmt *st = conn_start(c, query, values, n);
	int code;

	if (st == NULL)
		return sqlite3_extended_errcode(c->db);
	code = sqlite3_step(st);
	sqlite3_reset(st);
	return code == SQLITE_DONE ? SQLITE_OK : code;
}

str
column_bytes(sqlite3_stmt *st, int column)
{
	const char *p = sqlite3_column_blob(st, column);
	size_t n = (size_t)sqlite3_column_bytes(st, column);

	if (p == NULL && sqlite3_column_type(st, column) != SQLITE_NULL)
		p = "";
	return (str){ p, n };
}

bool
column_hash(sqlite3_stmt *st, int column, struct hash *out)
{
	str s = column_bytes(st, column);

	if (s.n != sizeof(out->b))
		return false;
	memcpy(out->b, s.p, s.n);
	return true;
}

int
conn_integer(struct conn *c, const char *sql, i64 *out)
{
	sqlite3_stmt *st;
	int code = sqlite3_prepare_v2(c->db, sql, -1, &st, NULL);

	if (code != SQLITE_OK)
		return code;
	code = sqlite3_step(st);
	if (code == SQLITE_ROW)
		*out = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return code == SQLITE_ROW ? SQLITE_OK : code;
}

err
conn_err(struct arena *a, struct conn *c, int code)
{
	switch (code & 0xff) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE:
		return OK;
	case SQLITE_FULL:
		return err_new(a, ERR_STORE, "the disk is full; nothing was written");
	case SQLITE_READONLY:
		return err_new(a, ERR_STORE, "the file or its folder is read-only; nothing was written");
	case SQLITE_NOTADB:
		return err_new(a, ERR_DAMAGED, "this is no database: its first bytes are not SQLite's");
	case SQLITE_CORRUPT:
		return err_new(a, ERR_DAMAGED, "the database file is damaged: its pages do not hold together");
	case SQLITE_CANTOPEN:
		return err_new(a, ERR_STORE, "it cannot be opened: it is not there, or this process may not");
	case SQLITE_CONSTRAINT:
		return err_new(a, ERR_CONFLICT, "this is there already: %s", sqlite3_errmsg(c->db));
	case SQLITE_IOERR:
		return err_new(a, ERR_STORE, "the disk failed (%s, %d); what it holds is known after a restart",
		    sqlite3_errstr(code), code);
	default:
		return err_new(a, ERR_STORE, "SQLite says: %s (%d)",
		    code == sqlite3_extended_errcode(c->db) ? sqlite3_errmsg(c->db) : sqlite3_errstr(code), code);
	}
}
