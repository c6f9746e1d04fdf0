/* Where a message may go that a stranger asked for. */
#include "guard.h"
#include "test.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <unistd.h>

static struct sockaddr_storage
address_of(const char *text)
{
	struct sockaddr_storage sa = { 0 };
	struct sockaddr_in *v4 = (struct sockaddr_in *)&sa;
	struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&sa;

	if (inet_pton(AF_INET, text, &v4->sin_addr) == 1)
		sa.ss_family = AF_INET;
	else if (inet_pton(AF_INET6, text, &v6->sin6_addr) == 1)
		sa.ss_family = AF_INET6;
	else
		fail_msg("%s is no address", text);
	return sa;
}

static bool
is_public(const char *text)
{
	struct sockaddr_storage sa = address_of(text);

	return guard_public((struct sockaddr *)&sa);
}

static const char *const inside[] = {
	"0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.100.100.200", "100.127.255.255",
	"127.0.0.1", "127.255.255.255", "169.254.0.0", "169.254.169.254", "169.254.255.255", "172.16.0.0", "172.31.255.255",
	"192.0.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.0", "192.168.255.255", "198.18.0.0", "198.19.255.255",
	"198.51.100.7", "203.0.113.7", "168.63.129.16", "224.0.0.0", "239.255.255.255", "240.0.0.0", "255.255.255.255",
	"::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::ffff:0:8.8.8.8", "64:ff9b::8.8.8.8", "64:ff9b::10.0.0.1",
	"64:ff9b:1::1", "100::1", "fc00::1", "fd00:ec2::254", "fdff:ffff::1", "fe80::1", "febf::1", "fec0::1", "ff02::1", "ff0e::1",
	"2001::1", "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1", "2002:7f00:1::", "2002:808:808::1", "3fff::1", "4000::1", "5f00::1",
	"2a00:1450:4001:80b:0:5efe:a00:1", "2a00:1450:4001:80b:200:5efe:a00:1",
};

static const char *const outside[] = {
	"1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.1", "168.63.129.17",
	"169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0",
	"223.255.255.255", "2001:200::1", "2001:4860:4860::8888", "2003::1", "2606:4700::1111", "2a00:1450:4001:80b::200a", "3ffe::1",
};

TEST(an_address_inside_is_none_of_the_open_internet)
{
	for (size_t i = 0; i < countof(inside); i++)
		if (is_public(inside[i]))
			fail_msg("%s passes", inside[i]);
}

TEST(an_address_beside_such_a_range_is_one)
{
	for (size_t i = 0; i < countof(outside); i++)
		if (!is_public(outside[i]))
			fail_msg("%s does not pass", outside[i]);
}

TEST(a_socket_of_another_family_is_none)
{
	struct sockaddr sa = { .sa_family = AF_UNIX };

	CHECK(!guard_public(&sa));
	CHECK(!guard_loopback(&sa));
}

static err
judged(const char *endpoint, bool loopback)
{
	struct guard g;
	err e = guard_judge(T, str_c(endpoint), loopback, &g);

	if (e == OK)
		guard_end(&g);
	return e;
}

TEST(an_endpoint_is_a_name_of_the_open_internet_at_port_443)
{
	static const char *const good[] = { "https://fcm.googleapis.com/fcm/send/abc:def", "https://web.push.apple.com/Q", "https://a.example:443/",
		"https://updates.push.services.mozilla.com/wpush/v2/gAAAA", "https://xn--bcher-kva.example/x", "https://local.example/x" };

	for (size_t i = 0; i < countof(good); i++)
		CHECK_OK(judged(good[i], false));
}

TEST(its_origin_is_what_the_token_is_for)
{
	struct guard g;

	CHECK_OK(guard_judge(T, STR("https://Push.Example.net:443/p/1?x#y"), false, &g));
	CHECK_STR(g.origin, STR("https://Push.Example.net"));
	guard_end(&g);
}

TEST(what_is_no_such_endpoint_gets_a_sentence_and_no_look_up)
{
	CHECK_ERR(judged("http://push.example.net/x", false), REFUSED, "https alone");
	CHECK_ERR(judged("ftp://push.example.net/x", false), REFUSED, "https alone");
	CHECK_ERR(judged("file:///etc/passwd", false), REFUSED, "https alone");
	CHECK_ERR(judged("https://push.example.net:8443/x", false), REFUSED, "port 443");
	CHECK_ERR(judged("https://user@push.example.net/x", false), MALFORMED, "no address");
	CHECK_ERR(judged("https://user:pw@push.example.net/x", false), MALFORMED, "no address");
	CHECK_ERR(judged("push.example.net/x", false), MALFORMED, "no address");
	CHECK_ERR(judged("https://push.example.net/x\r\nHost: inside", false), MALFORMED, "no address");
	CHECK_ERR(judged("https://push.example.net/a b", false), MALFORMED, "no address");
	CHECK_ERR(judged("https://b\xc3\xbc" "cher.example/", false), MALFORMED, "no address");
	CHECK_ERR(judged("", false), MALFORMED, "no address");
	CHECK_ERR(guard_judge(T, (str){ NEW(T, char, ENDPOINT_MAX + 1), ENDPOINT_MAX + 1 }, false, &(struct guard){ 0 }), TOO_LARGE, "at most 2048");
}

TEST(an_address_in_any_spelling_is_no_name)
{
	static const char *const bad[] = { "https://127.0.0.1/", "https://8.8.8.8/", "https://0x7f.1/", "https://0x7f000001/", "https://2130706433/", "https://017700000001/",
		"https://[::1]/", "https://[2606:4700::1111]/", "https://[fe80::1%25eth0]/", "https://127.1/", "https://%31%32%37.0.0.1/",
		"https://localhost/", "https://localhost:8443/", "https://push.localhost/", "https://intranet/", "https://foo.internal/", "https://printer.Local/", "https://push.example.net./", "https://.example/", "https://a..example/", "https://a_b.example/" };

	for (size_t i = 0; i < countof(bad); i++)
		if (judged(bad[i], false) == OK)
			fail_msg("%s passes", bad[i]);
	CHECK_ERR(judged("https://127.0.0.1/", true), REFUSED, "none");
	CHECK_ERR(judged("https://127.0.0.1:8443/", true), REFUSED, "port 443");
}

static curl_socket_t
opened(struct guard *g, const char *text)
{
	struct sockaddr_storage sa = address_of(text);
	struct { struct curl_sockaddr to; struct sockaddr_storage more; } whole = { .to = { .family = sa.ss_family, .socktype = SOCK_STREAM } };
	curl_socket_t fd;

	memcpy(&whole.to.addr, &sa, sizeof(struct sockaddr_in6));
	fd = guard_open(g, CURLSOCKTYPE_IPCXN, &whole.to);
	if (fd != CURL_SOCKET_BAD)
		close(fd);
	return fd;
}

TEST(no_socket_is_made_to_an_address_inside_whatever_name_led_there)
{
	struct guard g = { 0 }, local = { .local = true };

	CHECK(opened(&g, "8.8.8.8") != CURL_SOCKET_BAD);
	CHECK(!g.stopped);
	for (size_t i = 0; i < countof(inside); i++) {
		g.stopped = false;
		CHECK(opened(&g, inside[i]) == CURL_SOCKET_BAD);
		CHECK(g.stopped);
	}
	CHECK(opened(&local, "127.0.0.1") != CURL_SOCKET_BAD);
	CHECK(!local.stopped);
	CHECK(opened(&local, "8.8.8.8") == CURL_SOCKET_BAD);
	CHECK(opened(&local, "10.0.0.1") == CURL_SOCKET_BAD);
}

TEST_MAIN()
