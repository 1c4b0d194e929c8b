// One run of the language server: from its start until it ends.
import { type CancellationToken, type LogOutputChannel, workspace } from "vscode";
import {
  type ClientCapabilities,
  CloseAction,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  type StaticFeature,
  TransportKind,
} from "vscode-languageclient/node";
import type { Status } from "../server/protocol/panel.ts";
import { DID_CHANGE, DID_TRUST, PROTOCOL_VERSION } from "../server/protocol/names.ts";
import type { DidChange, Method, Params, Results } from "../server/protocol/requests.ts";
import { SERVER_ENV, SERVER_FLAGS } from "./server-flags.ts";

export type Connection = {
  readonly start: () => void;
  /** Rejects when the server answers with an error or ends. */
  readonly send: <M extends Method>(
    method: M,
    params: Params<M>,
    token?: CancellationToken,
  ) => Promise<Results[M]>;
  /** Never rejects. */
  readonly stop: () => Promise<void>;
};

type Wishes = {
  readonly module: string;
  readonly cwd: string;
  readonly log: LogOutputChannel;
  readonly onStatus: (status: Status) => void;
  readonly onStarted: () => void;
  /** Once, when it has ended or could not be started; not after `stop`. */
  readonly onEnded: () => void;
};

/** The status bar item shows that work goes on, and the command stops it: no second item for the same. */
const withoutProgressItem: StaticFeature = {
  fillClientCapabilities: (capabilities: ClientCapabilities): void => {
    capabilities.window = { ...capabilities.window, workDoneProgress: false };
  },
  initialize: () => {},
  getState: () => ({ kind: "static" }),
  clear: () => {},
};

const said = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** `onClosed`: the channel to the server is gone. Nothing of this is shown to the user but in the log. */
const optionsOf = (log: LogOutputChannel, onClosed: () => void): LanguageClientOptions => ({
  documentSelector: [{ scheme: "file" }],
  initializationOptions: () => ({ trusted: workspace.isTrusted }),
  outputChannel: log,
  revealOutputChannelOn: RevealOutputChannelOn.Never,
  initializationFailedHandler: () => false,
  errorHandler: {
    error: () => ({ action: ErrorAction.Continue, handled: true }),
    closed: () => {
      onClosed();
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  },
});

/** Prepares one run of the server. */
export function connect({ module, cwd, log, onStatus, onStarted, onEnded }: Wishes): Connection {
  let over = false;
  const end = (): void => {
    if (over) return;
    over = true;
    trusting.dispose();
    onEnded();
  };
  const options = { cwd, execArgv: SERVER_FLAGS, env: SERVER_ENV };
  const run = { module, transport: TransportKind.ipc, options };
  const client = new LanguageClient("tokenworth", "Tokenworth", { run, debug: run }, optionsOf(log, end));
  // The library would tell the user of every start that fails. We say it once, when it has failed often.
  client.error = (message, data) => log.error(message, ...(data === undefined ? [] : [said(data)]));
  client.registerFeature(withoutProgressItem);
  client.onNotification(DID_CHANGE, ({ status }: DidChange) => onStatus(status));
  const trusting = workspace.onDidGrantWorkspaceTrust(() => {
    client.sendNotification(DID_TRUST).catch((error: unknown) => log.warn(said(error)));
  });

  async function start(): Promise<void> {
    try {
      await client.start();
      const version: unknown = client.initializeResult?.capabilities.experimental?.tokenworth?.version;
      if (version !== PROTOCOL_VERSION)
        log.warn(`The server speaks version ${String(version)} of the protocol.`);
      onStarted();
    } catch (error) {
      log.error(error instanceof Error ? error : String(error));
      end();
    }
  }

  return {
    start: () => void start(),
    // A token that is undefined would be sent as a second parameter.
    send: (method, params, token) =>
      token === undefined ? client.sendRequest(method, params) : client.sendRequest(method, params, token),
    stop: async () => {
      over = true;
      trusting.dispose();
      await client.stop().catch((error: unknown) => log.warn(said(error)));
    },
  };
}
