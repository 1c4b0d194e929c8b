// The panel's one way out: messages to its host in the editor, and the answers to what it asked.
import type { Method, Params, Results } from "../../server/protocol/requests.ts";
import type { FromPanel, ToPanel } from "../../server/protocol/webview.ts";

/** What the editor gives a webview. */
export type EditorApi = {
  readonly postMessage: (message: unknown) => void;
  readonly getState: () => unknown;
  readonly setState: (state: unknown) => void;
};

export type Host = {
  /** Rejects with the host's message. */
  readonly ask: <M extends Method>(method: M, params: Params<M>) => Promise<Results[M]>;
  readonly send: (message: Exclude<FromPanel, { kind: "ask" }>) => void;
};

/** What a failed question's problem says. */
export const messageOf = (problem: unknown): string =>
  problem instanceof Error ? problem.message : String(problem);

type Waiting = { readonly resolve: (value: never) => void; readonly reject: (problem: Error) => void };

/** `onMessage` gets what is no answer. */
export function connect(
  api: Pick<EditorApi, "postMessage">,
  messages: Pick<Window, "addEventListener">,
  onMessage: (message: Exclude<ToPanel, { kind: "answer" }>) => void,
): Host {
  const waiting = new Map<number, Waiting>();
  let last = 0;

  const answered = (message: Extract<ToPanel, { kind: "answer" }>): void => {
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.ok) asked?.resolve(message.value as never);
    else asked?.reject(new Error(message.message));
  };
  messages.addEventListener("message", ({ data }: MessageEvent<ToPanel>) => {
    if (data.kind === "answer") answered(data);
    else onMessage(data);
  });

  return {
    ask: (method, params) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve, reject });
        api.postMessage({ kind: "ask", id: last, method, params } satisfies FromPanel);
      }),
    send: (message) => api.postMessage(message satisfies FromPanel),
  };
}
