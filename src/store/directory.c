#include "directory.h"
#include "random.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEY_MAX = 65536, INSTANCE_MAX = 256 };

static err
failed(struct arena *a, const char *path, const char *what)
{
	return err_new(a, ERR_STORE, "%s cannot be %s: %s", path, what, strerror(errno));
}

static const char *
path_in(struct arena *a, str dir, const char *name)
{
	return arena_fmt(a, "%.*s/%s", STR_ARG(dir), name).p;
}

err
folder_sync(struct arena *a, const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;
	err e = ok ? OK : failed(a, path, "made durable");

	if (fd >= 0)
		close(fd);
	return e;
}

/* A file that is there whole or not at all: `folder`/`name`, through a new file beside it. */
static err
write_private(struct arena *a, const char *folder, const char *name, str bytes)
{
	const char *path = path_in(a, str_c(folder), name), *new = arena_fmt(a, "%s.new", path).p;
	int fd = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	bool ok = fd >= 0 && write(fd, bytes.p, bytes.n) == (ssize_t)bytes.n && fsync(fd) == 0
	    && rename(new, path) == 0;
	err e = ok ? OK : failed(a, path, "written");

	if (fd >= 0)
		close(fd);
	return e ? e : folder_sync(a, folder);
}

/* `others`: the mode's bits that must not be there. */
static err
read_secret(struct arena *a, const char *path, size_t max, mode_t others, str *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	char *p = NEW(a, char, max);
	ssize_t n;
	err e = OK;

	if (fd < 0)
		return errno == ENOENT ? err_new(a, ERR_NO_SUCH, "%s is not there", path) : failed(a, path, "opened");
	if (fstat(fd, &st) != 0 || (n = read(fd, p, max)) < 0)
		e = failed(a, path, "read");
	else if (st.st_mode & others)
		e = err_new(a, ERR_FORBIDDEN, "%s is a secret that others may read; chmod %s it, and think of who may have", path, others & 070 ? "600" : "640");
	else if ((off_t)n != st.st_size)
		e = err_new(a, ERR_TOO_LARGE, "%s is longer than %zu bytes", path, max);
	else
		*out = (str){ p, (size_t)n };
	close(fd);
	return e;
}

static err
read_private(struct arena *a, const char *path, size_t max, str *out)
{
	return read_secret(a, path, max, 077, out);
}

err
secret_read(struct arena *a, const char *path, size_t max, str *out)
{
	return read_secret(a, path, max, 007, out);
}

/* ---- the directory itself ---- */

/* Which file this is: no copy has both its number and its hour of birth. */
static err
birth_of(struct arena *a, const char *path, str *out)
{
	struct statx x;

	if (statx(AT_FDCWD, path, 0, STATX_INO | STATX_BTIME, &x) != 0)
		return failed(a, path, "looked at");
	*out = arena_fmt(a, "%llu.%lld.%u", (unsigned long long)x.stx_ino,
	    x.stx_mask & STATX_BTIME ? (long long)x.stx_btime.tv_sec : 0,
	    x.stx_mask & STATX_BTIME ? x.stx_btime.tv_nsec : 0);
	return OK;
}

/* The instance file names itself, so it is written where it stays. */
static err
write_instance(struct arena *a, str dir, str id)
{
	const char *path = path_in(a, dir, "instance");
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	str birth = STR(""), text;
	err e = fd < 0 ? failed(a, path, "written") : birth_of(a, path, &birth);

	text = arena_fmt(a, "%.*s\n%.*s\n", STR_ARG(id), STR_ARG(birth));
	if (e == OK && (write(fd, text.p, text.n) != (ssize_t)text.n || ftruncate(fd, (off_t)text.n) != 0 || fsync(fd) != 0))
		e = failed(a, path, "written");
	if (fd >= 0)
		close(fd);
	return e ? e : folder_sync(a, arena_cstr(a, dir));
}

static str
new_id(struct arena *a)
{
	u8 random[16];
	struct buf b = buf_new(a, 32);

	random_bytes(random, sizeof(random));
	for (size_t i = 0; i < sizeof(random); i++)
		buf_fmt(&b, "%02x", random[i]);
	return buf_str(&b);
}

err
directory_make(struct arena *a, str dir)
{
	const char *path = arena_cstr(a, dir);
	err e;

	if (access(path_in(a, dir, "instance"), F_OK) == 0)
		return err_new(a, ERR_CONFLICT, "%s is a data directory already", path);
	if ((mkdir(path, 0700) != 0 && errno != EEXIST) || chmod(path, 0700) != 0
	    || (mkdir(path_in(a, dir, "keys"), 0700) != 0 && errno != EEXIST)
	    || (mkdir(path_in(a, dir, "blobs"), 0700) != 0 && errno != EEXIST))
		return failed(a, path, "made");
	if ((e = folder_sync(a, path_in(a, dir, ".."))))
		return e;
	return write_instance(a, dir, new_id(a));
}

err
directory_lock(struct arena *a, str dir, int *fd)
{
	const char *path = path_in(a, dir, "lock"), *name = arena_cstr(a, dir);
	struct stat st;

	if (stat(name, &st) != 0)
		return errno == ENOENT ? err_new(a, ERR_NO_SUCH, "%s is not there; `tocsin init` makes a data directory", name)
		    : failed(a, name, "looked at");
	if (st.st_mode & 077)
		return err_new(a, ERR_FORBIDDEN, "%s may be looked into by others; chmod 700 it", name);
	*fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (*fd < 0)
		return failed(a, name, "written to");
	if (flock(*fd, LOCK_EX | LOCK_NB) == 0)
		return OK;
	close(*fd);
	*fd = -1;
	return err_new(a, ERR_CONFLICT, "another process is the writer of %s; there can be only one", name);
}

err
directory_instance(struct arena *a, str dir, str *id)
{
	const char *path = path_in(a, dir, "instance");
	str text, birth, recorded;
	err e;

	if ((e = read_private(a, path, INSTANCE_MAX, &text)))  return e;
	if ((e = birth_of(a, path, &birth)))                   return e;
	*id = str_cut(text, '\n', &recorded);
	if (id->n != 32)
		return err_new(a, ERR_DAMAGED, "%s does not hold an instance's id", path);
	recorded = str_cut(recorded, '\n', &text);
	if (str_eq(recorded, birth))
		return OK;
	if ((e = directory_hold(a, dir)))
		return e;
	return write_instance(a, dir, *id);
}

err
directory_hold(struct arena *a, str dir)
{
	return write_private(a, arena_cstr(a, dir), "held", STR("Effects and timers are held until they are released.\n"));
}

err
directory_release(struct arena *a, str dir)
{
	const char *path = path_in(a, dir, "held");

	if (unlink(path) != 0 && errno != ENOENT)
		return failed(a, path, "removed");
	return folder_sync(a, arena_cstr(a, dir));
}

err
directory_held(struct arena *a, str dir, bool *held)
{
	const char *path = path_in(a, dir, "held");

	*held = access(path, F_OK) == 0;
	return *held || errno == ENOENT ? OK : failed(a, path, "looked at");
}

err
directory_note_backup(struct arena *a, str dir)
{
	return write_private(a, arena_cstr(a, dir), "backed-up", STR("The last backup was made when this was written.\n"));
}

i64
directory_backed_up(struct arena *a, str dir)
{
	struct stat st;

	return stat(path_in(a, dir, "backed-up"), &st) == 0 ? (i64)st.st_mtim.tv_sec : 0;
}

err
key_write(struct arena *a, str dir, str name, str bytes)
{
	assert(bytes.n <= KEY_MAX);
	return write_private(a, path_in(a, dir, "keys"), arena_cstr(a, name), bytes);
}

err
key_read(struct arena *a, str dir, str name, str *out)
{
	return read_private(a, path_in(a, dir, arena_fmt(a, "keys/%.*s", STR_ARG(name)).p), KEY_MAX, out);
}

err
push_key_write(struct arena *a, str dir, str bytes)
{
	return write_private(a, arena_cstr(a, dir), "push-key", bytes);
}

err
push_key_read(struct arena *a, str dir, str *out)
{
	return read_private(a, path_in(a, dir, "push-key"), KEY_MAX, out);
}
