/*
 * base -- the vocabulary every other file is written in.
 *
 * Strings are views, memory is arenas, errors are sentences, and an assert
 * speaks of our own mistakes alone and stays on in release.
 *
 * Ownership: nothing here owns anything but arena_open(), which is answered
 * by arena_close().
 */
#ifndef BASE_H
#define BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef int64_t  i64;
typedef uint64_t u64;
typedef uint32_t u32;
typedef unsigned char u8;

#define TOCSIN_VERSION "0.1.0"

#define countof(a) (sizeof(a) / sizeof((a)[0]))

/* Our own mistakes: the process stops; the record is the truth and is folded again. */
#define assert(cond) ((cond) ? (void)0 : assert_failed(__FILE__, __LINE__, #cond))
_Noreturn void assert_failed(const char *file, int line, const char *cond);

/* A str is a view: it never owns, is never NUL-terminated, is never freed.
 * p == NULL is "absent"; p != NULL with n == 0 is the empty text. */
typedef struct str { const char *p; size_t n; } str;
#define STR_INIT(lit) { "" lit "", sizeof(lit) - 1 }   /* in static tables */
#define STR(lit)      ((str)STR_INIT(lit))
#define STR_ARG(s)    (int)(s).n, (s).p                /* for "%.*s" */

str  str_c(const char *nul_terminated);                /* a view of a C string; NULL is absent */
static inline bool                                     /* same bytes; absent equals empty */
str_eq(str a, str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}
bool str_alike(str, str);                              /* the same, small and capital letters of ASCII being one */
int  str_cmp(str, str);                                /* order of bytes, shorter first */
bool str_starts(str, str prefix);
bool str_ends(str, str suffix);
bool str_contains(str, str part);
str  str_from(str, size_t start);                      /* the rest from `start` on (clamped) */
str  str_trimmed(str);                                 /* without blanks, tabs and ends of lines around it */
/* Cut at the first `sep`: returns what is before it; *rest what follows, or absent if none. */
str  str_cut(str, char sep, str *rest);
str  str_first(str, size_t max);        /* as many whole characters of UTF-8 as so many bytes hold */
/* A whole number: 1 to 15 digits and nothing else, so that JSON carries it; zeros may lead.  False if it is none. */
bool str_number(str, i64 *out);

/* Of ASCII, wherever the machine stands. */
static inline bool is_digit(char c)  { return c >= '0' && c <= '9'; }
static inline bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static inline bool is_alnum(char c)  { return is_digit(c) || is_letter(c); }

/*
 * An arena is one stretch of memory with one lifetime.  Allocation cannot
 * fail: bounds.h keeps every use well under its arena, so running out is our
 * mistake, and the process stops.  Pass `struct arena *` to hand results up;
 * pass `struct arena` by value for scratch, which is gone when the callee
 * returns.
 */
struct arena { char *next, *end; };

void *arena_alloc(struct arena *, size_t size, size_t count);   /* zeroed, aligned to 16 */
#define NEW(arena, type, count)  ((type *)arena_alloc((arena), sizeof(type), (count)))
str   arena_str(struct arena *, str);                           /* a copy of the bytes */
const char *arena_cstr(struct arena *, str);                    /* a NUL-terminated copy, for libraries */
str   arena_fmt(struct arena *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Reserve address space of `size` bytes; pages are taken only when touched. */
struct arena arena_open(size_t size);
/* Give back the whole of what arena_open(size) reserved. */
void arena_close(struct arena whole, size_t size);

/* Room for one more item, which is zeroed: the array grown by doubling if it is
 * full.  What it leaves behind stays in the arena, which dies as a whole. */
void *arena_grown(struct arena *, void *items, size_t size, size_t n, size_t *cap);
#define GROW(arena, list, n, cap) \
	((list) = arena_grown((arena), (list), sizeof(*(list)), (n), &(cap)))

/* Bytes being written, growing in an arena. */
struct buf { struct arena *a; char *p; size_t n, cap; };

struct buf buf_new(struct arena *, size_t first_cap);
void  buf_put(struct buf *, str);
void  buf_byte(struct buf *, char);
void  buf_int(struct buf *, i64);
void  buf_fmt(struct buf *, const char *fmt, ...)                /* at most 1023 bytes at once */
    __attribute__((format(printf, 2, 3)));
str   buf_str(const struct buf *);                              /* a view, until the next put */

/* A SHA-256 digest. */
struct hash { u8 b[32]; };
bool hash_eq(struct hash, struct hash);
bool hash_zero(struct hash);

/* A sequence of numbers, often seqs. */
struct refs { const i64 *v; size_t n; };
bool refs_have(struct refs, i64);

/*
 * NULL when the thing worked.  Otherwise what went wrong, in a sentence fit to
 * be shown to the person who asked; never longer than LIMIT_SENTENCE bytes.
 */
enum err_kind {
#define ERR(sym, http, exit, doc) ERR_##sym,
#include "errors.def"
	ERR_KINDS
};
struct err { enum err_kind kind; str why; };
typedef const struct err *err;
#define OK ((err)0)

err err_new(struct arena *, enum err_kind, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* The same failure, said with its place before it: "place: sentence". */
err err_at(struct arena *, str place, err);
const char *err_name(enum err_kind);            /* "NOT_YOUR_CALL" */
const char *err_doc(enum err_kind);
int err_http_status(enum err_kind);
int err_exit_code(err);                         /* 0, 1 (a clean no) or 2 (wrong use, unreadable input) */

#endif
