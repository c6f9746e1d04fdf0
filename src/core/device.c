/* device -- browsers that a person lets be called: added, tested, answered, removed; nobody else's business. */
#include "page_parts.h"
#include "view.h"

static const i64 TEST_PAUSE = 30 * SECOND;              /* between two tests of one device: a push takes seconds */
static const i64 TESTED = 10 * MINUTE;                  /* whoever tests a device looks at it meanwhile */
static const i64 TEST_AGAIN = 15 * SECOND;
enum { TEST_ATTEMPTS = 3 };

static struct device *
device_tested_by(struct charter *c, i64 test)
{
	for (size_t i = 0; i < c->n_devices; i++)
		if (c->devices[i].test == test)
			return &c->devices[i];
	return NULL;
}

/* ---- folds ---- */

/* In the charter, what stands in a channel is its owner's alone (audience.h). */
void
fold_device_added(struct charter *c, const struct entry *e, const struct ev_device_added *p)
{
	struct device *d = ADD(c, devices);
	struct person *who = FIND(c, persons, p->person);

	d->is = *p;
	d->at = e->at;
	d->head.channel = p->person;
	if (who->owns == 0)
		who->owns = e->seq;
	touch(c->room, ENT_device, &d->head, e);
}

void
fold_device_removed(struct charter *c, const struct entry *e, const struct ev_device_removed *p)
{
	struct device *d = FIND(c, devices, p->device);

	d->ended = p->why;
	touch(c->room, ENT_device, &d->head, e);
}

/* Of whoever is ejected; that entry is about a person, and everybody's to see. */
void
end_devices(struct charter *c, i64 person, const struct entry *e)
{
	for (size_t i = 0; i < c->n_devices; i++)
		if (c->devices[i].is.person == person && !c->devices[i].ended) {
			c->devices[i].ended = DEVICE_EJECTED;
			touch_aside(c->room, ENT_device, &c->devices[i].head, e);
		}
}

void
fold_device_tested(struct charter *c, const struct entry *e, const struct ev_device_tested *p)
{
	struct device *d = FIND(c, devices, p->device);

	d->test = e->seq;
	d->tested = e->at;
	d->answered = 0;
	touch(c->room, ENT_device, &d->head, e);
}

void
fold_device_answered(struct charter *c, const struct entry *e, const struct ev_device_answered *p)
{
	struct device *d = device_tested_by(c, p->test);

	if (d == NULL)                  /* an older test's */
		return;
	d->answered = e->at;
	touch(c->room, ENT_device, &d->head, e);
}

/* ---- decides ---- */

static err
need_own_device(const struct scene *s, i64 id, const struct device **out)
{
	const struct device *d = FIND(s->charter, devices, id);

	*out = d;
	if (d == NULL || d->is.person != s->actor.person)
		return no_such(s, "device", id);
	if (d->ended)
		return err_new(s->a, ERR_CONFLICT, "That device is called no more; add it again from its own browser.");
	return OK;
}

static bool
has_any(str s, str of)
{
	for (size_t i = 0; i < s.n; i++)
		for (size_t k = 0; k < of.n; k++)
			if (s.p[i] == of.p[k])
				return true;
	return false;
}

/* A URL as RFC 3986 writes one: no space, nothing beyond ASCII, and no fragment. */
static bool
is_url_text(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] <= ' ' || s.p[i] > '~')
			return false;
	return !has_any(s, STR("\"#<>\\^`{|}"));
}

/* Its form alone; where it leads is looked at whenever something is sent there. */
static err
need_endpoint(const struct scene *s, str url)
{
	str path, authority = str_cut(str_from(url, STR("https://").n), '/', &path);

	if (!str_starts(url, STR("https://")) || authority.n == 0 || has_any(authority, STR("@")) || !is_url_text(url))
		return err_new(s->a, ERR_MALFORMED, "endpoint: the https address that a push service gave this browser is asked for");
	return OK;
}

/* RFC 8291 §3 asks for an uncompressed point of P-256; whether it is on the curve shows when it is first written to. */
static err
need_point(const struct scene *s, str p256dh)
{
	if (p256dh.p[0] != 4)
		return err_new(s->a, ERR_MALFORMED, "p256dh: an uncompressed point of P-256 is asked for, which begins with 4");
	return OK;
}

/* A browser is one person's: whoever adds it now has it, and its older entry is called no more. */
static void
replace_same(const struct scene *s, const struct cmd_add_device *c, struct outcome *out)
{
	for (size_t i = 0; i < s->charter->n_devices; i++) {
		const struct device *d = &s->charter->devices[i];

		if (!d->ended && str_eq(d->is.endpoint, c->endpoint))
			emit(out, EV_device_removed)->as.device_removed = (struct ev_device_removed){ d->head.id, DEVICE_REPLACED };
	}
}

static size_t
others_of_mine(const struct scene *s, str endpoint)
{
	size_t n = 0;

	for (size_t i = 0; i < s->charter->n_devices; i++) {
		const struct device *d = &s->charter->devices[i];

		n += !d->ended && d->is.person == s->actor.person && !str_eq(d->is.endpoint, endpoint);
	}
	return n;
}

err
decide_add_device(const struct scene *s, const struct cmd_add_device *c, struct outcome *out)
{
	err e;

	if ((e = need_endpoint(s, c->endpoint)))  return e;
	if ((e = need_point(s, c->p256dh)))       return e;
	if (others_of_mine(s, c->endpoint) >= LIMIT_DEVICES)
		return err_new(s->a, ERR_TOO_LARGE, "At most %d devices of one person are called; remove one first.", LIMIT_DEVICES);
	emit(out, EV_device_added)->as.device_added = (struct ev_device_added){ s->actor.person, c->endpoint, c->name, c->p256dh, c->auth };
	replace_same(s, c, out);
	return OK;
}

err
decide_remove_device(const struct scene *s, const struct cmd_remove_device *c, struct outcome *out)
{
	const struct device *d;
	err e;

	if ((e = need_own_device(s, c->device, &d)))  return e;
	emit(out, EV_device_removed)->as.device_removed = (struct ev_device_removed){ c->device, DEVICE_REMOVED };
	return OK;
}

err
decide_test_device(const struct scene *s, const struct cmd_test_device *c, struct outcome *out)
{
	const struct device *d;
	err e;

	if ((e = need_own_device(s, c->device, &d)))
		return e;
	if (d->test && s->now < d->tested + TEST_PAUSE)
		return err_new(s->a, ERR_CONFLICT, "It was tested a moment ago; give it half a minute.");
	emit(out, EV_device_tested)->as.device_tested.device = c->device;
	return OK;
}

err
decide_acknowledge_test(const struct scene *s, const struct cmd_acknowledge_test *c, struct outcome *out)
{
	const struct device *d = NULL;

	for (size_t i = 0; i < s->charter->n_devices; i++)
		if (s->charter->devices[i].test == c->test && s->charter->devices[i].is.person == s->actor.person)
			d = &s->charter->devices[i];
	if (d == NULL || c->test == 0)
		return err_new(s->a, ERR_NO_SUCH, "There is no test %lld of a device of yours, or a newer one was sent.", (long long)c->test);
	if (d->answered)
		return err_new(s->a, ERR_CONFLICT, "That test has been answered already.");
	emit(out, EV_device_answered)->as.device_answered.test = c->test;
	return OK;
}

/* ---- reactions: its test ---- */

/* The page that was sent for that test last, or NULL. */
static const struct call_page *
test_page(const struct room *room, i64 test)
{
	for (size_t i = room->n_pages; i-- > 0 && room->pages[i].head.id > test;)
		if (room->pages[i].is.test == test)
			return &room->pages[i];
	return NULL;
}

i64
test_at(const struct scene *s, const struct device *d, i64 *attempt)
{
	const struct call_page *before;
	enum page_result result;

	*attempt = 1;
	if (d->test == 0 || d->answered || d->ended || s->now > d->tested + TESTED || !has_way(s, d->is.person, BY_PUSH))
		return 0;
	if ((before = test_page(s->room, d->test)) == NULL)
		return d->tested;
	*attempt = before->is.attempt + 1;
	result = before->settled.result;
	if ((result != PAGE_FAILED && result != PAGE_LOST) || *attempt > TEST_ATTEMPTS || before->settled_at + TEST_AGAIN > d->tested + TESTED)
		return 0;
	return before->settled_at + TEST_AGAIN;
}

static bool
owed_to_device(const struct scene *s, const struct device *d, struct ev_page_claimed *out)
{
	i64 attempt, at = test_at(s, d, &attempt);

	*out = (struct ev_page_claimed){ .person = d->is.person, .channel = BY_PUSH, .test = d->test, .attempt = attempt };
	return at && s->now >= at;
}

bool
page_test_owed(const struct scene *s, i64 test, struct ev_page_claimed *out)
{
	for (size_t i = 0; s->room == s->charter->room && i < s->charter->n_devices; i++)
		if (s->charter->devices[i].test == test && owed_to_device(s, &s->charter->devices[i], out))
			return true;
	return false;
}

void
react_tests(const struct scene *s, struct outcome *out)
{
	struct ev_page_claimed claim;

	for (size_t i = 0; i < s->charter->n_devices && out->n < LIMIT_OUTCOME; i++)
		if (owed_to_device(s, &s->charter->devices[i], &claim))
			emit(out, EV_page_claimed)->as.page_claimed = claim;
}

/* ---- views ---- */

const struct head *
see_device(const struct seeing *v, i64 id, struct ent_device *out)
{
	const struct device *d = FIND(v->charter, devices, id);

	if (d == NULL)
		return NULL;
	*out = (struct ent_device){ ID(d), .person = d->is.person, .name = d->is.name, .endpoint = d->is.endpoint, .at = d->at,
	    .ended = d->ended, .test = d->test, .tested_at = d->tested, .answered_at = d->answered };
	return &d->head;
}
