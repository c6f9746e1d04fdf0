import { render } from "preact";
import { App } from "./app";
import { sweepDrafts } from "./draft";
import { startLive } from "./live";
import { startRoutes } from "./route";
import { reload } from "./store";
import "./style/tokens.css";
import "./style/app.css";
import "./style/parts.css";
import "./style/talk.css";

sweepDrafts(false);
startRoutes();
await reload().catch(() => undefined);
startLive();
const root = document.getElementById("app");
if (root) render(<App />, root);
