// Every line that ever stood in a file, as a number: one identity, wherever the line goes.
import { packInts, unpackInts } from "../lib/pack.ts";
import type { Sketch } from "../lib/print.ts";
import { createTexts } from "./texts.ts";

/** Who wrote a line: an index into the edits given to `attribute`, or one of the two below. */
export const NOBODY = -1;
/** A person changed an agent's line a little; `editedFrom` names that line. */
export const PERSON = -2;

export type Registry = {
  /** How many identities there are: 0 … count - 1. */
  count(): number;
  /** Makes a new identity. `space` is the key of the line as it stands. */
  add(text: number, space: number, significant: boolean, writer: number): number;
  /** Key of the text without white space. */
  text(id: number): number;
  /** Key of the line as it was last seen. */
  space(id: number): number;
  /** Remembers how the line stands now: it may have been indented anew. */
  respace(id: number, space: number): void;
  /** Key of the line as it was written. */
  firstSpace(id: number): number;
  significant(id: number): boolean;
  /** Index of the edit that wrote the line, NOBODY or PERSON. */
  writer(id: number): number;
  setWriter(id: number, writer: number): void;
  /** How often this text was written anew: few births make a line distinctive. */
  births(text: number): number;
  /** The identities of a text, oldest first. */
  withText(text: number): readonly number[];
  /** A sketch of an agent's line, to know it again when a person changed it a little. */
  sketch(id: number): Sketch | undefined;
  setSketch(id: number, sketch: Sketch): void;
  /** The agent's line that a person's line was made from. */
  editedFrom(id: number): number | undefined;
  setEditedFrom(id: number, from: number): void;
  /** All agents' lines that persons' lines were made from. */
  editedFroms(): Iterable<number>;
  save(): SavedRegistry;
};

/** Plain data: what `createRegistry` goes on from. */
export type SavedRegistry = {
  readonly texts: Float64Array;
  /** Number of its text by identity. */
  readonly kinds: Uint8Array;
  readonly spaces: Uint16Array;
  readonly marks: Uint8Array;
  readonly respaced: Uint8Array;
  readonly firstSpaces: Uint16Array;
  readonly written: Uint8Array;
  readonly writers: Uint8Array;
  readonly sketches: ReadonlyMap<number, Sketch>;
  readonly edited: ReadonlyMap<number, number>;
};

/** A registry, empty or as it was saved. */
export function createRegistry(saved?: SavedRegistry): Registry {
  const texts = createTexts(saved && { texts: saved.texts, kinds: unpackInts(saved.kinds) });
  let spaces = saved ? Uint16Array.from(saved.spaces) : new Uint16Array(1024);
  let marks = saved ? Uint8Array.from(saved.marks) : new Uint8Array(1024);
  // What few lines have: another space than at first, and a writer.
  const firsts = new Map(saved ? zip(unpackInts(saved.respaced), saved.firstSpaces) : []);
  const writers = new Map(saved ? zip(unpackInts(saved.written), unpackInts(saved.writers)) : []);
  const sketches = new Map(saved?.sketches);
  const edited = new Map(saved?.edited);
  return {
    count: texts.count,
    add(text, space, significant, writer) {
      const id = texts.add(text);
      if (id >= spaces.length) [spaces, marks] = [twice(spaces), twice(marks)];
      spaces[id] = space;
      marks[id] = significant ? 1 : 0;
      if (writer !== NOBODY) writers.set(id, writer);
      return id;
    },
    text: texts.of,
    space: (id) => (id < texts.count() ? (spaces[id] ?? -1) : -1),
    respace(id, space) {
      const old = spaces[id];
      if (old === undefined || old === space || id >= texts.count()) return;
      if (!firsts.has(id)) firsts.set(id, old);
      spaces[id] = space;
    },
    firstSpace: (id) => firsts.get(id) ?? (id < texts.count() ? (spaces[id] ?? -1) : -1),
    significant: (id) => marks[id] === 1,
    writer: (id) => writers.get(id) ?? NOBODY,
    setWriter: (id, writer) => void writers.set(id, writer),
    births: texts.births,
    withText: texts.withText,
    sketch: (id) => sketches.get(id),
    setSketch: (id, sketch) => void sketches.set(id, sketch),
    editedFrom: (id) => edited.get(id),
    setEditedFrom: (id, from) => void edited.set(id, from),
    editedFroms: () => edited.values(),
    save: () => ({
      ...texts.save(),
      spaces: spaces.slice(0, texts.count()),
      marks: marks.slice(0, texts.count()),
      respaced: packInts([...firsts.keys()]),
      firstSpaces: Uint16Array.from(firsts.values()),
      written: packInts([...writers.keys()]),
      writers: packInts([...writers.values()]),
      sketches: new Map(sketches),
      edited: new Map(edited),
    }),
  };
}

function* zip(keys: ArrayLike<number>, values: ArrayLike<number>): Generator<[number, number]> {
  for (let i = 0; i < keys.length; i++) yield [keys[i] ?? 0, values[i] ?? 0];
}

/** The same numbers, with room for as many again. */
function twice<T extends Uint8Array | Uint16Array>(values: T): T;
function twice(values: Uint8Array | Uint16Array): Uint8Array | Uint16Array {
  const larger =
    values instanceof Uint8Array ? new Uint8Array(values.length * 2) : new Uint16Array(values.length * 2);
  larger.set(values);
  return larger;
}
