#include "base64.h"

static const char url[]      = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
static const char standard[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* From '+' to 'z' in the order of ASCII, what each character stands for in
 * either alphabet; 64 for nothing. */
static const u8 value[] = {
	62, 64, 62, 64, 63, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 64, 64, 64, 64, 64, 64, 64,
	 0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
	64, 64, 64, 64, 63, 64,
	26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51,
};
_Static_assert(countof(value) == 'z' - '+' + 1, "a value for each character");

static str
encode(struct arena *a, const char *alphabet, bool padded, const u8 *b, size_t n)
{
	char *to = NEW(a, char, n / 3 * 4 + 5);
	size_t length = 0;
	u32 bits = 0;
	int held = 0;

	for (size_t i = 0; i < n; i++) {
		bits = bits << 8 | b[i];
		for (held += 8; held >= 6; held -= 6)
			to[length++] = alphabet[bits >> (held - 6) & 63];
	}
	if (held)
		to[length++] = alphabet[bits << (6 - held) & 63];
	while (padded && length % 4)
		to[length++] = '=';
	return (str){ to, length };
}

/* Unpadded text of one alphabet into text.n * 3 / 4 bytes. */
static bool
decode(str text, const char *alphabet, u8 *to)
{
	u32 bits = 0;
	int held = 0;

	for (size_t i = 0; i < text.n; i++) {
		size_t at = (size_t)(u8)text.p[i] - '+';
		u8 v = at < countof(value) ? value[at] : 64;

		if (v == 64 || alphabet[v] != text.p[i])
			return false;
		bits = bits << 6 | v;
		if ((held += 6) >= 8)
			*to++ = (u8)(bits >> (held -= 8));
	}
	return held < 6 && (bits & ((1u << held) - 1)) == 0;    /* no lone character, no stray bits */
}

static bool
decode_new(struct arena *a, str text, const char *alphabet, str *bytes)
{
	u8 *to = NEW(a, u8, text.n * 3 / 4 + 1);

	*bytes = (str){ (char *)to, text.n * 3 / 4 };
	return decode(text, alphabet, to);
}

str
b64u(struct arena *a, const void *bytes, size_t n)
{
	return encode(a, url, false, bytes, n);
}

bool
b64u_decode(struct arena *a, str text, str *bytes)
{
	return decode_new(a, text, url, bytes);
}

bool
b64u_decode_n(str text, void *to, size_t n)
{
	return text.n == (n * 4 + 2) / 3 && decode(text, url, to);
}

str
b64u_hash(struct arena *a, struct hash h)
{
	return b64u(a, h.b, sizeof(h.b));
}

bool
b64u_decode_hash(str text, struct hash *h)
{
	return b64u_decode_n(text, h->b, sizeof(h->b));
}

str
b64(struct arena *a, const void *bytes, size_t n)
{
	return encode(a, standard, true, bytes, n);
}

bool
b64_decode(struct arena *a, str text, str *bytes)
{
	size_t padding = 0;

	if (text.n % 4)
		return false;
	while (padding < 2 && padding < text.n && text.p[text.n - 1 - padding] == '=')
		padding++;
	return decode_new(a, (str){ text.p, text.n - padding }, standard, bytes);
}
