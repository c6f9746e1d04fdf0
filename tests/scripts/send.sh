#!/usr/bin/env bash
# what leaves the house: how it is configured, the key that browsers know, and one page all the way.
cd "$(dirname "$0")/../.." || exit 2
. tests/tools/serving.bash
# shellcheck disable=SC2154    # serving.bash sets them
service=${PUSH_SERVICE:-build/tests/tools/push_service}
make -s "$service" || exit 2
found "$dir/data" || exit 2
conf=$dir/data/tocsin.conf

# refuses NAME CONTENT PATTERN: this configuration is refused with exit 2 and these words.
refuses() {
	local said; printf "$2" > "$conf"
	said=$("$tocsin" serve --port 0 "$dir/data" 2>&1); result "$1 (exit code)" $? 2
	matches "$1" "$said" "tocsin: $3"
}
mail='mail-server = smtps://mail.example.net:465\nmail-from = t@example.net\n'
refuses mail_comes_from_somewhere 'mail-server = smtps://mail.example.net:465\n' "$conf:1:15: *mail-from is missing"
refuses and_is_handed_in_somewhere 'mail-from = t@example.net\n' "$conf:1:13: *mail-server is missing"
refuses a_mail_server_that_is_none 'mail-server = mail.example.net\nmail-from = t@example.net\n' "$conf:1:15: is an address such as smtps:*"
refuses a_sender_that_is_none 'mail-server = smtps://mail.example.net:465\nmail-from = Tocsin <t@example.net>\n' "$conf:2:13: is an address such as *"
refuses a_login_that_is_not_there "${mail}mail-login = login\n" "$conf:3:14: $dir/data/login is not there"
printf 'tocsin\nsecret\n' > "$dir/data/login"; chmod 644 "$dir/data/login"
refuses a_login_that_all_may_read "${mail}mail-login = login\n" "$conf:3:14: $dir/data/login is a secret that others may read; chmod 640 it*"
printf 'tocsin\n' > "$dir/data/login"; chmod 640 "$dir/data/login"
refuses a_login_that_is_none "${mail}mail-login = login\n" "$conf:3:14: $dir/data/login: a login is two lines*"
refuses a_ca_that_is_not_there "${mail}mail-ca = none.pem\n" "$conf:3:11: $dir/data/none.pem cannot be read"
printf 'POST https://sms.example.net/\nContent-Type: application/json\n\n{"to": {number}}\n' > "$dir/data/sms"; chmod 600 "$dir/data/sms"
refuses a_gateway_that_makes_no_json 'sms = sms\n' "$dir/data/sms:4:1: filled in, the body is no JSON*"
printf 'POST https://{number}.example.net/\n' > "$dir/data/sms"
refuses a_gateway_whose_host_is_left_open 'sms = sms\n' "$dir/data/sms:1:14: the host stands fast*"
printf 'POST http://sms.example.net/\nAuthorization: Bearer hidden\nContent-Type: text/plain\n\n{number} {title}\n' > "$dir/data/sms"
refuses a_gateway_in_the_clear 'sms = sms\n' "$dir/data/sms:1:6: number, codename and token would go in the clear*"
printf 'POST https://sms.example.net/\nContent-Type: text/plain\n\nhello\n' > "$dir/data/sms"
refuses a_gateway_that_says_to_all_the_same 'sms = sms\n' "$dir/data/sms:1:1: nothing is filled in*"
chmod 604 "$dir/data/sms"
refuses a_gateway_that_all_may_read 'sms = sms\n' "$conf:1:7: $dir/data/sms is a secret that others may read; chmod 640 it*"
refuses a_contact_that_is_none 'push-contact = ops@example.net\n' "$conf:1:16: is mailto:ADDRESS or https://HOST"
refuses a_push_service_whose_certificate_is_not_there 'push-loopback-ca = none.pem\n' "$conf:1:20: $dir/data/none.pem cannot be read"

printf 'tocsin\nsecret\n' > "$dir/data/login"
printf 'POST https://sms.example.net/\nAuthorization: Bearer hidden\nContent-Type: application/json\n\n{"to": "{number}"}\n' > "$dir/data/sms"; chmod 640 "$dir/data/sms"
printf "${mail}mail-login = login\nsms = sms\nvoice = sms\npush-contact = mailto:ops@example.net\n" > "$conf"
start "$dir/data"; result a_whole_configuration_is_taken $? 0
result and_nothing_is_said_of_it "$(grep -c 'push_alone\|push_to_itself\|secret\|hidden' "$dir/served.err")" 0
stop

# ---- the key ----
result the_key_is_for_its_owner_alone "$(stat -c %a:%s "$dir/data/push-key")" 600:32
printf 'x' > "$dir/short"; cp "$dir/data/push-key" "$dir/kept"; cat "$dir/short" > "$dir/data/push-key"
matches a_damaged_key_is_refused "$("$tocsin" serve --port 0 "$dir/data" 2>&1)" '*push-key is no key*'
cat "$dir/kept" > "$dir/data/push-key"

# ---- a page ----
"$service" > "$dir/pushed" & service_pid=$!
trap 'kill $service_pid 2> /dev/null; stop; rm -rf "$dir"' EXIT
for _ in {1..100}; do [ -s "$dir/pushed" ] && break; sleep 0.05; done
browser=$(head -1 "$dir/pushed")
printf 'push-loopback-ca = %s\n' "$(jq -r .ca <<< "$browser")" > "$conf"
start "$dir/data"
matches without_mail_and_gateway_it_says_so "$(cat "$dir/served.err")" '*push_alone*'
matches and_that_it_pushes_to_itself "$(cat "$dir/served.err")" '*push_to_itself*'
cookie=$("$passkey" enrol "$server" "$dir/key" "$secret")
key=$("$passkey" get "$server" "$cookie" /api/push-key | jq -r .key)
result browsers_are_told_the_key "${#key}" 87
device=$(command_as "$cookie" charter add_device "$(jq -c '{endpoint, p256dh, auth}' <<< "$browser")" | jq .seq)
command_as "$cookie" charter test_device "{\"device\":$device}" > /dev/null
for _ in {1..100}; do [ "$(wc -l < "$dir/pushed")" -gt 1 ] && break; sleep 0.05; done
matches a_test_page_arrives_at_the_browser "$(sed -n 2p "$dir/pushed")" '{"tag":"test","text":"*","title":"Test page","url":"http*/account?test=*"}'
settled_as() { "$passkey" get "$server" "$cookie" '/api/rooms/charter/entries?after=0&limit=100' | jq -r '.entries[].leaf | fromjson | select(.kind == "page_settled") | .f.result'; }
for _ in {1..100}; do settled=$(settled_as); [ -n "$settled" ] && break; sleep 0.05; done
result and_what_became_of_it_is_in_the_record "$settled" accepted
"$tocsin" backup "$dir/data" "$dir/backup" > /dev/null
stop

# ---- its backup ----
result the_key_is_in_the_backup "$(cmp "$dir/data/push-key" "$dir/backup/push-key" && stat -c %a "$dir/backup/push-key")" 600
"$tocsin" restore "$dir/backup" "$dir/again" --why test > /dev/null
result and_restored "$(cmp "$dir/data/push-key" "$dir/again/push-key" && stat -c %a "$dir/again/push-key")" 600
result no_other_key_is "$(find "$dir/backup" -name keys | wc -l)" 0
matches what_was_sent_verifies "$("$tocsin" verify "$dir/data")" '*whole      yes*'
echo "1..$n"
