#include "yaml_doc.h"

#include "canon.h"
#include "bounds.h"
#include "yaml_scalar.h"

#include <stdarg.h>
#include <stdio.h>
#include <yaml.h>

struct spot { int line, column; };

/* A mapping's members in ascending order of keys, a list's items as they came. */
struct node {
	enum { NODE_SCALAR, NODE_MAPPING, NODE_LIST } is;
	enum scalar scalar;
	str key, text;
	struct node *first, *next;
};

/* What libyaml tells next, copied out of its hands. */
struct event { yaml_event_type_t type; struct spot at; str text; bool plain; };

struct reader {
	yaml_parser_t parser;
	struct arena *a;
	str file, bytes;
	struct buf places;      /* per node, as the file has them: depth, line, column, name */
	int nodes;
};

static err refuse(const struct reader *, struct spot, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static err
refuse(const struct reader *r, struct spot at, const char *fmt, ...)
{
	char why[300];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(why, sizeof(why), fmt, ap);
	va_end(ap);
	return err_new(r->a, ERR_MALFORMED, "%.*s:%d:%d: %s", STR_ARG(r->file), at.line, at.column, why);
}

/* The next character of *s, or false if its bytes are none. */
static bool
character(str *s, u32 *c)
{
	u8 lead = (u8)s->p[0];
	size_t n = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;

	if (n > s->n || (lead && !utf8_valid((str){ s->p, n })))
		return false;
	*c = n == 1 ? lead : lead & (0x7fu >> n);
	for (size_t i = 1; i < n; i++)
		*c = *c << 6 | ((u8)s->p[i] & 0x3f);
	*s = str_from(*s, n);
	return true;
}

/* No control characters, and no line ends that an editor does not show as such. */
static bool
allowed(u32 c)
{
	return c == '\t' || c == '\n' || (c >= ' ' && c < 0x7f)
	    || (c >= 0xa0 && c != 0x2028 && c != 0x2029 && c != 0xfeff && c != 0xfffe && c != 0xffff);
}

static err
need_text(const struct reader *r)
{
	struct spot at = { 1, 1 };
	u32 c;

	if (str_starts(r->bytes, STR("\xff\xfe")) || str_starts(r->bytes, STR("\xfe\xff")))
		return refuse(r, at, "this is UTF-16; save the file as UTF-8.");
	for (str s = r->bytes; s.n; at.column++) {
		if (!character(&s, &c))
			return refuse(r, at, "this is not UTF-8; save the file as UTF-8.");
		if (c == 0xfeff)
			return refuse(r, at, "a byte order mark may not stand here; save the file without one.");
		if (!allowed(c) && !(c == '\r' && str_starts(s, STR("\n"))))
			return refuse(r, at, "the character U+%04X may not stand here.", c);
		if (c == '\n')
			at = (struct spot){ at.line + 1, 0 };
	}
	return OK;
}

static struct spot
spot(yaml_mark_t m)
{
	return (struct spot){ (int)m.line + 1, (int)m.column + 1 };
}

/* Is that line indented by a tab, as YAML may not be? */
static bool
tab_indents(str bytes, int line)
{
	str s = STR("");

	while (line-- > 0)
		s = str_cut(bytes, '\n', &bytes);
	while (str_starts(s, STR(" ")))
		s = str_from(s, 1);
	return str_starts(s, STR("\t"));
}

static err
not_yaml(const struct reader *r)
{
	const yaml_parser_t *p = &r->parser;
	struct spot at = spot(p->problem_mark);

	if (p->error == YAML_MEMORY_ERROR)
		return refuse(r, spot(p->mark), "there was no memory to read on.");
	if (tab_indents(r->bytes, at.line))
		return refuse(r, at, "a tab indents this line; indent with spaces.");
	return refuse(r, at, "this is not YAML: %s%s%s.", p->problem, p->context ? " " : "",
	    p->context ? p->context : "");
}

static err
need_no_powers(const struct reader *r, struct spot at, const yaml_char_t *anchor, const yaml_char_t *tag)
{
	if (anchor)
		return refuse(r, at, "anchors (&) are not read; write the thing out where it is wanted.");
	if (tag)
		return refuse(r, at, "tags (!) are not read; leave it out.");
	return OK;
}

static err
need_clean(const struct reader *r, struct spot at, str text)
{
	u32 c;

	for (str s = text; s.n;)
		if (!character(&s, &c) || !allowed(c))
			return refuse(r, at, "this text has a character in it that no text may have (an escape such as \\0).");
	return OK;
}

static err
take_scalar(const struct reader *r, const yaml_event_t *raw, struct event *ev)
{
	str text = { (const char *)raw->data.scalar.value, raw->data.scalar.length };

	ev->text = arena_str(r->a, text);
	ev->plain = raw->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	return need_clean(r, ev->at, text);
}

static err
take(const struct reader *r, const yaml_event_t *raw, struct event *ev)
{
	err e = OK;

	*ev = (struct event){ .type = raw->type, .at = spot(raw->start_mark) };
	if (raw->type == YAML_ALIAS_EVENT)
		return refuse(r, ev->at, "aliases (*) are not read; write the thing out, or quote the text.");
	if (raw->type == YAML_DOCUMENT_START_EVENT && (raw->data.document_start.version_directive
	    || raw->data.document_start.tag_directives.start != raw->data.document_start.tag_directives.end))
		return refuse(r, ev->at, "directives (%%) are not read; leave the line out.");
	if (raw->type == YAML_MAPPING_START_EVENT)
		return need_no_powers(r, ev->at, raw->data.mapping_start.anchor, raw->data.mapping_start.tag);
	if (raw->type == YAML_SEQUENCE_START_EVENT)
		return need_no_powers(r, ev->at, raw->data.sequence_start.anchor, raw->data.sequence_start.tag);
	if (raw->type == YAML_SCALAR_EVENT
	    && (e = need_no_powers(r, ev->at, raw->data.scalar.anchor, raw->data.scalar.tag)) == OK)
		e = take_scalar(r, raw, ev);
	return e;
}

static err
next_event(struct reader *r, struct event *ev)
{
	yaml_event_t raw;
	err e;

	if (!yaml_parser_parse(&r->parser, &raw))
		return not_yaml(r);
	e = take(r, &raw, ev);
	yaml_event_delete(&raw);
	return e;
}

static err
read_scalar(const struct reader *r, const struct event *ev, struct node *node)
{
	const int shown = ev->text.n < 40 ? (int)ev->text.n : 40;

	node->text = ev->text;
	node->scalar = ev->plain ? yaml_scalar(ev->text, &node->text) : SCALAR_STRING;
	switch (node->scalar) {
	case SCALAR_ABSENT:
	case SCALAR_WORD:
	case SCALAR_STRING:
		return OK;
	case SCALAR_BOOLEAN_LIKE:
		return refuse(r, ev->at, "is \"%.*s\" a text? Write true or false (or nothing), or quote it.",
		    shown, ev->text.p);
	case SCALAR_NUMBER_LIKE:
		return refuse(r, ev->at, "\"%.*s\" is a number to some and a text to others; write it in plain digits, or quote it.",
		    shown, ev->text.p);
	case SCALAR_TOO_GREAT:
		return refuse(r, ev->at, "this number is beyond 9007199254740991; quote it if it is a text.");
	}
	assert(false);
}

static err
need_key(const struct reader *r, const struct event *key, int keys)
{
	if (key->type != YAML_SCALAR_EVENT)
		return refuse(r, key->at, "a key is one word; a list or mapping cannot be one.");
	if (str_eq(key->text, STR("<<")))
		return refuse(r, key->at, "merge keys (<<) are not read; write the keys out.");
	if (!key->plain || key->text.n > LIMIT_LABEL || !canon_is_key(key->text))
		return refuse(r, key->at, "a key is at most %d small letters, digits and _, beginning with no digit, without quotes.",
		    LIMIT_LABEL);
	if (keys == YAML_KEYS)
		return refuse(r, key->at, "a mapping may have at most %d keys.", YAML_KEYS);
	return OK;
}

/* The member's place among its siblings, unless the key is there already. */
static err
add_member(const struct reader *r, struct node *mapping, struct node *member, struct spot at)
{
	struct node **p = &mapping->first;
	int order = 1;

	while (*p && (order = str_cmp((*p)->key, member->key)) < 0)
		p = &(*p)->next;
	if (order == 0)
		return refuse(r, at, "the key \"%.*s\" stands here a second time.", STR_ARG(member->key));
	member->next = *p;
	*p = member;
	return OK;
}

static err read_node(struct reader *, const struct event *, int depth, str name, struct node *);

static err
read_mapping(struct reader *r, int depth, struct node *mapping)
{
	struct event key, value;
	err e;

	for (int keys = 0; (e = next_event(r, &key)) == OK && key.type != YAML_MAPPING_END_EVENT; keys++) {
		struct node *member = NEW(r->a, struct node, 1);

		member->key = key.text;
		if ((e = need_key(r, &key, keys)))                         return e;
		if ((e = add_member(r, mapping, member, key.at)))          return e;
		if ((e = next_event(r, &value)))                           return e;
		if ((e = read_node(r, &value, depth, key.text, member)))   return e;
	}
	return e;
}

static err
read_list(struct reader *r, int depth, struct node *list)
{
	struct node **last = &list->first;
	struct event item;
	err e;

	for (size_t i = 0; (e = next_event(r, &item)) == OK && item.type != YAML_SEQUENCE_END_EVENT; i++) {
		struct node *node = *last = NEW(r->a, struct node, 1);

		if ((e = read_node(r, &item, depth, arena_fmt(r->a, "[%zu]", i), node)))
			return e;
		if (node->is == NODE_SCALAR && node->scalar == SCALAR_ABSENT)
			return refuse(r, item.at, "this item is empty; write it, or take the dash away.");
		last = &node->next;
	}
	return e;
}

/* `depth` containers stand around it; `name` is its key, or "[2]" in a list. */
static err
read_node(struct reader *r, const struct event *ev, int depth, str name, struct node *node)
{
	if (r->nodes++ == YAML_NODES)
		return refuse(r, ev->at, "the file has more than %d values.", YAML_NODES);
	buf_fmt(&r->places, "%d %d %d ", depth, ev->at.line, ev->at.column);
	buf_put(&r->places, name);
	buf_byte(&r->places, '\n');
	if (ev->type == YAML_SCALAR_EVENT)
		return read_scalar(r, ev, node);
	if (depth == LIMIT_YAML_DEPTH)
		return refuse(r, ev->at, "this lies deeper than %d levels.", LIMIT_YAML_DEPTH);
	node->is = ev->type == YAML_MAPPING_START_EVENT ? NODE_MAPPING : NODE_LIST;
	return node->is == NODE_MAPPING ? read_mapping(r, depth + 1, node) : read_list(r, depth + 1, node);
}

static err
read_document(struct reader *r, struct node *root)
{
	struct event ev;
	err e;

	if ((e = next_event(r, &ev)))                       return e;   /* the stream begins */
	if ((e = next_event(r, &ev)))                       return e;
	if (ev.type == YAML_STREAM_END_EVENT)
		return refuse(r, ev.at, "the file is empty; a mapping of keys to values is wanted.");
	if ((e = next_event(r, &ev)))                       return e;
	if (ev.type != YAML_MAPPING_START_EVENT)
		return refuse(r, ev.at, "a mapping of keys to values is wanted here.");
	if ((e = read_node(r, &ev, 0, STR(""), root)))      return e;
	if ((e = next_event(r, &ev)))                       return e;   /* the document ends */
	if ((e = next_event(r, &ev)))                       return e;
	if (ev.type != YAML_STREAM_END_EVENT)
		return refuse(r, ev.at, "a second document begins here; a file holds one.");
	return OK;
}

static void
write_node(struct buf *b, const struct node *node)
{
	if (node->is == NODE_SCALAR) {
		if (node->scalar == SCALAR_WORD)
			buf_put(b, node->text);
		else
			canon_put_string(b, node->text);
		return;
	}
	buf_byte(b, node->is == NODE_MAPPING ? '{' : '[');
	for (const struct node *n = node->first; n; n = n->next) {
		if (n->is == NODE_SCALAR && n->scalar == SCALAR_ABSENT)
			continue;
		if (node->is == NODE_MAPPING)
			canon_put_key(b, n->key);
		else
			canon_put_next(b);
		write_node(b, n);
	}
	buf_byte(b, node->is == NODE_MAPPING ? '}' : ']');
}

err
yaml_load(struct arena *a, str file, str bytes, struct yaml_doc *doc)
{
	struct reader r = { .a = a, .file = str_from(file, file.n > 200 ? file.n - 200 : 0), .bytes = bytes };
	struct node *root = NEW(a, struct node, 1);
	struct buf json;
	err e;

	if (bytes.n > LIMIT_YAML)
		return err_new(a, ERR_TOO_LARGE, "%.*s:1:1: the file is longer than %lu bytes.", STR_ARG(r.file), LIMIT_YAML);
	if ((e = need_text(&r)))
		return e;
	if (!yaml_parser_initialize(&r.parser))
		return refuse(&r, (struct spot){ 1, 1 }, "there was no memory to read it.");
	yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r.parser, (const unsigned char *)(bytes.n ? bytes.p : ""), bytes.n);
	r.places = buf_new(a, 1024);
	e = read_document(&r, root);
	yaml_parser_delete(&r.parser);
	if (e)
		return e;
	json = buf_new(a, bytes.n + 64);
	write_node(&json, root);
	*doc = (struct yaml_doc){ buf_str(&json), buf_str(&r.places) };
	return OK;
}
