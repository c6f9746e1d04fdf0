/* Goal: the hash, the HMAC, the signature and chance do what their standards say. */
#include "test.h"
#include "ed25519.h"
#include "hmac.h"
#include "random.h"
#include "sha256.h"

static str
hex(const void *bytes, size_t n)
{
	struct buf b = buf_new(T, 64);

	for (size_t i = 0; i < n; i++)
		buf_fmt(&b, "%02x", ((const u8 *)bytes)[i]);
	return buf_str(&b);
}

static void
unhex(const char *text, void *to)
{
	for (size_t i = 0; text[i]; i += 2) {
		char two[] = { text[i], text[i + 1], 0 };

		((u8 *)to)[i / 2] = (u8)strtoul(two, NULL, 16);
	}
}

TEST(sha256_meets_fips_180)
{
	struct hash h;

	sha256("", 0, &h);
	CHECK_STR(hex(h.b, 32), STR("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
	sha256("abc", 3, &h);
	CHECK_STR(hex(h.b, 32), STR("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
}

TEST(in_pieces_the_hash_is_the_same_and_may_part_ways)
{
	struct sha256_run run = sha256_begin(), other;
	struct hash whole;

	sha256_add(&run, "ab", 2);
	other = run;
	sha256_add(&run, "c", 1);
	sha256_add(&other, "d", 1);
	sha256("abc", 3, &whole);
	CHECK(hash_eq(sha256_end(run), whole));
	sha256("abd", 3, &whole);
	CHECK(hash_eq(sha256_end(other), whole));
}

TEST(hmac_meets_rfc_4231)
{
	struct hash h = hmac_sha256(STR("Jefe"), STR("what do ya want for nothing?"));

	CHECK_STR(hex(h.b, 32), STR("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
}

TEST(ed25519_meets_rfc_8032)
{
	struct ed25519_secret secret;
	struct ed25519_public public;
	struct ed25519_signature signature;

	unhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", secret.b);
	public = ed25519_public_of(&secret);
	CHECK_STR(hex(public.b, 32), STR("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"));
	signature = ed25519_sign(&secret, STR("\x72"));
	CHECK_STR(hex(signature.b, 64), STR("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
	    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"));
	CHECK(ed25519_verify(&public, STR("\x72"), &signature));
	CHECK(!ed25519_verify(&public, STR("\x73"), &signature));
	CHECK(!ed25519_verify(&public, STR(""), &signature));
}

TEST(any_bit_of_a_signature_or_key_matters)
{
	struct ed25519_secret secret = ed25519_generate();
	struct ed25519_public public = ed25519_public_of(&secret), other = public;
	struct ed25519_signature signature = ed25519_sign(&secret, STR("text"));

	for (int bit = 0; bit < 512; bit++) {
		struct ed25519_signature bent = signature;

		bent.b[bit / 8] ^= (u8)(1 << bit % 8);
		CHECK(!ed25519_verify(&public, STR("text"), &bent));
	}
	other.b[0] ^= 1;
	CHECK(!ed25519_verify(&other, STR("text"), &signature));
}

TEST(chance_does_not_repeat_itself)
{
	u8 a[300] = { 0 }, b[300] = { 0 };

	random_bytes(a, sizeof(a));
	random_bytes(b, sizeof(b));
	CHECK(memcmp(a, b, sizeof(a)) != 0);
	CHECK(memcmp(a + 284, (u8[16]){ 0 }, 16) != 0);
}

TEST_MAIN()
