/* lossy.so: see lossy.h.  One lock is held over note and deed, so the journal has their order. */
#include "lossy.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static struct {
	pthread_mutex_t lock;
	const char *dir, *side;
	int journal;
	uint64_t records;
	long syncs_left;                /* until one fails; 0: none will */
} lossy = { .lock = PTHREAD_MUTEX_INITIALIZER, .journal = -1 };

/* System calls, past every library. */
#define SYS(result, name, ...) ((result)syscall(SYS_##name, __VA_ARGS__))

__attribute__((constructor)) static void
begin(void)
{
	char path[PATH_MAX];
	const char *fail = getenv("LOSSY_FAIL_FSYNC");

	lossy.dir = getenv("LOSSY_DIR");
	lossy.side = getenv("LOSSY_SIDE");
	if (lossy.dir == NULL || lossy.side == NULL)
		return;
	lossy.syncs_left = fail ? atol(fail) : 0;
	snprintf(path, sizeof(path), "%s/journal", lossy.side);
	lossy.journal = SYS(int, openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* ---- what is watched ---- */

static bool
watched(const char *path)
{
	size_t n = lossy.dir ? strlen(lossy.dir) : 0, m = strlen(path);

	return lossy.journal >= 0 && strncmp(path, lossy.dir, n) == 0 && (path[n] == '/' || path[n] == '\0')
	    && !(m > 4 && strcmp(path + m - 4, "-shm") == 0);
}

static bool
watched_fd(int fd)
{
	char link[64], path[PATH_MAX];
	ssize_t n;

	if (lossy.journal < 0)
		return false;
	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	n = readlink(link, path, sizeof(path) - 1);
	if (n <= 0)
		return false;
	path[n] = '\0';
	return watched(path);
}

static uint64_t
folder_inode(const char *path)
{
	char folder[PATH_MAX];
	struct stat st;

	snprintf(folder, sizeof(folder), "%.*s", (int)(strrchr(path, '/') - path), path);
	return stat(folder, &st) == 0 ? st.st_ino : 0;
}

/* ---- noting ---- */

static void
note(struct lossy_record r, const void *bytes)
{
	if (SYS(ssize_t, write, lossy.journal, &r, sizeof(r)) != sizeof(r)
	    || SYS(ssize_t, write, lossy.journal, bytes, r.n) != (ssize_t)r.n)
		abort();                /* a test that cannot be believed */
	lossy.records++;
}

/* The file is about to change between offset and offset + span. */
static void
note_change(int fd, int64_t offset, int64_t span)
{
	struct lossy_record r = { .kind = LOSSY_CHANGE, .offset = offset, .span = span };
	char link[64], *old = malloc((size_t)span + 1);
	struct stat st;
	int again;
	ssize_t n;

	fstat(fd, &st);
	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);   /* fd itself may be write-only */
	again = SYS(int, openat, AT_FDCWD, link, O_RDONLY | O_CLOEXEC, 0);
	n = SYS(ssize_t, pread64, again, old, (size_t)span, offset);
	syscall(SYS_close, again);
	r.inode = st.st_ino;
	r.size = st.st_size;
	r.n = n > 0 ? (uint64_t)n : 0;
	note(r, old);
	free(old);
}

static void
keep(const char *path)
{
	char kept[PATH_MAX];

	snprintf(kept, sizeof(kept), "%s/kept.%llu", lossy.side, (unsigned long long)lossy.records);
	if (syscall(SYS_linkat, AT_FDCWD, path, AT_FDCWD, kept, 0) != 0)
		abort();
}

/* ---- what is done instead ---- */

static int
lossy_open(int at, const char *path, int flags, mode_t mode)
{
	bool mine = (flags & (O_CREAT | O_TRUNC)) && watched(path);
	int fd;

	if (!mine)
		return SYS(int, openat, at, path, flags, mode);
	pthread_mutex_lock(&lossy.lock);
	if ((flags & O_CREAT) && access(path, F_OK) != 0)
		note((struct lossy_record){ .kind = LOSSY_CREATE, .inode = folder_inode(path), .n = strlen(path) + 1 }, path);
	fd = SYS(int, openat, at, path, flags & ~O_TRUNC, mode);
	pthread_mutex_unlock(&lossy.lock);
	if (fd >= 0 && (flags & O_TRUNC) && ftruncate(fd, 0) != 0)
		return -1;
	return fd;
}

static ssize_t
lossy_write(int fd, const void *p, size_t n, int64_t offset, bool placed)
{
	bool mine = n > 0 && watched_fd(fd);
	ssize_t done;

	if (mine) {
		pthread_mutex_lock(&lossy.lock);
		note_change(fd, placed ? offset : SYS(int64_t, lseek, fd, 0, SEEK_CUR), (int64_t)n);
	}
	done = placed ? SYS(ssize_t, pwrite64, fd, p, n, offset) : SYS(ssize_t, write, fd, p, n);
	if (mine)
		pthread_mutex_unlock(&lossy.lock);
	return done;
}

static int
lossy_truncate(int fd, int64_t size)
{
	bool mine = watched_fd(fd);
	struct stat st;
	int done;

	if (mine) {
		pthread_mutex_lock(&lossy.lock);
		fstat(fd, &st);
		note_change(fd, size < st.st_size ? size : st.st_size, size < st.st_size ? st.st_size - size : size - st.st_size);
	}
	done = SYS(int, ftruncate, fd, size);
	if (mine)
		pthread_mutex_unlock(&lossy.lock);
	return done;
}

static int
lossy_sync(int fd)
{
	struct stat st;
	bool fails;

	if (!watched_fd(fd))
		return SYS(int, fsync, fd);
	fstat(fd, &st);
	pthread_mutex_lock(&lossy.lock);
	fails = S_ISREG(st.st_mode) && lossy.syncs_left > 0 && --lossy.syncs_left == 0;
	if (!fails)
		note((struct lossy_record){ .kind = LOSSY_SYNC, .inode = st.st_ino, .upto = lossy.records }, NULL);
	pthread_mutex_unlock(&lossy.lock);
	errno = fails ? EIO : errno;
	return fails ? -1 : 0;
}

static int
lossy_unlink(int at, const char *path, int flags)
{
	bool mine = !(flags & AT_REMOVEDIR) && watched(path) && access(path, F_OK) == 0;
	int done;

	if (mine) {
		pthread_mutex_lock(&lossy.lock);
		keep(path);
		note((struct lossy_record){ .kind = LOSSY_UNLINK, .inode = folder_inode(path), .n = strlen(path) + 1 }, path);
	}
	done = SYS(int, unlinkat, at, path, flags);
	if (mine)
		pthread_mutex_unlock(&lossy.lock);
	return done;
}

static int
lossy_rename(const char *from, const char *to, unsigned flags)
{
	bool mine = watched(from) && access(from, F_OK) == 0, over = access(to, F_OK) == 0;
	char both[2 * PATH_MAX];
	int done;

	if (mine && over && (flags & RENAME_NOREPLACE))
		mine = false;
	if (mine) {
		int n = snprintf(both, sizeof(both), "%s%c%s", from, '\0', to) + 1;

		pthread_mutex_lock(&lossy.lock);
		if (over)
			keep(to);
		note((struct lossy_record){ .kind = LOSSY_RENAME, .inode = folder_inode(to), .span = over, .n = (uint64_t)n }, both);
	}
	done = SYS(int, renameat2, AT_FDCWD, from, AT_FDCWD, to, flags);
	if (mine)
		pthread_mutex_unlock(&lossy.lock);
	return done;
}

/* ---- the names it stands in for ---- */

#define MODE(flags, mode) \
	va_list ap; mode_t mode; \
	va_start(ap, flags); \
	mode = (flags) & O_CREAT ? (mode_t)va_arg(ap, int) : 0; \
	va_end(ap)

int open(const char *path, int flags, ...)   { MODE(flags, mode); return lossy_open(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags, mode); return lossy_open(AT_FDCWD, path, flags, mode); }
int openat(int at, const char *path, int flags, ...)   { MODE(flags, mode); return lossy_open(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { MODE(flags, mode); return lossy_open(at, path, flags, mode); }

ssize_t write(int fd, const void *p, size_t n)                      { return lossy_write(fd, p, n, 0, false); }
ssize_t pwrite(int fd, const void *p, size_t n, off_t offset)       { return lossy_write(fd, p, n, offset, true); }
ssize_t pwrite64(int fd, const void *p, size_t n, off64_t offset)   { return lossy_write(fd, p, n, offset, true); }
int ftruncate(int fd, off_t size)                                   { return lossy_truncate(fd, size); }
int ftruncate64(int fd, off64_t size)                               { return lossy_truncate(fd, size); }
int fsync(int fd)                                                   { return lossy_sync(fd); }
int fdatasync(int fd)                                               { return lossy_sync(fd); }
int unlink(const char *path)                                        { return lossy_unlink(AT_FDCWD, path, 0); }
int unlinkat(int at, const char *path, int flags)                   { return lossy_unlink(at, path, flags); }
int rename(const char *from, const char *to)                        { return lossy_rename(from, to, 0); }
int renameat2(int a, const char *from, int b, const char *to, unsigned flags)
{
	(void)a; (void)b;                       /* absolute paths, as lossy.h asks */
	return lossy_rename(from, to, flags);
}
