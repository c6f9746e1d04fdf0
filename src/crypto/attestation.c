#include "attestation.h"
#include "cbor.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

struct packed { i64 alg; str signature, certificate; };

static bool
packed_read(str in, struct packed *out)
{
	u64 n, certificates;

	*out = (struct packed){ 0 };
	return cbor_map(&in, &n)
	    && cbor_word(&in, STR("alg")) && cbor_int(&in, &out->alg)
	    && cbor_word(&in, STR("sig")) && cbor_bytes(&in, &out->signature)
	    && (n == 2 || (n == 3 && cbor_word(&in, STR("x5c"))
	        && cbor_array(&in, &certificates) && certificates > 0 && cbor_bytes(&in, &out->certificate)));
}

/* §8.2.1: C, O and CN are there, OU is the one literal. */
static bool
subject_is_right(const X509_NAME *subject)
{
	const int present[] = { NID_countryName, NID_organizationName, NID_commonName };
	const ASN1_STRING *unit;
	int at;

	for (size_t i = 0; i < countof(present); i++)
		if (X509_NAME_get_index_by_NID(subject, present[i], -1) < 0)
			return false;
	if ((at = X509_NAME_get_index_by_NID(subject, NID_organizationalUnitName, -1)) < 0)
		return false;
	unit = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at));
	return str_eq((str){ (const char *)ASN1_STRING_get0_data(unit), (size_t)ASN1_STRING_length(unit) },
	    STR("Authenticator Attestation"));
}

/* id-fido-gen-ce-aaguid, if the certificate has it: an octet string within, the same model, not critical. */
static bool
model_is_right(const X509 *certificate, str aaguid)
{
	ASN1_OBJECT *oid = OBJ_txt2obj("1.3.6.1.4.1.45724.1.1.4", 1);
	int at = X509_get_ext_by_OBJ(certificate, oid, -1);
	X509_EXTENSION *ext = at < 0 ? NULL : X509_get_ext(certificate, at);
	const ASN1_OCTET_STRING *value;
	str der;

	ASN1_OBJECT_free(oid);
	if (ext == NULL)
		return true;
	value = X509_EXTENSION_get_data(ext);
	der = (str){ (const char *)ASN1_STRING_get0_data(value), (size_t)ASN1_STRING_length(value) };
	return !X509_EXTENSION_get_critical(ext) && str_starts(der, STR("\x04\x10")) && str_eq(str_from(der, 2), aaguid);
}

static err
certificate_check(struct arena *a, X509 *x, const struct packed *p, const struct attestation *at)
{
	u32 flags = X509_get_extension_flags(x);

	if (X509_get_version(x) != X509_VERSION_3)
		return err_new(a, ERR_REFUSED, "the attestation certificate is not of version 3");
	if ((flags & EXFLAG_INVALID) || !(flags & EXFLAG_BCONS) || (flags & EXFLAG_CA))
		return err_new(a, ERR_REFUSED, "the attestation certificate does not say that it is no certificate authority");
	if (!subject_is_right(X509_get_subject_name(x)))
		return err_new(a, ERR_REFUSED, "the attestation certificate's subject is not that of an authenticator");
	if (!model_is_right(x, at->aaguid))
		return err_new(a, ERR_REFUSED, "the attestation certificate is for another model of authenticator");
	if (!cose_signed(X509_get0_pubkey(x), p->alg, at->message, p->signature))
		return err_new(a, ERR_REFUSED, "the attestation's signature is not its certificate's");
	return OK;
}

static err
certified_check(struct arena *a, const struct packed *p, const struct attestation *at)
{
	const u8 *end = (const u8 *)p->certificate.p;
	X509 *x = d2i_X509(NULL, &end, (long)p->certificate.n);
	err e;

	if (x == NULL || end != (const u8 *)p->certificate.p + p->certificate.n)
		e = err_new(a, ERR_MALFORMED, "the attestation's certificate is not one in DER");
	else
		e = certificate_check(a, x, p, at);
	X509_free(x);
	ERR_clear_error();
	return e;
}

static err
self_check(struct arena *a, const struct packed *p, const struct attestation *at)
{
	EVP_PKEY *key = cose_key(at->key);
	bool ok = p->alg == at->key->alg && cose_signed(key, at->key->alg, at->message, p->signature);

	EVP_PKEY_free(key);
	return ok ? OK : err_new(a, ERR_REFUSED, "the attestation's signature is not the new key's");
}

static err
packed_check(struct arena *a, const struct attestation *at)
{
	struct packed p;

	if (!packed_read(at->statement, &p))
		return err_new(a, ERR_MALFORMED, "the packed attestation does not consist of alg, sig and perhaps x5c");
	return p.certificate.p ? certified_check(a, &p, at) : self_check(a, &p, at);
}

err
attestation_check(struct arena *a, const struct attestation *at)
{
	if (str_eq(at->fmt, STR("packed")))
		return packed_check(a, at);
	if (!str_eq(at->fmt, STR("none")))
		return err_new(a, ERR_REFUSED, "the browser sent an attestation, which nobody asked for, in a format other than none and packed");
	if (!str_eq(at->statement, STR("\xa0")))
		return err_new(a, ERR_MALFORMED, "an attestation of the format none must be empty");
	return OK;
}
