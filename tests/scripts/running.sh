#!/usr/bin/env bash
# serve as an operator runs it: its one file of options, health, metrics, messages, a renewed certificate.
cd "$(dirname "$0")/../.." || exit 2
. tests/tools/serving.bash
# shellcheck disable=SC2154    # serving.bash sets them
found "$dir/data" || exit 2
conf=$dir/data/tocsin.conf
free_port() { local p; for p in $(shuf -i 20001-29999 -n 20); do (: < "/dev/tcp/127.0.0.1/$p") 2> /dev/null || { echo "$p"; return; }; done; }

# refuses NAME CONTENT PATTERN: this file is refused with exit 2 and these words.
refuses() {
	local said; printf "$2" > "$conf"
	said=$("$tocsin" serve --port 0 "$dir/data" 2>&1); result "$1 (exit code)" $? 2
	matches "$1" "$said" "tocsin: $conf:$3"
}
refuses an_unknown_name_says_which_there_are '# ours\n\n  adress = ::1\n' '3:3: this is no option; the options are address, port, *, log-level'
refuses a_name_alone_asks_for_its_value 'metrics\n' '1:8: metrics = and its value are asked for'
refuses a_name_without_a_value 'metrics =  \n' '1:8: metrics has no value*'
refuses what_is_said_twice 'log-level = info\nlog-level = debug\n' '2:1: log-level is said twice'
refuses a_level_that_is_none 'log-level = loud\n' '1:13: is one of debug|info|warning|error'
refuses a_metrics_address_without_a_port 'metrics = here\n' '1:11: is an address and a port, such as 127.0.0.1:9464'
refuses a_metrics_port_that_is_none 'metrics = 127.0.0.1:x\n' '1:11: a port is a number from 0*'
refuses a_certificate_without_its_key 'tls-cert = a.pem\n' '1:12: a certificate and its key go together; tls-key is missing'
printf 'port = 99999999\n' > "$conf"
matches a_port_that_is_none "$("$tocsin" serve "$dir/data" 2>&1)" "tocsin: $conf:1:8: a port is a number from 0 *"
printf 'metrics = 0.0.0.0:9464\n' > "$conf"
matches metrics_are_for_this_machine_alone "$("$tocsin" serve --port 0 "$dir/data" 2>&1)" '*tocsin: metrics: "0.0.0.0" is not this machine alone*'
matches a_file_that_is_not_there "$("$tocsin" serve --config "$dir/none" "$dir/data" 2>&1)" "*$dir/none: No such file*"
help=$("$tocsin" serve --help)
result help_is_a_clean_yes $? 0
for name in $(sed -n 's/^OPTION([a-z_]*, *"\([a-z-]*\)".*/\1/p' src/cli/config.def); do
	matches "help_tells_$name" "$help" "*--$name *"
done

for verb in demo init; do matches "${verb}_tells_its_usage" "$("$tocsin" "$verb" --help)" "usage: tocsin $verb *"; done

# ---- health and metrics ----
operator=$(free_port)
printf 'metrics = 127.0.0.1:%s\nlog-format = json\nlog-level = debug\r\n' "$operator" > "$conf"
start "$dir/data"
ask() { curl -s -o "$dir/body" -w '%{http_code}' "$@"; }
result healthz_says_ok "$(ask "$server/healthz") $(cat "$dir/body")" '200 ok'
result and_so_it_does_on_the_operators_listener "$(ask "http://127.0.0.1:$operator/healthz")" 200
result metrics_are_not_on_the_public_listener "$(ask "$server/metrics")" 404
result nothing_else_is_on_the_operators_listener "$(ask "http://127.0.0.1:$operator/api/me") $(ask "http://127.0.0.1:$operator/checkpoint") $(ask "http://127.0.0.1:$operator/")" '404 404 404'
result nor_for_another_host "$(ask -H 'Host: evil.example' "http://127.0.0.1:$operator/metrics")" 400
cookie=$("$passkey" enrol "$server" "$dir/key" "$secret")
declaration='{"kind":"incident","severity":"SEV2","codename":"heron","title":"Words that nobody else may read"}'
command_as "$cookie" new declare_room "$declaration" > /dev/null
command_as "$cookie" 999 declare_room "$declaration" > /dev/null 2>&1
"$tocsin" backup "$dir/data" "$dir/backup" > /dev/null
result metrics_are_served "$(ask "http://localhost:$operator/metrics")" 200
metric() { sed -n "s/^tocsin_$1 //p" "$dir/body"; }
result they_count_rooms "$(metric rooms)" 1
result and_what_was_refused "$(metric 'refusals_total{code="no_such"}' | awk '{ print ($1 >= 2) }')" 1
result and_what_was_done "$(metric 'orders_total{ended="done"}' | awk '{ print ($1 >= 2) }')" 1
result and_how_long_it_took "$(metric 'commit_seconds_bucket{le="+Inf"}')" "$(metric commit_seconds_count)"
result and_when_the_last_backup_was "$(metric last_backup_seconds | awk -v now="$(date +%s)" '{ print (now - $1 < 60) }')" 1
result every_row_of_metrics_def_is_there "$(grep -c '^# HELP tocsin_' "$dir/body")" "$(grep -c '^METRIC(' src/http/metrics.def)"

# Prometheus's text format: HELP, TYPE, then that family's samples, each once; buckets that never fall.
strict() {
	awk '
	function bad(why) { print NR ": " why ": " $0; wrong = 1 }
	/^# HELP / { if (NF < 4) bad("no words"); family = $3; if (seen[family]++) bad("said twice"); typed = 0; next }
	/^# TYPE / { if ($3 != family || $4 !~ /^(gauge|counter|histogram)$/ || NF != 4) bad("type"); type = $4; typed = 1; last = -1
		if ((type == "counter") != (family ~ /_total$/)) bad("a counter, and no other, ends in _total"); next }
	!/^tocsin_[a-z_]+(\{[a-z]+="[^"\\]*"(,[a-z]+="[^"\\]*")*\})? (-?[0-9]+(\.[0-9]+)?)$/ { bad("form"); next }
	{ name = $1; sub(/\{.*/, "", name); base = name; if (type == "histogram") sub(/_(bucket|sum|count)$/, "", base)
		if (base != family || !typed) bad("stands under another family"); if (samples[$1]++) bad("twice")
		if (name ~ /_bucket$/) { if ($2 + 0 < last) bad("falls"); last = $2 + 0 } }
	END { exit wrong }' "$dir/body"
}
result the_text_is_prometheus_own "$(strict)" ''
if command -v promtool > /dev/null; then
	promtool check metrics < "$dir/body" > "$dir/lint" 2>&1; result promtool_agrees "$?" 0
else
	n=$((n + 1)); echo "ok $n - promtool_agrees # SKIP promtool is not here: apt-get install prometheus"
fi

# ---- messages ----
result every_line_is_an_object "$(jq -rs 'map(select(.time and .level and .what and .said)) | length' "$dir/served.err")" "$(wc -l < "$dir/served.err")"
matches it_says_that_it_is_open "$(cat "$dir/served.err")" '*"what":"server_open","entries":*,"at":"http://localhost:*'
result no_words_of_people_are_in_them "$(grep -ciE "Ada|Acme|Words that|$secret|heron" "$dir/served.err")" 0
result nor_in_the_metrics "$(grep -ciE "Ada|Acme|Words that|heron" "$dir/body")" 0
result requests_are_told_by_their_pattern "$(jq -r 'select(.what == "request" and .status == 404) | .route' "$dir/served.err" | sort -u | tr '\n' ' ')" '/api/me /api/rooms/{room}/commands/{command} /checkpoint /metrics none '
stop
matches and_that_it_stops "$(tail -1 "$dir/served.err")" '*"what":"server_stopping"*'

# ---- a copy is held, and says so ----
rm "$conf"
cp -r "$dir/data" "$dir/copy"
start "$dir/copy"
result a_held_copy_is_not_healthy "$(ask "$server/healthz")" 503
matches and_says_why "$(cat "$dir/body")" '*held*tocsin release*'
matches in_its_messages_too "$(cat "$dir/served.err")" 'time=* level=info what=server_open entries=* level=warning what=effects_held said=*'
stop

# ---- a renewed certificate, while somebody is connected ----
certificate() { openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days "$1" -subj /CN=localhost -addext subjectAltName=DNS:localhost \
	-keyout "$dir/tls.key" -out "$dir/tls.crt" 2> /dev/null; }
shown() { openssl s_client -connect "${server#https://}" < /dev/null 2> /dev/null | openssl x509 -noout -fingerprint -sha256; }
hang_up() { kill -HUP "$server_pid"; for _ in {1..100}; do grep -q "what=$1" "$dir/served.err" && return; sleep 0.05; done; }
certificate 90
printf 'tls-cert = tls.crt\ntls-key = tls.key\n' > "$dir/tocsin.conf"     # as seen from the file
: > "$dir/served"
"$tocsin" serve --config "$dir/tocsin.conf" --port 0 "$dir/data" > "$dir/served" 2> "$dir/served.err" & server_pid=$!
for _ in {1..200}; do server=$(sed -n 's/^Tocsin is open at \([^ ]*\) .*/\1/p' "$dir/served"); [ -n "$server" ] && break; sleep 0.05; done
old=$(shown)
request=$'GET /healthz HTTP/1.1\r\nHost: '${server#https://}$'\r\n\r\n'
mkfifo "$dir/pipe"
openssl s_client -quiet -connect "${server#https://}" < "$dir/pipe" > "$dir/kept" 2> /dev/null & kept=$!
exec 3> "$dir/pipe"
answers() { for _ in {1..100}; do [ "$(grep -c '^HTTP/1.1 200' "$dir/kept")" = "$1" ] && return; sleep 0.05; done; }
printf '%s' "$request" >&3; answers 1
certificate 5
hang_up certificate_ends
printf '%s' "$request" >&3; answers 2
result a_connection_outlives_the_renewal "$(grep -c '^HTTP/1.1 200' "$dir/kept")" 2
exec 3>&-; kill "$kept" 2> /dev/null
result a_new_one_sees_the_new_certificate "$([ "$(shown)" != "$old" ] && echo another)" another
matches one_that_ends_soon_is_said "$(cat "$dir/served.err")" '*level=warning what=certificate_ends days_left=[45] file=*tls.crt*'
new=$(shown); echo rubbish > "$dir/tls.crt"
hang_up certificate_refused
matches one_that_cannot_be_read_is_refused "$(cat "$dir/served.err")" '*level=error what=certificate_refused why="*tls.crt: no certificate in PEM*'
result and_the_old_one_stays "$(shown)" "$new"
stop
echo "1..$n"
