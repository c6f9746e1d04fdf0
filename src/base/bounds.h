/*
 * bounds -- every bound there is, with its reason (law 12).
 *
 * Over a bound is a sentence, never a crash.  Bounds only widen (law 14):
 * they are checked on what is emitted and never on what is read back.
 * (Not limits.h: on the include path that name would stand before the system's.)
 */
#ifndef BOUNDS_H
#define BOUNDS_H

#define KIB (1024ul)
#define MIB (1024ul * KIB)
#define GIB (1024ul * MIB)

enum {
	LIMIT_SENTENCE    = 600,        /* an error's sentence: it must fit a phone screen */
	LIMIT_DEPTH       = 12,         /* nesting of canonical JSON (evidence format) */
	LIMIT_LEAF        = 60000,      /* a leaf's bytes (evidence format) */
	LIMIT_DISCLOSURE  = 65536,      /* a disclosure's characters (evidence format) */
	LIMIT_VEILED      = 8,          /* veiled fields of one kind; the widest kind has five */
	LIMIT_LABEL       = 64,         /* a short machine name */
	LIMIT_BATCH       = 512,        /* entries decided in one batch: one fsync pays for all */
	LIMIT_OUTCOME     = 128,        /* entries one command and what follows from it may make */
	LIMIT_OPTION_PARTS = 32,        /* measures, obligations, changes and erasures of one option: all follow from one outcome */
	LIMIT_REACTIONS   = 32,         /* rounds of react() before the room must be silent, those not counted that left something for the next */
	LIMIT_BODY        = 64 * 1024,  /* a command's body */
	LIMIT_ASKS        = 128,        /* commands asked about at once: the buttons of one screen */
	LIMIT_ENTRIES     = 500,        /* entries of a room in one answer: some hundred kilobytes */
	LIMIT_STREAMS     = 16,         /* of one session at once: a browser has one for all its windows */
	LIMIT_STREAMS_EACH = 64,        /* of one person, by all sessions and programs: a two-hundredth of what the server carries */
	LIMIT_STREAM_ROOMS = 64,        /* rooms that one stream carries: as many as anybody looks at in a day */
	LIMIT_SESSIONS    = 64,         /* of one person that have not ended: the next ends the one that was unused longest */
	LIMIT_SESSIONS_SEEN = 4096,     /* sessions whose last use is remembered while the process runs; eight share a place by their hash */
	LIMIT_HEADERS     = 64,         /* header fields in one request */
	LIMIT_HEADER_BYTES = 16 * 1024, /* all of them together */
	LIMIT_HEAD_SECONDS = 10,        /* a request's head must be here by then */
	LIMIT_BODY_SECONDS = 30,        /* and a buffered body by then */
	LIMIT_CONNECTIONS = 12000,      /* open sockets: 10,000 idle ones must not hurt */
	LIMIT_ROOMS       = 20000,      /* that one record holds, and verifying folds at once: each reserves ARENA_ROOM of 2^47 addresses */
	LIMIT_ROOMS_KEPT  = 2000,       /* the last of them, kept for what is declared at once: no flood of suspicions takes them */
	LIMIT_ROOMS_AN_HOUR = 30,       /* begun by one person, by themselves and by their programs: one in two minutes, all night */
	LIMIT_ROOMS_LOADED = 500,       /* rooms kept in memory between batches; the least used goes first */
	LIMIT_MEMBERS     = 1000,       /* people ever let into one room: its summary names them all */
	LIMIT_CHANNELS    = 1000,       /* channels of a room, direct ones too */
	LIMIT_ATTACHED    = 16,         /* files that one message carries: more are a folder, and brought packed */
	LIMIT_FOLDINGS    = 4,          /* rooms folded by workers at once: as many as a small machine has processors */
	LIMIT_TURNS       = 32,         /* of anything that goes on at once, of which one person leaves the others a quarter: files that arrive are the most */
	LIMIT_PASTS       = 4,          /* rooms folded at once as they stood at an earlier entry: each is a copy of its own */
	LIMIT_ROOM_ENTRIES = 200000,    /* entries in one room */
	/* Hundredths of a room, entries or bytes, up to which it may be written in: */
	LIMIT_FULL_GUESTS = 50,         /* by whoever is from outside */
	LIMIT_FULL_SEATLESS = 75,       /* by whoever holds no seat */
	LIMIT_FULL        = 90,         /* by anybody, but for what decides, puts somebody out, hands over or closes */
	LIMIT_FULL_TO_THE_BRIM = 99,    /* by anybody at all: the last is for what follows from it */
	LIMIT_CLOCKS_OWED = 500,        /* obligations of one room that are still owed: more nobody oversees */
	LIMIT_CLOCKS_PROPOSED = 400,    /* and beside them, those that are only proposed */
	LIMIT_AFFECTED    = 20000,      /* things listed in one room: a tenth of its entries, and a large house whole */
	LIMIT_TOKENS      = 10,         /* that count, of one person: each has a pace of its own */
	LIMIT_PAGE_CALLS  = 64,         /* calls that one page is about: more are paged with the next */
	LIMIT_PAGES_AN_HOUR = 12,       /* to one person in one way: their pace makes eleven at most, and more are not remembered */
	LIMIT_PAGE_ATTEMPTS = 6,        /* for one call in one way, over an hour and a quarter: then it is for people to ring */
	LIMIT_PAGES_ELSEWHERE = 4096,   /* pages of the last hour, of all rooms, that the server paces the next by */
	LIMIT_DEVICES     = 8,          /* browsers of one person that are called: each page goes to all of them */
	LIMIT_TASKS_OPEN  = 1000,       /* unfinished tasks of one room: more nobody oversees, and all may fall overdue in one turn */
	LIMIT_TASK_LINES  = 400,        /* lines of one checklist: more are tasks of their own */
	LIMIT_OBJECTIVES  = 800,        /* objectives ever set in a room, of which five are open: a month of one an hour */
	LIMIT_REQUESTS    = 1000,       /* requests for information that nobody has answered yet: as of tasks, more nobody oversees */
	LIMIT_OCCURRENCES = 4000,       /* what happened in an attack, as it stands: a thousand by whoever reads the logs, or their program */
	LIMIT_DOCUMENTS   = 2000,       /* documents of a room: five hundred by a scribe who writes for all */
	LIMIT_ATTACHMENTS = 16000,      /* files of a room: four days of LIMIT_FILES_A_DAY by one person */
	LIMIT_LINKS       = 400,        /* rooms that a room is linked to */
	LIMIT_DECISIONS_OPEN = 800,     /* open decisions of one room, renewals of measures among them: people are called for each */
	LIMIT_QUESTIONS   = 5,          /* open ones in a room that one person's programs put, or one person without a seat: people are called for each */
	LIMIT_POSITIONS   = 256,        /* positions on one decision: twice as many as interests */
	LIMIT_SHIFTS      = 500,        /* shifts of one room that are not over: of six seats, a month of three a day */
	LIMIT_SHIFT       = 24 * 3600,  /* seconds that one shift lasts: nobody decides well for longer */
	LIMIT_DUTY_LONG   = 8 * 3600,   /* seconds on duty after which it is said: a working day */
	LIMIT_DUTY_TOO_LONG = 12 * 3600,        /* and loudly: who is awake so long errs, and does not notice */
	LIMIT_HANDOVER_WAITS = 15 * 60, /* seconds that a handover waits before everybody concerned is told */
	LIMIT_HANDOVER_ITEMS = 64,      /* things of one kind that a draft of it names: more nobody takes in */
	LIMIT_IMPACT_NAMED = 64,        /* services that one question may stop: a screenful */
	LIMIT_IMPACT_SERVICES = 2000,   /* services in a register whose impact is worked out: within 50 ms */
	LIMIT_IMPACT_CURRENCIES = 32,   /* currencies it may come in: more are traded nowhere */
	LIMIT_INTERESTS   = 128,        /* interests of one decision, each once for every party that has it: more nobody weighs */
	LIMIT_OPTIONS     = 64,         /* options of one decision: what a plan says of them is one outcome */
	LIMIT_FACT_NAMES  = 1024,       /* facts named in a room: of 256 places, one person's share, each its fact */
	LIMIT_BRIEF_OPTIONS = 16,       /* options of one decision that are compared: a table of more columns nobody reads */
	LIMIT_MARKUP      = 12000,      /* bytes of a text that Markdown is read in: the longest that is written so */
	LIMIT_MARKUP_DEPTH = 8,         /* nesting in it: three lists in each other, with a stress; with the view around it, LIMIT_DEPTH */
	LIMIT_LINKS_SHOWN = 32,         /* other rooms in a room's own line, which stands in every list: the newest */
	LIMIT_MARKUP_LINKS = 64,        /* addresses in it: reading takes their square in time */
	LIMIT_YAML_DEPTH  = 32,         /* nesting in a charter file */
	LIMIT_EXPRESSION  = 4096,       /* bytes of a condition */
	LIMIT_RULE_CONDITION = 500,     /* bytes of one in the charter: it is read at three in the morning */
	LIMIT_CONDITION_NESTING = 64,   /* parentheses, lists and signs within each other: the parser recurses */
	LIMIT_CONDITION_NAMES = 64,     /* facts one condition may mention: a set of them is one word */
	LIMIT_CONDITION_LIST = 256,     /* items of a list written out: a screenful of names */
	LIMIT_CONDITION_CHOICES = 192,  /* values tried for one fact while settling: 64 constants, each with its neighbours */
	LIMIT_CONDITION_SPLITS = 256,   /* questions while settling: beyond, the answer names too many facts, never too few */
	LIMIT_CONDITION_STEPS = 50000,  /* nodes looked at while settling: a few milliseconds; beyond, likewise */
	LIMIT_LISTED      = 1000,       /* rooms that are declared and open in one list, as many others, and things that wait: more nobody reads */
	LIMIT_SEARCH      = 200,        /* bytes of the words searched for */
	LIMIT_SEARCH_WORDS = 16,        /* and how many: each is looked up */
	LIMIT_FOUND       = 50,         /* things found that one answer tells */
	LIMIT_SEARCH_ROOMS = 1000,      /* rooms with a hit that one search looks into, the newest first: a tenth of a second */
	LIMIT_COMMANDS_A_MINUTE = 600,  /* of one person or one program: ten a second, for a minute, is no hand at work */
	LIMIT_LOOKS_A_MINUTE = 6000,    /* likewise of looks at a room, the charter, a list: a page takes ten, and each is a few milliseconds of everybody's */
	LIMIT_BUSY_A_MINUTE = 15,       /* seconds of the server's time that one person's looks take: a quarter, as of whatever goes on at once */
	LIMIT_FILES_A_DAY = 1000,       /* brought by one person or program: a search of many machines by hand, not a mirror */
	LIMIT_SENT_TITLE  = 200,        /* bytes of what a message out of the house has for a title: a line on a locked phone */
	LIMIT_SENT_TEXT   = 2000,       /* and of its text: with its address it fits what a push service takes */
	LIMIT_SENDS_WAITING = 1024,     /* messages that wait for one way out: a large committee, each by three devices */
	LIMIT_SENDS_AT_ONCE = 16,       /* that are on their way by it: silent hosts must not hold up the others */
	LIMIT_GATEWAY     = 16 * 1024,  /* bytes of the file that says how a gateway is asked */
	LIMIT_GATEWAY_HEADERS = 16,     /* header fields in it */
	LIMIT_GATEWAY_PIECES = 64,      /* stretches of text and placeholders in one of its fields */
	LIMIT_RECEIPT_HOURS = 48,       /* how long a repeated command is recognised */
};

#define LIMIT_YAML        (1 * MIB)     /* bytes of a charter file */
#define LIMIT_FACTS       (1 * MIB)     /* bytes of the facts given to `tocsin eval` */
#define LIMIT_LIST        (8 * MIB)     /* bytes of a list's answer: a request's arena holds it twice */
#define LIMIT_BACKLOG     (1 * MIB)     /* of a stream that its reader has not taken: beyond, it is let go, and comes back */
#define LIMIT_CATCH_UP    (512 * KIB)   /* of what it missed, told at once when it comes: more, and it looks anew */
#define LIMIT_BLOB        (256 * MIB)   /* an attachment, unless the operator says otherwise */
#define LIMIT_BYTES_A_DAY (8 * GIB)     /* of files, brought by one person or program: thirty of the longest; a stolen session fills no disk */
#define LIMIT_ROOM_BYTES  (256 * MIB)   /* leaves and disclosures of one room */

/* Arenas reserve addresses, not memory; a page costs only when touched. */
#define ARENA_REQUEST     (64 * MIB)
#define ARENA_ROOM        (2 * GIB)
#define ARENA_PROCESS     (4 * GIB)

#endif
