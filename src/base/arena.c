#include "base.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { ALIGN = 16 };

void
assert_failed(const char *file, int line, const char *cond)
{
	fprintf(stderr, "%s:%d: this should have held: %s\n", file, line, cond);
	abort();
}

static void *
take(struct arena *a, size_t size, size_t count)
{
	size_t left = (size_t)(a->end - a->next) / ALIGN * ALIGN;
	void *p = a->next;

	assert(size > 0 && count <= left / size);       /* else a bound in bounds.h is wrong */
	a->next += (size * count + ALIGN - 1) / ALIGN * ALIGN;
	return p;
}

void *
arena_alloc(struct arena *a, size_t size, size_t count)
{
	return memset(take(a, size, count), 0, size * count);
}

str
arena_str(struct arena *a, str s)
{
	if (s.p == NULL)
		return s;
	return (str){ s.n ? memcpy(take(a, 1, s.n), s.p, s.n) : "", s.n };
}

const char *
arena_cstr(struct arena *a, str s)
{
	char *p = NEW(a, char, s.n + 1);

	return s.n ? memcpy(p, s.p, s.n) : p;
}

static str
format(struct arena *a, const char *fmt, va_list ap)
{
	va_list again;
	char *p;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	assert(n >= 0);
	p = NEW(a, char, (size_t)n + 1);
	vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	return (str){ p, (size_t)n };
}

str
arena_fmt(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	str s;

	va_start(ap, fmt);
	s = format(a, fmt, ap);
	va_end(ap);
	return s;
}

struct arena
arena_open(size_t size)
{
	char *p = mmap(NULL, size, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	assert(p != MAP_FAILED);
	return (struct arena){ p, p + size };
}

void
arena_close(struct arena whole, size_t size)
{
	munmap(whole.end - size, size);
}

/* (What is not yet an item is not touched: a page nobody has written on costs nothing.) */
void *
arena_grown(struct arena *a, void *items, size_t size, size_t n, size_t *cap)
{
	char *v = items;

	if (n == *cap) {
		*cap = *cap ? *cap * 2 : 4;
		v = take(a, size, *cap);
		if (n)
			memcpy(v, items, size * n);
	}
	memset(v + size * n, 0, size);
	return v;
}

struct buf
buf_new(struct arena *a, size_t first_cap)
{
	size_t cap = first_cap ? first_cap : 16;

	return (struct buf){ a, NEW(a, char, cap), 0, cap };
}

void
buf_put(struct buf *b, str s)
{
	while (b->cap - b->n < s.n) {
		char *bigger = NEW(b->a, char, b->cap * 2);

		b->p = memcpy(bigger, b->p, b->n);
		b->cap *= 2;
	}
	if (s.n)
		memcpy(b->p + b->n, s.p, s.n);
	b->n += s.n;
}

void
buf_byte(struct buf *b, char c)
{
	buf_put(b, (str){ &c, 1 });
}

void
buf_int(struct buf *b, i64 x)
{
	char digits[24], *p = digits + sizeof(digits);
	u64 m = x < 0 ? 0 - (u64)x : (u64)x;

	do
		*--p = (char)('0' + m % 10);
	while (m /= 10);
	if (x < 0)
		*--p = '-';
	buf_put(b, (str){ p, (size_t)(digits + sizeof(digits) - p) });
}

void
buf_fmt(struct buf *b, const char *fmt, ...)
{
	char line[1024];
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	assert(n >= 0 && (size_t)n < sizeof(line));
	buf_put(b, (str){ line, (size_t)n });
}

str
buf_str(const struct buf *b)
{
	return (str){ b->p, b->n };
}

err
err_new(struct arena *a, enum err_kind kind, const char *fmt, ...)
{
	struct err *e = NEW(a, struct err, 1);
	va_list ap;

	e->kind = kind;
	va_start(ap, fmt);
	e->why = format(a, fmt, ap);
	va_end(ap);
	return e;
}

err
err_at(struct arena *a, str place, err e)
{
	return e ? err_new(a, e->kind, "%.*s: %.*s", STR_ARG(place), STR_ARG(e->why)) : OK;
}
