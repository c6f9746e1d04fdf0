/* Web Push: the worked examples of RFC 8188, 8291 and 8292, and what is no subscription. */
#include "listening.h"
#include "test.h"

#include "random.h"

static str
decoded(const char *text)
{
	str bytes;

	CHECK(b64u_decode(T, str_c(text), &bytes));
	return bytes;
}

TEST(a_record_is_as_rfc_8188_section_3_1_has_it)
{
	str salt = decoded("I1BsxtFttlv3u_Oo94xnmw"), key = decoded("yqdlZ-tYemfogSmv7Ws5PQ");
	str body = aes128gcm_encode(T, key, (const u8 *)salt.p, STR(""), STR("I am the walrus"), 0);

	CHECK_STR(b64u(T, body.p, body.n), STR("I1BsxtFttlv3u_Oo94xnmwAAEAAA-NAVub2qFgBEuQKRapoZu-IxkIva3MEB1PD-ly8Thjg"));
}

TEST(a_message_is_as_rfc_8291_section_5_has_it)
{
	str salt = decoded("DGv6ra1nlYgDCS1FRnbzlw"), body;
	struct p256_key own;
	struct webpush_to to;

	CHECK(p256_from_secret(decoded("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), &own));
	CHECK_STR(b64u(T, own.point, P256_POINT), STR("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8"));
	CHECK(webpush_to_read(decoded("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
	    decoded("BTBZMqHH6r4Tts7J_aSIgg"), &to));
	body = webpush_encrypt(T, &to, STR("When I grow up, I want to be a watermelon"), 0, &own, (const u8 *)salt.p);
	CHECK_STR(b64u(T, body.p, body.n), STR("DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK"
	    "6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"));
}

static struct webpush_to
whoever(struct listening *l)
{
	struct webpush_to to;

	l->key = p256_generate();
	random_bytes(l->auth, WEBPUSH_AUTH);
	CHECK(webpush_to_read((str){ (const char *)l->key.point, P256_POINT }, (str){ (const char *)l->auth, WEBPUSH_AUTH }, &to));
	return to;
}

TEST(only_who_listens_can_read_it_and_its_length_says_little)
{
	struct listening one, other;
	struct webpush_to to = whoever(&one), stranger = whoever(&other);
	struct p256_key own = p256_generate();
	u8 salt[WEBPUSH_SALT] = { 7 };
	str little = webpush_encrypt(T, &to, STR("STORM LANTERN"), 512, &own, salt);
	str more = webpush_encrypt(T, &to, STR("STORM LANTERN, severity 1, by 03:40"), 512, &own, salt);

	CHECK(little.n == more.n);
	CHECK_STR(listening_open(T, &one, little), STR("STORM LANTERN"));
	CHECK_STR(listening_open(T, &one, more), STR("STORM LANTERN, severity 1, by 03:40"));
	CHECK(listening_open(T, &other, little).p == NULL);
	(void)stranger;
}

TEST(the_longest_message_is_what_every_push_service_takes)
{
	struct listening l;
	struct webpush_to to = whoever(&l);
	struct p256_key own = p256_generate();
	u8 salt[WEBPUSH_SALT] = { 0 };
	char *text = NEW(T, char, WEBPUSH_PLAIN);
	str body;

	memset(text, 'x', WEBPUSH_PLAIN);
	body = webpush_encrypt(T, &to, (str){ text, WEBPUSH_PLAIN }, 512, &own, salt);
	CHECK(body.n == WEBPUSH_BODY);
	CHECK_STR(listening_open(T, &l, body), ((str){ text, WEBPUSH_PLAIN }));
}

TEST(what_is_no_point_on_the_curve_is_no_subscription)
{
	struct listening l;
	struct webpush_to to = whoever(&l), read;
	str auth = { (const char *)l.auth, WEBPUSH_AUTH }, point = { (const char *)to.point, P256_POINT };

	CHECK(webpush_to_read(point, auth, &read));
	CHECK(!webpush_to_read(point, (str){ auth.p, 15 }, &read));
	CHECK(!webpush_to_read(point, STR(""), &read));
	CHECK(!webpush_to_read((str){ point.p, 64 }, auth, &read));
	to.point[64] ^= 1;
	CHECK(!webpush_to_read(point, auth, &read));
	memset(to.point, 0, P256_POINT);
	CHECK(!webpush_to_read(point, auth, &read));
	to.point[0] = 4;
	CHECK(!webpush_to_read(point, auth, &read));
}

TEST(a_secret_that_is_none_makes_no_key)
{
	struct p256_key key;
	char zero[32] = { 0 }, large[32];

	memset(large, 0xff, sizeof(large));
	CHECK(!p256_from_secret((str){ zero, 32 }, &key));
	CHECK(!p256_from_secret((str){ large, 32 }, &key));
	CHECK(!p256_from_secret((str){ large, 31 }, &key));
}

/* RFC 8292 §2.4: the example's token holds, so the check below is the right one. */
TEST(who_sends_is_signed_for_as_rfc_8292_has_it)
{
	struct p256_key key = p256_generate(), again;
	str claims, example = STR("vapid t=eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6"
	    "Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA, "
	    "k=BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs");

	CHECK(listening_vapid(T, example, &claims));
	CHECK_STR(claims, STR("{\"aud\":\"https://push.example.net\",\"exp\":1453523768,\"sub\":\"mailto:push@example.com\"}"));
	for (int i = 0; i < 20; i++) {          /* r and s are sometimes short */
		str header = vapid_authorization(T, &key, STR("https://push.example.net"), 1453523768, STR("mailto:push@example.com"));

		CHECK(listening_vapid(T, header, &claims));
		CHECK_STR(claims, STR("{\"aud\":\"https://push.example.net\",\"exp\":1453523768,\"sub\":\"mailto:push@example.com\"}"));
	}
	CHECK(p256_from_secret((str){ (const char *)key.secret, P256_SECRET }, &again));
	CHECK(memcmp(again.point, key.point, P256_POINT) == 0);
}

TEST_MAIN()
