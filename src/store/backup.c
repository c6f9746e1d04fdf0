#include "backup.h"
#include "blob.h"
#include "conn.h"
#include "directory.h"
#include "store.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 64 * 1024 };

static err
failed(struct arena *a, const char *path, const char *what)
{
	return err_new(a, ERR_STORE, "%s cannot be %s: %s", path, what, strerror(errno));
}

/* ---- the record ---- */

static err
sync_file(struct arena *a, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	err e = fd >= 0 && fsync(fd) == 0 ? OK : failed(a, path, "made durable");

	if (fd >= 0)
		close(fd);
	return e;
}

static err
check_pages(struct arena *a, const char *path)
{
	struct conn c;
	i64 sound = 0;
	int code;
	err e;

	if ((e = conn_open(a, &c, path, SQLITE_OPEN_READONLY, NULL)))
		return e;
	code = conn_integer(&c, "SELECT integrity_check = 'ok' FROM pragma_integrity_check(1)", &sound);
	e = conn_err(a, &c, code);
	if (e == OK && !sound)
		e = err_new(a, ERR_DAMAGED, "the copy does not hold together");
	conn_close(&c);
	return err_at(a, str_c(path), e);
}

/* As of one commit, without what was deleted, in one file. */
static err
copy_record(struct arena *a, str from, str to)
{
	const char *old = arena_fmt(a, "%.*s/record.db", STR_ARG(from)).p;
	const char *new = arena_fmt(a, "%.*s/record.db", STR_ARG(to)).p;
	struct conn c;
	char *sql;
	err e;

	if ((e = conn_open(a, &c, old, SQLITE_OPEN_READONLY, NULL)))
		return e;
	sql = sqlite3_mprintf("VACUUM INTO %Q", new);
	e = err_at(a, str_c(old), conn_err(a, &c, sql ? conn_exec(&c, sql) : SQLITE_NOMEM));
	sqlite3_free(sql);
	conn_close(&c);
	if (e)                                      return e;
	if (chmod(new, 0600) != 0)                  return failed(a, new, "made private");
	if ((e = sync_file(a, new)))                return e;
	if ((e = check_pages(a, new)))              return e;
	return folder_sync(a, arena_cstr(a, to));
}

/* ---- the blobs ---- */

struct copying { struct arena *a; str from, to; char *piece; };

static err
copy_bytes(const struct copying *c, int fd, struct upload *u)
{
	ssize_t n;
	err e;

	while ((n = read(fd, c->piece, PIECE)) > 0)
		if ((e = blob_write(c->a, u, (str){ c->piece, (size_t)n })))
			return e;
	return n == 0 ? OK : failed(c->a, "a blob", "read");
}

static err
copy_blob(void *ctx, str name)
{
	const struct copying *c = ctx;
	struct upload *u;
	struct blob copied;
	u64 size;
	int fd;
	err e;

	if (blob_open(c->a, c->to, name, &fd, &size) == OK) {
		close(fd);
		return OK;
	}
	if ((e = blob_open(c->a, c->from, name, &fd, &size)))
		return e->kind == ERR_NO_SUCH ? OK : e;         /* erased meanwhile */
	if ((e = blob_begin(c->a, c->to, name, size, &u)) == OK) {
		if ((e = copy_bytes(c, fd, u)))
			blob_abandon(u);
		else
			e = blob_finish(c->a, u, &copied);
	}
	close(fd);
	return e;
}

static err
copy_blobs(struct arena *a, str from, str to)
{
	struct copying c = { a, from, to, NEW(a, char, PIECE) };

	return blob_list(a, from, copy_blob, &c);
}

/* ---- as whom browsers are called ---- */

static err
copy_push_key(struct arena *a, str from, str to)
{
	str key;
	err e = push_key_read(a, from, &key);

	if (e)
		return e->kind == ERR_NO_SUCH ? OK : e;         /* it was never served */
	return push_key_write(a, to, key);
}

/* ---- all of it ---- */

/* Blobs before the record, for those that are erased meanwhile, and after it,
 * for those that arrived: what the copied record cites is in the copy. */
static err
copy_all(struct arena *a, str from, str to)
{
	err e;

	if ((e = copy_blobs(a, from, to)))          return e;
	if ((e = copy_record(a, from, to)))         return e;
	if ((e = copy_blobs(a, from, to)))          return e;
	return copy_push_key(a, from, to);
}

/* Before anything is made. */
static err
need_record(struct arena *a, str dir)
{
	struct store *record;
	err e = sqlite_open_reader(a, dir, &record);

	if (e == OK)
		record->close(record);
	return e;
}

err
backup(struct arena *a, str dir, str out)
{
	const char *path = arena_cstr(a, out), *blobs = arena_fmt(a, "%s/blobs", path).p;
	err e;

	if ((e = need_record(a, dir)))
		return e;
	if (mkdir(path, 0700) != 0 || mkdir(blobs, 0700) != 0)
		return failed(a, path, "made");
	if ((e = folder_sync(a, arena_fmt(a, "%s/..", path).p)))
		return e;
	return copy_all(a, dir, out);
}

err
restore(struct arena *a, str from, str dir)
{
	str id;
	err e;

	if ((e = need_record(a, from)))             return e;
	if ((e = directory_make(a, dir)))           return e;
	if ((e = directory_hold(a, dir)))           return e;
	if ((e = directory_instance(a, dir, &id)))  return e;
	return copy_all(a, from, dir);
}
