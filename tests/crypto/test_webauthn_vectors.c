/*
 * What others published, held against our stricter policy.  What we must say
 * of a case is worked out here from its own bytes: never by its name, and
 * without the code under test.
 */
#include "test.h"
#include "sha256.h"
#include "webauthn.h"

#include <jansson.h>

/* One ceremony, with what its publisher says of it. */
struct ceremony {
	struct webauthn_expect expect;
	str client, object, data, signature;    /* object, or data and signature */
	bool valid;
};

static int
digit64(char c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
	const char *at = strchr(digits, c);

	return c == '-' || c == '+' ? 62 : c == '_' || c == '/' ? 63 : at && c ? (int)(at - digits) : -1;
}

static str
from_base64(const char *s)
{
	struct buf b = buf_new(T, strlen(s) + 1);
	unsigned bits = 0, have = 0;

	for (; s && digit64(*s) >= 0; s++) {
		bits = bits << 6 | (unsigned)digit64(*s);
		if ((have += 6) >= 8)
			buf_byte(&b, (char)(bits >> (have -= 8)));
	}
	return buf_str(&b);
}

static str
from_hex(const char *s)
{
	struct buf b = buf_new(T, strlen(s) + 1);
	unsigned byte;

	for (; s[0] && sscanf(s, "%2x", &byte) == 1; s += 2)
		buf_byte(&b, (char)byte);
	return buf_str(&b);
}

static const json_t *
at(const json_t *v, const char *path)
{
	str rest = str_c(path);

	while (rest.p)
		v = json_object_get(v, arena_cstr(T, str_cut(rest, '.', &rest)));
	return v;
}

static const char *
text(const json_t *v, const char *path)
{
	const char *s = json_string_value(at(v, path));

	return s ? s : "";
}

static str
hex(const json_t *v, const char *path)
{
	return from_hex(text(v, path));
}

static str
base64(const json_t *v, const char *path)
{
	return from_base64(text(v, path));
}

static json_t *
load(const char *path)
{
	json_t *v = json_load_file(need_data(path), 0, NULL);

	CHECK(v != NULL);
	return v;
}

static size_t
find(str s, str part)
{
	for (size_t i = 0; i + part.n <= s.n; i++)
		if (str_starts(str_from(s, i), part))
			return i;
	return s.n;
}

/* The authenticator data's flags: they follow the hash of the relying party. */
static unsigned
flags_in(const struct ceremony *c)
{
	str in = c->object.n ? c->object : c->data;
	struct hash h;
	size_t i;

	sha256(c->expect.rp.p, c->expect.rp.n, &h);
	i = find(in, (str){ (const char *)h.b, sizeof(h.b) }) + sizeof(h.b);
	return i < in.n ? (u8)in.p[i] : 0;
}

static bool
known_key_in(str bytes)
{
	static const str shapes[] = {
		STR_INIT("\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20"), STR_INIT("\xa4\x01\x01\x03\x27\x20\x06\x21\x58\x20"),
		STR_INIT("\xa4\x01\x03\x03\x39\x01\x00\x20\x59"),
	};

	for (size_t i = 0; i < countof(shapes); i++)
		if (str_contains(bytes, shapes[i]))
			return true;
	return false;
}

/* What the policy adds to what the publisher says. */
static bool
should_pass(const struct ceremony *c, str key)
{
	const unsigned seen = WEBAUTHN_UP | WEBAUTHN_UV;

	return c->valid
	    && (flags_in(c) & seen) == seen
	    && known_key_in(key)
	    && !str_contains(c->client, STR("\"topOrigin\"")) && !str_contains(c->client, STR("\"crossOrigin\":true"))
	    && (c->object.n == 0 || str_contains(c->object, STR("\x63" "fmt\x64none")) || str_contains(c->object, STR("\x63" "fmt\x66packed")));
}

static err
registered(const struct ceremony *c, struct webauthn_credential *out)
{
	err e = webauthn_register(T, &c->expect, c->client, c->object, out);

	if ((e == OK) != should_pass(c, c->object))
		print_error("%s%.*s\n", e ? "refused: " : "accepted", e ? (int)e->why.n : 0, e ? e->why.p : "");
	CHECK((e == OK) == should_pass(c, c->object));
	return e;
}

static void
asserted(const struct ceremony *c, const struct webauthn_credential *credential, u32 before)
{
	u32 count;
	err e = webauthn_assert(T, &c->expect, credential, c->client, c->data, c->signature, &count);
	bool passes = e == OK && !webauthn_counter_stands(before, count);

	if (passes != should_pass(c, credential->cose))
		print_error("%s%.*s\n", e ? "refused: " : "accepted", e ? (int)e->why.n : 0, e ? e->why.p : "");
	CHECK(passes == should_pass(c, credential->cose));
}

static struct ceremony
w3c_ceremony(const json_t *vector, const str *origin, const json_t *part)
{
	return (struct ceremony){
		.expect    = { str_c(text(vector, "rpId")), origin, 1, hex(part, "challenge") },
		.client    = hex(part, "clientDataJSON"),
		.object    = hex(part, "attestationObject"),
		.data      = hex(part, "authenticatorData"),
		.signature = hex(part, "signature"),
		.valid     = true,
	};
}

TEST(the_vectors_of_the_standard_pass_where_algorithm_and_verification_do)
{
	json_t *file = load("webauthn/w3c_level3_test_vectors.json");
	const json_t *vector;
	size_t i;

	json_array_foreach(json_object_get(file, "vectors"), i, vector) {
		const str origin = str_c(text(vector, "origin"));
		struct ceremony registration = w3c_ceremony(vector, &origin, at(vector, "registration"));
		struct ceremony assertion = w3c_ceremony(vector, &origin, at(vector, "authentication"));
		struct webauthn_credential c = { .cose = hex(vector, "credentialPublicKeyCOSE") };

		if (registered(&registration, &c) == OK) {
			CHECK_STR(c.cose, hex(vector, "credentialPublicKeyCOSE"));
			CHECK_STR(c.id, hex(vector, "registration.credential_id"));
			CHECK_STR(((str){ (const char *)c.aaguid, 16 }), hex(vector, "registration.aaguid"));
			CHECK(c.alg == json_integer_value(at(vector, "alg")));
		} else {
			c.backup_eligible = flags_in(&assertion) & WEBAUTHN_BE;
		}
		asserted(&assertion, &c, 0);
	}
	json_decref(file);
}

/* One origin or a list of them. */
static const str *
origins_of(const json_t *v, size_t *n)
{
	str *origins;

	*n = json_is_array(v) ? json_array_size(v) : 1;
	origins = NEW(T, str, *n);
	for (size_t i = 0; i < *n; i++)
		origins[i] = str_c(json_string_value(json_is_array(v) ? json_array_get(v, i) : v));
	return origins;
}

TEST(the_cases_of_py_webauthn_are_judged_as_there_where_our_policy_is_not_stricter)
{
	json_t *file = load("webauthn/py_webauthn_cases.json");
	const json_t *v;
	size_t i;

	json_array_foreach(json_object_get(file, "cases"), i, v) {
		struct ceremony c = {
			.expect    = { .rp = str_c(text(v, "args.expected_rp_id")), .challenge = base64(v, "args.expected_challenge.b64url") },
			.client    = base64(v, "args.credential.response.clientDataJSON"),
			.object    = base64(v, "args.credential.response.attestationObject"),
			.data      = base64(v, "args.credential.response.authenticatorData"),
			.signature = base64(v, "args.credential.response.signature"),
			.valid     = strcmp(text(v, "expect"), "valid") == 0,
		};
		struct webauthn_credential credential = {
			.cose = base64(v, "args.credential_public_key.b64url"),
			.backup_eligible = flags_in(&c) & WEBAUTHN_BE,          /* the case does not say */
		};

		c.expect.origins = origins_of(at(v, "args.expected_origin"), &c.expect.n_origins);
		print_message("# %s\n", text(v, "test"));
		if (strcmp(text(v, "kind"), "registration") == 0)
			registered(&c, &credential);
		else
			asserted(&c, &credential, (u32)json_integer_value(at(v, "args.credential_current_sign_count")));
	}
	json_decref(file);
}

TEST_MAIN()
