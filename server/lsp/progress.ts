// Shows work that takes a while in the editor, where it can be cancelled.
import type { Connection, WorkDoneProgressServerReporter } from "vscode-languageserver/node";
import type { Freshness } from "../protocol/panel.ts";

/** What is over sooner is not shown. */
const WORTH_SHOWING_MS = 1_000;

export type ProgressDisplay = {
  /** How things stand now. */
  show(freshness: Freshness): void;
  close(): void;
};

/** A display by the protocol's own means; `onCancel` where the user wants the work stopped. */
export function createProgressDisplay(connection: Connection, onCancel: () => void): ProgressDisplay {
  let timer: NodeJS.Timeout | undefined;
  /** null: nothing is under way. `reporter` is not there before the client has agreed. */
  let shown: { reporter: WorkDoneProgressServerReporter | null; over: boolean } | null = null;
  let latest: Freshness | null = null;

  async function begin(): Promise<void> {
    const mine: NonNullable<typeof shown> = { reporter: null, over: false };
    shown = mine;
    const reporter = await connection.window.createWorkDoneProgress();
    reporter.begin("Tokenworth", 0, messageOf(latest), true);
    mine.reporter = reporter;
    reporter.token.onCancellationRequested(onCancel);
    if (mine.over) reporter.done();
  }

  function end(): void {
    clearTimeout(timer);
    timer = undefined;
    if (shown !== null) {
      shown.over = true;
      shown.reporter?.done();
    }
    shown = null;
  }

  return {
    show(freshness) {
      latest = freshness;
      if (freshness.activity !== "reading" && freshness.activity !== "following") return end();
      timer ??= setTimeout(() => void begin().catch(() => {}), WORTH_SHOWING_MS);
      const message = messageOf(freshness);
      const percent = percentOf(freshness);
      if (percent === null) shown?.reporter?.report(message);
      else shown?.reporter?.report(percent, message);
    },
    close: end,
  };
}

const messageOf = (freshness: Freshness | null): string => freshness?.progress?.doing ?? "";

function percentOf({ progress }: Freshness): number | null {
  return progress === null || progress.total === 0
    ? null
    : Math.min(100, Math.floor((100 * progress.done) / progress.total));
}
