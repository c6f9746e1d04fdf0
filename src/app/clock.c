#include "house.h"

#include <stdio.h>
#include <time.h>

enum { SLEW_PER_MILLION = 500 };        /* at most half a millisecond a second */

static i64
read_clock(clockid_t id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return t.tv_sec * SECOND + t.tv_nsec / 1000;
}

static i64
machine_wall(void *ctx)
{
	(void)ctx;
	return read_clock(CLOCK_REALTIME);
}

static i64
machine_steady(void *ctx)
{
	(void)ctx;
	return read_clock(CLOCK_BOOTTIME);
}

struct clock_seam
machine_clock(void)
{
	return (struct clock_seam){ machine_wall, machine_steady, NULL };
}

bool
zone_known(struct arena *a, str zone)
{
	char magic[4] = "";             /* as RFC 9636 §3.1 has it: what else lies there is no zone */
	FILE *f = NULL;

	if (zone.n && zone.p[0] != '/' && !str_contains(zone, STR("..")))
		f = fopen(arena_cstr(a, arena_fmt(a, "/usr/share/zoneinfo/%.*s", STR_ARG(zone))), "re");
	if (f) {
		if (fread(magic, 1, sizeof(magic), f) != sizeof(magic))
			magic[0] = '\0';
		fclose(f);
	}
	return memcmp(magic, "TZif", sizeof(magic)) == 0;
}

void
writer_clock_start(struct writer_clock *c, struct clock_seam seam, i64 last_at)
{
	i64 wall = seam.wall(seam.ctx);

	*c = (struct writer_clock){ .seam = seam, .steady0 = seam.steady(seam.ctx) };
	c->base = wall > last_at ? wall : last_at;
	c->last = c->base;
}

/* Once for each step: the next one is told from where the last one led. */
static void
note_step(struct writer_clock *c, i64 off)
{
	if (off - c->alarmed <= MINUTE && off - c->alarmed >= -MINUTE)
		return;
	c->alarmed = off;
	c->stepped = true;
}

i64
writer_now(struct writer_clock *c)
{
	i64 passed = c->seam.steady(c->seam.ctx) - c->steady0;
	i64 now = c->base + passed;
	i64 off = c->seam.wall(c->seam.ctx) - now;
	i64 most = passed / 1000000 * SLEW_PER_MILLION;

	note_step(c, off);
	if (off <= MINUTE && off >= -MINUTE)
		now += off > most ? most : off < -most ? -most : off;
	return c->last = now > c->last ? now : c->last;
}
