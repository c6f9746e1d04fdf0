import { render } from "preact";
import { App } from "./app";
import { sweepDrafts } from "./draft";
import { startKeyboard } from "./keyboard";
import { fetchLater } from "./later";
import { startLive } from "./live";
import { place, startRoutes } from "./route";
import { matter, reload } from "./store";
import "./style/tokens.css";
import "./style/app.css";
import "./style/parts.css";
import "./style/talk.css";
import "./style/print.css";

sweepDrafts(false);
startRoutes();
const known = reload().catch(() => undefined);
if (place.value.place === "room") matter(place.value.room, place.value.at);     // beside who one is, and not after
await known;
startLive();
startKeyboard();
fetchLater();
const root = document.getElementById("app");
if (root) render(<App />, root);
