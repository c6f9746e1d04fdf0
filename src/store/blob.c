#include "blob.h"
#include "directory.h"
#include "sha256.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define PART ".part"            /* the ending of what is being written; no name has it */
enum { NAME_MAX_BYTES = 64 };

struct upload {
	int fd;
	u64 size, max;
	struct sha256_run sha256;
	const char *folder, *part, *path;
};

static err
failed(struct arena *a, const char *path, const char *what)
{
	return err_new(a, errno == ENOENT ? ERR_NO_SUCH : ERR_STORE, "%s cannot be %s: %s", path, what, strerror(errno));
}

static bool
is_name(str s)
{
	static const char allowed[] = "0123456789abcdef-";

	for (size_t i = 0; i < s.n; i++)
		if (memchr(allowed, s.p[i], sizeof(allowed) - 1) == NULL)
			return false;
	return s.n >= 1 && s.n <= NAME_MAX_BYTES;
}

/* A record that nobody forged names only what the app made. */
static err
need_name(struct arena *a, str name)
{
	return is_name(name) ? OK : err_new(a, ERR_NO_SUCH, "a blob has a name of 1 to %d of [0-9a-f-]", NAME_MAX_BYTES);
}

static const char *
folder_of(struct arena *a, str dir)
{
	return arena_fmt(a, "%.*s/blobs", STR_ARG(dir)).p;
}

static const char *
path_of(struct arena *a, str dir, str name)
{
	assert(is_name(name));
	return arena_fmt(a, "%.*s/blobs/%.*s", STR_ARG(dir), STR_ARG(name)).p;
}

str
blob_name(struct arena *a, str bytes)
{
	static const char digits[] = "0123456789abcdef";
	char *p = NEW(a, char, 2 * bytes.n);

	for (size_t i = 0; i < bytes.n; i++) {
		p[2 * i]     = digits[(u8)bytes.p[i] >> 4];
		p[2 * i + 1] = digits[(u8)bytes.p[i] & 15];
	}
	return (str){ p, 2 * bytes.n };
}

err
blob_begin(struct arena *a, str dir, str name, u64 max, struct upload **out)
{
	struct upload *u = NEW(a, struct upload, 1);

	u->folder = folder_of(a, dir);
	u->path = path_of(a, dir, name);
	u->part = arena_fmt(a, "%s" PART, u->path).p;
	u->max = max;
	u->fd = open(u->part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (u->fd < 0)
		return failed(a, u->part, "made");
	u->sha256 = sha256_begin();
	*out = u;
	return OK;
}

err
blob_write(struct arena *a, struct upload *u, str bytes)
{
	if (bytes.n > u->max - u->size)
		return err_new(a, ERR_TOO_LARGE, "the file is longer than the %llu bytes allowed", (unsigned long long)u->max);
	sha256_add(&u->sha256, bytes.p, bytes.n);
	u->size += bytes.n;
	while (bytes.n > 0) {
		ssize_t n = write(u->fd, bytes.p, bytes.n);

		if (n < 0 && errno != EINTR)
			return failed(a, u->part, "written");
		if (n > 0)
			bytes = str_from(bytes, (size_t)n);
	}
	return OK;
}

err
blob_finish(struct arena *a, struct upload *u, struct blob *out)
{
	*out = (struct blob){ u->size, sha256_end(u->sha256) };
	if (fsync(u->fd) != 0 || rename(u->part, u->path) != 0) {
		err e = failed(a, u->path, "made durable");

		blob_abandon(u);
		return e;
	}
	close(u->fd);
	return folder_sync(a, u->folder);
}

void
blob_abandon(struct upload *u)
{
	unlink(u->part);
	close(u->fd);
}

err
blob_open(struct arena *a, str dir, str name, int *fd, u64 *size)
{
	const char *path;
	struct stat st;
	err e;

	*fd = -1;
	if ((e = need_name(a, name)))
		return e;
	path = path_of(a, dir, name);
	*fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (*fd >= 0 && fstat(*fd, &st) == 0 && S_ISREG(st.st_mode)) {
		*size = (u64)st.st_size;
		return OK;
	}
	e = *fd >= 0 && !S_ISREG(st.st_mode) ? err_new(a, ERR_DAMAGED, "%s is no file", path) : failed(a, path, "opened");
	if (*fd >= 0)
		close(*fd);
	return e;
}

err
blob_look(struct arena *a, str dir, str name, struct blob *out)
{
	struct sha256_run sha256 = sha256_begin();
	char piece[16 * 1024];
	ssize_t n = -1;
	err e;
	int fd;

	if ((e = blob_open(a, dir, name, &fd, &out->size)))
		return e;
	while ((n = read(fd, piece, sizeof(piece))) > 0)
		sha256_add(&sha256, piece, (size_t)n);
	if (n < 0)
		e = failed(a, path_of(a, dir, name), "read");
	out->sha256 = sha256_end(sha256);
	close(fd);
	return e;
}

err
blob_forget(struct arena *a, str dir, str name)
{
	const char *path;
	err e;

	if ((e = need_name(a, name)))
		return e;
	path = path_of(a, dir, name);
	if (unlink(path) != 0 && errno != ENOENT)
		return failed(a, path, "removed");
	return folder_sync(a, folder_of(a, dir));
}

/* Visit every file of the folder, whatever its name. */
static err
each_file(struct arena *a, str dir, err (*visit)(void *ctx, str name), void *ctx)
{
	const char *folder = folder_of(a, dir);
	DIR *d = opendir(folder);
	struct dirent *f;
	err e = OK;

	if (d == NULL)
		return failed(a, folder, "listed");
	while (e == OK && (errno = 0, f = readdir(d)))
		e = visit(ctx, str_c(f->d_name));
	if (e == OK && errno)
		e = failed(a, folder, "listed");
	closedir(d);
	return e;
}

struct listing { struct arena *a; str dir; err (*visit)(void *ctx, str name); void *ctx; };

static err
if_name(void *ctx, str name)
{
	struct listing *l = ctx;

	return is_name(name) ? l->visit(l->ctx, name) : OK;
}

static err
if_part(void *ctx, str name)
{
	struct listing *l = ctx;
	const char *path = arena_fmt(l->a, "%.*s/blobs/%.*s", STR_ARG(l->dir), STR_ARG(name)).p;

	return str_ends(name, STR(PART)) && unlink(path) != 0 ? failed(l->a, path, "removed") : OK;
}

err
blob_list(struct arena *a, str dir, err (*visit)(void *ctx, str name), void *ctx)
{
	return each_file(a, dir, if_name, &(struct listing){ a, dir, visit, ctx });
}

err
blob_sweep(struct arena *a, str dir)
{
	return each_file(a, dir, if_part, &(struct listing){ .a = a, .dir = dir });
}
