// The entry of the panel: takes the host's messages, asks for what is to be shown, and draws it.
import { render } from "lit";
import type { Filter, Status } from "../../server/protocol/panel.ts";
import type { ToPanel } from "../../server/protocol/webview.ts";
import { formatIn } from "../format.ts";
import { translator } from "../words.ts";
import { follow } from "./follow.ts";
import { connect, messageOf, type EditorApi } from "./host.ts";
import { memoryIn, memoryOf } from "./memory.ts";
import { panel, type Actions } from "./panel.ts";
import { FIRST_FILTER, FIRST_STATE, hold, type PanelState } from "./state.ts";

declare function acquireVsCodeApi(): EditorApi;

/** For how long it is said that something was copied, ms. */
const NOTED = 2500;

const api = acquireVsCodeApi();
const root = document.querySelector("main") ?? document.body.appendChild(document.createElement("main"));
const { scroll, ...recalled } = memoryIn(api.getState());
const holder = hold({ ...FIRST_STATE, ...recalled }, draw);
const host = connect(api, window, receive);
const overviews = follow(host.ask, holder);
let noted: ReturnType<typeof setTimeout> | undefined;
let scrolled = false;

const actions: Actions = {
  ...host,
  send: (message): void => {
    host.send(message);
    if (message.kind === "copy") sayCopied();
  },
  sayCopied,
  change: holder.change,
  setFilter: (change: Partial<Filter>): void => {
    const filter = { ...holder.state().filter, ...change };
    holder.change({ filter, session: null, outcome: null });
    host.send({ kind: "remember", filter });
    overviews.ask();
  },
  retry: overviews.ask,
  askKnows: (): void => {
    host.ask("tokenworth/knows", {}).then(
      (doctor) => holder.change({ doctor, doctorProblem: null }),
      (problem: unknown) => holder.change({ doctorProblem: messageOf(problem) }),
    );
  },
};

function sayCopied(): void {
  clearTimeout(noted);
  holder.change({ note: "copied" });
  noted = setTimeout(() => holder.change({ note: null }), NOTED);
}

function draw(state: PanelState): void {
  render(panel(state, actions), root);
  if (state.overview !== null && !scrolled) {
    scrolled = true;
    window.scrollTo(0, scroll);
  }
  keep();
}

const keep = (): void => api.setState(memoryOf(holder.state(), scrolled ? window.scrollY : scroll));

function begin({ texts, locale, status, surroundings, filter }: Extract<ToPanel, { kind: "begin" }>): void {
  document.documentElement.lang = locale;
  holder.change({
    begun: { t: translator(texts), format: formatIn(locale) },
    status,
    surroundings,
    filter: { ...FIRST_FILTER, ...filter },
  });
  overviews.ask();
}

function changed(status: Status): void {
  const { status: told, doctor } = holder.state();
  holder.change({ status });
  if (!tellsMore(told, status)) return;
  overviews.ask();
  // All was erased: what was known is not any more.
  if (status.sessions === 0 && doctor !== null) actions.askKnows();
}

/** Progress alone changes no answer. */
function tellsMore(before: Status | null, now: Status): boolean {
  const [a, b] = [before?.freshness, now.freshness];
  return (
    a?.costsAsOf !== b.costsAsOf ||
    a.outcomesAsOf !== b.outcomesAsOf ||
    a.restricted !== b.restricted ||
    a.activity !== b.activity ||
    before?.sessions !== now.sessions
  );
}

function receive(message: Exclude<ToPanel, { kind: "answer" }>): void {
  switch (message.kind) {
    case "begin":
      return begin(message);
    case "changed":
      return changed(message.status);
    case "surroundings":
      holder.change({ surroundings: message.surroundings });
      return overviews.ask();
  }
}

window.addEventListener("scrollend", keep);
host.send({ kind: "ready" });
