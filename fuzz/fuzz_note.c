/* Notes, verifier keys and checkpoints: what is accepted is written the same again. */
#include "canon.h"
#include "checkpoint.h"
#include "note.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
said_well(err e)
{
	assert(utf8_valid(e->why) && e->why.n <= LIMIT_SENTENCE);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena whole = arena_open(64 * MIB), a = whole;
	str bytes = { (const char *)data, size };
	struct ed25519_secret secret = { { 7 } };
	struct note_key key = note_key_of(STR("log.example/x"), ed25519_public_of(&secret)), read;
	struct checkpoint c;
	struct note note;
	err e;

	if ((e = note_open(&a, bytes, &key, &note)))
		said_well(e);
	else
		assert(str_starts(note_sign(&a, note.text, &key, &secret), note.text));
	if ((e = note_key_parse(&a, bytes, &read)))
		said_well(e);
	else
		assert(str_eq(note_key_text(&a, &read), bytes));
	if ((e = checkpoint_parse(&a, bytes, &c)))
		said_well(e);
	else
		assert(str_eq(checkpoint_text(&a, &c), bytes));
	arena_close(whole, 64 * MIB);
	return 0;
}
