/*
 * sending -- a sender on a loop of its own, for tests.
 *
 * Ownership: sending_open() is answered by sending_close().
 */
#ifndef SENDING_H
#define SENDING_H

#include "stranger.h"
#include "ways.h"

#include <time.h>

struct sending {
	struct send_config config;
	struct event_base *base;
	struct sender *sender;
	int told;                       /* how often */
	u64 ticket;                     /* and the last of it */
	enum send_result result;
	char sentence[LIMIT_SENTENCE];
};

static inline void
sending_told(void *self, u64 ticket, enum send_result result, str sentence)
{
	struct sending *s = self;

	CHECK(sentence.n < sizeof(s->sentence) && sentence.n > 0);
	memcpy(s->sentence, sentence.p, sentence.n);
	s->sentence[sentence.n] = 0;
	s->told++;
	s->ticket = ticket;
	s->result = result;
}

static __attribute__((unused)) struct sending *
sending_open(struct send_config config)
{
	struct sending *s = NEW(T, struct sending, 1);

	s->config = config;
	s->config.log = STR("crisis.example.net/abc");
	s->config.push_contact = STR("mailto:ops@example.net");
	if (s->config.push_key.point[0] == 0)
		s->config.push_key = p256_generate();
	if (s->config.seconds == 0)
		s->config.seconds = 2;
	s->base = event_base_new();
	s->sender = send_open(&s->config, s->base, sending_told, s);
	return s;
}

static __attribute__((unused)) void
sending_wait(struct sending *s, int until)
{
	struct timespec begin, now;

	clock_gettime(CLOCK_MONOTONIC, &begin);
	do {
		event_base_loop(s->base, EVLOOP_NONBLOCK);
		usleep(2000);
		clock_gettime(CLOCK_MONOTONIC, &now);
	} while (s->told < until && now.tv_sec - begin.tv_sec < 15);
	CHECK(s->told == until);
}

/* Give it, and wait for what became of it. */
static __attribute__((unused)) enum send_result
sending_give(struct sending *s, struct parcel p)
{
	int before = s->told;

	p.ticket = p.ticket ? p.ticket : (u64)before + 100;
	CHECK(send_give(s->sender, &p));
	sending_wait(s, before + 1);
	CHECK(s->ticket == p.ticket);
	return s->result;
}

static __attribute__((unused)) void
sending_close(struct sending *s)
{
	send_close(s->sender);
	event_base_free(s->base);
}

#endif
