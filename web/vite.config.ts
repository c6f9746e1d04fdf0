import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { type Plugin, defineConfig } from "vite";

type Bytes = string | Uint8Array;
const sha256 = (...of: Bytes[]): string => of.reduce((hash, bytes) => hash.update(bytes), createHash("sha256")).digest("hex");

/** Tells the service worker what it belongs to: the page's hash, every part, and a name that changes with any of them. */
const keepWhole: Plugin = {
	name: "keep-whole",
	generateBundle: {
		order: "post",
		handler(_, bundle) {
			const still = readdirSync("public").map((name): [string, Bytes] => [`/${name}`, readFileSync(`public/${name}`)]);
			const made = Object.values(bundle).map((file): [string, Bytes] => [`/${file.fileName}`, file.type === "asset" ? file.source : file.code]);
			const all = [...still, ...made].filter(([name]) => name !== "/service_worker.js").sort(([a], [b]) => (a < b ? -1 : 1));
			const page = all.find(([name]) => name === "/index.html");
			const worker = bundle["service_worker.js"];

			if (!page || worker?.type !== "chunk" || worker.imports.length || !worker.code.includes("kept")) throw new Error("the service worker does not stand alone");
			const kept = { name: `program-${sha256(...all.flat()).slice(0, 16)}`, page: sha256(page[1]), parts: all.map(([name]) => name).filter((name) => name !== "/index.html") };
			worker.code = `const kept=${JSON.stringify(kept)};\n${worker.code}`;
		},
	},
};

// One style sheet, one script, others when they are needed, nothing inline: what the content security policy allows.
// The service worker is a file of its own at the root, whose scope is everything.
export default defineConfig({
	plugins: [keepWhole],
	build: {
		target: "es2022",
		modulePreload: { polyfill: false },
		assetsInlineLimit: 0,
		cssCodeSplit: false,
		reportCompressedSize: false,
		rollupOptions: {
			input: { index: "index.html", service_worker: "src/worker/service_worker.ts" },
			output: {
				entryFileNames: (chunk) => (chunk.name === "service_worker" ? "[name].js" : "assets/[name]-[hash].js"),
				// What is needed before anything is seen is one file: three dozen cost a slow telephone more than they save.
				codeSplitting: { groups: [{ name: "first", tags: ["$initial"], test: /^(?!.*\/worker\/)/ }] },
			},
		},
	},
});
