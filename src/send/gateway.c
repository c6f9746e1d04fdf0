#include "ways.h"

#include "address.h"
#include "canon.h"
#include "header.h"
#include "percent.h"

/* ---- filling in ---- */

/* The inside of a JSON string. */
static void
put_json(struct buf *b, str s)
{
	struct buf quoted = buf_new(b->a, s.n + 16);

	canon_put_string(&quoted, s);
	buf_put(b, (str){ quoted.p + 1, quoted.n - 2 });
}

static void
put_plain(struct buf *b, str s)
{
	for (size_t i = 0; i < s.n; i++)
		buf_byte(b, (u8)s.p[i] < ' ' && s.p[i] != '\n' ? ' ' : s.p[i]);
}

static void
put_formed(struct buf *b, enum gateway_form form, str s)
{
	switch (form) {
	case FORM_ADDRESS:
	case FORM_URLENCODED:
		percent_put(b, s);
		return;
	case FORM_HEADER:
		buf_put(b, header_text(b->a, s, STR(" ")));
		return;
	case FORM_JSON:
		put_json(b, s);
		return;
	case FORM_PLAIN:
		put_plain(b, s);
		return;
	}
}

str
gateway_number(struct arena *a, str s)
{
	struct buf b = buf_new(a, s.n + 1);

	if (!is_telephone(s))
		return s;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '+' || is_digit(s.p[i]))
			buf_byte(&b, s.p[i]);
	return buf_str(&b);
}

static str
filling(struct arena *a, enum gateway_slot slot, const struct parcel *p)
{
	switch (slot) {
	case SLOT_NUMBER:
		return gateway_number(a, p->to);
	case SLOT_TITLE:
		return p->title;
	case SLOT_TEXT:
		return p->text;
	case SLOT_URL:
		return p->url;
	case SLOT_TICKET:
		return arena_fmt(a, "%llu", (unsigned long long)p->ticket);
	case SLOT_NONE:
	case GATEWAY_SLOTS:
		break;
	}
	return (str){ NULL, 0 };
}

static str
filled(struct arena *a, const struct gateway_field *f, enum gateway_form form, const struct parcel *p)
{
	struct buf b = buf_new(a, 256);

	for (size_t i = 0; i < f->n; i++) {
		if (f->v[i].slot == SLOT_NONE)
			buf_put(&b, f->v[i].literal);
		else
			put_formed(&b, form, filling(a, f->v[i].slot, p));
	}
	return buf_str(&b);
}

struct gateway_request
gateway_fill(struct arena *a, const struct gateway *g, const struct parcel *p)
{
	struct gateway_request r = { .method = g->method, .url = filled(a, &g->url, FORM_ADDRESS, p), .n_headers = g->n_headers };

	for (size_t i = 0; i < g->n_headers; i++)
		r.headers[i] = filled(a, &g->headers[i], FORM_HEADER, p);
	if (g->has_body)
		r.body = filled(a, &g->body, g->form, p);
	return r;
}

/* ---- asking ---- */

static const struct gateway *
gateway_of(const struct shipment *s)
{
	const struct send_config *c = s->config;

	for (size_t i = 0; i < c->n_gateways; i++)
		if (str_eq(c->gateways[i].name, s->parcel.gateway))
			return &c->gateways[i];
	return NULL;
}

static err
ready(struct shipment *s)
{
	const struct gateway *g = gateway_of(s);
	struct gateway_request r;

	if (g == NULL)
		return err_new(&s->a, ERR_NO_SUCH, "no such gateway is configured");
	r = gateway_fill(&s->a, g, &s->parcel);
	http_ready(s);
	curl_easy_setopt(s->curl, CURLOPT_URL, arena_cstr(&s->a, r.url));
	curl_easy_setopt(s->curl, CURLOPT_PROTOCOLS_STR, "http,https");
	for (size_t i = 0; i < r.n_headers; i++)
		s->list = curl_slist_append(s->list, arena_cstr(&s->a, r.headers[i]));
	curl_easy_setopt(s->curl, CURLOPT_HTTPHEADER, s->list);
	if (!str_eq(r.method, STR("GET"))) {
		curl_easy_setopt(s->curl, CURLOPT_POSTFIELDSIZE, (long)r.body.n);
		curl_easy_setopt(s->curl, CURLOPT_POSTFIELDS, arena_cstr(&s->a, r.body));
		curl_easy_setopt(s->curl, CURLOPT_CUSTOMREQUEST, arena_cstr(&s->a, r.method));
	}
	return OK;
}

static struct ending
judge(struct shipment *s, CURLcode code)
{
	return http_judge(s, code, "gateway");
}

const struct way send_gateway = { ready, judge };
