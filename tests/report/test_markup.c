#include "markup.h"
#include <stdio.h>
int main(void){ struct arena a=arena_open(1<<26); static char t[65536]; size_t n=fread(t,1,65536,stdin); struct buf b=buf_new(&a,100); bool is=markup_tree(&b,(str){t,n}); printf("%d %.*s\n%.*s|\n",is,STR_ARG(buf_str(&b)),STR_ARG(markup_plain(&a,(str){t,n}))); return 0;}
