/*
 * conn -- one connection to one SQLite file, its statements prepared once.
 *
 * Every connection distrusts the file's schema, checks its cells and
 * overwrites what it deletes.  One that only reads does not checkpoint when it
 * closes: of all connections to a record, the writer's alone moves the
 * write-ahead log.
 *
 * Ownership: the caller owns a conn between conn_open(), which may also fail,
 * and conn_close().  A conn belongs to one thread at a time.
 */
#ifndef CONN_H
#define CONN_H

#include "base.h"

#include <sqlite3.h>

enum { CONN_QUERIES = 32 };

struct conn {
	sqlite3 *db;
	const char *const *sql;                 /* by number of the query */
	sqlite3_stmt *stmt[CONN_QUERIES];
};

/* What a statement's parameter is bound to. */
struct value { i64 i; str s; bool is_bytes; };
#define I(x) ((struct value){ .i = (x) })
#define B(x) ((struct value){ .s = (x), .is_bytes = true })     /* an absent str is NULL */
#define H(x) B(((str){ (const char *)(x).b, sizeof((x).b) }))
#define VALUES(...) (struct value[]){ __VA_ARGS__ }, countof(((struct value[]){ __VA_ARGS__ }))

/* `flags` are SQLite's; a file made by SQLITE_OPEN_CREATE gets mode 0600. */
err  conn_open(struct arena *, struct conn *, const char *path, int flags, const char *const *sql);
void conn_close(struct conn *);

/* Statements without rows; what comes back is SQLite's code. */
int  conn_exec(struct conn *, const char *sql);
int  conn_run(struct conn *, int query, const struct value *, size_t n);

/* Rows: NULL when it cannot be prepared; step with sqlite3_step, end with sqlite3_reset. */
sqlite3_stmt *conn_start(struct conn *, int query, const struct value *, size_t n);
str  column_bytes(sqlite3_stmt *, int column);          /* a view, until the next step; NULL is absent */
bool column_hash(sqlite3_stmt *, int column, struct hash *out);

/* The one integer a statement answers with. */
int  conn_integer(struct conn *, const char *sql, i64 *out);

/* The sentence for what just went wrong; OK for SQLITE_OK, _ROW and _DONE. */
err  conn_err(struct arena *, struct conn *, int code);

#endif
