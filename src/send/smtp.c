#include "ways.h"

#include "address.h"

#include <time.h>

enum { GOODBYE_SECONDS = 1 };

static size_t
give_letter(char *to, size_t size, size_t n, void *ctx)
{
	struct shipment *s = ctx;
	size_t left = s->body.n - s->taken, most = size * n;

	if (left > most)
		left = most;
	memcpy(to, s->body.p + s->taken, left);
	s->taken += left;
	return left;
}

static int
code_of(str reply)
{
	int code = 0;

	for (size_t i = 0; i < 3; i++) {
		if (i >= reply.n || !is_digit(reply.p[i]))
			return 0;
		code = 10 * code + reply.p[i] - '0';
	}
	return code;
}

/* libcurl waits for the answer to its goodbye, and with it everybody whose message is under way: not for long. */
static void
be_patient(struct shipment *s, bool over)
{
	curl_easy_setopt(s->curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, over ? (long)GOODBYE_SECONDS : shipment_seconds(s));
}

/* A yes after a no means that it went on; a goodbye (221) says nothing. */
static size_t
see_reply(char *bytes, size_t size, size_t n, void *ctx)
{
	struct shipment *s = ctx;
	int code = code_of((str){ bytes, size * n });

	if (code >= 400)
		s->refused = code;
	else if (code && code != 221)
		s->refused = 0;
	be_patient(s, s->refused || (code == 250 && s->taken == s->body.n));
	return size * n;
}

static void
encrypt(struct shipment *s)
{
	const struct mail_config *m = &s->config->mail;

	curl_easy_setopt(s->curl, CURLOPT_USE_SSL, m->plain ? (long)CURLUSESSL_NONE : (long)CURLUSESSL_ALL);
	if (m->ca.p)
		curl_easy_setopt(s->curl, CURLOPT_CAINFO, arena_cstr(&s->a, m->ca));
	if (m->user.p) {
		curl_easy_setopt(s->curl, CURLOPT_USERNAME, arena_cstr(&s->a, m->user));
		curl_easy_setopt(s->curl, CURLOPT_PASSWORD, arena_cstr(&s->a, m->password));
	}
}

static err
ready(struct shipment *s)
{
	const struct mail_config *m = &s->config->mail;
	str host;

	if (m->server.p == NULL)
		return err_new(&s->a, ERR_NO_SUCH, "no mail server is configured");
	if (!is_mail_address(s->parcel.to))
		return err_new(&s->a, ERR_MALFORMED, "mail goes to an address such as name@host.example, in ASCII, and this is none");
	str_cut(m->from, '@', &host);
	s->body = mail_letter(&s->a, m->from, s->config->log, (i64)time(NULL), &s->parcel);
	/* what follows the host is how the server is greeted: not by this machine's own name */
	curl_easy_setopt(s->curl, CURLOPT_URL, arena_fmt(&s->a, "%.*s/%.*s", STR_ARG(m->server), STR_ARG(host)).p);
	curl_easy_setopt(s->curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(s->curl, CURLOPT_MAIL_FROM, arena_cstr(&s->a, m->from));
	s->list = curl_slist_append(NULL, arena_cstr(&s->a, s->parcel.to));
	curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, s->list);
	curl_easy_setopt(s->curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(s->curl, CURLOPT_READFUNCTION, give_letter);
	curl_easy_setopt(s->curl, CURLOPT_READDATA, s);
	curl_easy_setopt(s->curl, CURLOPT_HEADERFUNCTION, see_reply);
	curl_easy_setopt(s->curl, CURLOPT_HEADERDATA, s);
	encrypt(s);
	return OK;
}

/* A no to this letter, not to us: it came to its sender, reader or text, and asks for no login and no TLS. */
static bool
is_final(const struct shipment *s, CURLcode code)
{
	return s->refused >= 500 && s->refused != 530 && s->refused != 535 && s->refused != 538
	    && (code == CURLE_SEND_ERROR || s->taken > 0);
}

static struct ending
judge(struct shipment *s, CURLcode code)
{
	if (code == CURLE_OK)
		return (struct ending){ SEND_ACCEPTED, STR("the mail server took it") };
	if (is_final(s, code))
		return (struct ending){ SEND_REFUSED, arena_fmt(&s->a, "the mail server refused it with %d", s->refused) };
	if (s->refused)
		return (struct ending){ SEND_FAILED, arena_fmt(&s->a, "the mail server did not take it, with %d", s->refused) };
	return (struct ending){ SEND_FAILED, arena_fmt(&s->a, "the mail could not be handed in: %s", curl_easy_strerror(code)) };
}

const struct way send_mail = { ready, judge };
