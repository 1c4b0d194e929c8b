// Gathers the edits of a stretch of a file: what a call asked for only where no result tells what was done.
import type { EditEvent, FileEdit } from "../agents/agent.ts";
import type { Seal } from "../ledger/fingerprint.ts";
import type { EditRecord, NewChange } from "../ledger/records.ts";
import { sharedLines } from "../lib/lines.ts";
import type { Printer } from "../lib/print.ts";
import { createPrintEdit } from "./print-edit.ts";

/** An edit without what it did to files. */
export type BareEdit = Omit<EditEvent, "kind" | "files">;

/** `change`: what it did to files, if it says so; made when it is needed. */
export type GatheredEdit = {
  readonly edit: BareEdit;
  readonly position: number;
  readonly change: (() => NewChange) | null;
};

/**
 * What a call asked for need not be kept once its result tells what was done, or that nothing was. Only a result that
 * stands no earlier decides this: were it part of a fork's replay, the call would be, too.
 */
export function editsOf(edits: readonly GatheredEdit[]): EditRecord<NewChange>[] {
  const failedAt = new Map<string, number>();
  const toldAt = new Map<string, number>();
  for (const { edit, position, change } of edits) {
    if (edit.stage !== "result") continue;
    const name = nameOf(edit);
    if (edit.status === "failed" || edit.status === "rejected") failedAt.set(name, position);
    if (change !== null) toldAt.set(name, position);
  }
  return edits.map(({ edit, position, change }) => {
    const name = nameOf(edit);
    const failed = (failedAt.get(name) ?? -1) >= position;
    const told = edit.stage === "call" && (toldAt.get(name) ?? -1) >= position;
    return { ...edit, position, change: change === null || failed || told ? null : change() };
  });
}

const nameOf = ({ session, key }: BareEdit): string => JSON.stringify([session, key]);

/** What an edit did to files, without their texts. Printed only if no copy of the record was before. */
export type ToChange = (files: readonly FileEdit[]) => NewChange;

/** Makes changes with the user's own key. `isStored`: whether the ledger has the change of a digest. */
export function createToChange(
  printer: Printer,
  seal: Seal,
  isStored: (digest: Uint8Array) => boolean,
): ToChange {
  const printEdit = createPrintEdit(printer);
  // A text after one edit mostly is the text before another.
  const digests = new WeakMap<readonly string[], Uint8Array>();
  const digestOf = (text: string | null): Uint8Array => {
    if (text === null) return new Uint8Array();
    const lines = sharedLines(text);
    const digest = digests.get(lines) ?? seal(text);
    digests.set(lines, digest);
    return digest;
  };
  /** All that an edit of a file says. */
  const partsOf = ({ path, movedTo, change, before, after, hunks }: FileEdit): (string | Uint8Array)[] => [
    JSON.stringify([path, movedTo, change, before === null, after === null, hunks]),
    digestOf(before),
    digestOf(after),
  ];
  return (files) => {
    const digest = seal(...files.flatMap(partsOf));
    return { digest, files: isStored(digest) ? null : files.map(printEdit) };
  };
}
