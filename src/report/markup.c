#include "markup.h"

#include "terminal.h"

#include <md4c.h>

/*
 * A reference's definition would be taken out of the text: while it is read,
 * the colon that makes one is another byte.  md4c stops for what is below 0.
 */
enum { COLON = 1, ADDRESS = 2000, SPAN = 100, STOP = -1 };

struct open { unsigned type; enum markup kind; };    /* as md4c calls it; markup_none: it has no node */

struct reading {
	struct buf *out;                /* NULL: words alone are asked for */
	size_t most;                    /* bytes of it */
	bool marked;                    /* there is more than paragraphs */
	struct open open[LIMIT_MARKUP_DEPTH + 1];       /* the document is the first */
	size_t depth;
	char *run;                      /* words since the last node began or ended */
	size_t n_run;
};

/* ---- words ---- */

static int
add(struct reading *r, str s)
{
	if (s.n > LIMIT_MARKUP - r->n_run)
		return STOP;
	for (size_t i = 0; i < s.n; i++)
		r->run[r->n_run++] = s.p[i] == COLON ? ':' : s.p[i];
	return 0;
}

static int
put_run(struct reading *r)
{
	if (r->n_run) {
		canon_put_next(r->out);
		canon_put_string(r->out, (str){ r->run, r->n_run });
		r->n_run = 0;
	}
	return r->out->n > r->most ? STOP : 0;
}

static int
on_text(MD_TEXTTYPE type, const MD_CHAR *p, MD_SIZE n, void *ctx)
{
	struct reading *r = ctx;

	/* What stood before it, as it may be a backslash; other types are not always of the text. */
	r->marked |= type == MD_TEXT_BR || (type == MD_TEXT_NORMAL && p[-1] == '\\');
	return add(r, type == MD_TEXT_BR || type == MD_TEXT_SOFTBR ? STR("\n") : (str){ p, n });
}

/* ---- nodes ---- */

static int
put_node(struct reading *r, enum markup kind, str next)
{
	if (put_run(r))
		return STOP;
	r->marked |= kind != MARKUP_PARAGRAPH;
	canon_put_next(r->out);
	buf_byte(r->out, '[');
	canon_put_string(r->out, str_c(word_text(&markup_words, (int)kind)));
	if (next.p == NULL)
		return 0;
	if (add(r, next))
		return STOP;
	buf_byte(r->out, ',');
	canon_put_string(r->out, (str){ r->run, r->n_run });
	r->n_run = 0;
	return 0;
}

static int
enter(struct reading *r, unsigned type, enum markup kind, str next)
{
	if (r->depth == countof(r->open))
		return STOP;
	r->open[r->depth++] = (struct open){ type, kind };
	if (r->out && kind)
		return put_node(r, kind, next);
	return kind == MARKUP_LISTING && (add(r, next) || add(r, STR("\n"))) ? STOP : 0;
}

/* md4c may end another span than it began last; then nothing of the text is read. */
static int
leave(struct reading *r, unsigned type)
{
	if (r->depth == 0 || r->open[--r->depth].type != type)
		return STOP;
	if (r->out == NULL || r->open[r->depth].kind == markup_none)
		return 0;
	if (put_run(r))
		return STOP;
	buf_byte(r->out, ']');
	return 0;
}

/* ---- blocks ---- */

static const str nothing = { NULL, 0 };

static int
enter_numbered(struct reading *r, unsigned type, enum markup kind, unsigned number)
{
	char digits[16];
	struct buf b = { NULL, digits, 0, sizeof(digits) };

	buf_int(&b, number);
	return enter(r, type, kind, buf_str(&b));
}

static int
enter_listing(struct reading *r, unsigned type, const MD_ATTRIBUTE *info)
{
	return enter(r, type, MARKUP_LISTING, info->size ? (str){ info->text, info->size } : STR(""));
}

static bool
ends_line(const struct reading *r)
{
	return r->n_run == 0 || r->run[r->n_run - 1] == '\n';
}

static int
on_enter_block(MD_BLOCKTYPE type, void *detail, void *ctx)
{
	struct reading *r = ctx;

	if (r->out == NULL && !ends_line(r) && add(r, STR("\n")))
		return STOP;
	switch (type) {
	case MD_BLOCK_DOC:      return enter(r, type, markup_none, nothing);
	case MD_BLOCK_P:        return enter(r, type, MARKUP_PARAGRAPH, nothing);
	case MD_BLOCK_QUOTE:    return enter(r, type, MARKUP_QUOTE, nothing);
	case MD_BLOCK_UL:       return enter(r, type, MARKUP_LIST, nothing);
	case MD_BLOCK_LI:       return enter(r, type, MARKUP_ITEM, nothing);
	case MD_BLOCK_HR:       return enter(r, type, MARKUP_LINE, nothing);
	case MD_BLOCK_OL:       return enter_numbered(r, type, MARKUP_NUMBERED, ((const MD_BLOCK_OL_DETAIL *)detail)->start);
	case MD_BLOCK_H:        return enter_numbered(r, type, MARKUP_HEADING, ((const MD_BLOCK_H_DETAIL *)detail)->level);
	case MD_BLOCK_CODE:     return enter_listing(r, type, &((const MD_BLOCK_CODE_DETAIL *)detail)->info);
	case MD_BLOCK_HTML: case MD_BLOCK_TABLE: case MD_BLOCK_THEAD: case MD_BLOCK_TBODY:
	case MD_BLOCK_TR: case MD_BLOCK_TH: case MD_BLOCK_TD:
		break;                  /* not asked for */
	}
	return STOP;
}

static int
on_leave_block(MD_BLOCKTYPE type, void *detail, void *ctx)
{
	struct reading *r = ctx;

	(void)detail;
	if (type == MD_BLOCK_CODE && r->n_run && ends_line(r))
		r->n_run--;
	return leave(r, type);
}

/* ---- links ---- */

/* Does it begin so, in large letters or small? */
static bool
begins(str s, str small)
{
	for (size_t i = 0; i < small.n; i++)
		if (i >= s.n || (s.p[i] >= 'A' && s.p[i] <= 'Z' ? s.p[i] + 'a' - 'A' : s.p[i]) != small.p[i])
			return false;
	return true;
}

/* A host without a user, who would stand before the host as if it were one. */
static bool
has_host(str rest)
{
	size_t n = 0;

	while (n < rest.n && !strchr("/?#", rest.p[n]))
		if (rest.p[n++] == '@')
			return false;
	return n > 0;
}

static bool
may_be_followed(str to)
{
	if (to.n > ADDRESS)
		return false;
	for (size_t i = 0; i < to.n; i++)
		if (terminal_unsafe(to, i) || strchr(" \"<>\\`", to.p[i]))
			return false;
	if (begins(to, STR("mailto:")))
		return to.n > STR("mailto:").n;
	return (begins(to, STR("http://")) && has_host(str_from(to, STR("http://").n))) ||
	    (begins(to, STR("https://")) && has_host(str_from(to, STR("https://").n)));
}

static bool
within_link(const struct reading *r)
{
	for (size_t i = 0; i < r->depth; i++)
		if (r->open[i].kind == MARKUP_LINK)
			return true;
	return false;
}

/* Where a link or an image leads. */
static str
address(MD_SPANTYPE type, const void *detail)
{
	const MD_ATTRIBUTE *to = type == MD_SPAN_A ? &((const MD_SPAN_A_DETAIL *)detail)->href : &((const MD_SPAN_IMG_DETAIL *)detail)->src;

	return to->size ? (str){ to->text, to->size } : STR("");
}

static bool
has_title(MD_SPANTYPE type, const void *detail)
{
	return type == MD_SPAN_A ? ((const MD_SPAN_A_DETAIL *)detail)->title.size : ((const MD_SPAN_IMG_DETAIL *)detail)->title.size;
}

static int
enter_link(struct reading *r, MD_SPANTYPE type, const void *detail)
{
	str to = address(type, detail);
	bool is = r->out && !within_link(r) && may_be_followed(to);

	if (has_title(type, detail))
		return STOP;            /* words that would be shown to nobody */
	r->marked = true;
	return enter(r, SPAN + type, is ? MARKUP_LINK : markup_none, to);
}

static int
leave_link(struct reading *r, MD_SPANTYPE type, const void *detail)
{
	str to = address(type, detail), run = { r->run, r->n_run };
	bool is = r->depth && r->open[r->depth - 1].kind == MARKUP_LINK;

	if (is && r->out->p[r->out->n - 1] == '"' && str_eq(run, to))
		r->n_run = 0;           /* no node within, and its words are where it leads: said once */
	else if (!is && !str_ends(run, to) && (add(r, STR(" (")) || add(r, to) || add(r, STR(")"))))
		return STOP;
	return leave(r, SPAN + type);
}

/* ---- spans ---- */

static int
on_enter_span(MD_SPANTYPE type, void *detail, void *ctx)
{
	switch (type) {
	case MD_SPAN_EM:        return enter(ctx, SPAN + type, MARKUP_EM, nothing);
	case MD_SPAN_STRONG:    return enter(ctx, SPAN + type, MARKUP_STRONG, nothing);
	case MD_SPAN_CODE:      return enter(ctx, SPAN + type, MARKUP_CODE, nothing);
	case MD_SPAN_A: case MD_SPAN_IMG:
		return enter_link(ctx, type, detail);
	case MD_SPAN_DEL: case MD_SPAN_LATEXMATH: case MD_SPAN_LATEXMATH_DISPLAY: case MD_SPAN_WIKILINK: case MD_SPAN_U:
		break;                  /* not asked for */
	}
	return STOP;
}

static int
on_leave_span(MD_SPANTYPE type, void *detail, void *ctx)
{
	return type == MD_SPAN_A || type == MD_SPAN_IMG ? leave_link(ctx, type, detail) : leave(ctx, SPAN + type);
}

/* ---- the whole ---- */

/* With a byte before it and a line's end behind, for whoever looks there. */
static bool
prepare(str text, char *copy)
{
	size_t links = 0;

	if (text.n == 0 || text.n > LIMIT_MARKUP)
		return false;
	copy[0] = copy[text.n + 1] = '\n';
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == COLON)
			return false;
		links += text.p[i] == ':' && str_starts(str_from(text, i), STR("://"));
		copy[i + 1] = i && text.p[i] == ':' && text.p[i - 1] == ']' ? COLON : text.p[i];
	}
	return links <= LIMIT_MARKUP_LINKS;
}

static bool
read(struct reading *r, str text)
{
	static const MD_PARSER parser = {
		.flags = MD_FLAG_NOHTML | MD_FLAG_NOINDENTEDCODEBLOCKS | MD_FLAG_PERMISSIVEURLAUTOLINKS,
		.enter_block = on_enter_block, .leave_block = on_leave_block, .enter_span = on_enter_span, .leave_span = on_leave_span,
		.text = on_text,
	};
	char copy[LIMIT_MARKUP + 2];

	return prepare(text, copy) && md_parse(copy + 1, (MD_SIZE)text.n + 1, &parser, r) == 0 && r->depth == 0;
}

bool
markup_tree(struct buf *b, str text)
{
	char run[LIMIT_MARKUP];
	size_t before = b->n;
	struct reading r = { .out = b, .most = before + 2 * text.n + KIB, .run = run };

	buf_byte(b, '[');
	if (!read(&r, text) || !r.marked) {
		b->n = before;
		return false;
	}
	buf_byte(b, ']');
	return true;
}

str
markup_plain(struct arena *a, str text)
{
	char run[LIMIT_MARKUP];
	struct reading r = { .run = run };

	if (!read(&r, text))
		return text;
	return arena_str(a, (str){ run, r.n_run });
}
