#include "self_signed.h"

#include "host.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

enum { DAYS = 90, SERIAL_BITS = 127 };

static void
extend(X509 *x, int nid, const char *value)
{
	X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, NULL, nid, value);

	assert(extension && X509_add_ext(x, extension, -1) == 1);
	X509_EXTENSION_free(extension);
}

static void
name_it(struct arena *a, X509 *x, str host)
{
	X509_NAME *name = X509_get_subject_name(x);
	str common = host.n <= 64 ? host : STR("Tocsin");       /* ub-common-name; browsers read the extension below */

	X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_UTF8, (const unsigned char *)common.p, (int)common.n, -1, 0);
	X509_set_issuer_name(x, name);
	extend(x, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
	extend(x, NID_key_usage, "critical,digitalSignature,keyCertSign");
	extend(x, NID_ext_key_usage, "serverAuth");
	extend(x, NID_subject_alt_name, arena_fmt(a, "DNS:%.*s", STR_ARG(host)).p);
	extend(x, NID_name_constraints, arena_fmt(a, "critical,permitted;DNS:%.*s", STR_ARG(host)).p);
}

static X509 *
certificate_for(struct arena *a, str host, EVP_PKEY *key)
{
	X509 *x = X509_new();
	BIGNUM *serial = BN_new();

	assert(x && serial && BN_rand(serial, SERIAL_BITS, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1);
	X509_set_version(x, X509_VERSION_3);
	BN_to_ASN1_INTEGER(serial, X509_get_serialNumber(x));
	BN_free(serial);
	X509_gmtime_adj(X509_getm_notBefore(x), -3600);         /* a telephone's clock may be behind */
	X509_gmtime_adj(X509_getm_notAfter(x), DAYS * 24 * 3600L);
	X509_set_pubkey(x, key);
	name_it(a, x, host);
	assert(X509_sign(x, key, EVP_sha256()) > 0);
	return x;
}

static str
taken_from(struct arena *a, BIO *bio)
{
	char *p;
	long n = BIO_get_mem_data(bio, &p);
	str text = arena_str(a, (str){ p, (size_t)n });

	BIO_free(bio);
	return text;
}

static str
fingerprint_of(struct arena *a, const X509 *x)
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	unsigned n = 0;
	struct buf b = buf_new(a, 128);

	assert(X509_digest(x, EVP_sha256(), digest, &n) == 1);
	for (unsigned i = 0; i < n; i++)
		buf_fmt(&b, "%s%02X", i ? ":" : "", digest[i]);
	return buf_str(&b);
}

err
self_signed(struct arena *a, str host, struct self_signed *out)
{
	BIO *certificate, *secret;
	EVP_PKEY *key;
	X509 *x;
	err e = host_name(a, host, &host);

	if (e)
		return e;
	certificate = BIO_new(BIO_s_mem());
	secret = BIO_new(BIO_s_mem());
	key = EVP_EC_gen("P-256");
	assert(certificate && secret && key);
	x = certificate_for(a, host, key);
	assert(PEM_write_bio_X509(certificate, x) == 1 && PEM_write_bio_PrivateKey(secret, key, NULL, NULL, 0, NULL, NULL) == 1);
	*out = (struct self_signed){ taken_from(a, certificate), taken_from(a, secret), fingerprint_of(a, x) };
	X509_free(x);
	EVP_PKEY_free(key);
	return OK;
}
