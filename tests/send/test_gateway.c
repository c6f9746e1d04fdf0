/* How a gateway is asked: what can be filled in, and that nothing breaks out of where it is. */
#include "sending.h"

#include <jansson.h>

static struct gateway gateway;

static err
read_it(const char *text)
{
	return gateway_read(T, STR("sms"), str_c(text), &gateway);
}

static struct gateway_request
filled(const char *text, const struct parcel *p)
{
	CHECK_OK(read_it(text));
	return gateway_fill(T, &gateway, p);
}

static const struct parcel page = { .way = SEND_GATEWAY, .to = STR_INIT("+49 (151) 234-56"), .title = STR_INIT("STORM LANTERN"),
	.text = STR_INIT("severity 1, by 03:40"), .url = STR_INIT("https://crisis.example.net/#/calls/7"), .ticket = 41 };
static const struct parcel hostile = { .way = SEND_GATEWAY, .to = STR_INIT("1\"},\r\nX: y&a=b"), .title = STR_INIT("a\r\nBcc: x@y.example\r\n\r\n"),
	.text = STR_INIT("\"}, {\"x\": \"\\&amp;to=2{url}"), .url = STR_INIT("a b/../?x=1&y=2#z"), .ticket = 1 };

TEST(a_gateway_is_asked_as_its_file_says)
{
	struct gateway_request r = filled("# our provider\n\nPOST https://sms.example.net/v1/messages?from=tocsin\nAuthorization: Bearer 0123\nContent-Type: application/json\n\n"
	    "{ \"to\": \"{number}\",\n  \"text\": \"{title} {text} {url}\", \"id\": \"{ticket}\", \"more\": {} }\n", &page);

	CHECK_STR(r.method, STR("POST"));
	CHECK_STR(r.url, STR("https://sms.example.net/v1/messages?from=tocsin"));
	CHECK(r.n_headers == 2);
	CHECK_STR(r.headers[0], STR("Authorization: Bearer 0123"));
	CHECK_STR(r.body, STR("{ \"to\": \"+4915123456\",\n  \"text\": \"STORM LANTERN severity 1, by 03:40 https://crisis.example.net/#/calls/7\", \"id\": \"41\", \"more\": {} }"));
}

TEST(a_form_and_an_address_are_percent_encoded)
{
	struct gateway_request r = filled("PUT http://localhost:8080/call/{number}?say={title}\r\nContent-Type: application/x-www-form-urlencoded; charset=utf-8\r\n\r\nTo={number}&Say={text}\r\n", &page);

	CHECK_STR(r.method, STR("PUT"));
	CHECK_STR(r.url, STR("http://localhost:8080/call/%2B4915123456?say=STORM%20LANTERN"));
	CHECK_STR(r.body, STR("To=%2B4915123456&Say=severity%201%2C%20by%2003%3A40"));
}

TEST(a_note_is_posted_plainly_with_its_title_in_a_header)
{
	struct parcel p = page;
	struct gateway_request r;

	p.to = STR("crisis-topic");
	p.title = STR("L\xc3\xb6sch LANTERN");
	r = filled("POST https://ntfy.example.net/{number}\nTitle: {title}\nClick: {url}\nContent-Type: text/plain\n\n{text}\n", &p);
	CHECK_STR(r.url, STR("https://ntfy.example.net/crisis-topic"));
	CHECK_STR(r.headers[0], STR("Title: =?UTF-8?B?TMO2c2NoIExBTlRFUk4=?="));
	CHECK_STR(r.headers[1], STR("Click: https://crisis.example.net/#/calls/7"));
	CHECK_STR(r.body, STR("severity 1, by 03:40"));
}

TEST(a_question_without_a_body_is_one_too)
{
	struct gateway_request r = filled("GET https://sms.example.net/send?to={number}&text={title}", &page);

	CHECK_STR(r.url, STR("https://sms.example.net/send?to=%2B4915123456&text=STORM%20LANTERN"));
	CHECK(r.body.n == 0 && r.n_headers == 0);
}

TEST(what_is_filled_in_breaks_out_of_nothing)
{
	struct gateway_request r = filled("POST https://sms.example.net/{title}/x?u={url}\nTitle: {title}\nContent-Type: application/json\n\n{\"to\": \"{number}\", \"text\": \"{text}{title}\"}", &hostile);
	json_t *json = json_loadb(r.body.p, r.body.n, JSON_REJECT_DUPLICATES, NULL);

	CHECK_STR(r.url, STR("https://sms.example.net/a%0D%0ABcc%3A%20x%40y.example%0D%0A%0D%0A/x?u=a%20b%2F..%2F%3Fx%3D1%26y%3D2%23z"));
	CHECK_STR(r.headers[0], STR("Title: a  Bcc: x@y.example    "));
	CHECK(json && json_object_size(json) == 2);
	CHECK_STR(str_c(json_string_value(json_object_get(json, "to"))), STR("1\"},\r\nX: y&a=b"));
	json_decref(json);
	r = filled("POST https://sms.example.net/\nContent-Type: application/x-www-form-urlencoded\n\nto={number}&x={text}", &hostile);
	CHECK_STR(r.body, STR("to=1%22%7D%2C%0D%0AX%3A%20y%26a%3Db&x=%22%7D%2C%20%7B%22x%22%3A%20%22%5C%26amp%3Bto%3D2%7Burl%7D"));
}

TEST(a_number_is_taken_as_people_write_it)
{
	CHECK_STR(gateway_number(T, STR("+49 (151) 23-45/6.7")), STR("+49151234567"));
	CHECK_STR(gateway_number(T, STR("(030) 1234")), STR("0301234"));
	CHECK_STR(gateway_number(T, STR("0049 30")), STR("004930"));
	CHECK_STR(gateway_number(T, STR("topic-7")), STR("topic-7"));
	CHECK_STR(gateway_number(T, STR("1+2")), STR("1+2"));
	CHECK_STR(gateway_number(T, STR("+")), STR("+"));
	CHECK_STR(gateway_number(T, STR("")), STR(""));
}

TEST(what_is_wrong_with_the_request_is_said_with_its_place)
{
	CHECK_ERR(read_it(""), MALFORMED, "1:1: the file is empty");
	CHECK_ERR(read_it("# nothing\n\n"), MALFORMED, "1:1: the file is empty");
	CHECK_ERR(read_it("DELETE https://a.example/"), MALFORMED, "1:1: the first line is GET, POST or PUT");
	CHECK_ERR(read_it("# x\nPOST\thttps://a.example/"), MALFORMED, "2:1: the first line");
	CHECK_ERR(read_it("POST ftp://a.example/"), MALFORMED, "1:5: here the address");
	CHECK_ERR(read_it("POST https:///x"), MALFORMED, "1:5: here the address");
	CHECK_ERR(read_it("POST https://a.example/ b"), MALFORMED, "1:5: here the address");
	CHECK_ERR(read_it("POST https://{number}.example/"), MALFORMED, "1:14: the host stands fast");
	CHECK_ERR(read_it("POST https://a.example?{number}@b.example/{nummer}"), MALFORMED, "1:43: what can be filled in is");
	CHECK_ERR(read_it("POST https://user:pw@a.example/"), MALFORMED, "1:6: this is no address; a user and a password");
	CHECK_ERR(read_it("POST https://a b.example/"), MALFORMED, "1:5: here the address");
	CHECK_ERR(read_it("POST https://a.example:99999/"), MALFORMED, "1:6: this is no address");
}

TEST(nothing_goes_in_the_clear_but_to_this_machine)
{
	static const char *const here[] = { "POST http://localhost/{number}", "POST http://127.0.0.1:8080/{number}", "POST http://[::1]:8080/{number}", "POST https://box.lan/{number}" };

	for (size_t i = 0; i < countof(here); i++)
		CHECK_OK(read_it(here[i]));
	CHECK_ERR(read_it("POST http://box.lan:8080/{number}"), MALFORMED, "1:6: number, codename and token would go in the clear");
	CHECK_ERR(read_it("# ours\n\nGET http://sms.example.net/?to={number}"), MALFORMED, "3:5: number, codename and token");
	CHECK_ERR(read_it("POST http://localhost.example.net/{number}"), MALFORMED, "1:6: number, codename and token");
	CHECK_ERR(read_it("POST http://10.0.0.7/{number}"), MALFORMED, "1:6: number, codename and token");
}

TEST(what_would_send_everybody_the_same_is_refused)
{
	CHECK_ERR(read_it("POST https://a.example/\nContent-Type: text/plain\n\nhello\n"), MALFORMED, "1:1: nothing is filled in");
	CHECK_ERR(read_it("GET https://a.example/page\nX-Key: {\n"), MALFORMED, "1:1: nothing is filled in");
	CHECK_OK(read_it("GET https://a.example/\nTitle: {title}\n"));
}

TEST(what_is_wrong_with_a_header_is_said_with_its_place)
{
	CHECK_ERR(read_it("GET https://a.example/\nTitle {title}\n"), MALFORMED, "2:1: here a header is asked for");
	CHECK_ERR(read_it("GET https://a.example/\nA b: c\n"), MALFORMED, "2:1: here a header is asked for");
	CHECK_ERR(read_it("GET https://a.example/\n folded: c\n"), MALFORMED, "2:1: here a header is asked for");
	CHECK_ERR(read_it("GET https://a.example/\nTitle:\n"), MALFORMED, "2:7: a header's value is ASCII, and not empty");
	CHECK_ERR(read_it("GET https://a.example/\nTitle: \xc3\xbc\n"), MALFORMED, "2:8: a header's value is ASCII");
	CHECK_ERR(read_it("GET https://a.example/\nTitle: a\tb\n"), MALFORMED, "2:8: a header's value is ASCII");
	CHECK_ERR(read_it("GET https://a.example/\nTitle: {tilte}\n"), MALFORMED, "2:8: what can be filled in is {number}");
	CHECK_ERR(read_it("GET https://a.example/\nhOST: b.example\n"), MALFORMED, "2:1: this header is the server's own");
	CHECK_ERR(read_it("GET https://a.example/\nContent-Length: 5\n"), MALFORMED, "2:1: this header is the server's own");
	CHECK_ERR(read_it("GET https://a.example/\nContent-Type: application/xml\n"), MALFORMED, "2:15: a body is application/json");
	CHECK_ERR(read_it("GET https://a.example/\nContent-Type: text/plain\nContent-Type: text/plain\n"), MALFORMED, "3:1: the Content-Type is said twice");
}

TEST(there_are_only_so_many_headers_and_places)
{
	struct buf b = buf_new(T, KIB);

	buf_put(&b, STR("GET https://a.example/\n"));
	for (int i = 0; i <= LIMIT_GATEWAY_HEADERS; i++)
		buf_fmt(&b, "X-%d: y\n", i);
	CHECK_ERR(gateway_read(T, STR("x"), buf_str(&b), &gateway), MALFORMED, "18:1: there are too many headers");
	b = buf_new(T, KIB);
	buf_put(&b, STR("GET https://a.example/"));
	for (int i = 0; i <= LIMIT_GATEWAY_PIECES; i++)
		buf_put(&b, STR("{url}"));
	CHECK_ERR(gateway_read(T, STR("x"), buf_str(&b), &gateway), MALFORMED, "there are too many places");
	CHECK_ERR(gateway_read(T, STR("x"), (str){ NEW(T, char, LIMIT_GATEWAY + 1), LIMIT_GATEWAY + 1 }, &gateway), TOO_LARGE, "at most 16384 bytes");
}

TEST(what_is_wrong_with_a_body_is_said_with_its_place)
{
	CHECK_ERR(read_it("GET https://a.example/\n\nbody\n"), MALFORMED, "3:1: a GET has no body");
	CHECK_ERR(read_it("POST https://a.example/\n\nbody\n"), MALFORMED, "3:1: a body needs a Content-Type");
	CHECK_ERR(read_it("POST https://a.example/\nContent-Type: text/plain\n\nfor {name}:\n{text}\n"), MALFORMED, "4:5: what can be filled in is");
	CHECK_ERR(read_it("POST https://a.example/\nContent-Type: text/plain\n\nok\n\xff\n"), MALFORMED, "5:1: the file is UTF-8");
	CHECK_ERR(read_it("POST https://a.example/\nContent-Type: application/json\n\n{\n\"to\": {number}\n}\n"), MALFORMED, "5:1: filled in, the body is no JSON");
	CHECK_ERR(read_it("POST https://a.example/\nContent-Type: application/json\n\n{\"a\": 1, \"a\": 2}"), MALFORMED, "4:1: filled in, the body is no JSON");
}

/* ---- asking ---- */

static const struct parcel called = { .way = SEND_GATEWAY, .gateway = STR_INIT("sms"), .to = STR_INIT("+49 151 2"), .title = STR_INIT("STORM LANTERN"), .url = STR_INIT("https://x.example/") };

static enum send_result
asked(struct stranger *s, const char *rest, const char *sentence)
{
	str text = arena_fmt(T, rest, s->port);
	struct sending *sending;
	enum send_result result;

	CHECK_OK(read_it(arena_cstr(T, text)));
	sending = sending_open((struct send_config){ .gateways = &gateway, .n_gateways = 1 });
	CHECK(send_can(sending->sender, SEND_GATEWAY, STR("sms")) && !send_can(sending->sender, SEND_GATEWAY, STR("voice")) && !send_can(sending->sender, SEND_MAIL, STR("")));
	result = sending_give(sending, called);
	if (!str_contains(str_c(sending->sentence), str_c(sentence)))
		fail_msg("%s", sending->sentence);
	sending_close(sending);
	return result;
}

#define POST_IT "POST http://127.0.0.1:%u/send\nAuthorization: Bearer 0123\nContent-Type: application/json\n\n{\"to\":\"{number}\"}"

TEST(a_gateway_inside_is_asked_because_it_was_configured)
{
	struct stranger *s = stranger_open(stranger_answers, "HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\nok", NULL);

	CHECK(asked(s, POST_IT, "the gateway answered 202") == SEND_ACCEPTED);
	CHECK(str_starts(str_c(s->heard), STR("POST /send HTTP/1.1\r\n")));
	CHECK(str_contains(str_c(s->heard), STR("\r\nAuthorization: Bearer 0123\r\n")) && str_contains(str_c(s->heard), STR("\r\nContent-Type: application/json\r\n")));
	CHECK(str_ends(str_c(s->heard), STR("\r\n\r\n{\"to\":\"+491512\"}")));
	CHECK(asked(s, "GET http://localhost:%u/send?to={number}&text={title}", "answered 202") == SEND_ACCEPTED);
	CHECK(str_starts(str_c(s->heard), STR("GET /send?to=%2B491512&text=STORM%20LANTERN HTTP/1.1\r\n")));
	CHECK(asked(s, "PUT http://localhost:%u/{title}\n", "answered 202") == SEND_ACCEPTED);
	CHECK(str_starts(str_c(s->heard), STR("PUT /STORM%20LANTERN HTTP/1.1\r\n")));
	stranger_close(s);
}

TEST(a_note_server_is_asked_as_any_gateway)
{
	struct stranger *s = stranger_open(stranger_answers, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", NULL);

	CHECK(asked(s, "POST http://127.0.0.1:%u/{number}\nAuthorization: Bearer tk_0123\nTitle: {title}\nClick: {url}\nContent-Type: text/plain\n\n{title} {text}",
	    "the gateway answered 200") == SEND_ACCEPTED);
	CHECK(str_starts(str_c(s->heard), STR("POST /%2B491512 HTTP/1.1\r\n")));
	CHECK(str_contains(str_c(s->heard), STR("\r\nTitle: STORM LANTERN\r\nClick: https://x.example/\r\nContent-Type: text/plain\r\n")));
	CHECK(str_ends(str_c(s->heard), STR("\r\n\r\nSTORM LANTERN ")));
	stranger_close(s);
}

static enum send_result
answered(const char *answer, const char *sentence)
{
	struct stranger *s = stranger_open(stranger_answers, answer, NULL);
	enum send_result result = asked(s, POST_IT, sentence);

	stranger_close(s);
	return result;
}

TEST(what_a_gateway_answers_is_judged_by_its_status_alone)
{
	CHECK(answered("HTTP/1.1 404 Not Found\r\n\r\nno such number", "the gateway answered 404") == SEND_REFUSED);
	CHECK(answered("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic\r\n\r\n", "the gateway answered 401") == SEND_REFUSED);
	CHECK(answered("HTTP/1.1 302 Found\r\nLocation: https://elsewhere.example/\r\n\r\n", "the gateway answered 302") == SEND_REFUSED);
	CHECK(answered("HTTP/1.1 500 No\r\n\r\n", "the gateway answered 500") == SEND_FAILED);
	CHECK(answered("", "the gateway gave no answer") == SEND_FAILED);
}

TEST(a_gateway_that_is_not_configured_is_none)
{
	struct sending *sending = sending_open((struct send_config){ 0 });

	CHECK(!send_can(sending->sender, SEND_GATEWAY, (str){ NULL, 0 }));
	CHECK(sending_give(sending, called) == SEND_REFUSED);
	CHECK_STR(str_c(sending->sentence), STR("no such gateway is configured"));
	sending_close(sending);
}

/* A connection that was made to a gateway inside is not there for whoever names the same host as a push service. */
TEST(no_connection_is_used_twice)
{
	struct stranger *s = stranger_open(stranger_answers, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n", NULL);
	struct sending *sending;

	CHECK_OK(read_it(arena_cstr(T, arena_fmt(T, POST_IT, s->port))));
	sending = sending_open((struct send_config){ .gateways = &gateway, .n_gateways = 1 });
	CHECK(sending_give(sending, called) == SEND_ACCEPTED);
	CHECK(sending_give(sending, called) == SEND_ACCEPTED);
	CHECK(s->connections == 2);
	CHECK(send_counts(sending->sender).ended[SEND_GATEWAY][SEND_ACCEPTED] == 2);
	sending_close(sending);
	stranger_close(s);
}

TEST_MAIN()
