#include "mail.h"

#include "base64.h"
#include "bounds.h"
#include "header.h"
#include "sha256.h"
#include "url.h"

#include <time.h>

enum { LINE_BYTES = 57 };               /* 57 bytes are 76 characters of base64 (RFC 2045 §6.8) */

/* ---- the configuration ---- */

static err
take_server(struct arena *a, CURLU *url, str text, struct mail_config *out)
{
	str scheme, host;

	if (curl_url_set(url, CURLUPART_URL, arena_cstr(a, text), CURLU_DISALLOW_USER | CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK)
		return err_new(a, ERR_MALFORMED, "is an address such as smtps://mail.example.net:465 or smtp://mail.example.net:587");
	scheme = url_part(a, url, CURLUPART_SCHEME);
	host = url_part(a, url, CURLUPART_HOST);
	if (!str_eq(scheme, STR("smtp")) && !str_eq(scheme, STR("smtps")))
		return err_new(a, ERR_MALFORMED, "begins with smtps:// (TLS at once) or smtp:// (STARTTLS)");
	if (url_part(a, url, CURLUPART_PORT).p == NULL)
		return err_new(a, ERR_MALFORMED, "names the port, too: smtps usually 465, smtp usually 587");
	if (!str_eq(url_part(a, url, CURLUPART_PATH), STR("/")) || url_part(a, url, CURLUPART_QUERY).p)
		return err_new(a, ERR_MALFORMED, "ends with the port");
	out->server = arena_fmt(a, "%.*s://%.*s:%.*s", STR_ARG(scheme), STR_ARG(host), STR_ARG(url_part(a, url, CURLUPART_PORT)));
	out->plain = url_is_here(host) && str_eq(scheme, STR("smtp"));
	return OK;
}

err
mail_read_server(struct arena *a, str text, struct mail_config *out)
{
	CURLU *url = curl_url();
	err e = take_server(a, url, text, out);

	curl_url_cleanup(url);
	return e;
}

static str
line(str text, str *rest)
{
	str first = str_cut(text, '\n', rest);

	return str_ends(first, STR("\r")) ? (str){ first.p, first.n - 1 } : first;
}

err
mail_read_login(struct arena *a, str text, struct mail_config *out)
{
	str rest;

	out->user = line(text, &rest);
	out->password = line(rest, &rest);
	if (out->user.n == 0 || out->password.n == 0 || rest.n)
		return err_new(a, ERR_MALFORMED, "a login is two lines, the user and the password, and nothing else");
	return OK;
}

/* ---- the letter ---- */

static str
date(struct arena *a, i64 seconds)
{
	char *text = NEW(a, char, 64);
	time_t t = (time_t)seconds;
	struct tm tm;

	gmtime_r(&t, &tm);
	return (str){ text, strftime(text, 64, "%a, %d %b %Y %H:%M:%S +0000", &tm) };
}

static str
host_of(str address)
{
	str host;

	str_cut(address, '@', &host);
	return host;
}

static void
put_base64(struct buf *b, str body)
{
	for (; body.n; body = str_from(body, LINE_BYTES)) {
		size_t n = body.n < LINE_BYTES ? body.n : LINE_BYTES;

		buf_put(b, b64(b->a, body.p, n));
		buf_put(b, STR("\r\n"));
	}
}

/* Text lines end with CR and LF under base64, too (RFC 2046 §4.1.1). */
static str
body_of(struct arena *a, const struct parcel *p)
{
	struct buf b = buf_new(a, 4 * KIB);

	for (size_t i = 0; i < p->text.n; i++) {
		if (p->text.p[i] == '\n')
			buf_byte(&b, '\r');
		if (p->text.p[i] != '\r')
			buf_byte(&b, p->text.p[i]);
	}
	if (p->text.n)
		buf_put(&b, STR("\r\n\r\n"));
	if (p->url.n)
		buf_fmt(&b, "%.*s\r\n", STR_ARG(p->url));
	return buf_str(&b);
}

/* The same message sent again has the same name, so whoever gets it twice can tell. */
static str
message_id(struct arena *a, str from, str log, u64 ticket)
{
	struct buf b = buf_new(a, 128);
	struct hash house;

	sha256(log.p, log.n, &house);
	buf_fmt(&b, "<%llu.", (unsigned long long)ticket);
	for (size_t i = 0; i < 8; i++)
		buf_fmt(&b, "%02x", house.b[i]);
	buf_fmt(&b, "@%.*s>", STR_ARG(host_of(from)));
	return buf_str(&b);
}

str
mail_letter(struct arena *a, str from, str log, i64 now, const struct parcel *p)
{
	struct buf b = buf_new(a, 4 * KIB);

	buf_fmt(&b, "From: %.*s\r\nTo: %.*s\r\n", STR_ARG(from), STR_ARG(p->to));
	buf_fmt(&b, "Subject: %.*s\r\n", STR_ARG(header_text(a, p->title, STR("\r\n "))));
	buf_fmt(&b, "Date: %.*s\r\nMessage-ID: %.*s\r\n", STR_ARG(date(a, now)), STR_ARG(message_id(a, from, log, p->ticket)));
	buf_put(&b, STR("Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
	    "Content-Transfer-Encoding: base64\r\n\r\n"));
	put_base64(&b, body_of(a, p));
	return buf_str(&b);
}
