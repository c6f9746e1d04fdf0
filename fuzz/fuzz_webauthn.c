/*
 * What a browser sends when a passkey is enrolled or signs.  The input is a
 * row of pieces, each after its length in two bytes: client data, then the
 * attestation object, or authenticator data, signature and enrolled key.  Its
 * first byte says which.  Seeds: fuzz/seeds/fuzz_webauthn.
 */
#include "bounds.h"
#include "six_words.h"
#include "webauthn.h"

int LLVMFuzzerTestOneInput(const u8 *, size_t);

static str
piece(str *in)
{
	size_t n = in->n < 2 ? 0 : (size_t)((u8)in->p[0] << 8 | (u8)in->p[1]);
	str rest = str_from(*in, 2), out = { rest.p, n < rest.n ? n : rest.n };

	*in = str_from(rest, out.n);
	return out;
}

int
LLVMFuzzerTestOneInput(const u8 *p, size_t n)
{
	static const str origin = STR_INIT("https://tocsin.example");
	static const struct webauthn_expect expect = { STR_INIT("tocsin.example"), &origin, 1, STR_INIT("what was asked") };
	struct arena a = arena_open(MIB);
	str in = str_from((str){ (const char *)p, n }, 1), client = piece(&in);
	struct webauthn_credential c = { 0 };
	u32 count;

	if (n > 0 && p[0]) {
		str data = piece(&in), signature = piece(&in);

		c.cose = piece(&in);
		webauthn_assert(&a, &expect, &c, client, data, signature, &count);
	} else if (webauthn_register(&a, &expect, client, piece(&in), &c) == OK) {
		assert(c.id.n > 0 && c.id.n <= 1023 && (c.flags & WEBAUTHN_UP) && (c.flags & WEBAUTHN_UV));
		assert(!c.backed_up || c.backup_eligible);
		six_words(&a, c.cose);
		/* the key kept is one that an assertion can be held against */
		assert(webauthn_assert(&a, &expect, &c, client, STR(""), STR(""), &count)->why.n > 0);
	}
	arena_close(a, MIB);
	return 0;
}
