// push service -- on this machine, as RFC 8030 has it, for one browser whose keys it was given: so it can read what it is brought (RFC 8291).

import { execFileSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import https from "node:https";
import path from "node:path";

const derived = (key, salt, info, length) => Buffer.from(crypto.hkdfSync("sha256", key, salt, info, length));
const info = (name, ...more) => Buffer.concat([Buffer.from(`${name}\0`), ...more]);

export class PushService {
	#keys = crypto.createECDH("prime256v1");
	#auth = crypto.randomBytes(16);
	/** What it answers: 201 takes it, 410 says that the browser is gone. */
	status = 201;
	/** Of everything brought: what it says, and by whose key. */
	taken = [];
	/** Called with what it says. */
	deliver = async () => undefined;

	constructor(folder) {
		this.ca = path.join(folder, "push.crt");
		const key = path.join(folder, "push.key");

		execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1", "-subj", "/CN=localhost",
			"-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", this.ca], { stdio: "ignore" });
		this.#keys.generateKeys();
		this.server = https.createServer({ key: fs.readFileSync(key), cert: fs.readFileSync(this.ca) }, (asked, answer) => void this.#take(asked, answer));
	}

	async listen() {
		this.server.listen(0, "127.0.0.1");
		await new Promise((done) => this.server.once("listening", done));
		this.endpoint = `https://localhost:${this.server.address().port}/send/one`;
	}

	/** What a browser subscribed here tells of itself. */
	subscription = () => ({ endpoint: this.endpoint, p256dh: [...this.#keys.getPublicKey()], auth: [...this.#auth] });

	async #take(asked, answer) {
		const parts = [];

		for await (const part of asked) parts.push(part);
		answer.writeHead(this.status).end();
		if (this.status !== 201) return;
		const says = this.#open(Buffer.concat(parts));
		this.taken.push({ says, key: /k=([\w-]+)/.exec(asked.headers.authorization)?.[1] });
		await this.deliver(says);
	}

	/** One record of aes128gcm (RFC 8188): salt, record size, the sender's point, the text and its filling. */
	#open(body) {
		const salt = body.subarray(0, 16), point = body.subarray(21, 21 + body[20]), sealed = body.subarray(21 + body[20]);
		const secret = derived(this.#keys.computeSecret(point), this.#auth, info("WebPush: info", this.#keys.getPublicKey(), point), 32);
		const cipher = crypto.createDecipheriv("aes-128-gcm", derived(secret, salt, info("Content-Encoding: aes128gcm"), 16), derived(secret, salt, info("Content-Encoding: nonce"), 12));

		cipher.setAuthTag(sealed.subarray(-16));
		const filled = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
		return filled.subarray(0, filled.lastIndexOf(2)).toString();
	}

	close() {
		this.server.closeAllConnections();
		this.server.close();
	}
}
