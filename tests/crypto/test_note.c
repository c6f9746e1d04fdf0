/* Goal: a note is opened only by the key that signed it, and a key is read only as it is written. */
#include "test.h"
#include "base64.h"
#include "note.h"

#include <jansson.h>

static json_t *
vectors(void)
{
	json_error_t at;
	json_t *all = json_load_file(need_data("tlog/signed_note_and_formats_vectors.json"), 0, &at);

	CHECK(all != NULL);
	return all;
}

static str
text_of(const json_t *object, const char *key)
{
	return str_c(json_string_value(json_object_get(object, key)));
}

static err
parse(const char *vkey, struct note_key *key)
{
	return note_key_parse(T, str_c(vkey), key);
}

TEST(verifier_keys_are_read_and_written_as_the_vectors_say)
{
	json_t *all = vectors(), *vkey;
	struct note_key key;
	size_t i;

	json_array_foreach (json_object_get(all, "vkeys_valid"), i, vkey) {
		const char *text = json_string_value(vkey);

		CHECK_OK(parse(text, &key));
		CHECK_STR(note_key_text(T, &key), str_c(text));
	}
	json_array_foreach (json_object_get(all, "vkeys_invalid"), i, vkey)
		CHECK_ERR(parse(json_string_value(vkey), &key), MALFORMED, "erifier key");
	vkey = json_object_get(json_object_get(all, "cosignature"), "vkey_cosignature_v1_type4");
	CHECK_ERR(parse(json_string_value(vkey), &key), MALFORMED, "kind Ed25519");
	json_decref(all);
}

TEST(no_part_of_a_verifier_key_and_no_changed_byte_is_a_verifier_key)
{
	static const char vkey[] = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
	struct note_key key;
	size_t n = sizeof(vkey) - 1;

	CHECK_OK(parse(vkey, &key));
	for (size_t from = 0; from <= n; from++)
		for (size_t len = 0; len <= n - from; len++)
			if (len < n)
				CHECK(note_key_parse(T, (str){ vkey + from, len }, &key));
	for (size_t i = 0; i < n; i++) {
		char bent[sizeof(vkey)];

		memcpy(bent, vkey, sizeof(vkey));
		bent[i]++;
		CHECK(parse(bent, &key));
	}
	CHECK(parse("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", &key));
}

TEST(notes_open_as_the_vectors_say)
{
	json_t *all = vectors(), *c, *keys;
	size_t i;

	json_array_foreach (json_object_get(all, "open_note"), i, c) {
		str bytes, expect = text_of(c, "expect"), text = { NULL, 0 };
		struct note_key key = note_key_of(STR("stranger"), (struct ed25519_public){ { 0 } });
		struct note note;
		err e;

		CHECK(b64_decode(T, text_of(c, "note_b64"), &bytes));
		keys = json_object_get(c, "vkeys");
		if (json_array_size(keys))
			CHECK_OK(parse(json_string_value(json_array_get(keys, 0)), &key));
		e = note_open(T, bytes, &key, &note);
		if (str_starts(expect, STR("ok:"))) {
			CHECK_OK(e);
			CHECK(str_starts(bytes, note.text) && str_ends(note.text, STR("\n")));
			text = arena_fmt(T, "\xe2\x80\x94 %.*s ", STR_ARG(key.name));
			CHECK(str_starts(note.line, text) && str_ends(note.line, STR("\n")));
		} else if (str_eq(expect, STR("malformed"))) {
			CHECK_ERR(e, MALFORMED, "sign");
		} else if (str_eq(expect, STR("invalid signature"))) {
			CHECK_ERR(e, DAMAGED, "is wrong");
		} else {
			CHECK_STR(expect, STR("unverified"));
			CHECK_ERR(e, DAMAGED, "not signed by \"stranger\"");
		}
	}
	json_decref(all);
}

TEST(a_note_is_signed_as_the_vectors_say)
{
	json_t *all = vectors(), *c;
	size_t i;

	json_array_foreach (json_object_get(all, "sign"), i, c) {
		str rest = text_of(c, "skey"), material;
		struct ed25519_secret secret;
		struct note_key key;

		for (int skip_ = 0; skip_ < 2; skip_++)         /* PRIVATE+KEY+ */
			str_cut(rest, '+', &rest);
		key.name = str_cut(rest, '+', &rest);
		str_cut(rest, '+', &rest);
		CHECK(b64_decode(T, rest, &material) && material.n == 33 && material.p[0] == 1);
		memcpy(secret.b, material.p + 1, 32);
		key = note_key_of(key.name, ed25519_public_of(&secret));
		CHECK_STR(note_sign(T, text_of(c, "text"), &key, &secret), text_of(c, "signed_note"));
	}
	json_decref(all);
}

static struct ed25519_secret secret = { { 7 } };

static struct note_key
own_key(void)
{
	return note_key_of(STR("log.example/x"), ed25519_public_of(&secret));
}

TEST(the_text_may_have_empty_lines_and_other_signatures_are_passed_over)
{
	struct note_key key = own_key();
	str text = STR("a\n\n\nb\n"), bytes = note_sign(T, text, &key, &secret);
	struct note note;

	CHECK_OK(note_open(T, bytes, &key, &note));
	CHECK_STR(note.text, text);
	CHECK_OK(note_open(T, arena_fmt(T, "%.*s\xe2\x80\x94 other AAAAAAA=\n", STR_ARG(bytes)), &key, &note));
	CHECK_STR(arena_fmt(T, "%.*s\n%.*s", STR_ARG(note.text), STR_ARG(note.line)), bytes);
}

TEST(same_name_or_same_id_alone_is_another_key)
{
	struct note_key key = own_key(), renamed = key, other = key;
	struct note note;
	str bytes = note_sign(T, STR("a\n"), &key, &secret);

	renamed.name = STR("log.example/y");
	other.id ^= 1;
	CHECK_ERR(note_open(T, bytes, &renamed, &note), DAMAGED, "not signed by");
	CHECK_ERR(note_open(T, bytes, &other, &note), DAMAGED, "not signed by");
}

TEST(one_right_signature_does_not_excuse_a_wrong_one_in_the_same_name)
{
	struct note_key key = own_key();
	struct note other, note;
	str bytes = note_sign(T, STR("a\n"), &key, &secret);

	CHECK_OK(note_open(T, note_sign(T, STR("b\n"), &key, &secret), &key, &other));
	CHECK_ERR(note_open(T, arena_fmt(T, "%.*s%.*s", STR_ARG(bytes), STR_ARG(other.line)), &key, &note), DAMAGED,
	    "signature line 2: the signature in the name of \"log.example/x\" is wrong");
}

TEST(every_cut_and_every_changed_byte_of_a_note_is_seen)
{
	struct note_key key = own_key();
	str bytes = note_sign(T, STR("log.example/x\n1\n"), &key, &secret);
	struct note note;

	for (size_t n = 0; n < bytes.n; n++)
		CHECK(note_open(T, (str){ bytes.p, n }, &key, &note));
	for (size_t i = 0; i < bytes.n; i++)
		for (int bit = 0; bit < 8; bit++) {
			str bent = arena_str(T, bytes);

			((char *)bent.p)[i] = (char)(bent.p[i] ^ 1 << bit);
			CHECK(note_open(T, bent, &key, &note));
		}
}

TEST(what_is_no_note_is_refused)
{
	static const str bad[] = {
		STR_INIT(""), STR_INIT("\n"), STR_INIT("\n\n"), STR_INIT("a\n\n"), STR_INIT("a\n\nb\n"),
		STR_INIT("a\n\n\xe2\x80\x94 k AAAAAAA="), STR_INIT("a\n\n\xe2\x80\x94 k AAAA\n"), STR_INIT("a\n\n\xe2\x80\x94 k \n"),
		STR_INIT("a\n\n\xe2\x80\x94 k AAAAAAA\n"), STR_INIT("a\n\n\xe2\x80\x94  AAAAAAA=\n"), STR_INIT("a\n\n\xe2\x80\x94 k+ AAAAAAA=\n"),
		STR_INIT("a\n\n\xe2\x80\x94 k\xc2\xa0 AAAAAAA=\n"), STR_INIT("a\n\n\xe2\x80\x94 k AAAAAAA= \n"), STR_INIT("a\n\n- k AAAAAAA=\n"),
		STR_INIT("a\r\n\n\xe2\x80\x94 k AAAAAAA=\n"), STR_INIT("\xff\n\n\xe2\x80\x94 k AAAAAAA=\n"), STR_INIT("a\n\n\xe2\x80\x94 k AAAAAAB=\n"),
	};
	struct note_key key = own_key();
	struct note note;

	for (size_t i = 0; i < countof(bad); i++)
		CHECK_ERR(note_open(T, bad[i], &key, &note), MALFORMED, "");
}

TEST(a_hundred_signature_lines_are_read_and_no_more)
{
	struct note_key key = own_key();
	struct buf b = buf_new(T, 4096);
	struct note note;

	buf_put(&b, note_sign(T, STR("a\n"), &key, &secret));
	for (int i = 1; i < NOTE_LINES_MAX; i++)
		buf_put(&b, STR("\xe2\x80\x94 k AAAAAAA=\n"));
	CHECK_OK(note_open(T, buf_str(&b), &key, &note));
	buf_put(&b, STR("\xe2\x80\x94 k AAAAAAA=\n"));
	CHECK_ERR(note_open(T, buf_str(&b), &key, &note), MALFORMED, "at most 100");
}

TEST_MAIN()
