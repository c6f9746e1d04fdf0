#include "authenticator.h"
#include "webauthn.h"

#include <openssl/ecdsa.h>
#include <openssl/x509v3.h>

#define RP     "tocsin.example"
#define ORIGIN "https://tocsin.example"
#define NONE   STR("\xa0")

enum {
	SEEN   = WEBAUTHN_UP | WEBAUTHN_UV,
	NEWKEY = SEEN | WEBAUTHN_AT,
};

static const int algs[] = { COSE_ES256, COSE_EDDSA, COSE_RS256 };
static const str origins[] = { STR_INIT(ORIGIN), STR_INIT("https://tocsin.example:8443") };
static const struct webauthn_expect expect = {
	STR_INIT(RP), origins, countof(origins), STR_INIT("\xfb\xff\xbe a challenge of thirty-three."),
};

static str
client(const char *type)
{
	return client_data(type, expect.challenge, ORIGIN);
}

/* Enrolment of that authenticator data, format none. */
static err
enrol_data(str data, struct webauthn_credential *out)
{
	return webauthn_register(T, &expect, client("create"), attestation_object("none", NONE, data), out);
}

static err
enrol(const struct authenticator *k, struct webauthn_credential *out)
{
	return enrol_data(auth_data(RP, NEWKEY, 7, attested(k)), out);
}

static err
enrol_client(str client_bytes)
{
	struct authenticator k = authenticator_new(COSE_EDDSA);
	struct webauthn_credential c;

	return webauthn_register(T, &expect, client_bytes,
	    attestation_object("none", NONE, auth_data(RP, NEWKEY, 7, attested(&k))), &c);
}

/* An assertion, its parts and the key it is held against. */
struct assertion { struct webauthn_credential credential; str client, data, signature; };

static struct assertion
signed_assertion(const struct authenticator *k, str client_bytes, str data)
{
	return (struct assertion){ { .cose = k->cose }, client_bytes, data, authenticator_sign(k, data, client_bytes) };
}

static err
try(const struct assertion *s)
{
	u32 count;

	return webauthn_assert(T, &expect, &s->credential, s->client, s->data, s->signature, &count);
}

/* Well signed, but saying this. */
static err
try_data(str data)
{
	struct authenticator k = authenticator_new(COSE_EDDSA);
	struct assertion s = signed_assertion(&k, client("get"), data);

	return try(&s);
}

static err
try_client(str client_bytes)
{
	struct authenticator k = authenticator_new(COSE_EDDSA);
	struct assertion s = signed_assertion(&k, client_bytes, auth_data(RP, SEEN, 1, STR("")));

	return try(&s);
}

static str
flipped(str s, size_t bit)
{
	char *p = memcpy(NEW(T, char, s.n), s.p, s.n);

	p[bit / 8] = (char)(p[bit / 8] ^ 1 << bit % 8);
	return (str){ p, s.n };
}

TEST(a_passkey_of_each_algorithm_enrols_and_then_signs)
{
	for (size_t i = 0; i < countof(algs); i++) {
		struct authenticator k = authenticator_new(algs[i]);
		struct webauthn_credential c;
		str data = auth_data(RP, SEEN, 0x01020304, STR(""));
		u32 count;

		CHECK_OK(enrol(&k, &c));
		CHECK_STR(c.id, k.id);
		CHECK_STR(c.cose, k.cose);
		CHECK(c.alg == algs[i] && c.flags == NEWKEY && c.sign_count == 7 && !c.backup_eligible && !c.backed_up);
		CHECK(memcmp(c.aaguid, k.aaguid.p, 16) == 0);
		CHECK_OK(webauthn_assert(T, &expect, &c, client("get"), data, authenticator_sign(&k, data, client("get")), &count));
		CHECK(count == 0x01020304);
	}
}

TEST(a_bit_flipped_anywhere_in_an_assertion_is_refused)
{
	for (size_t i = 0; i < countof(algs); i++) {
		struct authenticator k = authenticator_new(algs[i]);
		struct assertion good = signed_assertion(&k, client("get"), auth_data(RP, SEEN, 1, STR(""))), bad;
		str *parts[] = { &bad.client, &bad.data, &bad.signature, &bad.credential.cose };

		CHECK_OK(try(&good));
		for (size_t p = 0; p < countof(parts); p++) {
			bad = good;
			for (size_t bit = 0, n = parts[p]->n * 8; bit < n; bit++) {
				bad = good;
				*parts[p] = flipped(*parts[p], bit);
				CHECK(try(&bad) != OK);
			}
		}
	}
}

TEST(bytes_cut_or_added_anywhere_are_refused)
{
	for (size_t i = 0; i < countof(algs); i++) {
		struct authenticator k = authenticator_new(algs[i]);
		struct assertion good = signed_assertion(&k, client("get"), auth_data(RP, SEEN, 1, STR(""))), bad;
		str *parts[] = { &bad.client, &bad.data, &bad.signature, &bad.credential.cose };

		for (size_t p = 0; p < countof(parts); p++) {
			bad = good;
			*parts[p] = JOIN(*parts[p], STR("\0"));
			CHECK(try(&bad) != OK);
			bad = good;
			for (size_t n = parts[p]->n; n-- > 0; ) {
				parts[p]->n = n;
				CHECK(try(&bad) != OK);
			}
		}
	}
}

TEST(an_enrolment_cut_or_lengthened_anywhere_is_refused)
{
	struct authenticator k = authenticator_new(COSE_ES256);
	str data = auth_data(RP, NEWKEY, 0, attested(&k)), object = attestation_object("none", NONE, data);
	const size_t key_starts = data.n - k.cose.n;
	struct webauthn_credential c;

	for (str cut = object; cut.n-- > 0; )
		CHECK(webauthn_register(T, &expect, client("create"), cut, &c) != OK);
	for (str cut = data; cut.n-- > 0; ) {
		err e = enrol_data(cut, &c);

		CHECK(e && str_contains(e->why, cut.n < 37 ? STR("at least 37") : cut.n < key_starts ? STR("end within") : STR("none of ES256")));
	}
	CHECK_ERR(enrol_data(JOIN(data, STR("\0")), &c), MALFORMED, "after their end");
	object = JOIN(object, STR("\0"));
	CHECK_ERR(webauthn_register(T, &expect, client("create"), object, &c), MALFORMED, "map of fmt, attStmt and authData");
	object = JOIN(STR("\xa4"), (str){ object.p + 1, object.n - 2 });
	CHECK_ERR(webauthn_register(T, &expect, client("create"), object, &c), MALFORMED, "map of fmt, attStmt and authData");
}

TEST(a_signed_assertion_with_bytes_after_its_data_is_refused)
{
	CHECK_ERR(try_data(auth_data(RP, SEEN, 1, STR("\xa0"))), MALFORMED, "after their end");
}

TEST(ecdsa_with_the_higher_s_is_the_same_signature)
{
	struct authenticator k = authenticator_new(COSE_ES256);
	struct assertion s = signed_assertion(&k, client("get"), auth_data(RP, SEEN, 1, STR("")));
	const u8 *p = (const u8 *)s.signature.p;
	ECDSA_SIG *sig = d2i_ECDSA_SIG(NULL, &p, (long)s.signature.n);
	BIGNUM *order = NULL, *other = BN_new();
	u8 *out = NULL;
	int n;

	assert(EVP_PKEY_get_bn_param(k.key, OSSL_PKEY_PARAM_EC_ORDER, &order) == 1);
	assert(BN_sub(other, order, ECDSA_SIG_get0_s(sig)) == 1);
	assert(ECDSA_SIG_set0(sig, BN_dup(ECDSA_SIG_get0_r(sig)), other) == 1);
	n = i2d_ECDSA_SIG(sig, &out);
	s.signature = arena_str(T, (str){ (char *)out, (size_t)n });
	OPENSSL_free(out);
	ECDSA_SIG_free(sig);
	BN_free(order);
	CHECK_OK(try(&s));
}

TEST(ecdsa_in_another_form_than_der_is_refused)
{
	struct authenticator k = authenticator_new(COSE_ES256);
	struct assertion s = signed_assertion(&k, client("get"), auth_data(RP, SEEN, 1, STR("")));
	const str sig = s.signature;
	const char longer[] = { (char)(sig.n - 2) };

	s.signature = JOIN(STR("\x30\x81"), (str){ longer, 1 }, str_from(sig, 2));              /* BER's long length */
	CHECK_ERR(try(&s), REFUSED, "not that of the enrolled passkey");
	s.signature = JOIN(STR("\x30\x80"), str_from(sig, 2), STR("\0\0"));                     /* BER's open length */
	CHECK_ERR(try(&s), REFUSED, "not that of the enrolled passkey");
}

TEST(client_data_are_one_strict_json_object)
{
	const str good = client("get"), b64 = b64u(T, expect.challenge.p, expect.challenge.n);
	const str inside = { good.p + 1, good.n - 2 };

	CHECK_OK(try_client(good));
	CHECK_OK(try_client(JOIN(STR("{\"new\":[1.5,null],"), inside, STR("}"))));
	CHECK_ERR(try_client(JOIN(good, good)), MALFORMED, "one JSON object");
	CHECK_ERR(try_client(JOIN(STR("["), good, STR("]"))), MALFORMED, "one JSON object");
	CHECK_ERR(try_client(JOIN(STR("\xef\xbb\xbf"), good)), MALFORMED, "one JSON object");
	CHECK_ERR(try_client(JOIN(STR("{\"x\":\"\xff\","), inside, STR("}"))), MALFORMED, "UTF-8");
	CHECK_ERR(try_client(JOIN(STR("{"), inside, STR(",\"type\":\"webauthn.get\"}"))), MALFORMED, "duplicate");
	CHECK_ERR(try_client(JOIN(STR("{"), inside, STR(",\"t\\u0079pe\":\"webauthn.get\"}"))), MALFORMED, "duplicate");
	CHECK_ERR(try_client(JOIN(STR("{"), inside, STR(",\"x\":{\"a\":1,\"a\":1}}"))), MALFORMED, "duplicate");
	CHECK_ERR(try_client(STR("{}")), REFUSED, "type");
	CHECK_ERR(try_client(arena_fmt(T, "{\"type\":\"webauthn.get\",\"challenge\":\"%.*s=\",\"origin\":\"" ORIGIN "\"}", STR_ARG(b64))),
	    REFUSED, "another question");
	CHECK_ERR(try_client(arena_fmt(T, "{\"type\":\"webauthn.get\",\"challenge\":[\"%.*s\"],\"origin\":\"" ORIGIN "\"}", STR_ARG(b64))),
	    REFUSED, "another question");
}

TEST(client_data_say_what_was_asked_and_where)
{
	CHECK_ERR(try_client(client("create")), REFUSED, "not of the type webauthn.get");
	CHECK_ERR(enrol_client(client("get")), REFUSED, "not of the type webauthn.create");
	CHECK_ERR(try_client(client_data("get", STR("another"), ORIGIN)), REFUSED, "another question");
	CHECK_ERR(enrol_client(client_data("create", STR("another"), ORIGIN)), REFUSED, "another question");
	CHECK_OK(try_client(client_data("get", expect.challenge, ORIGIN ":8443")));
	CHECK_ERR(try_client(client_data("get", expect.challenge, ORIGIN ":8444")), FORBIDDEN, "another page than one of " ORIGIN);
	CHECK_ERR(try_client(client_data("get", expect.challenge, "http://" RP)), FORBIDDEN, "another page");
	CHECK_ERR(enrol_client(client_data("create", expect.challenge, ORIGIN "/")), FORBIDDEN, "another page");
}

TEST(a_passkey_used_within_another_sites_frame_is_refused)
{
	static const char *tails[] = {
		"\"crossOrigin\":true}", "\"crossOrigin\":\"false\"}", "\"crossOrigin\":null}",
		"\"crossOrigin\":false,\"topOrigin\":\"" ORIGIN "\"}", "\"topOrigin\":null}",
	};
	str get = client("get"), create = client("create");

	get.n -= strlen("\"crossOrigin\":false}");
	create.n -= strlen("\"crossOrigin\":false}");
	for (size_t i = 0; i < countof(tails); i++) {
		CHECK_ERR(try_client(JOIN(get, str_c(tails[i]))), FORBIDDEN, "frame");
		CHECK_ERR(enrol_client(JOIN(create, str_c(tails[i]))), FORBIDDEN, "frame");
	}
}

TEST(a_passkey_for_another_site_is_refused)
{
	struct authenticator k = authenticator_new(COSE_EDDSA);
	struct webauthn_credential c;

	CHECK_ERR(try_data(auth_data("example", SEEN, 1, STR(""))), FORBIDDEN, "another site than " RP);
	CHECK_ERR(enrol_data(auth_data("example", NEWKEY, 1, attested(&k)), &c), FORBIDDEN, "another site than " RP);
}

TEST(the_person_was_there_and_was_recognised)
{
	struct authenticator k = authenticator_new(COSE_EDDSA);
	struct webauthn_credential c;
	u8 new_key = WEBAUTHN_AT;

	CHECK_ERR(try_data(auth_data(RP, WEBAUTHN_UV, 1, STR(""))), REFUSED, "nobody touched");
	CHECK_ERR(try_data(auth_data(RP, WEBAUTHN_UP, 1, STR(""))), REFUSED, "did not ask who you are");
	CHECK_ERR(enrol_data(auth_data(RP, new_key | WEBAUTHN_UV, 1, attested(&k)), &c), REFUSED, "nobody touched");
	CHECK_ERR(enrol_data(auth_data(RP, new_key | WEBAUTHN_UP, 1, attested(&k)), &c), REFUSED, "did not ask who you are");
}

TEST(a_key_comes_with_an_enrolment_and_never_with_an_assertion)
{
	struct authenticator k = authenticator_new(COSE_EDDSA);
	struct webauthn_credential c;

	CHECK_ERR(try_data(auth_data(RP, NEWKEY, 1, attested(&k))), REFUSED, "only a signature");
	CHECK_ERR(enrol_data(auth_data(RP, SEEN, 1, STR("")), &c), REFUSED, "no new key");
}

TEST(what_a_passkey_says_of_its_backup_holds_together_and_stays)
{
	struct authenticator k = authenticator_new(COSE_EDDSA);
	struct assertion s = signed_assertion(&k, client("get"), auth_data(RP, SEEN | WEBAUTHN_BE | WEBAUTHN_BS, 1, STR("")));
	struct webauthn_credential c;

	CHECK_ERR(try_data(auth_data(RP, SEEN | WEBAUTHN_BS, 1, STR(""))), REFUSED, "backed up, and that it cannot be");
	CHECK_ERR(enrol_data(auth_data(RP, NEWKEY | WEBAUTHN_BS, 1, attested(&k)), &c), REFUSED, "backed up");
	CHECK_OK(enrol_data(auth_data(RP, NEWKEY | WEBAUTHN_BE | WEBAUTHN_BS, 1, attested(&k)), &c));
	CHECK(c.backup_eligible && c.backed_up);
	CHECK_ERR(try(&s), REFUSED, "has changed since it was enrolled");
	s.credential.backup_eligible = true;
	CHECK_OK(try(&s));
	s = signed_assertion(&k, client("get"), auth_data(RP, SEEN, 1, STR("")));
	s.credential.backup_eligible = true;
	CHECK_ERR(try(&s), REFUSED, "has changed since it was enrolled");
}

TEST(extensions_are_read_over_but_only_in_good_form)
{
	struct authenticator k = authenticator_new(COSE_EDDSA);
	struct webauthn_credential c;
	const u8 ext = SEEN | WEBAUTHN_ED;
	const str protect = STR("\xa1\x6b" "credProtect\x02");

	CHECK_OK(try_data(auth_data(RP, ext, 1, protect)));
	CHECK_OK(enrol_data(auth_data(RP, NEWKEY | WEBAUTHN_ED, 1, JOIN(attested(&k), protect)), &c));
	CHECK_STR(c.cose, k.cose);
	CHECK_ERR(try_data(auth_data(RP, ext, 1, STR(""))), MALFORMED, "extensions");
	CHECK_ERR(try_data(auth_data(RP, ext, 1, STR("\x80"))), MALFORMED, "extensions");
	CHECK_ERR(try_data(auth_data(RP, ext, 1, STR("\xa2\x61" "a\x01\x61" "a\x01"))), MALFORMED, "extensions");
	CHECK_ERR(try_data(auth_data(RP, ext, 1, JOIN(protect, STR("\0")))), MALFORMED, "after their end");
	CHECK_ERR(try_data(auth_data(RP, SEEN, 1, protect)), MALFORMED, "after their end");
}

TEST(a_credential_id_has_1_to_1023_bytes)
{
	struct authenticator k = authenticator_new(COSE_EDDSA);
	struct webauthn_credential c;

	k.id = (str){ NEW(T, char, 1024), 1023 };
	CHECK_OK(enrol(&k, &c));
	k.id.n = 1024;
	CHECK_ERR(enrol(&k, &c), REFUSED, "1024 bytes; it has 1 to 1023");
	k.id.n = 0;
	CHECK_ERR(enrol(&k, &c), REFUSED, "0 bytes");
}

TEST(a_key_is_on_its_curve)
{
	struct authenticator k = authenticator_new(COSE_ES256);
	struct webauthn_credential c;
	struct assertion s = signed_assertion(&k, client("get"), auth_data(RP, SEEN, 1, STR("")));

	CHECK_OK(enrol(&k, &c));
	k.cose = flipped(k.cose, k.cose.n * 8 - 1);
	CHECK_ERR(enrol(&k, &c), REFUSED, "no point on its curve");
	s.credential.cose = k.cose;
	CHECK_ERR(try(&s), REFUSED, "not that of the enrolled passkey");
}

TEST(a_key_is_of_three_algorithms_and_canonical)
{
	static const char ff[] = "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff";
	struct authenticator k = authenticator_new(COSE_ES256);
	const str p256 = k.cose, ed_head = STR("\xa4\x01\x01\x03\x27\x20\x06\x21"), es_head = STR("\xa5\x01\x02\x03\x26\x20\x01\x21");
	const str zeros = { NEW(T, char, 600), 600 }, x32 = { ff, 32 }, x33 = { ff, 33 };
	const str bad[] = {
		JOIN(STR("\xa5\x01\x02\x03\x38\x22"), str_from(p256, 5)),                     /* ES384 */
		JOIN(STR("\xa5\x03\x26\x01\x02"), str_from(p256, 5)),                         /* out of order */
		JOIN(STR("\xa5\x01\x02\x03\x38\x06"), str_from(p256, 5)),                     /* -7 in two bytes */
		JOIN(es_head, cbor_string(2, x33), STR("\x22"), cbor_string(2, x32)),
		JOIN(es_head, cbor_string(2, x32), STR("\x22"), cbor_string(2, x33)),
		JOIN(es_head, cbor_string(2, x32), STR("\x22\xf5")),                             /* compressed */
		JOIN(ed_head, cbor_string(2, x33)),
		cose_of(COSE_RS256, new_key(COSE_RS256, 1024)),
		cose_rs256(JOIN(STR("\x7f"), (str){ zeros.p, 255 })),                            /* 2047 bits */
		cose_rs256(JOIN(STR("\0\xff"), (str){ zeros.p, 255 })),                          /* a zero before */
		cose_rs256(JOIN(STR("\x01"), (str){ zeros.p, 512 })),                            /* 4097 bits */
	};
	struct webauthn_credential c;

	for (size_t i = 0; i < countof(bad); i++) {
		k.cose = bad[i];
		CHECK_ERR(enrol(&k, &c), REFUSED, "none of ES256");
	}
}

TEST(a_passkey_may_attest_itself_if_it_signs_for_it)
{
	for (size_t i = 0; i < countof(algs); i++) {
		static const str ours[] = { STR_INIT("\x26"), STR_INIT("\x27"), STR_INIT("\x39\x01\x00") };
		struct authenticator k = authenticator_new(algs[i]);
		str data = auth_data(RP, NEWKEY, 0, attested(&k)), sig = authenticator_sign(&k, data, client("create"));
		struct webauthn_credential c;

		for (size_t j = 0; j < countof(ours); j++) {
			str statement = JOIN(STR("\xa2\x63" "alg"), ours[j], STR("\x63" "sig"), cbor_string(2, sig));
			err e = webauthn_register(T, &expect, client("create"), attestation_object("packed", statement, data), &c);

			CHECK(i == j ? e == OK : e != OK);
		}
		for (size_t bit = 0; bit < sig.n * 8; bit += 7) {
			str statement = JOIN(STR("\xa2\x63" "alg"), ours[i], STR("\x63" "sig"), cbor_string(2, flipped(sig, bit)));

			CHECK_ERR(webauthn_register(T, &expect, client("create"), attestation_object("packed", statement, data), &c),
			    REFUSED, "not the new key's");
		}
	}
}

TEST(other_attestations_than_those_asked_for_are_refused)
{
	struct authenticator k = authenticator_new(COSE_ES256);
	str data = auth_data(RP, NEWKEY, 0, attested(&k));
	struct webauthn_credential c;
	static const struct { const char *fmt; str statement; enum err_kind kind; const char *why; } rows[] = {
		{ "none",     STR_INIT("\xa1\x61" "a\x01"), ERR_MALFORMED, "must be empty" },
		{ "fido-u2f", STR_INIT("\xa0"),             ERR_REFUSED,   "other than none and packed" },
		{ "None",     STR_INIT("\xa0"),             ERR_REFUSED,   "other than none and packed" },
		{ "packed",   STR_INIT("\xa0"),             ERR_MALFORMED, "does not consist of alg, sig" },
		{ "packed",   STR_INIT("\xa3\x63" "alg\x26\x63" "sig\x40\x63" "x5c\x80"),     ERR_MALFORMED, "does not consist of alg, sig" },
		{ "packed",   STR_INIT("\xa3\x63" "alg\x26\x63" "sig\x40\x63" "x5c\x81\x41x"), ERR_MALFORMED, "not one in DER" },
	};

	for (size_t i = 0; i < countof(rows); i++)
		check_err_(__FILE__, __LINE__, webauthn_register(T, &expect, client("create"),
		    attestation_object(rows[i].fmt, rows[i].statement, data), &c), rows[i].kind, rows[i].why);
}

/* A certificate for packed attestation, and what may be wrong with it. */
struct flaw { const char *maker, *unit, *constraints, *model; int critical; long version; bool other_signer; str alg; const char *after; };

static void
add_extension(X509 *x, X509_EXTENSION *e)
{
	assert(e && X509_add_ext(x, e, -1) == 1);
	X509_EXTENSION_free(e);
}

static X509_EXTENSION *
model_extension(const char *model, int critical)
{
	ASN1_OBJECT *oid = OBJ_txt2obj("1.3.6.1.4.1.45724.1.1.4", 1);
	ASN1_OCTET_STRING *value = ASN1_OCTET_STRING_new();
	str der = JOIN(STR("\x04\x10"), str_c(model));
	X509_EXTENSION *e;

	ASN1_OCTET_STRING_set(value, (const u8 *)der.p, (int)der.n);
	e = X509_EXTENSION_create_by_OBJ(NULL, oid, critical, value);
	ASN1_OCTET_STRING_free(value);
	ASN1_OBJECT_free(oid);
	return e;
}

static str
certificate(EVP_PKEY *key, const struct flaw *f)
{
	const struct { const char *field, *value; } subject[] = { { "C", "SE" }, { "O", f->maker }, { "OU", f->unit }, { "CN", "Batch 1" } };
	X509 *x = X509_new();
	u8 *der = NULL;
	str out;
	int n;

	for (size_t i = 0; i < countof(subject); i++)
		if (subject[i].value)
			X509_NAME_add_entry_by_txt(X509_get_subject_name(x), subject[i].field, MBSTRING_ASC, (const u8 *)subject[i].value, -1, -1, 0);
	X509_set_version(x, f->version);
	X509_gmtime_adj(X509_getm_notBefore(x), 0);
	X509_gmtime_adj(X509_getm_notAfter(x), 3600);
	X509_set_pubkey(x, key);
	if (f->constraints)
		add_extension(x, X509V3_EXT_conf_nid(NULL, NULL, NID_basic_constraints, f->constraints));
	if (f->model)
		add_extension(x, model_extension(f->model, f->critical));
	assert(X509_sign(x, key, EVP_sha256()) > 0);
	n = i2d_X509(x, &der);
	out = JOIN((str){ (char *)der, (size_t)n }, str_c(f->after));
	OPENSSL_free(der);
	X509_free(x);
	return out;
}

/* An enrolment attested by a maker's certificate with this flaw. */
static err
enrol_certified(const struct flaw *f)
{
	struct authenticator k = authenticator_new(COSE_EDDSA), maker = authenticator_new(COSE_ES256);
	str data = auth_data(RP, NEWKEY, 0, attested(&k)), signed_by_certificate = certificate(maker.key, f), statement;
	struct webauthn_credential c;

	if (f->other_signer)
		maker = authenticator_new(COSE_ES256);
	statement = JOIN(STR("\xa3\x63" "alg"), f->alg, STR("\x63" "sig"),
	    cbor_string(2, authenticator_sign(&maker, data, client("create"))),
	    STR("\x63" "x5c\x81"), cbor_string(2, signed_by_certificate));
	return webauthn_register(T, &expect, client("create"), attestation_object("packed", statement, data), &c);
}

TEST(an_attestation_certificate_is_one_and_signed_this)
{
	const struct flaw good = {
		.maker = "Maker", .unit = "Authenticator Attestation", .constraints = "critical,CA:FALSE",
		.version = X509_VERSION_3, .alg = STR("\x26"),
	};
	struct flaw f = good;

	CHECK_OK(enrol_certified(&f));
	f.model = "model 0123456789";
	CHECK_OK(enrol_certified(&f));
#define FLAWED(change, kind, why) (f = good, f.change, CHECK_ERR(enrol_certified(&f), kind, why))
	FLAWED(model = "model 0123456780", REFUSED, "another model");
	FLAWED(model = "model 012345678", REFUSED, "another model");
	FLAWED(constraints = "critical,CA:TRUE", REFUSED, "no certificate authority");
	FLAWED(constraints = NULL, REFUSED, "no certificate authority");
	FLAWED(unit = "Authenticator", REFUSED, "subject");
	FLAWED(unit = NULL, REFUSED, "subject");
	FLAWED(maker = NULL, REFUSED, "subject");
	FLAWED(version = X509_VERSION_2, REFUSED, "version 3");
	FLAWED(other_signer = true, REFUSED, "not its certificate's");
	FLAWED(alg = STR("\x39\x01\x00"), REFUSED, "not its certificate's");
	FLAWED(after = "x", MALFORMED, "not one in DER");
	f = good, f.model = "model 0123456789", f.critical = 1;
	CHECK_ERR(enrol_certified(&f), REFUSED, "another model");
}

TEST(a_counter_in_use_goes_up)
{
	CHECK(!webauthn_counter_stands(0, 0));
	CHECK(!webauthn_counter_stands(0, 1));
	CHECK(!webauthn_counter_stands(7, 8));
	CHECK(webauthn_counter_stands(7, 7));
	CHECK(webauthn_counter_stands(7, 0));
}

TEST_MAIN()
