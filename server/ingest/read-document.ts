// Reads a file that its agent writes anew each time: the newest text replaces what the older one told.
import { isUtf8 } from "node:buffer";
import { closeSync, readFileSync } from "node:fs";
import { openFile } from "./open-file.ts";
import { type AnyAgent, atStart, type Reading, withdrawalOf } from "./read-file.ts";

/** Far below the longest text that there can be. */
const MOST_BYTES = 2 ** 28;

export type DocumentsAgent = Extract<AnyAgent, { source: "documents" }>;

/**
 * Reads a document into the ledger. Requests that stood in an older text and stand no more were made and stay. Throws
 * where the file can't be read.
 */
export async function readDocument(
  agent: DocumentsAgent,
  { source, mark, sink, collector, pause, onBytes }: Reading,
): Promise<void> {
  const text = mark.size > MOST_BYTES ? null : textOf(contentOf(source.path));
  if (text === null) collector.unreadable(0, mark.size > MOST_BYTES ? "too-large" : "not-utf8");
  const state = agent.start({ path: source.path, at: mark.changedAt });
  const parsed = agent.parse(text ?? "", state);
  if (text !== null) {
    parsed.events.forEach((event, index) => collector.add(event, index));
    for (const reason of parsed.skipped) collector.skip(reason);
  }
  onBytes(mark.size);
  await collector.count(pause);
  const checkpoint = atStart(mark, JSON.stringify(parsed.state), agent.version);
  const withdrawal = withdrawalOf(source, agent.version, "state");
  sink.add({ source, withdrawal, slice: collector.take(), checkpoint });
}

function contentOf(path: string): Buffer {
  const file = openFile(path);
  try {
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

function textOf(bytes: Buffer): string | null {
  if (!isUtf8(bytes)) return null;
  return bytes.toString("utf8").replace(/^\ufeff/, "");
}
