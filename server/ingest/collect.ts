// Gathers the events of a stretch of a file into a slice for the ledger: each thing once, and no text.
import type {
  AgentEvent,
  CommandEvent,
  EditEvent,
  PromptEvent,
  RequestEvent,
  SessionEvent,
  UndoEvent,
} from "../agents/agent.ts";
import type { Seal } from "../ledger/fingerprint.ts";
import {
  mergeRequests,
  type RequestRecord,
  type SessionRecord,
  type Slice,
  type Standing,
  type UndoRecord,
} from "../ledger/records.ts";
import type { PartEstimator, VisiblePart } from "./estimate-parts.ts";
import type { Pause } from "./read-file.ts";
import { type BareEdit, editsOf, type GatheredEdit, type ToChange } from "./gather-edits.ts";

export type Tools = {
  readonly seal: Seal;
  readonly estimator: PartEstimator;
  readonly toChange: ToChange;
  /** Whether a change is in the ledger, or on its way. */
  readonly isStored: (digest: Uint8Array) => boolean;
  /** Told of each change that is in a slice. */
  readonly onHandedOver: (digest: Uint8Array) => void;
};

/** What was gathered from an event, without any text: enough to gather it again from a copy of its record. */
export type Told =
  | SessionEvent
  | BarePrompt
  | CommandEvent
  | UndoEvent
  | {
      readonly kind: "told-request";
      readonly record: UnplacedRequest;
      readonly parts: readonly Omit<VisiblePart, "text">[];
    }
  | { readonly kind: "told-edit"; readonly edit: BareEdit; readonly digest: Uint8Array | null };

type BarePrompt = Omit<PromptEvent, "text">;
type UnplacedRequest = Omit<RequestRecord, "position">;

export type Collector = {
  /** `position` grows through the file. What it gives can be told again; null where only the event itself can. */
  add(event: AgentEvent, position: number): Told | null;
  /** Adds all that was told of a record's copy, or, where that takes its texts, nothing: then it gives false. */
  again(told: readonly Told[], position: number): boolean;
  skip(reason: string): void;
  unreadable(offset: number, reason: string): void;
  /** Counts tokens that will have to be counted, in turns: so that `take` is quick. */
  count(pause: Pause): Promise<void>;
  /** All since the last time. What had to wait for later records, prints and estimates, is made now. */
  take(): Slice;
};

/** A collector for one file. */
export function collect(tools: Tools): Collector {
  let gathered = emptyGathering();
  return {
    add: (event, position) => gather(gathered, event, position, tools),
    again: (told, position) => {
      const all = told.map((one) => retold(one, tools));
      if (!all.every((one) => one !== null)) return false;
      for (const one of all) one(gathered, position);
      return true;
    },
    skip: (reason) => void gathered.skipped.set(reason, (gathered.skipped.get(reason) ?? 0) + 1),
    unreadable: (offset, reason) => void gathered.unreadable.push({ offset, reason }),
    count: async (pause) => {
      for (const parts of gathered.visible.values()) {
        for (const part of parts.values()) {
          parts.set(part.print, { ...part, text: tools.estimator.count(part).tokens });
          await pause();
        }
      }
    },
    take: () => {
      const slice = sliceOf(gathered, tools);
      gathered = emptyGathering();
      for (const { change } of slice.edits)
        if (change !== null && change.files !== null) tools.onHandedOver(change.digest);
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
  readonly edits: GatheredEdit[];
  readonly undos: Map<string, UndoRecord>;
  readonly skipped: Map<string, number>;
  readonly unreadable: { offset: number; reason: string }[];
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
});

function gather(into: Gathering, event: AgentEvent, position: number, tools: Tools): Told | null {
  switch (event.kind) {
    case "request": {
      const told = toldRequest(event, tools);
      gatherRequest(into, told.record, told.parts, position);
      return { ...told, kind: "told-request", parts: told.parts.map(({ text: _, ...part }) => part) };
    }
    case "edit":
      return gatherEdit(into, event, position, tools);
    case "prompt": {
      const { text: _, ...bare } = event;
      gatherPlain(into, bare, position);
      return bare;
    }
    default:
      gatherPlain(into, event, position);
      return event;
  }
}

/** How to gather what was told; null where texts are needed that are not at hand. */
function retold(
  told: Told,
  { estimator, isStored }: Tools,
): ((into: Gathering, position: number) => void) | null {
  switch (told.kind) {
    case "told-request": {
      const parts = told.parts.flatMap((part) => estimator.recall(part) ?? []);
      if (parts.length < told.parts.length) return null;
      return (into, position) => gatherRequest(into, told.record, parts, position);
    }
    case "told-edit": {
      const { edit, digest } = told;
      if (digest !== null && !isStored(digest)) return null;
      const change = digest === null ? null : () => ({ digest, files: null });
      return (into, position) => void into.edits.push({ edit, position, change });
    }
    default:
      return (into, position) => gatherPlain(into, told, position);
  }
}

function gatherPlain(
  into: Gathering,
  event: SessionEvent | BarePrompt | CommandEvent | UndoEvent,
  position: number,
): void {
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
    default:
      event satisfies never;
  }
}

function gatherEdit(into: Gathering, event: EditEvent, position: number, { toChange }: Tools): Told | null {
  const { kind: _, files, ...edit } = event;
  if (files.length > 0 && edit.stage === "call") {
    into.edits.push({ edit, position, change: () => toChange(files) });
    return null;
  }
  const change = files.length === 0 ? null : toChange(files);
  into.edits.push({ edit, position, change: change === null ? null : () => change });
  return { kind: "told-edit", edit, digest: change?.digest ?? null };
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

function toldRequest(
  event: RequestEvent,
  { seal, estimator }: Tools,
): { record: UnplacedRequest; parts: VisiblePart[] } {
  const { kind: _, visible, visibleInput, sameAs, replay, ...rest } = event;
  const print = (text: string | null): number | null => (text === null ? null : shortPrint(seal, text));
  // Of a request whose count is known nothing is estimated, whatever its other records say.
  const texts = rest.quality === "exact" ? [] : [visible, visibleInput];
  const parts = texts.flatMap((text, index) => (text === "" ? [] : [estimator.part(text, index === 1)]));
  return { record: { ...rest, sameAs: print(sameAs), replay: print(replay), parts: [] }, parts };
}

function gatherRequest(
  into: Gathering,
  unplaced: UnplacedRequest,
  parts: readonly VisiblePart[],
  position: number,
): void {
  const name = nameOf(unplaced.session, unplaced.key);
  const record = { ...unplaced, position };
  const known = into.requests.get(name);
  const whole = known === undefined ? record : mergeRequests(known, record);
  into.requests.set(name, whole);
  if (whole.quality === "exact") return void into.visible.delete(name);
  const visible = into.visible.get(name) ?? new Map<number, VisiblePart>();
  for (const part of parts) visible.set(part.print, part);
  into.visible.set(name, visible);
}

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
    edits: editsOf(gathered.edits),
    undos: [...gathered.undos.values()],
    skipped: gathered.skipped,
    unreadable: gathered.unreadable,
  };
}

function keepFirst<T extends Standing>(records: Map<string, T>, name: string, record: T): void {
  const known = records.get(name);
  if (known === undefined || record.at < known.at)
    records.set(name, { ...record, position: known?.position ?? record.position });
}

const nameOf = (...parts: (string | null)[]): string => JSON.stringify(parts);

const shortPrint = (seal: Seal, text: string): number => Buffer.from(seal(text)).readUIntBE(0, 6);
