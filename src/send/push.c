#include "ways.h"

#include "base64.h"
#include "canon.h"
#include "hmac.h"
#include "random.h"

#include <time.h>

enum { FILLED = 512, TOKEN_SECONDS = 12 * 3600, TTL_MOST = 28 * 24 * 3600, TOPIC_BYTES = 24 };

static void
put(struct buf *b, const char *key, str value)
{
	if (value.p == NULL)
		return;
	canon_put_key(b, str_c(key));
	canon_put_string(b, value);
}

/* What the service worker reads: {"tag","text","title","url"}, all of them strings, what is absent left out. */
static str
said(struct arena *a, const struct parcel *p)
{
	struct buf b = buf_new(a, 4 * KIB);

	buf_byte(&b, '{');
	put(&b, "tag", p->tag);
	put(&b, "text", p->text);
	put(&b, "title", p->title);
	put(&b, "url", p->url);
	buf_byte(&b, '}');
	return buf_str(&b);
}

static str
encrypted(struct shipment *s, const struct webpush_to *to, str plain)
{
	struct p256_key own = p256_generate();
	size_t filled = (plain.n + FILLED - 1) / FILLED * FILLED;
	u8 salt[WEBPUSH_SALT];

	random_bytes(salt, sizeof(salt));
	return webpush_encrypt(&s->a, to, plain, filled < WEBPUSH_PLAIN ? filled : WEBPUSH_PLAIN, &own, salt);
}

static void
add(struct shipment *s, const char *name, str value)
{
	s->list = curl_slist_append(s->list, arena_fmt(&s->a, "%s: %.*s", name, STR_ARG(value)).p);
}

/* RFC 8030 §5.4: at most 32 characters that the push service sees; so of a tag it learns only that two are one. */
static str
topic(struct shipment *s)
{
	struct hash h = hmac_sha256((str){ (const char *)s->config->push_key.secret, P256_SECRET }, s->parcel.tag);

	return b64u(&s->a, h.b, TOPIC_BYTES);
}

static void
add_headers(struct shipment *s)
{
	i64 ttl = s->parcel.ttl < 0 ? 0 : s->parcel.ttl < TTL_MOST ? s->parcel.ttl : TTL_MOST;

	add(s, "TTL", arena_fmt(&s->a, "%lld", (long long)ttl));
	add(s, "Urgency", STR("high"));
	add(s, "Content-Encoding", STR("aes128gcm"));
	add(s, "Content-Type", STR("application/octet-stream"));
	add(s, "Authorization", vapid_authorization(&s->a, &s->config->push_key, s->guard.origin,
	    (i64)time(NULL) + TOKEN_SECONDS, s->config->push_contact));
	if (s->parcel.tag.n)
		add(s, "Topic", topic(s));
	curl_easy_setopt(s->curl, CURLOPT_HTTPHEADER, s->list);
}

static err
ready(struct shipment *s)
{
	const struct send_config *c = s->config;
	str plain = said(&s->a, &s->parcel), point, auth, body;
	struct webpush_to to;
	err e;

	if (plain.n > WEBPUSH_PLAIN)
		return err_new(&s->a, ERR_TOO_LARGE, "it is longer than a push service takes");
	if (!b64u_decode(&s->a, s->parcel.p256dh, &point) || !b64u_decode(&s->a, s->parcel.auth, &auth) || !webpush_to_read(point, auth, &to))
		return err_new(&s->a, ERR_MALFORMED, "the subscription's keys are none");
	if ((e = guard_judge(&s->a, s->parcel.to, c->push_loopback_ca.p != NULL, &s->guard)))
		return e;
	http_ready(s);
	guard_transfer(s->curl, &s->guard);
	if (s->guard.local)
		curl_easy_setopt(s->curl, CURLOPT_CAINFO, arena_cstr(&s->a, c->push_loopback_ca));
	body = encrypted(s, &to, plain);
	curl_easy_setopt(s->curl, CURLOPT_POSTFIELDSIZE, (long)body.n);
	curl_easy_setopt(s->curl, CURLOPT_POSTFIELDS, body.p);
	add_headers(s);
	return OK;
}

/* A name that leads inside is answered like one that leads nowhere, so that nobody learns what names there are;
 * but if another of its addresses answered, that is the answer. */
static struct ending
judge(struct shipment *s, CURLcode code)
{
	long status = http_status(s);

	if (status == 404 || status == 410)
		return (struct ending){ SEND_GONE, STR("the push service knows this subscription no more") };
	if (status == 0 && (s->guard.stopped || code == CURLE_COULDNT_RESOLVE_HOST))
		return (struct ending){ SEND_FAILED, STR("no push service is found there") };
	return http_judge(s, code, "push service");
}

const struct way send_push = { ready, judge };
