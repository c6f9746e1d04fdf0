#include "qr.h"

#include <qrencode.h>

enum { QUIET = 4 };             /* modules of border: ISO/IEC 18004 */

/* The border, and below a code of an odd height, is light. */
static bool
is_light(const QRcode *code, int x, int y)
{
	if (x < 0 || y < 0 || x >= code->width || y >= code->width)
		return true;
	return (code->data[y * code->width + x] & 1) == 0;
}

static void
put_line(struct buf *b, const QRcode *code, int y, bool coloured)
{
	static const char *const blocks[] = { " ", "▄", "▀", "█" };

	if (coloured)
		buf_put(b, STR("\033[40;97m"));
	for (int x = -QUIET; x < code->width + QUIET; x++)
		buf_put(b, str_c(blocks[2 * is_light(code, x, y) + is_light(code, x, y + 1)]));
	buf_put(b, coloured ? STR("\033[0m\n") : STR("\n"));
}

str
qr_text(struct arena *a, str text, bool coloured)
{
	QRcode *code = QRcode_encodeData((int)text.n, (const unsigned char *)text.p, 0, QR_ECLEVEL_L);
	struct buf b = buf_new(a, 8 * 1024);

	if (code == NULL)
		return (str){ NULL, 0 };
	for (int y = -QUIET; y < code->width + QUIET; y += 2)
		put_line(&b, code, y, coloured);
	QRcode_free(code);
	return buf_str(&b);
}
