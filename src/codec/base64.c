#include "base64.h"

static const char url[]      = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
static const char standard[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* What each byte stands for, and in which alphabets; 0 for nothing. */
enum { IN_URL = 64, IN_STANDARD = 128 };

#define V(six) IN_URL | IN_STANDARD | six
static const u8 value[256] = {
	['A'] = V(0), V(1), V(2), V(3), V(4), V(5), V(6), V(7), V(8), V(9), V(10), V(11), V(12),
	        V(13), V(14), V(15), V(16), V(17), V(18), V(19), V(20), V(21), V(22), V(23), V(24), V(25),
	['a'] = V(26), V(27), V(28), V(29), V(30), V(31), V(32), V(33), V(34), V(35), V(36), V(37), V(38),
	        V(39), V(40), V(41), V(42), V(43), V(44), V(45), V(46), V(47), V(48), V(49), V(50), V(51),
	['0'] = V(52), V(53), V(54), V(55), V(56), V(57), V(58), V(59), V(60), V(61),
	['-'] = IN_URL | 62,      ['_'] = IN_URL | 63,
	['+'] = IN_STANDARD | 62, ['/'] = IN_STANDARD | 63,
};
#undef V

static str
encode(struct arena *a, const char *alphabet, bool padded, const u8 *b, size_t n)
{
	char *text = NEW(a, char, n / 3 * 4 + 4), *to = text;
	u32 bits;

	for (; n >= 3; n -= 3, b += 3) {
		bits = (u32)b[0] << 16 | (u32)b[1] << 8 | b[2];
		*to++ = alphabet[bits >> 18];
		*to++ = alphabet[bits >> 12 & 63];
		*to++ = alphabet[bits >> 6 & 63];
		*to++ = alphabet[bits & 63];
	}
	if (n) {
		bits = (u32)b[0] << 16 | (n == 2 ? (u32)b[1] << 8 : 0);
		*to++ = alphabet[bits >> 18];
		*to++ = alphabet[bits >> 12 & 63];
		if (n == 2)
			*to++ = alphabet[bits >> 6 & 63];
	}
	while (padded && (to - text) % 4)
		*to++ = '=';
	return (str){ text, (size_t)(to - text) };
}

/* Unpadded text of one alphabet into text.n * 3 / 4 bytes.  Four characters at
 * a time, and whether all of them were of the alphabet is asked once. */
static bool
decode(str text, u8 alphabet, u8 *to)
{
	const u8 *s = (const u8 *)text.p;
	size_t left = text.n;
	u8 all = alphabet, v[4] = { 0 };
	u32 bits;

	for (; left >= 4; left -= 4, s += 4) {
		u8 w = value[s[0]], x = value[s[1]], y = value[s[2]], z = value[s[3]];

		all &= w & x & y & z;
		bits = (w & 63u) << 18 | (x & 63u) << 12 | (y & 63u) << 6 | (z & 63u);
		*to++ = (u8)(bits >> 16);
		*to++ = (u8)(bits >> 8);
		*to++ = (u8)bits;
	}
	for (size_t i = 0; i < left; i++)
		all &= v[i] = value[s[i]];
	bits = (v[0] & 63u) << 18 | (v[1] & 63u) << 12 | (v[2] & 63u) << 6;
	if (left >= 2)
		*to++ = (u8)(bits >> 16);
	if (left == 3)
		*to++ = (u8)(bits >> 8);
	return all && left != 1 && (bits & (left == 2 ? 0xffff : 0xff)) == 0;   /* no lone character, no stray bits */
}

static bool
decode_new(struct arena *a, str text, u8 alphabet, str *bytes)
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
	return decode_new(a, text, IN_URL, bytes);
}

bool
b64u_decode_n(str text, void *to, size_t n)
{
	return text.n == (n * 4 + 2) / 3 && decode(text, IN_URL, to);
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
	return decode_new(a, (str){ text.p, text.n - padding }, IN_STANDARD, bytes);
}
