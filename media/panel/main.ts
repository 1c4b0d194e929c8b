// The entry of the panel: takes the host's messages, asks for what is to be shown, and draws it.
import { render } from "lit";
import type { Filter } from "../../server/protocol/panel.ts";
import type { ToPanel } from "../../server/protocol/webview.ts";
import { follow } from "./follow.ts";
import { connect, type EditorApi } from "./host.ts";
import { panel } from "./panel.ts";
import { FIRST_FILTER, FIRST_STATE, hold } from "./state.ts";

declare function acquireVsCodeApi(): EditorApi;

const root = document.querySelector("main") ?? document.body.appendChild(document.createElement("main"));
const holder = hold(FIRST_STATE, (state) => render(panel(state, actions), root));
const host = connect(acquireVsCodeApi(), window, receive);
const overviews = follow(host.ask, holder);

const actions = {
  ...host,
  change: holder.change,
  setFilter: (change: Partial<Filter>): void => {
    const filter = { ...holder.state().filter, ...change };
    holder.change({ filter, session: null });
    host.send({ kind: "remember", filter });
    overviews.ask();
  },
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
    case "changed":
      holder.change({ status: message.status });
      overviews.ask();
      break;
    case "surroundings":
      holder.change({ surroundings: message.surroundings });
      overviews.ask();
      break;
  }
}

host.send({ kind: "ready" });
