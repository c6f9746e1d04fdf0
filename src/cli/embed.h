/* embed -- a file of library/, as it stands, carried in the program: NAME to NAME_end. */
#ifndef EMBED_H
#define EMBED_H

#define EMBED(name, path) \
	__asm__(".pushsection .rodata\n" #name ":\n.incbin \"" path "\"\n" #name "_end:\n.popsection\n"); \
	extern const char name[] __asm__(#name), name##_end[] __asm__(#name "_end")
#define EMBEDDED(name) ((str){ name, (size_t)(name##_end - name) })

#endif
