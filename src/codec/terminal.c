#include "terminal.h"

size_t
terminal_unsafe(str s, size_t i)
{
	const u8 *p = (const u8 *)s.p + i;
	size_t left = s.n - i;

	if (p[0] < 0x20 || p[0] == 0x7f)
		return 1;
	if (left >= 2 && ((p[0] == 0xc2 && p[1] < 0xa0) || (p[0] == 0xd8 && p[1] == 0x9c)))
		return 2;               /* U+0080 … U+009F, U+061C */
	if (left >= 3 && p[0] == 0xe2 && ((p[1] == 0x80 && ((p[2] >= 0x8b && p[2] <= 0x8f) || (p[2] >= 0xa8 && p[2] <= 0xae))) ||
	    (p[1] == 0x81 && p[2] >= 0xa6 && p[2] <= 0xa9)))
		return 3;               /* U+200B … U+200F, U+2028 … U+202E, U+2066 … U+2069 */
	return 0;
}

str
terminal_text(struct arena *a, str s)
{
	struct buf b = buf_new(a, s.n + 16);

	for (size_t i = 0, n; i < s.n; i += n ? n : 1) {
		n = terminal_unsafe(s, i);
		for (size_t k = 0; k < n; k++)
			buf_fmt(&b, "\\x%02x", (unsigned)(u8)s.p[i + k]);
		if (n == 0)
			buf_byte(&b, s.p[i]);
	}
	return buf_str(&b);
}
