#include "host.h"
#include "test.h"

TEST(a_host_is_a_name_in_small_letters_with_or_without_a_port)
{
	static const char *const forms[][2] = {
		{ "localhost", "localhost" }, { "Crisis.Example.NET", "crisis.example.net" }, { "war-room.example:8443", "war-room.example:8443" },
		{ "xn--bcher-kva.example", "xn--bcher-kva.example" }, { "7.example", "7.example" }, { "a:65535", "a:65535" },
	};
	str out;

	for (size_t i = 0; i < countof(forms); i++) {
		CHECK_OK(host_origin(T, str_c(forms[i][0]), &out));
		CHECK_STR(out, str_c(forms[i][1]));
	}
}

TEST(an_address_owns_no_passkey_and_is_refused)
{
	static const char *const bad[] = { "10.0.0.5", "127.1", "10.0.0.5:8443", "1" };
	str out;

	for (size_t i = 0; i < countof(bad); i++)
		CHECK_ERR(host_origin(T, str_c(bad[i]), &out), MALFORMED, "is an address; passkeys need a name");
}

TEST(what_is_no_host_is_refused)
{
	static const char *const bad[] = {
		"", ".", ":", ":80", "::1", "[::1]", "a..b", ".a", "a.", "-a", "a-.b", "a b", "a_b", "b\xc3\xbc" "cher.example", "a/b", "https://a",
		"a:", "a:0", "a:08", "a:65536", "a:123456", "a:80:80", "a:x",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example",
	};
	str out;

	for (size_t i = 0; i < countof(bad); i++)
		CHECK_ERR(host_origin(T, str_c(bad[i]), &out), MALFORMED, "host");
	CHECK_ERR(host_name(T, STR("a:80"), &out), MALFORMED, "is no host name");
}

TEST_MAIN()
