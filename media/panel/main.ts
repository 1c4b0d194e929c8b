// The entry of the panel: takes the host's messages, asks for what is to be shown, and draws it.
import { render } from "lit";
import type { Filter, Status } from "../../server/protocol/panel.ts";
import type { ToPanel } from "../../server/protocol/webview.ts";
import { follow } from "./follow.ts";
import { connect, type EditorApi } from "./host.ts";
import { panel, type Actions } from "./panel.ts";
import { FIRST_FILTER, FIRST_STATE, hold } from "./state.ts";

declare function acquireVsCodeApi(): EditorApi;

const root = document.querySelector("main") ?? document.body.appendChild(document.createElement("main"));
const holder = hold(FIRST_STATE, (state) => render(panel(state, actions), root));
const host = connect(acquireVsCodeApi(), window, receive);
const overviews = follow(host.ask, holder);

/** For how long it is said that something was copied, ms. */
const NOTED = 2500;
let noted: ReturnType<typeof setTimeout> | undefined;

const actions: Actions = {
  ...host,
  send: (message): void => {
    host.send(message);
    if (message.kind !== "copy") return;
    clearTimeout(noted);
    holder.change({ note: "copied" });
    noted = setTimeout(() => holder.change({ note: null }), NOTED);
  },
  change: holder.change,
  setFilter: (change: Partial<Filter>): void => {
    const filter = { ...holder.state().filter, ...change };
    holder.change({ filter, session: null, outcome: null });
    // Made-up data is a look aside, not what to begin with next time.
    if (!filter.demo) host.send({ kind: "remember", filter });
    overviews.ask();
  },
  retry: overviews.ask,
  askKnows: (): void => {
    host.ask("tokenworth/knows", {}).then(
      (doctor) => holder.change({ doctor, doctorProblem: null }),
      (problem: unknown) => holder.change({ doctorProblem: String(problem) }),
    );
  },
};

function receive(message: Exclude<ToPanel, { kind: "answer" }>): void {
  switch (message.kind) {
    case "begin": {
      const { texts, locale, status, surroundings, filter } = message;
      document.documentElement.lang = locale;
      holder.change({
        begun: { texts, locale },
        status,
        surroundings,
        filter: { ...FIRST_FILTER, ...filter },
      });
      overviews.ask();
      break;
    }
    case "changed": {
      const told = holder.state().status;
      holder.change({ status: message.status });
      if (tellsMore(told, message.status)) overviews.ask();
      break;
    }
    case "surroundings":
      holder.change({ surroundings: message.surroundings });
      overviews.ask();
      break;
  }
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

host.send({ kind: "ready" });
