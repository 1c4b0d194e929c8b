// All requests of our own, each with its handler; and how they are answered on a connection.
import { type Connection, ErrorCodes, LSPErrorCodes, ResponseError } from "vscode-languageserver/node";
import { type Method, params as schemas } from "../../protocol/requests.ts";
import { faultOf } from "../fault.ts";
import { signalOf } from "../signal.ts";
import { knows, lines, prompts } from "./asked.ts";
import { forget } from "./erasing.ts";
import type { Desk, Handler } from "./handler.ts";
import { overview, session, sessions, status } from "./shown.ts";
import { refresh, stop } from "./steering.ts";

const handlers: { readonly [M in Method]: Handler<M> } = {
  "tokenworth/status": status,
  "tokenworth/overview": overview,
  "tokenworth/sessions": sessions,
  "tokenworth/session": session,
  "tokenworth/prompts": prompts,
  "tokenworth/lines": lines,
  "tokenworth/knows": knows,
  "tokenworth/forget": forget,
  "tokenworth/refresh": refresh,
  "tokenworth/stop": stop,
};

/** Answers all of them. Params that are not what the schema says get an error, and so does what goes wrong here. */
export function serveRequests(connection: Connection, desk: Desk): void {
  for (const method of Object.keys(handlers)) serve(connection, method as Method, desk);
}

function serve<M extends Method>(connection: Connection, method: M, desk: Desk): void {
  // What a method's schema gives is what its handler takes.
  const handle = handlers[method] as Handler<Method>;
  connection.onRequest<unknown, void>(method, async (raw: unknown, token) => {
    const checked = schemas[method].safeParse(raw ?? {});
    if (!checked.success)
      return new ResponseError(
        ErrorCodes.InvalidParams,
        `${method}: ${checked.error.issues.map(said).join("; ")}`,
      );
    const { signal, dispose } = signalOf(token);
    try {
      const answer = await handle(checked.data, desk, signal);
      if (signal.aborted) return new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
      const refused = answer !== null && "refused" in answer;
      return refused ? new ResponseError(LSPErrorCodes.RequestFailed, answer.refused) : answer;
    } catch (error) {
      connection.console.error(`${method}: ${faultOf(error)}`);
      return new ResponseError(ErrorCodes.InternalError, `${method} could not be answered`);
    } finally {
      dispose();
    }
  });
}

const said = ({
  path,
  message,
}: {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}): string => `${path.length === 0 ? "params" : path.map(String).join(".")}: ${message}`;
