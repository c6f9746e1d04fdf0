/*
 * Law 15 of a whole server: worlds that differ only in what somebody may not
 * see tell them the same at every door; but for gaps in numbers, tree sizes,
 * hashes and times.
 */
#include "bodies.h"
#include "client.h"

#include "authority.h"

/* How much more happens in a world: nothing; what Marek does not see; and what Olga, a guest, does not see either. */
enum hides { NOTHING, FROM_MAREK, FROM_OLGA };

struct told { const char *door; str text; };

struct play {
	struct server s;
	enum hides hides;
	str ines, tove, marek, olga;
	const char *room;
	i64 guest, help, begun, decision, option, handover;
	i64 hidden[4]; size_t n_hidden;         /* seqs of the room that are hidden; else of nothing */
	i64 outside[8]; size_t n_outside;       /* of the charter likewise */
	int listens;                            /* a stream, open from the beginning */
	struct told told[2048]; size_t n_told;
};

/* ---- all but what is excepted ---- */

static bool
is_placed(str key)
{
	static const char *const keys[] = { "id", "touched", "seq", "index", "last", "n", "channel", "room", "stream", "task", "decision",
	    "option", "call", "position", "interest", "serves", "hurts", "shared", "subject", "sources", "cause", "replaces", "count", "size", "request", "object", "detail" };

	for (size_t i = 0; i < countof(keys); i++)
		if (str_eq(key, str_c(keys[i])))
			return true;
	return false;
}

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/* Before a colon stands a key, quoted or not, or quoted in a quotation. */
static str
key_before(const char *from, const char *colon)
{
	const char *end = colon;

	while (end > from && (end[-1] == '"' || end[-1] == '\\'))
		end--;
	colon = end;
	while (end > from && is_word(end[-1]))
		end--;
	return (str){ end, (size_t)(colon - end) };
}

/* Numbers of places by their order of appearance; times and hashes without their value. */
static str
normal(str s)
{
	struct buf b = buf_new(T, s.n + 16);
	i64 seen[4000], v;
	size_t n = 0, k, run;
	str key = STR("");

	for (size_t i = 0; i < s.n; i += run) {
		for (run = 0; i + run < s.n && is_word(s.p[i + run]); )
			run++;
		v = 0;
		for (k = 0; k < run && s.p[i + k] >= '0' && s.p[i + k] <= '9' && k < 18; k++)
			v = v * 10 + (s.p[i + k] - '0');
		if (run == 0) {
			run = 1;
			if (s.p[i] == ':' && (s.p[i - 1] == '"' || !str_eq(key, STR("detail"))))      /* else it stands in a sentence */
				key = key_before(s.p, s.p + i);
			buf_byte(&b, s.p[i]);
		} else if (k < run) {
			buf_put(&b, run >= 20 ? STR("HASH") : (str){ s.p + i, run });
		} else if (str_eq(key, STR("charter"))) {
			buf_put(&b, STR("CHARTER"));            /* how far it had come: a gap in its seqs is no secret */
		} else if (v > 1000000000000 || !is_placed(key)) {
			buf_put(&b, v > 1000000000000 ? STR("TIME") : (str){ s.p + i, run });
		} else if (str_eq(key, STR("detail"))) {
			buf_byte(&b, '#');
		} else {
			if (str_eq(key, STR("index")) || s.p[i - 1] == ' ')     /* of the whole record, and no place in the room, though it be the same number */
				v = -v;
			for (k = 0; k < n && seen[k] != v; )
				k++;
			CHECK(k < countof(seen));
			seen[k] = v;
			n += k == n;
			buf_fmt(&b, "#%zu", k);
		}
	}
	return buf_str(&b);
}

static void
tell(struct play *w, const char *door, struct reply r)
{
	CHECK(w->n_told < countof(w->told) && r.status != 429);         /* (whom nobody listens to any more is told nothing) */
	w->told[w->n_told++] = (struct told){ door, arena_fmt(T, "%d %.*s", r.status, STR_ARG(normal(r.body))) };
}

static void
same(const struct play *a, const struct play *b)
{
	CHECK(a->n_told == b->n_told && a->n_told > 20);
	for (size_t i = 0; i < a->n_told; i++)
		if (!str_eq(a->told[i].text, b->told[i].text)) {
			str x = a->told[i].text, y = b->told[i].text;
			size_t k = 0, from;

			while (k < x.n && k < y.n && x.p[k] == y.p[k])
				k++;
			from = k < 200 ? 0 : k - 200;
			print_error("%s tells what is hidden:\n%.*s\n---\n%.*s\n", a->told[i].door,
			    (int)(x.n - from < 500 ? x.n - from : 500), x.p + from, (int)(y.n - from < 500 ? y.n - from : 500), y.p + from);
			fail();
		}
}

/* ---- what happens ---- */

static i64
hide(struct play *w, i64 seq)
{
	if (w->n_hidden < countof(w->hidden))
		w->hidden[w->n_hidden++] = seq;
	return seq;
}

/* Of the charter. */
static void
hide_there(struct play *w, i64 id)
{
	CHECK(w->n_outside < countof(w->outside));
	w->outside[w->n_outside++] = id;
}

static void
say_in(struct play *w, str who, i64 channel, const char *words)
{
	given(&w->s, who, w->room, "post_message", channel ?
	    arena_fmt(T, "{\"channel\":%lld,\"text\":\"%s\"}", (long long)channel, words) : arena_fmt(T, "{\"text\":\"%s\"}", words));
}

/* A file, and a message that carries it. */
static void
bring_to(struct play *w, str who, i64 channel, const char *label)
{
	struct reply r = post(&w->s, who, arena_fmt(T, "/api/rooms/%s/attachments?name=hush.txt&channel=%lld%s", w->room, (long long)channel, label).p, STR("hush"));

	given(&w->s, who, w->room, "post_message", arena_fmt(T, "{\"attachments\":[%lld],\"channel\":%lld,\"text\":\"\"}",
	    (long long)said_number(CHECK_SAID(r, 201, "seq"), "seq"), (long long)channel));
}

struct asked { const char *room; i64 decision, option; };

static struct asked
question_in(struct play *w, str who, const char *room, const char *question)
{
	i64 decision = given(&w->s, who, room, "open_decision", arena_fmt(T, "{\"kind\":\"partial_shutdown\",\"question\":\"%s\"}", question));

	return (struct asked){ room, decision, given(&w->s, who, room, "propose_option", arena_fmt(T, "{\"decision\":%lld,\"title\":\"Yes\"}", (long long)decision)) };
}

static i64
put_up(struct play *w, str who, struct asked q)
{
	return given(&w->s, who, q.room, "put_up_option", arena_fmt(T, "{\"option\":%lld}", (long long)q.option));
}

/* The owner's act on it by that person, drawn up; `more` is what it says besides. */
static struct reply
owners_act(struct play *w, str who, struct asked q, const char *verb, const char *more)
{
	return CHECK_SAID(post(&w->s, who, arena_fmt(T, "/api/rooms/%s/acts", q.room).p, arena_fmt(T,
	    "{\"verb\":\"%s\",\"object\":%lld,\"option\":%lld,\"seat\":%d,%s}", verb, (long long)q.decision, (long long)q.option, OWNER, more)), 200, "act");
}

/* Tove hears what Ines answers, who says that it was not her. */
static void
heard_and_disowned(struct play *w, struct asked q)
{
	struct reply drawn = owners_act(w, w->tove, q, "hear_answer", arena_fmt(T, "\"person\":%d", INES).p);
	struct rec_act act;
	i64 heard;

	CHECK_OK(act_read(T, said(drawn, "act"), &act));
	heard = given(&w->s, w->tove, q.room, "hear_answer", arena_fmt(T, "{\"act\":%.*s,\"sources\":%.*s,\"code\":\"%.*s\"}",
	    STR_ARG(said(drawn, "act")), STR_ARG(said(drawn, "sources")), STR_ARG(voice_code(T, act.subject))));
	given(&w->s, w->ines, q.room, "disown_heard", drawn_unsigned_in(&w->s, w->ines, q.room, "disown_heard", heard, "I slept"));
}

static void
glass_broken(struct play *w, struct asked q)
{
	struct reply drawn = owners_act(w, w->ines, q, "break_glass", "\"note\":\"now\"");

	given(&w->s, w->ines, q.room, "break_glass", arena_fmt(T, "{\"act\":%.*s,\"sources\":%.*s,\"note\":\"now\",\"note_salt\":\"%.*s\"}",
	    STR_ARG(said(drawn, "act")), STR_ARG(said(drawn, "sources")), STR_ARG(said(drawn, "note_salt"))));
}

/* An answer by voice that was none, the glass broken, and what was done so: owed, applied, tested, asked to go on, failed. */
static void
a_hard_night(struct play *w, const char *room)
{
	struct asked q = question_in(w, w->ines, room, "Lock him out?");
	i64 measure = given(&w->s, w->ines, room, "propose_measure", arena_fmt(T,
	    "{\"option\":%lld,\"kind\":\"isolation\",\"lasts\":3600,\"text\":\"his key\"}", (long long)q.option));
	static const char *const steps[][2] = { { "apply_measure", "" }, { "check_measure", ",\"test\":\"tried it\"" },
	    { "renew_measure", "" }, { "fail_measure", ",\"why\":\"he has another\"" } };

	given(&w->s, w->ines, room, "propose_obligation", arena_fmt(T, "{\"option\":%lld,\"title\":\"tell his council\",\"terms\":{\"label\":\"council\","
	    "\"limits\":[{\"amount\":4,\"from\":\"decided\",\"unit\":\"hours\"}],\"owner\":3}}", (long long)q.option));
	put_up(w, w->ines, q);
	heard_and_disowned(w, q);
	glass_broken(w, q);
	for (size_t i = 0; i < countof(steps); i++)
		given(&w->s, i == 1 ? w->tove : w->ines, room, steps[i][0], arena_fmt(T, "{\"measure\":%lld%s}", (long long)measure, steps[i][1]));
}

/* A room of Ines and Tove alone, with work for a seat that Marek holds. */
static void
restricted_room(struct play *w)
{
	struct reply r = command(&w->s, w->ines, "new", "declare_room", STR("{\"kind\":\"incident\",\"severity\":\"SEV1\","
	    "\"codename\":\"OWL\",\"title\":\"It is Marek\",\"restricted\":true}"));
	const char *room = arena_fmt(T, "%lld", (long long)said_number(CHECK_SAID(r, 201, "room"), "room")).p;

	given(&w->s, w->ines, room, "add_member", arena_fmt(T, "{\"person\":%d}", TOVE));
	given(&w->s, w->tove, room, "open_task", arena_fmt(T, "{\"title\":\"ask him\",\"owner\":%d}", IT_LEAD));
	given(&w->s, w->tove, room, "start_clock", STR("{\"moments\":[{\"cause\":1,\"moment\":\"aware\"}],\"terms\":{\"label\":\"gdpr_33\","
	    "\"limits\":[{\"amount\":72,\"from\":\"aware\",\"unit\":\"hours\"}],\"owner\":3},\"title\":\"tell\"}"));
	a_hard_night(w, room);
}

/* What is called of Tove's is nobody else's business, nor that anything is. */
static void
a_device(struct play *w, const char *where)
{
	str point = letters(65);
	i64 device;

	*(char *)(uintptr_t)point.p = 4;
	device = given(&w->s, w->tove, "charter", "add_device", arena_fmt(T,
	    "{\"endpoint\":\"https://push.example/%s\",\"name\":\"hush\",\"p256dh\":\"%.*s\",\"auth\":\"%.*s\"}", where,
	    STR_ARG(b64u(T, point.p, 65)), STR_ARG(b64u(T, letters(16).p, 16))));
	if (w->n_outside == 0)
		hide_there(w, device);
	given(&w->s, w->tove, "charter", "acknowledge_test", arena_fmt(T, "{\"test\":%lld}",
	    (long long)given(&w->s, w->tove, "charter", "test_device", arena_fmt(T, "{\"device\":%lld}", (long long)device))));
	given(&w->s, w->tove, "charter", "remove_device", arena_fmt(T, "{\"device\":%lld}", (long long)device));
}

static void
hidden_from_marek(struct play *w, int step)
{
	static i64 aside;

	switch (step) {
	case 0:
		a_device(w, "one");
		aside = hide(w, given(&w->s, w->ines, w->room, "open_channel", arena_fmt(T, "{\"label\":\"aside\",\"kind\":\"restricted\",\"members\":[%d]}", TOVE)));
		hide(w, given(&w->s, w->tove, w->room, "post_message", arena_fmt(T, "{\"channel\":%lld,\"text\":\"hush\"}", (long long)aside)));
		bring_to(w, w->tove, aside, "");
		break;
	case 1:
		given(&w->s, w->tove, w->room, "open_channel", arena_fmt(T, "{\"label\":\"two\",\"kind\":\"direct\",\"members\":[%d]}", INES));
		a_device(w, "another");
		given(&w->s, w->tove, w->room, "mark_channel", arena_fmt(T, "{\"channel\":%lld}", (long long)aside));
		break;
	case 2:
		restricted_room(w);
		break;
	default:
		given(&w->s, w->tove, w->room, "take_out_of_channel", arena_fmt(T, "{\"channel\":%lld,\"person\":%d}", (long long)aside, TOVE));
		say_in(w, w->ines, aside, "she is gone");
		break;
	}
}

/* Whom the house calls outside, that it did, how it drills, and on which channels it says more are its own. */
static void
contacts_and_channels(struct play *w)
{
	static const char entity[] = "\"entity\":\"contact\"", id[] = "\"id\":";
	long long contact, template;

	charter_changed(&w->s, w->ines, arena_fmt(T, "\"title\":\"Bank\",\"contact\":{\"label\":\"bank\","
	    "\"kind\":\"bank\",\"callers\":[%d]},\"reach\":{\"number\":\"+44 1\"}", OWNER).p);
	contact = strtoll(strstr(strstr(arena_cstr(T, CHECK_SAID(get(&w->s, w->ines, "/api/charter"), 200, entity).body), entity), id) + sizeof(id) - 1, NULL, 10);
	hide_there(w, contact);
	given(&w->s, w->ines, "charter", "test_contact", arena_fmt(T, "{\"contact\":%lld,\"result\":\"answered\"}", contact));
	given(&w->s, w->ines, w->room, "call_contact", arena_fmt(T, "{\"contact\":%lld,\"reference\":\"7\",\"said\":\"told them\"}", contact));
	charter_changed(&w->s, w->ines, "\"title\":\"Hold\",\"text\":\"We know.\",\"template\":{\"label\":\"hold\",\"audience\":\"statement_to_press\","
	    "\"channel\":\"press\",\"language\":\"en\",\"holding\":true}");
	template = strtoll(strstr(strstr(arena_cstr(T, CHECK_SAID(get(&w->s, w->ines, "/api/charter"), 200, "\"entity\":\"template\"").body), "\"entity\":\"template\""), id) + sizeof(id) - 1, NULL, 10);
	hide_there(w, template);
	given(&w->s, w->ines, "charter", "start_drill", STR("{\"kind\":\"partial_shutdown\"}"));
	charter_changed(&w->s, w->ines, "\"out_of_band\":{\"ways\":[{\"channel\":\"mail\"}]}");
}

/* Where somebody is reached, and that they are away, is of the house. */
static void
away_and_reach(struct play *w)
{
	given(&w->s, w->tove, "charter", "set_reach", STR("{\"phone\":\"+49 30 901820\",\"mail\":\"tove@elsewhere.example\"}"));
	given(&w->s, w->tove, "charter", "set_absence", arena_fmt(T, "{\"until\":%lld}", (long long)(machine_clock().wall(NULL) + 3600000000)));
	given(&w->s, w->tove, "charter", "set_absence", STR("{}"));
}

/* Who is on, who follows, and what is handed over. */
static void
on_and_off_duty(struct play *w)
{
	i64 now = machine_clock().wall(NULL);

	given(&w->s, w->marek, w->room, "set_shift", arena_fmt(T, "{\"person\":%d,\"from\":%lld,\"until\":%lld}", TOVE,
	    (long long)(now + 3600000000), (long long)(now + 7200000000)));
	w->handover = given(&w->s, w->marek, w->room, "offer_handover", arena_fmt(T, "{\"to\":%d,\"words\":\"the ovens are off\"}", TOVE));
}

/* People are called to a decision, and one of them knows of it. */
static void
called(struct play *w)
{
	i64 up = put_up(w, w->marek, question_in(w, w->marek, w->room, "Pull the cable?"));

	given(&w->s, w->ines, w->room, "log_call", arena_fmt(T, "{\"call\":%lld,\"channel\":\"phone\",\"result\":\"voicemail\"}", (long long)up + 1));
	given(&w->s, w->marek, w->room, "acknowledge_call", arena_fmt(T, "{\"call\":%lld}", (long long)up + 1));
}

static void
hidden_from_olga(struct play *w, int step)
{
	switch (step) {
	case 0:
		hide_there(w, a_guest(&w->s, w->ines, "Ruth", "Other Counsel", 30));
		hide_there(w, given(&w->s, w->tove, "charter", "issue_token",
		    STR("{\"secret\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAI\",\"scope\":\"read\",\"days\":1,\"purpose\":\"hush\"}")));
		hide_there(w, given(&w->s, w->ines, "charter", "open_decision", STR("{\"kind\":\"change_charter\",\"question\":\"Of her?\"}")));
		hide(w, given(&w->s, w->ines, w->room, "post_message", arena_fmt(T,
		    "{\"channel\":%lld,\"text\":\"of her, for the house\",\"tlp\":\"AMBER+STRICT\"}", (long long)w->help)));
		given(&w->s, w->marek, w->room, "post_message", STR("{\"text\":\"to the house\"}"));
		given(&w->s, w->marek, w->room, "set_objective", STR("{\"text\":\"bread by six\"}"));
		break;
	case 1:
		hide(w, given(&w->s, w->marek, w->room, "open_channel", STR("{\"label\":\"ovens\",\"kind\":\"open\",\"members\":[]}")));
		bring_to(w, w->ines, w->help, "&tlp=RED");
		given(&w->s, w->ines, w->room, "open_document", arena_fmt(T, "{\"channel\":%lld,\"kind\":\"note\",\"title\":\"on her\",\"tlp\":\"RED\"}", (long long)w->help));
		given(&w->s, w->ines, w->room, "add_member", arena_fmt(T, "{\"person\":%d}", ULLA));
		break;
	case 2:
		given(&w->s, w->marek, w->room, "start_clock", STR("{\"moments\":[{\"cause\":1,\"moment\":\"aware\"}],\"terms\":{\"label\":\"gdpr_33\","
	    "\"limits\":[{\"amount\":72,\"from\":\"aware\",\"unit\":\"hours\"}],\"owner\":3},\"title\":\"tell\"}"));
		given(&w->s, w->marek, w->room, "take_command", STR("{\"why\":\"shift\"}"));
		on_and_off_duty(w);
		away_and_reach(w);
		contacts_and_channels(w);
		called(w);
		a_hard_night(w, w->room);
		break;
	default:
		given(&w->s, w->marek, w->room, "remove_member", arena_fmt(T, "{\"person\":%d}", ULLA));
		break;
	}
}

static void
perhaps(struct play *w, int step)
{
	if (w->hides >= FROM_MAREK)
		hidden_from_marek(w, step);
	if (w->hides >= FROM_OLGA)
		hidden_from_olga(w, step);
}

/* Everything that a person is told while it happens. */
static void
listen_as(struct play *w, str who)
{
	w->begun = said_number(get(&w->s, who, "/api/me"), "index");
	w->listens = dial(&w->s);
	ask_begin(w->listens, &w->s, &(struct asking){ "GET", arena_fmt(T, "/api/stream?rooms=%s", w->room).p, who, STR(""), NULL, false });
	hear(w->listens, 200);
}

static void
begin(struct play *w, enum hides hides)
{
	*w = (struct play){ .s = server_demo(), .hides = hides };
	w->ines = enter(&w->s);
	for (int i = 0; i < 30; i++)            /* so that no seq of the room is like one of the charter, or like an index */
		w->guest = a_guest(&w->s, w->ines, "Olga", "Counsel & Co", i);
	w->tove = become(&w->s, w->ines, TOVE);
	w->marek = become(&w->s, w->ines, MAREK);
	w->olga = become(&w->s, w->ines, w->guest);
	w->room = declared_room(&w->s, w->ines);
	given(&w->s, w->ines, w->room, "add_member", arena_fmt(T, "{\"person\":%lld,\"channels_only\":true,\"until\":%lld}",
	    (long long)w->guest, (long long)(machine_clock().wall(NULL) + 3600000000)));
	w->help = given(&w->s, w->ines, w->room, "open_channel", arena_fmt(T, "{\"label\":\"help\",\"kind\":\"restricted\",\"members\":[%lld]}", (long long)w->guest));
}

/* What happens alike in every world, with more between. */
static void
happen(struct play *w)
{
	i64 position, interest;

	say_in(w, w->ines, 0, "good morning");
	perhaps(w, 0);
	say_in(w, w->ines, w->help, "can you help?");
	given(&w->s, w->ines, w->room, "assert_fact", STR("{\"name\":\"exposure\",\"value\":\"internet\",\"confidence\":\"confirmed\"}"));
	perhaps(w, 1);
	given(&w->s, w->marek, w->room, "open_task", arena_fmt(T, "{\"title\":\"sweep\",\"owner\":%d}", IT_LEAD));
	say_in(w, w->olga, w->help, "I can");
	w->decision = given(&w->s, w->ines, w->room, "open_decision", STR("{\"kind\":\"partial_shutdown\",\"question\":\"Shut the shop?\"}"));
	w->option = given(&w->s, w->ines, w->room, "propose_option", arena_fmt(T, "{\"decision\":%lld,\"title\":\"Shut it\"}", (long long)w->decision));
	position = given(&w->s, w->marek, w->room, "state_position", arena_fmt(T, "{\"decision\":%lld,\"text\":\"keep it open\"}", (long long)w->decision));
	interest = given(&w->s, w->marek, w->room, "state_interest", arena_fmt(T, "{\"position\":%lld,\"text\":\"bread is paid there\"}", (long long)position));
	given(&w->s, w->tove, w->room, "share_interest", arena_fmt(T, "{\"interest\":%lld}", (long long)interest));
	given(&w->s, w->ines, w->room, "link_interest", arena_fmt(T, "{\"interest\":%lld,\"option\":%lld,\"bearing\":\"hurts\"}", (long long)interest, (long long)w->option));
	given(&w->s, w->ines, w->room, "put_up_option", arena_fmt(T, "{\"option\":%lld}", (long long)w->option));
	perhaps(w, 2);
	given(&w->s, w->ines, w->room, "set_severity", STR("{\"severity\":\"SEV1\",\"why\":\"no bread\"}"));
	given(&w->s, w->ines, w->room, "mark_room", STR("{\"tlp\":\"AMBER\"}"));
	perhaps(w, 3);
	say_in(w, w->ines, w->help, "thank you");
}

static str
but(str body, str what)
{
	struct buf b = buf_new(T, body.n);

	while (what.n && body.n >= what.n) {
		bool here = str_starts(body, what);

		buf_put(&b, here ? STR("#") : (str){ body.p, 1 });
		body = str_from(body, here ? what.n : 1);
	}
	buf_put(&b, body);
	return buf_str(&b);
}

/* What a verifier says, but for the record's size and its log's key. */
static void
tell_verdict(struct play *w, str who, const char *path, const char *body)
{
	struct reply r = CHECK_SAID(post(&w->s, who, path, str_c(body)), 200, "\"text\"");
	i64 size = said_number(r, "entries");
	str key = said(r, "key");

	r.body = but(but(r.body, key), arena_fmt(T, "\"entries\":%lld,", (long long)size));
	for (int cut = 0; cut <= 3; cut++)
		r.body = but(r.body, arena_fmt(T, " %lld ", (long long)size + cut));
	tell(w, path, r);
}

/* ---- every door, but /api/record and /checkpoint: there is nothing there but a size, hashes and signatures ---- */

static const char *
brief_path(const struct play *w, i64 decision, const char *as_of)
{
	return arena_fmt(T, "/api/rooms/%s/decisions/%lld/brief%s", w->room, (long long)decision, as_of).p;
}

static void
look(struct play *w, str who)
{
	static const char *const doors[] = { "/api/me", "/api/rooms", "/api/rooms/%s", "/api/rooms/%s/entries", "/api/rooms/%s/entries?limit=3",
	    "/api/work", "/api/charter", "/api/rooms/%s?at=1", "/api/rooms/charter/entries?after=1",
	    "/api/search?q=good", "/api/search?q=hush", "/api/search?q=him", "/api/charter/services.csv", "/healthz",
	    "/api/charter/lint", "/api/charter/access", "/api/charter/rehearsal?kind=partial_shutdown&at=2026-11-29T03:00:00Z",
	    "/api/rooms/%s/handover", "/api/rooms/%s/handover?seat=3", "/api/rooms/%s/handover?seat=999" };
	int fd = dial(&w->s);
	str text;

	for (size_t i = 0; i < countof(doors); i++) {
		const char *at = strstr(doors[i], "%s");
		str path = at ? arena_fmt(T, "%.*s%s%s", (int)(at - doors[i]), doors[i], w->room, at + 2) : str_c(doors[i]);

		tell(w, doors[i], get(&w->s, who, arena_cstr(T, path)));
	}
	tell(w, "the stream, live", (struct reply){ .body = hear(w->listens, 300) });
	ask_begin(fd, &w->s, &(struct asking){ "GET", arena_fmt(T, "/api/stream?rooms=%s&after=%lld", w->room, (long long)w->begun).p, who, STR(""), NULL, false });
	text = hear(fd, 300);
	tell(w, "the stream, caught up", (struct reply){ .body = str_from(text, (size_t)((const char *)memmem(text.p, text.n, "\r\n\r\n", 4) - text.p)) });
	tell(w, "an act", post(&w->s, who, arena_fmt(T, "/api/rooms/%s/acts", w->room).p, arena_fmt(T,
	    "{\"verb\":\"decide\",\"object\":%lld,\"option\":%lld,\"seat\":%d}", (long long)w->decision, (long long)w->option, IT_LEAD)));
	tell(w, "taking over", post(&w->s, who, arena_fmt(T, "/api/rooms/%s/acts", w->room).p, arena_fmt(T,
	    "{\"verb\":\"accept_handover\",\"object\":%lld}", (long long)w->handover)));
	tell(w, "a brief", get(&w->s, who, brief_path(w, w->decision, "")));
	tell(w, "a brief as it was", get(&w->s, who, brief_path(w, w->decision, arena_fmt(T, "?at=%lld", (long long)w->option).p)));
	tell(w, "what may be done", post(&w->s, who, arena_fmt(T, "/api/rooms/%s/may", w->room).p, STR("{\"asks\":[{\"command\":\"close_room\",\"fields\":{}},"
	    "{\"command\":\"start_clock\",\"fields\":{}},{\"command\":\"no_such\",\"fields\":{}},{\"command\":\"post_message\",\"fields\":{\"text\":7}}]}")));
	tell(w, "an impact", get(&w->s, who, "/api/impact?services=99"));
	tell_verdict(w, who, "/api/record/verify", "{}");
	tell_verdict(w, who, "/api/record/falsify", "{\"how\":\"cut\"}");
	close(fd);
	close(w->listens);
}

static bool
names_of_room(const struct field *f)
{
	return (f->type == FIELD_REF || f->type == FIELD_REFS) && event_stream(event_kind(str_c(f->target))) != IN_CHARTER;
}

/* Every command that names something of the room names what is hidden, or what is not there. */
static void
name_hidden(struct play *w, str who, i64 what)
{
	tell(w, "the brief of what is hidden", get(&w->s, who, brief_path(w, what, "")));
	for (int k = CMD_none + 1; k < COMMAND_KINDS; k++) {
		enum command_kind kind = (enum command_kind)k;
		const struct field_table *t = command_table(kind);

		for (size_t i = 0; i < t->count && command_terms(kind).stream != TO_CHARTER; i++) {
			struct reply r;
			str named;

			if (!names_of_room(&t->fields[i]))
				continue;
			named = arena_fmt(T, t->fields[i].type == FIELD_REFS ? "[%lld]" : "%lld", (long long)what);
			tell(w, arena_fmt(T, "may %s, naming what is hidden", t->name).p, post(&w->s, who, arena_fmt(T, "/api/rooms/%s/may", w->room).p,
			    arena_fmt(T, "{\"asks\":[{\"command\":\"%s\",\"fields\":{\"%s\":%.*s}}]}", t->name, t->fields[i].name, STR_ARG(named))));
			r = command(&w->s, who, w->room, t->name, body_but(kind, &t->fields[i], named));
			CHECK(r.status >= 400 && r.status < 500);
			tell(w, arena_fmt(T, "%s naming what is hidden", t->name).p, r);
		}
	}
}

static bool
names_of_charter(const struct field *f)
{
	return (f->type == FIELD_REF || f->type == FIELD_REFS) && event_stream(event_kind(str_c(f->target))) == IN_CHARTER;
}

/* Every act that there is, on what is hidden: it is not drawn up, nor is one that they made up themselves taken. */
static void
sign_hidden(struct play *w, str who, enum command_kind kind, i64 what)
{
	const char *verb = command_table(kind)->name;
	const char *const places[] = { "charter", w->room };

	for (size_t i = 0; i < countof(places); i++) {
		struct reply r = post(&w->s, who, arena_fmt(T, "/api/rooms/%s/acts", places[i]).p, arena_fmt(T,
		    "{\"verb\":\"%s\",\"object\":%lld,\"option\":%lld,\"seat\":%d,\"person\":%lld}", verb, (long long)what, (long long)what, IT_LEAD, (long long)what));

		CHECK(r.status >= 400 && r.status < 500);
		tell(w, arena_fmt(T, "an act to %s what is hidden", verb).p, r);
	}
}

/* Every command that names something of the charter, and every act. */
static void
name_hidden_there(struct play *w, str who, i64 what)
{
	for (int k = CMD_none + 1; k < COMMAND_KINDS; k++) {
		enum command_kind kind = (enum command_kind)k;
		const struct field_table *t = command_table(kind);
		enum command_stream stream = command_terms(kind).stream;

		if (command_terms(kind).session == NEEDS_ACT)
			sign_hidden(w, who, kind, what);
		for (size_t i = 0; i < t->count; i++) {
			str named = arena_fmt(T, t->fields[i].type == FIELD_REFS ? "[%lld]" : "%lld", (long long)what);

			if (names_of_charter(&t->fields[i]))
				tell(w, arena_fmt(T, "%s naming what is hidden of the charter", t->name).p, command(&w->s, who,
				    stream == TO_CHARTER ? "charter" : stream == TO_NEW ? "new" : w->room, t->name, body_but(kind, &t->fields[i], named)));
		}
	}
}

static void
run(struct play *w, enum hides hides, bool olga)
{
	str who;

	begin(w, hides);
	who = olga ? w->olga : w->marek;
	listen_as(w, who);
	happen(w);
	look(w, who);
	for (size_t i = 0; i < 2; i++)
		name_hidden(w, who, hides == NOTHING ? 7000 : w->hidden[hides == FROM_OLGA ? i + 2 : i]);
	for (size_t i = 0; i < (olga ? 5 : 1); i++)
		name_hidden_there(w, who, hides == NOTHING ? 7000 : w->outside[i]);
	server_over(&w->s);
}

TEST(channels_and_rooms_that_are_not_yours_change_nothing_at_any_door)
{
	struct play *a = NEW(T, struct play, 1), *b = NEW(T, struct play, 1);

	run(a, NOTHING, false);
	run(b, FROM_MAREK, false);
	same(a, b);
}

TEST(what_a_guest_may_not_see_changes_nothing_at_any_door)
{
	struct play *a = NEW(T, struct play, 1), *b = NEW(T, struct play, 1);

	run(a, NOTHING, true);
	run(b, FROM_OLGA, true);
	same(a, b);
}

TEST(the_register_of_services_is_not_there_for_who_is_from_outside)
{
	struct server s = server_demo();
	str ines = enter(&s), olga = become(&s, ines, a_guest(&s, ines, "Olga", "Counsel & Co", 0));

	CHECK_SAID(get(&s, ines, "/api/charter/services.csv"), 200, "label,title");
	CHECK_SAID(get(&s, olga, "/api/charter/services.csv"), 404, "no register of services");
	CHECK_SAID(post(&s, olga, "/api/charter/services.csv", STR("label\n")), 404, "no register of services");
	server_over(&s);
}

TEST(whoever_reports_from_outside_sees_what_became_of_it_and_nobody_who_is_there)
{
	static const char *const lists[] = { "", "/entries", "/people", "?at=3" };
	struct server s = server_demo();
	str ines = enter(&s), olga = become(&s, ines, a_guest(&s, ines, "Olga", "Counsel & Co", 0));
	const char *room = arena_fmt(T, "%lld", (long long)said_number(CHECK_SAID(command(&s, olga, "new", "report_suspicion",
	    STR("{\"what\":\"the till is open\"}")), 201, "room"), "room")).p;
	const char *at = arena_fmt(T, "/api/rooms/%s", room).p;

	CHECK_SAID(get(&s, ines, at), 200, "\"channels_only\":true");
	for (size_t i = 0; i < countof(lists); i++) {
		struct reply r = get(&s, olga, arena_fmt(T, "%s%s", at, lists[i]).p);

		CHECK(!str_contains(r.body, STR("Ines")) && !str_contains(r.body, STR("\"member\"")) && !str_contains(r.body, STR("\"call\"")));
	}
	CHECK_SAID(get(&s, olga, at), 200, "\"title\":\"the till is open\"");
	CHECK_SAID(command(&s, olga, room, "post_message", STR("{\"text\":\"hello?\"}")), 400, "you were let into channels only");
	given(&s, ines, room, "dismiss", STR("{\"why\":\"Ulla counts\"}"));
	CHECK_SAID(get(&s, olga, at), 200, "\"dismissed\":true");
	CHECK(!str_contains(get(&s, olga, at).body, STR("Ulla")));
	server_over(&s);
}

/* Ines is the one charter officer, and whoever runs the machine signs in as nobody else. */
TEST(a_restricted_room_is_not_there_for_officers_either)
{
	static const char *const lists[] = { "/api/rooms", "/api/work", "/api/charter", "/api/rooms/charter/entries" };
	struct server s = server_demo();
	str ines = enter(&s), ulla = become(&s, ines, ULLA);
	struct reply r = command(&s, ulla, "new", "report_suspicion", arena_fmt(T, "{\"what\":\"Ines takes the till\",\"restricted\":true,\"tell\":[%d]}", TOVE));
	const char *room = arena_fmt(T, "%lld", (long long)said_number(CHECK_SAID(r, 201, "room"), "room")).p;

	given(&s, ulla, room, "open_task", arena_fmt(T, "{\"title\":\"count the till\",\"owner\":%d}", OWNER));
	for (size_t i = 0; i < countof(lists); i++)
		CHECK(!str_contains(CHECK_SAID(get(&s, ines, lists[i]), 200, "").body, STR("till")));
	CHECK_SAID(get(&s, ines, arena_fmt(T, "/api/rooms/%s", room).p), 404, "There is no such room");
	CHECK_SAID(command(&s, ines, room, "add_member", arena_fmt(T, "{\"person\":%d}", INES)), 404, "There is no such room");
	CHECK_SAID(get(&s, ulla, arena_fmt(T, "/api/rooms/%s", room).p), 200, "\"restricted\":true");
	CHECK_SAID(get(&s, become(&s, ines, TOVE), "/api/rooms"), 200, "till");
	server_over(&s);
}

TEST(the_register_is_shown_to_the_house_alone)
{
	struct play *w = NEW(T, struct play, 1);

	begin(w, NOTHING);
	CHECK_SAID(get(&w->s, w->olga, "/api/impact?services=1"), 403, "not shown to other organisations");
	CHECK_SAID(get(&w->s, w->olga, "/api/impact"), 403, "not shown to other organisations");
	CHECK_SAID(get(&w->s, w->marek, "/api/impact?services=1"), 404, "There is no service 1");
	CHECK_SAID(get(&w->s, w->marek, "/api/impact?services=bread"), 400, "no number of a service");
	CHECK_SAID(get(&w->s, w->marek, brief_path(w, 1, "")), 404, "There is no decision 1 here");
	CHECK_SAID(get(&w->s, w->marek, arena_fmt(T, "/api/rooms/%s/decisions/x/brief", w->room).p), 404, "There is no decision x here");
	happen(w);
	CHECK_SAID(get(&w->s, w->marek, brief_path(w, w->decision, "")), 200, "\"hurts\":[");
	CHECK_SAID(get(&w->s, w->marek, brief_path(w, w->decision, arena_fmt(T, "?at=%lld", (long long)w->option).p)), 200, "\"hurts\":[]");
	CHECK_SAID(get(&w->s, w->marek, brief_path(w, w->decision, "?at=0")), 400, "at: a whole number from 1 to");
	server_over(&w->s);
}

TEST(what_is_not_yours_is_said_before_you_give_it_and_what_is_never_a_guests_is_marked)
{
	static const char asks[] = "{\"asks\":[{\"command\":\"post_message\",\"fields\":{}},{\"command\":\"close_room\",\"fields\":{}}]}";
	struct play w;
	const char *may;

	begin(&w, NOTHING);
	may = arena_fmt(T, "/api/rooms/%s/may", w.room).p;
	CHECK_SAID(post(&w.s, w.ines, may, str_c(asks)), 200, "{\"not_yours\":[]}");
	CHECK_SAID(post(&w.s, w.olga, may, str_c(asks)), 200, "{\"not_yours\":[{\"ask\":1,\"never\":true,\"why\":\"You do not see the whole");
	CHECK_SAID(post(&w.s, w.ines, "/api/rooms/9999/may", str_c(asks)), 404, "There is no such room");
	CHECK_SAID(post(&w.s, w.ines, may, STR("{\"asks\":[{\"command\":\"close_room\"}]}")), 400, "fields: is missing");
	server_over(&w.s);
}

TEST(who_may_begin_a_matter_is_said_before_they_do_and_a_guest_still_reports)
{
	static const char asks[] = "{\"asks\":[{\"command\":\"report_suspicion\",\"fields\":{}},{\"command\":\"declare_room\",\"fields\":{}}]}";
	struct play w;

	begin(&w, NOTHING);
	CHECK_SAID(post(&w.s, w.ines, "/api/rooms/new/may", str_c(asks)), 200, "{\"not_yours\":[]}");
	CHECK_SAID(post(&w.s, w.olga, "/api/rooms/new/may", str_c(asks)), 200, "{\"not_yours\":[{\"ask\":1,\"never\":true,\"why\":\"This is for people of the organisation");
	server_over(&w.s);
}

TEST_MAIN()
