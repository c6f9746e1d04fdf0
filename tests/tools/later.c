/*
 * later.so: a machine whose clock can be put forward, as if time had passed.
 *
 *   LD_PRELOAD=later.so LATER=FILE program…
 *
 * FILE holds eight bytes, the seconds by which the wall clock and the steady
 * one are ahead; whoever writes them puts both forward at once.  It is mapped
 * at the start, so that reading the clock takes no other call than before.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static const volatile int64_t *ahead;

__attribute__((constructor)) static void
begin(void)
{
	const char *path = getenv("LATER");
	int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	void *at = fd < 0 ? MAP_FAILED : mmap(NULL, sizeof(*ahead), PROT_READ, MAP_SHARED, fd, 0);

	if (at != MAP_FAILED)
		ahead = at;
	if (fd >= 0)
		close(fd);
}

int
clock_gettime(clockid_t id, struct timespec *t)
{
	int failed = (int)syscall(SYS_clock_gettime, id, t);

	if (!failed && ahead && (id == CLOCK_REALTIME || id == CLOCK_BOOTTIME))
		t->tv_sec += *ahead;
	return failed;
}
