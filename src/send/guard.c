#include "guard.h"
#include "url.h"

#include <netinet/in.h>
#include <strings.h>

/* ---- addresses ---- */

struct range { u8 address[16]; unsigned bits; };

/* The IANA registries of special-purpose addresses, all that are not globally reachable. */
static const struct range inside4[] = {
	{ { 0 }, 8 },                   /* this network */
	{ { 10 }, 8 },                  /* private */
	{ { 100, 64 }, 10 },            /* shared by carriers, RFC 6598; a cloud's metadata is at 100.100.100.200 */
	{ { 127 }, 8 },                 /* loopback */
	{ { 169, 254 }, 16 },           /* link-local, and metadata at 169.254.169.254 */
	{ { 172, 16 }, 12 },            /* private */
	{ { 192, 0, 0 }, 24 },          /* protocol assignments; metadata at 192.0.0.192 */
	{ { 192, 0, 2 }, 24 },          /* documentation */
	{ { 192, 88, 99 }, 24 },        /* 6to4 relays, no longer in use */
	{ { 192, 168 }, 16 },           /* private */
	{ { 198, 18 }, 15 },            /* benchmarking */
	{ { 198, 51, 100 }, 24 },       /* documentation */
	{ { 203, 0, 113 }, 24 },        /* documentation */
	{ { 168, 63, 129, 16 }, 32 },   /* a public address that is one cloud's wire server */
	{ { 224 }, 4 },                 /* multicast */
	{ { 240 }, 4 },                 /* reserved, and broadcast */
};

/* Of IPv6 only 2000::/3 is given out; what in it is not the open Internet: */
static const struct range global6 = { { 0x20 }, 3 };
static const struct range inside6[] = {
	{ { 0x20, 0x01, 0x00 }, 23 },                           /* protocol assignments, Teredo, ORCHID, benchmarking */
	{ { 0x20, 0x01, 0x0d, 0xb8 }, 32 },                     /* documentation */
	{ { 0x20, 0x02 }, 16 },                                 /* 6to4: an IPv4 address within */
	{ { 0x3f, 0xff }, 20 },                                 /* documentation, RFC 9637 */
};

static bool
within(const u8 *address, const struct range *r)
{
	unsigned whole = r->bits / 8, rest = r->bits % 8;
	u8 mask = (u8)(0xff << (8 - rest));

	return memcmp(address, r->address, whole) == 0 && (rest == 0 || (address[whole] & mask) == (r->address[whole] & mask));
}

static bool
within_any(const u8 *address, const struct range *r, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (within(address, &r[i]))
			return true;
	return false;
}

/* An interface that is an IPv4 address in disguise (RFC 5214): 0000:5efe or 0200:5efe. */
static bool
isatap(const u8 *address)
{
	return (address[8] & 0xfd) == 0 && memcmp(address + 9, "\0\x5e\xfe", 3) == 0;
}

/* Mapped, compatible and NAT64 addresses lie outside of 2000::/3, whatever they hold. */
static bool
public6(const u8 *address)
{
	return within(address, &global6) && !within_any(address, inside6, countof(inside6)) && !isatap(address);
}

bool
guard_public(const struct sockaddr *sa)
{
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;

	if (sa->sa_family == AF_INET) {
		memcpy(&v4, sa, sizeof(v4));
		return !within_any((const u8 *)&v4.sin_addr, inside4, countof(inside4));
	}
	if (sa->sa_family == AF_INET6) {
		memcpy(&v6, sa, sizeof(v6));
		return public6(v6.sin6_addr.s6_addr);
	}
	return false;
}

bool
guard_loopback(const struct sockaddr *sa)
{
	static const struct range loopback4 = { { 127 }, 8 }, loopback6 = { { [15] = 1 }, 128 };
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;

	if (sa->sa_family == AF_INET) {
		memcpy(&v4, sa, sizeof(v4));
		return within((const u8 *)&v4.sin_addr, &loopback4);
	}
	if (sa->sa_family == AF_INET6) {
		memcpy(&v6, sa, sizeof(v6));
		return within(v6.sin6_addr.s6_addr, &loopback6);
	}
	return false;
}

/* ---- the form of an endpoint ---- */

/* A name with a dot in it, of letters, digits and hyphens, whose last label is no number: so no address in any spelling. */
static bool
is_internet_name(str host)
{
	str last = host, rest = host;
	size_t labels = 0;

	for (size_t i = 0; i < host.n; i++) {
		char c = host.p[i];

		if (!is_alnum(c) && c != '-' && c != '.')
			return false;
	}
	for (; rest.p; labels++)
		if ((last = str_cut(rest, '.', &rest)).n == 0)
			return false;
	return labels >= 2 && !is_digit(last.p[0]);
}

/* Last labels that no public name has: RFC 6761, RFC 6762, and ICANN's word for networks inside. */
static bool
is_inside_name(str host)
{
	static const char *const inside[] = { ".localhost", ".local", ".internal" };

	for (size_t i = 0; i < countof(inside); i++) {
		size_t n = strlen(inside[i]);

		if (host.n > n && strncasecmp(host.p + host.n - n, inside[i], n) == 0)
			return true;
	}
	return false;
}

static err
need_host(struct arena *a, struct guard *g, bool loopback)
{
	str host = url_part(a, g->url, CURLUPART_HOST), port = url_part(a, g->url, CURLUPART_PORT);
	bool usual = port.p == NULL || str_eq(port, STR("443"));

	g->local = loopback && str_eq(host, STR("localhost"));
	g->origin = usual ? arena_fmt(a, "https://%.*s", STR_ARG(host)) : arena_fmt(a, "https://%.*s:%.*s", STR_ARG(host), STR_ARG(port));
	if (!g->local && !usual)
		return err_new(a, ERR_REFUSED, "a push service is asked at port 443 alone");
	if (!g->local && (!is_internet_name(host) || is_inside_name(host)))
		return err_new(a, ERR_REFUSED, "a push service has a name on the open Internet, and this is none");
	return OK;
}

static err
judge(struct arena *a, str endpoint, bool loopback, struct guard *g)
{
	if (endpoint.n > ENDPOINT_MAX)
		return err_new(a, ERR_TOO_LARGE, "the address of a push service is at most %d characters long", ENDPOINT_MAX);
	if (!url_visible(endpoint) || curl_url_set(g->url, CURLUPART_URL, arena_cstr(a, endpoint), CURLU_DISALLOW_USER) != CURLUE_OK)
		return err_new(a, ERR_MALFORMED, "this is no address of a push service");
	if (!str_eq(url_part(a, g->url, CURLUPART_SCHEME), STR("https")))
		return err_new(a, ERR_REFUSED, "a push service is asked over https alone");
	return need_host(a, g, loopback);
}

err
guard_judge(struct arena *a, str endpoint, bool loopback, struct guard *out)
{
	err e;

	*out = (struct guard){ .url = curl_url() };
	assert(out->url);
	if ((e = judge(a, endpoint, loopback, out)))
		guard_end(out);
	return e;
}

void
guard_end(struct guard *g)
{
	curl_url_cleanup(g->url);
	g->url = NULL;
}

/* ---- a transfer ---- */

curl_socket_t
guard_open(void *ctx, curlsocktype purpose, struct curl_sockaddr *to)
{
	struct guard *g = ctx;
	bool may = g->local ? guard_loopback(&to->addr) : guard_public(&to->addr);

	if (purpose != CURLSOCKTYPE_IPCXN || !may) {
		g->stopped = true;
		return CURL_SOCKET_BAD;
	}
	return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

void
guard_alone(CURL *curl)
{
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
	curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
	curl_easy_setopt(curl, CURLOPT_DNS_CACHE_TIMEOUT, 0L);
}

void
guard_transfer(CURL *curl, struct guard *g)
{
	guard_alone(curl);
	curl_easy_setopt(curl, CURLOPT_CURLU, g->url);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https");
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, guard_open);
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, g);
}
