#include "note.h"
#include "base64.h"
#include "canon.h"
#include "sha256.h"

enum { ED25519 = 0x01 };

static const str dash = STR_INIT("\xe2\x80\x94 ");

/* The characters with the Unicode property White_Space, but for those of ASCII. */
static const str spaces[] = {
	STR_INIT("\xc2\x85"),     STR_INIT("\xc2\xa0"),     STR_INIT("\xe1\x9a\x80"), STR_INIT("\xe2\x80\x80"),
	STR_INIT("\xe2\x80\x81"), STR_INIT("\xe2\x80\x82"), STR_INIT("\xe2\x80\x83"), STR_INIT("\xe2\x80\x84"),
	STR_INIT("\xe2\x80\x85"), STR_INIT("\xe2\x80\x86"), STR_INIT("\xe2\x80\x87"), STR_INIT("\xe2\x80\x88"),
	STR_INIT("\xe2\x80\x89"), STR_INIT("\xe2\x80\x8a"), STR_INIT("\xe2\x80\xa8"), STR_INIT("\xe2\x80\xa9"),
	STR_INIT("\xe2\x80\xaf"), STR_INIT("\xe2\x81\x9f"), STR_INIT("\xe3\x80\x80"),
};

bool
note_is_name(str s)
{
	if (s.n == 0 || s.n > NOTE_NAME_MAX || !utf8_valid(s))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if ((u8)s.p[i] <= ' ' || s.p[i] == '+')
			return false;
	for (size_t i = 0; i < countof(spaces); i++)
		if (str_contains(s, spaces[i]))
			return false;
	return true;
}

static bool
is_text(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((u8)s.p[i] < ' ' && s.p[i] != '\n')
			return false;
	return utf8_valid(s);
}

static u32
big_endian(const u8 *b)
{
	return (u32)b[0] << 24 | (u32)b[1] << 16 | (u32)b[2] << 8 | b[3];
}

struct note_key
note_key_of(str name, struct ed25519_public public)
{
	struct sha256_run run = sha256_begin();

	assert(note_is_name(name));
	sha256_add(&run, name.p, name.n);
	sha256_add(&run, (u8[]){ '\n', ED25519 }, 2);
	sha256_add(&run, public.b, sizeof(public.b));
	return (struct note_key){ name, big_endian(sha256_end(run).b), public };
}

str
note_key_text(struct arena *a, const struct note_key *key)
{
	u8 material[1 + sizeof(key->public.b)] = { ED25519 };

	memcpy(material + 1, key->public.b, sizeof(key->public.b));
	return arena_fmt(a, "%.*s+%08x+%.*s", STR_ARG(key->name), key->id, STR_ARG(b64(a, material, sizeof(material))));
}

err
note_key_parse(struct arena *a, str vkey, struct note_key *out)
{
	str rest, name = str_cut(vkey, '+', &rest), id = str_cut(rest, '+', &rest), material;
	struct ed25519_public public;

	if (!note_is_name(name) || id.n != 8 || !b64_decode(a, rest, &material) || material.n == 0)
		return err_new(a, ERR_MALFORMED, "A verifier key is a name, '+', eight hex digits, '+' and base64.");
	if (material.p[0] != ED25519 || material.n != 1 + sizeof(public.b))
		return err_new(a, ERR_MALFORMED, "The verifier key of \"%.*s\" is not of the kind Ed25519 (0x01, 32 bytes).", STR_ARG(name));
	memcpy(public.b, material.p + 1, sizeof(public.b));
	*out = note_key_of(name, public);
	if (!str_eq(id, arena_fmt(a, "%08x", out->id)))
		return err_new(a, ERR_MALFORMED, "The verifier key of \"%.*s\" must have the id %08x.", STR_ARG(name), out->id);
	return OK;
}

str
note_sign(struct arena *a, str text, const struct note_key *key, const struct ed25519_secret *secret)
{
	struct ed25519_signature signature = ed25519_sign(secret, text);
	u8 bytes[4 + sizeof(signature.b)] = { (u8)(key->id >> 24), (u8)(key->id >> 16), (u8)(key->id >> 8), (u8)key->id };

	assert(is_text(text) && str_ends(text, STR("\n")));
	memcpy(bytes + 4, signature.b, sizeof(signature.b));
	return arena_fmt(a, "%.*s\n%.*s%.*s %.*s\n", STR_ARG(text), STR_ARG(dash), STR_ARG(key->name),
	    STR_ARG(b64(a, bytes, sizeof(bytes))));
}

/* A note in its two parts, at its last empty line. */
static err
part(struct arena *a, str bytes, str *text, str *lines)
{
	size_t at = bytes.n;

	if (bytes.n > NOTE_MAX)
		return err_new(a, ERR_MALFORMED, "A signed note is no longer than %d bytes; this has %zu.", NOTE_MAX, bytes.n);
	if (!is_text(bytes))
		return err_new(a, ERR_MALFORMED, "A signed note is UTF-8 text without control characters; this is not.");
	while (at > 1 && !(bytes.p[at - 1] == '\n' && bytes.p[at - 2] == '\n'))
		at--;
	*text  = (str){ bytes.p, at - 1 };
	*lines = str_from(bytes, at);
	if (at < 2 || lines->n == 0 || !str_ends(*lines, STR("\n")))
		return err_new(a, ERR_MALFORMED, "A signed note ends in an empty line and whole signature lines; this does not.");
	return OK;
}

/* One signature line, without its newline.  *matched: it is in the key's name, and right. */
static err
check_line(struct arena *a, str line, str text, const struct note_key *key, bool *matched)
{
	struct ed25519_signature signature;
	str rest, name, bytes;

	*matched = false;
	name = str_cut(str_from(line, dash.n), ' ', &rest);
	if (!str_starts(line, dash) || !note_is_name(name) || !b64_decode(a, rest, &bytes) || bytes.n < 5)
		return err_new(a, ERR_MALFORMED, "this is not \"\xe2\x80\x94 name base64\".");
	if (!str_eq(name, key->name) || big_endian((const u8 *)bytes.p) != key->id)
		return OK;
	if (bytes.n == 4 + sizeof(signature.b)) {
		memcpy(signature.b, bytes.p + 4, sizeof(signature.b));
		*matched = ed25519_verify(&key->public, text, &signature);
	}
	if (!*matched)
		return err_new(a, ERR_DAMAGED, "the signature in the name of \"%.*s\" is wrong.", STR_ARG(name));
	return OK;
}

err
note_open(struct arena *a, str bytes, const struct note_key *key, struct note *out)
{
	str text, rest, line;
	bool matched;
	err e;

	if ((e = part(a, bytes, &text, &rest)))
		return e;
	*out = (struct note){ text, { NULL, 0 } };
	for (int n = 1; rest.n; n++) {
		if (n > NOTE_LINES_MAX)
			return err_new(a, ERR_MALFORMED, "A signed note has at most %d signature lines; this has more.", NOTE_LINES_MAX);
		line = str_cut(rest, '\n', &rest);
		if ((e = check_line(a, line, text, key, &matched)))
			return err_at(a, arena_fmt(a, "signature line %d", n), e);
		if (matched)
			out->line = (str){ line.p, line.n + 1 };
	}
	if (out->line.p == NULL)
		return err_new(a, ERR_DAMAGED, "The note is not signed by \"%.*s\" (key id %08x).", STR_ARG(key->name), key->id);
	return OK;
}
