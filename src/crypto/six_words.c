#include "six_words.h"
#include "sha256.h"

static const char *const words[] = {
#include "eff_words.inc"
};
_Static_assert(countof(words) == 6 * 6 * 6 * 6 * 6, "a word for every throw of five dice");

/* Divide the number by how many words there are; what is left over is its last digit. */
static u32
last_digit(struct hash *number)
{
	u32 rest = 0;

	for (size_t i = 0; i < sizeof(number->b); i++) {
		rest = rest << 8 | number->b[i];
		number->b[i] = (u8)(rest / countof(words));
		rest %= countof(words);
	}
	return rest;
}

str
six_words(struct arena *a, str cose)
{
	const char *w[6];
	struct hash number;

	sha256(cose.p, cose.n, &number);
	for (size_t i = countof(w); i-- > 0; )
		w[i] = words[last_digit(&number)];
	return arena_fmt(a, "%s %s %s %s %s %s", w[0], w[1], w[2], w[3], w[4], w[5]);
}
