/* Any bytes as what somebody says: what looks like a secret looks like one wherever it stands between blanks. */
#include "secret.h"
#include "bounds.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

int
LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	static char text[8 * KIB + 4];
	size_t n = size < 8 * KIB ? size : 8 * KIB;
	const char *alone;

	memcpy(text + 2, data, n);
	alone = secret_in((str){ text + 2, n });
	memcpy(text, "a ", 2);
	memcpy(text + 2 + n, " b", 2);
	assert(alone == NULL || secret_in((str){ text, n + 4 }));
	return 0;
}
