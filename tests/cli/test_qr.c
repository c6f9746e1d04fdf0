/* The code on a terminal is the code that the library made, module for module. */
#include "test.h"

#include "qr.h"

#include <qrencode.h>

enum { QUIET = 4 };

/* The three bytes of a block, or one of a space: which halves are light; and on to the next. */
static int
next_block(const char **p)
{
	static const char *const blocks[] = { " ", "▄", "▀", "█" };

	for (int i = 0; i < 4; i++)
		if (strncmp(*p, blocks[i], strlen(blocks[i])) == 0) {
			*p += strlen(blocks[i]);
			return i;
		}
	CHECK(!"a block");
	return 0;
}

static bool
dark(const QRcode *code, int x, int y)
{
	return x >= 0 && y >= 0 && x < code->width && y < code->width && (code->data[y * code->width + x] & 1);
}

TEST(a_telephone_sees_the_code_and_its_quiet_border)
{
	str link = STR("https://crisis.example.net:8443/enrol#jfJwkgTfGeWQITfKnENXQU65j9j3DlmV");
	QRcode *code = QRcode_encodeData((int)link.n, (const unsigned char *)link.p, 0, QR_ECLEVEL_L);
	const char *p = arena_cstr(T, qr_text(T, link, false));

	CHECK(code);
	for (int y = -QUIET; y < code->width + QUIET; y += 2) {
		for (int x = -QUIET; x < code->width + QUIET; x++) {
			int halves = next_block(&p);

			CHECK(dark(code, x, y) == !(halves & 2));
			CHECK(dark(code, x, y + 1) == !(halves & 1));
		}
		CHECK(*p++ == '\n');
	}
	CHECK(*p == '\0');
	QRcode_free(code);
}

TEST(both_colours_are_set_and_taken_back_on_every_line)
{
	str text = qr_text(T, STR("x"), true), line = str_cut(text, '\n', &text);

	CHECK(str_starts(line, STR("\033[40;97m")) && str_ends(line, STR("\033[0m")));
}

TEST(what_fits_into_no_code_gives_none)
{
	CHECK(qr_text(T, (str){ NEW(T, char, 5000), 5000 }, false).p == NULL);
}

TEST_MAIN()
