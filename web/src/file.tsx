// file -- a file that was brought, shown the same way everywhere: name, size, SHA-256, and a link to save it.

import { fileHref } from "./api";
import type { Entities } from "./gen/api";
import { spoken } from "./said";
import { Mark } from "./show";
import type { Matter } from "./store";
import { say } from "./text/files";
import { OwnLabel } from "./tlp";

export function sizeText(bytes: number): string {
	if (bytes < 1000) return `${bytes} B`;
	const [size, unit] = bytes < 1e6 ? [bytes / 1e3, "kB"] : bytes < 1e9 ? [bytes / 1e6, "MB"] : [bytes / 1e9, "GB"];
	return `${size.toFixed(size < 10 ? 1 : 0)} ${unit}`;
}

export const hex = (b64: string): string => Array.from(atob(b64.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0).toString(16).padStart(2, "0")).join("");

export function SaveLink({ of, file }: { of: Matter; file: Entities["attachment"] }) {
	return <a class="button" href={fileHref(of.room, file.id)} download>{say.download}<span class="unseen"> {file.file?.name}</span></a>;
}

function Carried({ of, file, message }: { of: Matter; file: Entities["attachment"]; message: Entities["message"] }) {
	if (!file.file) return <li><em>{say.erased}</em></li>;
	const digest = hex(file.file.sha256);
	return (
		<li>
			<span>
				<strong>{file.file.name}</strong> {file.suspicious && <Mark tone="bad" title={say.suspicious_lead}>{say.suspicious}</Mark>}{" "}
				{file.tlp !== message.tlp && <OwnLabel of={of} label={file.tlp} />}{" "}
				<small>{sizeText(file.file.size)} · SHA-256 <code title={digest}>{digest.slice(0, 12)}…</code></small>
			</span>
			<SaveLink of={of} file={file} />
		</li>
	);
}

const filesOf = (of: Matter, message: Entities["message"]): Entities["attachment"][] =>
	(message.attachments ?? []).map((id) => of.one("attachment", id)).filter((file) => file !== undefined);

/** The files that a message carries. */
export function Carries({ of, message }: { of: Matter; message: Entities["message"] }) {
	const files = filesOf(of, message);
	return files.length ? <ul class="carried">{files.map((file) => <Carried key={file.id} of={of} file={file} message={message} />)}</ul> : null;
}

/** A message in a few words: its own, or the names of its files. */
export function gist(of: Matter, message: Entities["message"], most = 80): string {
	if (message.retracted) return say.retracted;
	if (message.text === undefined) return say.erased;
	return spoken(message.text, message.text_shown, most) || filesOf(of, message).map((file) => file.file?.name ?? say.erased).join(", ");
}
