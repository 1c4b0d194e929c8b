// Gathers the events of a stretch of a file into a slice for the ledger: each thing once, and no text.
import type { AgentEvent, EditEvent, FileEdit, RequestEvent, SessionEvent } from "../agents/agent.ts";
import type { Seal } from "../ledger/fingerprint.ts";
import {
  type EditRecord,
  mergeRequests,
  type NewChange,
  type RequestRecord,
  type SessionRecord,
  type Slice,
  type Standing,
  type UndoRecord,
} from "../ledger/records.ts";
import type { Printer } from "../lib/print.ts";
import type { PartEstimator, VisiblePart } from "./estimate-parts.ts";
import { printEdit } from "./print-edit.ts";

export type Tools = { readonly printer: Printer; readonly seal: Seal; readonly estimator: PartEstimator };

export type Collector = {
  /** `position` grows through the file. */
  add(event: AgentEvent, position: number): void;
  skip(reason: string): void;
  unreadable(offset: number, reason: string): void;
  /** How many characters of texts wait to be printed or counted, about. */
  held(): number;
  /** All since the last time. What had to wait for later records, prints and estimates, is made now. */
  take(): Slice;
};

/** A collector for one file. */
export function collect(tools: Tools): Collector {
  let gathered = emptyGathering();
  return {
    add: (event, position) => gather(gathered, event, position, tools),
    skip: (reason) => void gathered.skipped.set(reason, (gathered.skipped.get(reason) ?? 0) + 1),
    unreadable: (offset, reason) => void gathered.unreadable.push({ offset, reason }),
    held: () => gathered.held,
    take: () => {
      const slice = sliceOf(gathered, tools);
      gathered = emptyGathering();
      return slice;
    },
  };
}

type Gathering = {
  readonly sessions: Map<string, SessionRecord>;
  readonly prompts: Map<string, Standing>;
  readonly commands: Map<string, Standing>;
  readonly requests: Map<string, RequestRecord>;
  /** Texts wait here: most turn out not to be needed once the request's last record is seen. */
  readonly visible: Map<string, Map<number, VisiblePart>>;
  readonly edits: { readonly event: EditEvent; readonly position: number }[];
  readonly undos: Map<string, UndoRecord>;
  readonly skipped: Map<string, number>;
  readonly unreadable: { offset: number; reason: string }[];
  held: number;
};

const emptyGathering = (): Gathering => ({
  sessions: new Map(),
  prompts: new Map(),
  commands: new Map(),
  requests: new Map(),
  visible: new Map(),
  edits: [],
  undos: new Map(),
  skipped: new Map(),
  unreadable: [],
  held: 0,
});

function gather(into: Gathering, event: AgentEvent, position: number, tools: Tools): void {
  if (event.kind === "session") return gatherSession(into.sessions, event);
  const { session, key, at } = event;
  const standing = { session, key, at, position };
  switch (event.kind) {
    case "prompt":
      return keepFirst(into.prompts, nameOf(session, key), standing);
    case "command":
      return keepFirst(into.commands, nameOf(session, key), standing);
    case "undo":
      for (const edit of event.edits)
        keepFirst(into.undos, nameOf(session, key, edit), { ...standing, edit });
      return;
    case "edit":
      into.edits.push({ event, position });
      for (const { before, after } of event.files) into.held += (before?.length ?? 0) + (after?.length ?? 0);
      return;
    case "request":
      return gatherRequest(into, event, position, tools);
    default:
      event satisfies never;
  }
}

function gatherSession(
  sessions: Map<string, SessionRecord>,
  { session, cwd, branch, parent, at }: SessionEvent,
): void {
  const relation = parent?.relation ?? null;
  const record = { session, folder: cwd, branch, parent: parent?.session ?? null, relation, at };
  const name = nameOf(session, cwd, branch, record.parent, relation);
  const known = sessions.get(name)?.at ?? null;
  sessions.set(name, { ...record, at: known === null || at === null ? (known ?? at) : Math.min(known, at) });
}

function gatherRequest(
  into: Gathering,
  event: RequestEvent,
  position: number,
  { seal, estimator }: Tools,
): void {
  const { kind: _, visible, visibleInput, sameAs, replay, ...rest } = event;
  const name = nameOf(event.session, event.key);
  const print = (text: string | null): number | null => (text === null ? null : shortPrint(seal, text));
  const record = { ...rest, position, sameAs: print(sameAs), replay: print(replay), parts: [] };
  const known = into.requests.get(name);
  const whole = known === undefined ? record : mergeRequests(known, record);
  into.requests.set(name, whole);
  if (whole.quality === "exact") return void into.visible.delete(name);
  const parts = into.visible.get(name) ?? new Map<number, VisiblePart>();
  if (visible !== "") addPart(parts, estimator.part(visible, false));
  if (visibleInput !== "") addPart(parts, estimator.part(visibleInput, true));
  into.visible.set(name, parts);
}

const addPart = (parts: Map<number, VisiblePart>, part: VisiblePart): void =>
  void parts.set(part.print, part);

function sliceOf(gathered: Gathering, tools: Tools): Slice {
  const requests = [...gathered.requests].map(([name, record]) => {
    const parts = [...(gathered.visible.get(name)?.values() ?? [])].map((part) =>
      tools.estimator.count(part),
    );
    return { ...record, parts: parts.toSorted((a, b) => a.print - b.print) };
  });
  return {
    sessions: [...gathered.sessions.values()],
    prompts: [...gathered.prompts.values()],
    commands: [...gathered.commands.values()],
    requests,
    edits: editsOf(gathered, tools),
    undos: [...gathered.undos.values()],
    skipped: gathered.skipped,
    unreadable: gathered.unreadable,
  };
}

/**
 * What a call asked for need not be kept once its result tells what was done, or that nothing was. Only a result that
 * stands no earlier decides this: were it part of a fork's replay, the call would be, too.
 */
function editsOf({ edits }: Gathering, tools: Tools): EditRecord<NewChange>[] {
  const failedAt = new Map<string, number>();
  const toldAt = new Map<string, number>();
  for (const { event, position } of edits) {
    if (event.stage !== "result") continue;
    const name = nameOf(event.session, event.key);
    if (event.status === "failed" || event.status === "rejected") failedAt.set(name, position);
    if (event.files.length > 0) toldAt.set(name, position);
  }
  return edits.map(({ event, position }) => {
    const { kind: _, files, ...rest } = event;
    const name = nameOf(event.session, event.key);
    const failed = (failedAt.get(name) ?? -1) >= position;
    const told = event.stage === "call" && (toldAt.get(name) ?? -1) >= position;
    const needed = files.length > 0 && !failed && !told;
    return { ...rest, position, change: needed ? newChange(files, tools) : null };
  });
}

function newChange(files: readonly FileEdit[], { printer, seal }: Tools): NewChange {
  return {
    digest: seal(...files.flatMap(partsOf)),
    print: () => files.map((file) => printEdit(file, printer)),
  };
}

/** All that an edit of a file says, without joining its long texts. */
function partsOf({ path, movedTo, change, before, after, hunks }: FileEdit): string[] {
  const shape = JSON.stringify([path, movedTo, change, before === null, after === null, hunks]);
  return [shape, before ?? "", after ?? ""];
}

function keepFirst<T extends Standing>(records: Map<string, T>, name: string, record: T): void {
  const known = records.get(name);
  if (known === undefined || record.at < known.at)
    records.set(name, { ...record, position: known?.position ?? record.position });
}

const nameOf = (...parts: (string | null)[]): string => JSON.stringify(parts);

const shortPrint = (seal: Seal, text: string): number => Buffer.from(seal(text)).readUIntBE(0, 6);
