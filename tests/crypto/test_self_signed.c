/* A certificate for tonight: for one name, by itself, and for nothing else. */
#include "test.h"

#include "self_signed.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

static X509 *
read_back(str pem)
{
	BIO *bio = BIO_new_mem_buf(pem.p, (int)pem.n);
	X509 *x = PEM_read_bio_X509(bio, NULL, NULL, NULL);

	BIO_free(bio);
	CHECK(x);
	return x;
}

/* As a device judges it that was told to trust it. */
static int
verdict(X509 *x, const char *host)
{
	X509_STORE *store = X509_STORE_new();
	X509_STORE_CTX *ctx = X509_STORE_CTX_new();
	int why;

	X509_STORE_add_cert(store, x);
	X509_STORE_CTX_init(ctx, store, x, NULL);
	X509_VERIFY_PARAM_set1_host(X509_STORE_CTX_get0_param(ctx), host, 0);
	X509_STORE_CTX_set_purpose(ctx, X509_PURPOSE_SSL_SERVER);
	X509_verify_cert(ctx);
	why = X509_STORE_CTX_get_error(ctx);
	X509_STORE_CTX_free(ctx);
	X509_STORE_free(store);
	return why;
}

TEST(a_device_that_trusts_it_accepts_its_name_and_no_other)
{
	struct self_signed made;
	X509 *x;

	CHECK_OK(self_signed(T, STR("crisis.example.net"), &made));
	x = read_back(made.certificate);
	CHECK(verdict(x, "crisis.example.net") == X509_V_OK);
	CHECK(verdict(x, "bank.example") == X509_V_ERR_HOSTNAME_MISMATCH);
	X509_free(x);
}

TEST(its_key_is_its_own_and_its_fingerprint_has_thirty_two_bytes)
{
	struct self_signed made, other;
	BIO *bio;
	EVP_PKEY *key;
	X509 *x;

	CHECK_OK(self_signed(T, STR("crisis.example.net"), &made));
	CHECK_OK(self_signed(T, STR("crisis.example.net"), &other));
	bio = BIO_new_mem_buf(made.key.p, (int)made.key.n);
	key = PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL);
	x = read_back(made.certificate);
	CHECK(key && X509_check_private_key(x, key) == 1);
	CHECK(made.fingerprint.n == 32 * 3 - 1 && !str_eq(made.fingerprint, other.fingerprint));
	X509_free(x);
	EVP_PKEY_free(key);
	BIO_free(bio);
}

TEST(what_is_no_host_name_gets_none)
{
	static const char *const bad[] = { "", "a b", "host:8443", ".example", "a..b", "x\ny", "-a", "*.example" };
	struct self_signed made;

	for (size_t i = 0; i < countof(bad); i++)
		CHECK_ERR(self_signed(T, str_c(bad[i]), &made), MALFORMED, "is no host name");
}

TEST_MAIN()
