#include "interface.h"

/* Made by tools/assets from web/dist. */
#include "assets.inc"

const struct asset *
interface_assets(size_t *n)
{
	*n = countof(assets);
	return assets;
}
