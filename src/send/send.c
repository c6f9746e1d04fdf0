#include "ways.h"

#include "canon.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { SHIPMENT = 256 * KIB, COPIED_MOST = 4 * KIB, LOOK_MS = 1000 };

/* Shipments one behind the other. */
struct row { struct shipment *first, **end; size_t n; };

struct sender {
	const struct send_config *config;
	send_done *done;
	void *self;
	struct send_counts counts;      /* of the loop's thread */
	struct event *over;
	int fd;

	pthread_t thread;
	pthread_mutex_t lock;
	struct row waiting[SEND_WAYS], ended;   /* under the lock */
	bool stop;                              /* likewise */

	CURLM *multi;                   /* of the sender's thread, but for its wake-up */
	struct shipment *out[SEND_WAYS][LIMIT_SENDS_AT_ONCE];   /* under way */
	size_t n_out[SEND_WAYS];
};

static void
row_add(struct row *r, struct shipment *s)
{
	if (r->n++ == 0)
		r->end = &r->first;
	s->next = NULL;
	*r->end = s;
	r->end = &s->next;
}

static struct shipment *
row_take(struct row *r)
{
	struct shipment *s = r->first;

	if (s) {
		r->first = s->next;
		r->n--;
	}
	return s;
}

/* ---- a shipment ---- */

/* What is longer than any bound is cut, and refused for it later. */
static struct parcel
copied(struct arena *a, const struct parcel *p)
{
	struct parcel c = *p;
	str *texts[] = { &c.to, &c.gateway, &c.p256dh, &c.auth, &c.title, &c.text, &c.url, &c.tag };

	for (size_t i = 0; i < countof(texts); i++)
		if (texts[i]->p)
			*texts[i] = arena_str(a, (str){ texts[i]->p, texts[i]->n < COPIED_MOST ? texts[i]->n : COPIED_MOST });
	return c;
}

static struct shipment *
shipment_new(const struct send_config *config, const struct parcel *p)
{
	struct arena whole = arena_open(SHIPMENT), a = whole;
	struct shipment *s = NEW(&a, struct shipment, 1);

	s->whole = whole;
	s->config = config;
	s->parcel = copied(&a, p);
	s->a = a;
	return s;
}

static void
shipment_end(struct shipment *s)
{
	if (s->curl)
		curl_easy_cleanup(s->curl);
	curl_slist_free_all(s->list);
	if (s->guard.url)
		guard_end(&s->guard);
	arena_close(s->whole, SHIPMENT);
}

static void
shipments_end(struct row *r)
{
	struct shipment *s;

	while ((s = row_take(r)))
		shipment_end(s);
}

/* ---- on the sender's thread ---- */

static const struct way *
way_of(const struct shipment *s)
{
	static const struct way *const ways[SEND_WAYS] = { [SEND_PUSH] = &send_push, [SEND_MAIL] = &send_mail, [SEND_GATEWAY] = &send_gateway };

	return ways[s->parcel.way];
}

static void
tell(struct sender *sender, struct shipment *s, struct ending v)
{
	u64 one = 1;
	ssize_t n;

	s->result = v.result;
	s->sentence = v.sentence;
	pthread_mutex_lock(&sender->lock);
	row_add(&sender->ended, s);
	pthread_mutex_unlock(&sender->lock);
	n = write(sender->fd, &one, sizeof(one));
	assert(n == sizeof(one));
}

static bool
is_text(str s, size_t max)
{
	return s.n <= max && utf8_valid(s);
}

static bool
is_line(str s, size_t max)
{
	for (size_t i = 0; i < s.n; i++)
		if ((u8)s.p[i] < ' ' || s.p[i] == 0x7f)
			return false;
	return is_text(s, max);
}

static err
need_sendable(struct arena *a, const struct parcel *p)
{
	if (p->title.n == 0 || !is_line(p->title, LIMIT_SENT_TITLE))
		return err_new(a, ERR_MALFORMED, "what is sent has a title of one line, at most %d bytes long", LIMIT_SENT_TITLE);
	if (!is_text(p->text, LIMIT_SENT_TEXT))
		return err_new(a, ERR_MALFORMED, "what is sent has a text of at most %d bytes", LIMIT_SENT_TEXT);
	if (!is_line(p->to, ENDPOINT_MAX) || !is_line(p->url, ENDPOINT_MAX) || !is_line(p->tag, LIMIT_SENT_TITLE))
		return err_new(a, ERR_MALFORMED, "an address is one line");
	return OK;
}

long
shipment_seconds(const struct shipment *s)
{
	return s->config->seconds ? s->config->seconds : SEND_SECONDS;
}

/* What holds for every way. */
static void
be_careful(struct shipment *s)
{
	long seconds = shipment_seconds(s);
	long connect = seconds < SEND_CONNECT_SECONDS ? seconds : SEND_CONNECT_SECONDS;

	s->curl = curl_easy_init();
	assert(s->curl);
	curl_easy_setopt(s->curl, CURLOPT_PRIVATE, s);
	curl_easy_setopt(s->curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(s->curl, CURLOPT_QUICK_EXIT, 1L);     /* a name server that keeps silent holds nobody up */
	curl_easy_setopt(s->curl, CURLOPT_CONNECTTIMEOUT, connect);
	curl_easy_setopt(s->curl, CURLOPT_TIMEOUT, seconds);
	curl_easy_setopt(s->curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, seconds);
	curl_easy_setopt(s->curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	guard_alone(s->curl);
}

static void
begin(struct sender *sender, struct shipment *s)
{
	err e;

	be_careful(s);
	if ((e = need_sendable(&s->a, &s->parcel)) || (e = way_of(s)->ready(s))) {
		tell(sender, s, (struct ending){ SEND_REFUSED, e->why });
		return;
	}
	sender->out[s->parcel.way][sender->n_out[s->parcel.way]++] = s;
	curl_multi_add_handle(sender->multi, s->curl);
}

static void
take_back(struct sender *sender, struct shipment *s)
{
	struct shipment **out = sender->out[s->parcel.way];
	size_t last = --sender->n_out[s->parcel.way], i = 0;

	while (out[i] != s)
		i++;
	out[i] = out[last];
	curl_multi_remove_handle(sender->multi, s->curl);
}

/* The next that may begin; a way that is silent takes no place of another's. */
static struct shipment *
next_waiting(struct sender *sender, bool *stop)
{
	struct shipment *s = NULL;

	pthread_mutex_lock(&sender->lock);
	*stop = sender->stop;
	for (size_t i = 0; !*stop && s == NULL && i < SEND_WAYS; i++)
		if (sender->n_out[i] < LIMIT_SENDS_AT_ONCE)
			s = row_take(&sender->waiting[i]);
	pthread_mutex_unlock(&sender->lock);
	return s;
}

static bool
end_those_over(struct sender *sender)
{
	CURLMsg *message;
	bool any = false;
	int left;

	while ((message = curl_multi_info_read(sender->multi, &left))) {
		CURLcode code = message->data.result;
		struct shipment *s;

		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &s);
		take_back(sender, s);
		tell(sender, s, way_of(s)->judge(s, code));
		any = true;
	}
	return any;
}

static void *
sender_main(void *arg)
{
	struct sender *sender = arg;

	for (;;) {
		struct shipment *s;
		bool stop;
		int running;

		while ((s = next_waiting(sender, &stop)))
			begin(sender, s);
		if (stop)
			return NULL;
		curl_multi_perform(sender->multi, &running);
		if (!end_those_over(sender))
			curl_multi_poll(sender->multi, NULL, 0, LOOK_MS, NULL);
	}
}

/* ---- on the loop's thread ---- */

static void
on_over(evutil_socket_t fd, short what, void *arg)
{
	struct sender *sender = arg;
	struct row ended;
	struct shipment *s;
	u64 n;

	(void)what;
	if (read(fd, &n, sizeof(n)) != sizeof(n))
		return;
	pthread_mutex_lock(&sender->lock);
	ended = sender->ended;
	sender->ended = (struct row){ 0 };
	pthread_mutex_unlock(&sender->lock);
	while ((s = row_take(&ended))) {
		sender->counts.ended[s->parcel.way][s->result]++;
		sender->done(sender->self, s->parcel.ticket, s->result, s->sentence);
		shipment_end(s);
	}
}

struct sender *
send_open(const struct send_config *config, struct event_base *base, send_done *done, void *self)
{
	struct sender *sender = calloc(1, sizeof(*sender));

	assert(sender);
	*sender = (struct sender){ .config = config, .done = done, .self = self, .fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK) };
	assert(sender->fd >= 0);
	sender->over = event_new(base, sender->fd, EV_READ | EV_PERSIST, on_over, sender);
	event_add(sender->over, NULL);
	pthread_mutex_init(&sender->lock, NULL);
	return sender;
}

/* With the first that is given: a server that nobody uses does without the thread, and without libcurl's memory. */
static void
set_out(struct sender *sender)
{
	bool failed;

	if (sender->multi)
		return;
	failed = curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK;
	assert(!failed);
	sender->multi = curl_multi_init();
	assert(sender->multi);
	failed = pthread_create(&sender->thread, NULL, sender_main, sender) != 0;
	assert(!failed);
}

static void
abandon(struct sender *sender)
{
	for (size_t i = 0; i < SEND_WAYS; i++) {
		while (sender->n_out[i]) {
			struct shipment *s = sender->out[i][0];

			take_back(sender, s);
			shipment_end(s);
		}
		shipments_end(&sender->waiting[i]);
	}
	shipments_end(&sender->ended);
}

static void
call_back(struct sender *sender)
{
	if (sender->multi == NULL)
		return;
	pthread_mutex_lock(&sender->lock);
	sender->stop = true;
	pthread_mutex_unlock(&sender->lock);
	curl_multi_wakeup(sender->multi);
	pthread_join(sender->thread, NULL);
	abandon(sender);
	curl_multi_cleanup(sender->multi);
}

bool
send_can(const struct sender *sender, enum send_way way, str gateway)
{
	const struct send_config *c = sender->config;

	if (way != SEND_GATEWAY)
		return way == SEND_PUSH || c->mail.server.p;
	for (size_t i = 0; i < c->n_gateways; i++)
		if (gateway.p == NULL || str_eq(c->gateways[i].name, gateway))
			return true;
	return false;
}

err
send_may_push(const struct sender *sender, struct arena *a, str endpoint)
{
	struct guard g;
	err e = guard_judge(a, endpoint, sender && sender->config->push_loopback_ca.p, &g);

	if (e == OK)
		guard_end(&g);
	return e;
}

bool
send_give(struct sender *sender, const struct parcel *p)
{
	struct row *row = &sender->waiting[p->way];
	bool taken;

	set_out(sender);
	pthread_mutex_lock(&sender->lock);
	taken = row->n < LIMIT_SENDS_WAITING;
	if (taken)
		row_add(row, shipment_new(sender->config, p));
	pthread_mutex_unlock(&sender->lock);
	curl_multi_wakeup(sender->multi);
	return taken;
}

struct send_counts
send_counts(struct sender *sender)
{
	struct send_counts counts = sender->counts;

	pthread_mutex_lock(&sender->lock);
	for (size_t i = 0; i < SEND_WAYS; i++)
		counts.waiting[i] = sender->waiting[i].n;
	pthread_mutex_unlock(&sender->lock);
	return counts;
}

void
send_close(struct sender *sender)
{
	call_back(sender);
	event_free(sender->over);
	close(sender->fd);
	pthread_mutex_destroy(&sender->lock);
	free(sender);
}
