// Reads one file, whatever its kind, with tools that are shared by all files of a run.
import type { Source } from "../ledger/store.ts";
import type { Seal } from "../ledger/fingerprint.ts";
import type { Printer } from "../lib/print.ts";
import { collect, type Tools } from "./collect.ts";
import { estimateParts } from "./estimate-parts.ts";
import type { Mark } from "./file-mark.ts";
import { createToChange } from "./gather-edits.ts";
import { readDocument } from "./read-document.ts";
import type { AnyAgent, Reading } from "./read-file.ts";
import { readLines } from "./read-lines.ts";
import { readRows } from "./read-rows.ts";
import { reasonOf } from "./unreadable.ts";

/** Others have their turn after so many bytes. */
const PIECE = 2 ** 18;
/** Longer lines are passed over and reported. */
export const MOST_LINE_BYTES = 2 ** 26;

export type ToolOptions = {
  readonly seal: Seal;
  readonly printer: Printer;
  readonly countTokens: (text: string) => number;
  /** Whether a change is in the ledger. */
  readonly isStored: (digest: Uint8Array) => boolean;
};

/** So many digests are remembered. */
const MOST_HANDED_OVER = 2 ** 17;

/** What all files of a run share. */
export type RunTools = Tools & Pick<Reading, "piece">;

/** The tools of a run. A change that was handed over is as good as stored: slices are written in the order of their making. */
export function createTools({ seal, printer, countTokens, isStored }: ToolOptions): RunTools {
  const handedOver = new Set<string>();
  const nameOf = (digest: Uint8Array): string => Buffer.from(digest).toString("latin1");
  const isKnown = (digest: Uint8Array): boolean => handedOver.has(nameOf(digest)) || isStored(digest);
  return {
    piece: Buffer.allocUnsafeSlow(PIECE),
    seal,
    isStored: isKnown,
    onHandedOver: (digest) => {
      if (handedOver.size >= MOST_HANDED_OVER) handedOver.clear();
      handedOver.add(nameOf(digest));
    },
    toChange: createToChange(printer, seal, isKnown),
    estimator: estimateParts(countTokens, seal),
  };
}

/** One file to read, but for its agent and what gathers. */
export type FileToRead = Omit<Reading, "collector" | "piece"> & {
  readonly tools: RunTools;
  readonly source: Source;
  readonly mark: Mark;
  readonly mostLineBytes: number;
};

/** Why the file could not be read; null if it could. */
export async function readTask(agent: AnyAgent, { tools, ...file }: FileToRead): Promise<string | null> {
  const reading: Reading = { ...file, piece: tools.piece, collector: collect(tools) };
  try {
    if (agent.source === "lines") await readLines(agent, reading, file.mostLineBytes);
    else if (agent.source === "documents") await readDocument(agent, reading);
    else await readRows(agent, reading);
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}
