#include "webauthn.h"
#include "attestation.h"
#include "base64.h"
#include "cbor.h"
#include "sha256.h"

#include <jansson.h>

enum { AUTH_DATA_HEAD = 37, ID_MOST = 1023 };

/* Authenticator data, §6.1. */
struct auth_data {
	u8 flags;
	u32 sign_count;
	str aaguid, id;                 /* and the key: if AT */
	struct cose key;
};

static bool
take(str *in, size_t n, str *out)
{
	if (n > in->n)
		return false;
	*out = (str){ in->p, n };
	*in = str_from(*in, n);
	return true;
}

static u32
big_endian(str s)
{
	u32 x = 0;

	for (size_t i = 0; i < s.n; i++)
		x = x << 8 | (u8)s.p[i];
	return x;
}

static bool
member_is(const json_t *object, const char *key, str want)
{
	const json_t *v = json_object_get(object, key);

	return json_is_string(v) && str_eq((str){ json_string_value(v), json_string_length(v) }, want);
}

static bool
origin_is_ours(const struct webauthn_expect *x, const json_t *client)
{
	for (size_t i = 0; i < x->n_origins; i++)
		if (member_is(client, "origin", x->origins[i]))
			return true;
	return false;
}

static err
need_client(struct arena *a, const struct webauthn_expect *x, str type, const json_t *client)
{
	const json_t *cross = json_object_get(client, "crossOrigin");

	if (!json_is_object(client))
		return err_new(a, ERR_MALFORMED, "the client data are not one JSON object in UTF-8 without duplicate keys");
	if (!member_is(client, "type", type))
		return err_new(a, ERR_REFUSED, "the client data are not of the type %.*s", STR_ARG(type));
	if (!member_is(client, "challenge", b64u(a, x->challenge.p, x->challenge.n)))
		return err_new(a, ERR_REFUSED, "the passkey answered another question than the one it was asked");
	if (!origin_is_ours(x, client))
		return err_new(a, ERR_FORBIDDEN, "the passkey was used on another page than one of %.*s", STR_ARG(x->origins[0]));
	if ((cross && !json_is_false(cross)) || json_object_get(client, "topOrigin"))
		return err_new(a, ERR_FORBIDDEN, "the passkey was used in a frame within another site's page");
	return OK;
}

static err
client_data_check(struct arena *a, const struct webauthn_expect *x, str type, str bytes)
{
	json_t *client = json_loadb(bytes.p, bytes.n, JSON_REJECT_DUPLICATES, NULL);
	err e = need_client(a, x, type, client);

	json_decref(client);
	return e;
}

static err
need_flags(struct arena *a, u8 flags, bool enrolling)
{
	if (!(flags & WEBAUTHN_UP))
		return err_new(a, ERR_REFUSED, "nobody touched the passkey's device");
	if (!(flags & WEBAUTHN_UV))
		return err_new(a, ERR_REFUSED, "the passkey's device did not ask who you are: this takes a PIN, a finger or a face");
	if ((flags & WEBAUTHN_BS) && !(flags & WEBAUTHN_BE))
		return err_new(a, ERR_REFUSED, "the passkey says it was backed up, and that it cannot be");
	if (enrolling && !(flags & WEBAUTHN_AT))
		return err_new(a, ERR_REFUSED, "the passkey's device sent no new key");
	if (!enrolling && (flags & WEBAUTHN_AT))
		return err_new(a, ERR_REFUSED, "the passkey's device sent a new key where only a signature was asked for");
	return OK;
}

/* Attested credential data, §6.5.1. */
static err
attested_read(struct arena *a, str *in, struct auth_data *out)
{
	EVP_PKEY *key;
	str length;

	if (!take(in, 16, &out->aaguid) || !take(in, 2, &length) || !take(in, big_endian(length), &out->id))
		return err_new(a, ERR_MALFORMED, "the authenticator data end within the new credential");
	if (out->id.n == 0 || out->id.n > ID_MOST)
		return err_new(a, ERR_REFUSED, "the credential's id is %zu bytes; it has 1 to %d", out->id.n, ID_MOST);
	if (!cose_read(in, &out->key))
		return err_new(a, ERR_REFUSED, "the new key is none of ES256 on P-256, Ed25519 and RS256 of 2048 to 4096 bits, canonically encoded");
	if ((key = cose_key(&out->key)) == NULL)
		return err_new(a, ERR_REFUSED, "the new key is no point on its curve");
	EVP_PKEY_free(key);
	return OK;
}

static err
auth_data_read(struct arena *a, str rp, str in, bool enrolling, struct auth_data *out)
{
	str head, extensions;
	struct hash rp_hash;
	err e;

	*out = (struct auth_data){ 0 };
	if (!take(&in, AUTH_DATA_HEAD, &head))
		return err_new(a, ERR_MALFORMED, "the authenticator data are %zu bytes; they have at least %d", in.n, AUTH_DATA_HEAD);
	sha256(rp.p, rp.n, &rp_hash);
	if (memcmp(head.p, rp_hash.b, sizeof(rp_hash.b)) != 0)
		return err_new(a, ERR_FORBIDDEN, "the passkey is one for another site than %.*s", STR_ARG(rp));
	out->flags = (u8)head.p[32];
	out->sign_count = big_endian(str_from(head, 33));
	if ((e = need_flags(a, out->flags, enrolling)))                 return e;
	if (enrolling && (e = attested_read(a, &in, out)))              return e;
	if ((out->flags & WEBAUTHN_ED) && (in.n == 0 || (u8)in.p[0] >> 5 != 5 || !cbor_item(&in, &extensions)))
		return err_new(a, ERR_MALFORMED, "the authenticator's extensions are not a canonical CBOR map");
	if (in.n > 0)
		return err_new(a, ERR_MALFORMED, "the authenticator data go on after their end");
	return OK;
}

/* What is signed: authenticator data || SHA-256(client data). */
static str
signed_message(struct arena *a, str auth_data, str client_data)
{
	struct buf b = buf_new(a, auth_data.n + sizeof(struct hash));
	struct hash h;

	sha256(client_data.p, client_data.n, &h);
	buf_put(&b, auth_data);
	buf_put(&b, (str){ (const char *)h.b, sizeof(h.b) });
	return buf_str(&b);
}

static bool
attestation_object_read(str in, struct attestation *out, str *auth_data)
{
	u64 n;

	return cbor_map(&in, &n) && n == 3
	    && cbor_word(&in, STR("fmt")) && cbor_text(&in, &out->fmt)
	    && cbor_word(&in, STR("attStmt")) && cbor_item(&in, &out->statement)
	    && cbor_word(&in, STR("authData")) && cbor_bytes(&in, auth_data)
	    && in.n == 0;
}

err
webauthn_register(struct arena *a, const struct webauthn_expect *x,
    str client_data, str attestation_object, struct webauthn_credential *out)
{
	struct attestation attestation;
	struct auth_data data;
	str bytes;
	err e;

	assert(x->n_origins > 0);
	if ((e = client_data_check(a, x, STR("webauthn.create"), client_data)))
		return e;
	if (!attestation_object_read(attestation_object, &attestation, &bytes))
		return err_new(a, ERR_MALFORMED, "the attestation object is not a canonical CBOR map of fmt, attStmt and authData");
	if ((e = auth_data_read(a, x->rp, bytes, true, &data)))
		return e;
	attestation.message = signed_message(a, bytes, client_data);
	attestation.key = &data.key;
	attestation.aaguid = data.aaguid;
	if ((e = attestation_check(a, &attestation)))
		return e;
	*out = (struct webauthn_credential){
		.id = data.id,
		.cose = data.key.whole,
		.alg = data.key.alg,
		.flags = data.flags,
		.sign_count = data.sign_count,
		.backup_eligible = data.flags & WEBAUTHN_BE,
		.backed_up = data.flags & WEBAUTHN_BS,
	};
	memcpy(out->aaguid, data.aaguid.p, sizeof(out->aaguid));
	return OK;
}

err
webauthn_assert(struct arena *a, const struct webauthn_expect *x, const struct webauthn_credential *credential,
    str client_data, str auth_data, str signature, u32 *sign_count)
{
	str cose = credential->cose;
	struct auth_data data;
	struct cose key;
	EVP_PKEY *pkey;
	bool ok;
	err e;

	assert(x->n_origins > 0);
	if (!cose_read(&cose, &key) || cose.n > 0)
		return err_new(a, ERR_MALFORMED, "the enrolled key is not a canonical COSE key of ES256, EdDSA or RS256");
	if ((e = client_data_check(a, x, STR("webauthn.get"), client_data)))
		return e;
	if ((e = auth_data_read(a, x->rp, auth_data, false, &data)))
		return e;
	if (((data.flags & WEBAUTHN_BE) != 0) != credential->backup_eligible)
		return err_new(a, ERR_REFUSED, "whether the passkey may be copied to other devices has changed since it was enrolled");
	pkey = cose_key(&key);
	ok = cose_signed(pkey, key.alg, signed_message(a, auth_data, client_data), signature);
	EVP_PKEY_free(pkey);
	if (!ok)
		return err_new(a, ERR_REFUSED, "the signature is not that of the enrolled passkey over what was asked");
	*sign_count = data.sign_count;
	return OK;
}

bool
webauthn_counter_stands(u32 before, u32 now)
{
	return (before > 0 || now > 0) && now <= before;
}
