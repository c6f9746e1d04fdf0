// between -- stands between browsers and the server: counts streams where they arrive, cuts the connection, loses an answer.

import net from "node:net";

export class Between {
	#sockets = new Set();
	#port = 0;
	#cut = false;
	#lose;
	/** Request lines of commands that reached the server. */
	commands = [];

	/** Where the server is. */
	behind = "127.0.0.2";

	async listen(port) {
		this.#port = port;
		this.server = net.createServer((client) => this.#carry(client)).listen(port, "127.0.0.1");
		await new Promise((done) => this.server.once("listening", done));
	}

	#carry(client) {
		if (this.#cut) return void client.destroy();
		const server = net.connect(this.#port, this.behind);
		const pair = { client, server, stream: false, mute: false };
		const end = () => {
			this.#sockets.delete(pair);
			client.destroy();
			server.destroy();
		};

		this.#sockets.add(pair);
		client.on("data", (bytes) => {
			const [line] = bytes.toString("latin1").split("\r\n", 1);
			if (line.startsWith("GET /api/stream")) pair.stream = true;
			if (/^POST .*\/commands\//.test(line)) this.commands.push(line);
			if (this.#lose?.test(line)) {
				pair.mute = true;
				this.#lose = undefined;
			}
			server.write(bytes);
		});
		server.on("data", (bytes) => (pair.mute ? end() : client.write(bytes)));
		for (const socket of [client, server]) socket.on("close", end).on("error", end);
	}

	streams = () => [...this.#sockets].filter((pair) => pair.stream).length;

	/** The streams alone, as a server lets go of a slow reader. */
	cutStreams() {
		for (const { client, stream } of this.#sockets) if (stream) client.destroy();
	}

	cut() {
		this.#cut = true;
		for (const { client } of this.#sockets) client.destroy();
	}
	mend() { this.#cut = false; }

	/** The next request whose first line matches arrives, but its answer is lost and the connection with it. */
	lose(pattern) { this.#lose = pattern; }

	close() {
		this.cut();
		this.server.close();
	}
}
