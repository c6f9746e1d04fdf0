/*
 * url -- an address that libcurl has taken apart, so that nothing reads it in a second way.
 */
#ifndef URL_H
#define URL_H

#include "base.h"

#include <curl/curl.h>

/* A part of it, in the arena; absent if there is none. */
str  url_part(struct arena *, CURLU *, CURLUPart);
/* Printable ASCII without a space: nothing that ends a line or hides in one. */
bool url_visible(str);
/* Is a host, as libcurl tells it, this machine?  What goes there needs no TLS. */
bool url_is_here(str host);

#endif
