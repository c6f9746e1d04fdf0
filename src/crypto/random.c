#include "random.h"

#include <errno.h>
#include <sys/random.h>

void
random_bytes(void *to, size_t n)
{
	for (u8 *p = to; n > 0;) {
		ssize_t got = getrandom(p, n, 0);

		assert(got > 0 || errno == EINTR);      /* without it nothing here is safe */
		if (got > 0) {
			p += got;
			n -= (size_t)got;
		}
	}
}
