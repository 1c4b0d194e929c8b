// Every line that ever stood in a file, as a number: one identity, wherever the line goes.
import type { Sketch } from "../lib/print.ts";

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
};

/** An empty registry. */
export function createRegistry(): Registry {
  const texts: number[] = [];
  const spaces: number[] = [];
  const firsts: number[] = [];
  const marks: number[] = [];
  const writers: number[] = [];
  const byText = new Map<number, number | number[]>();
  const sketches = new Map<number, Sketch>();
  const edited = new Map<number, number>();
  const listOf = (entry: number | number[] | undefined): readonly number[] =>
    entry === undefined ? [] : typeof entry === "number" ? [entry] : entry;
  return {
    count: () => texts.length,
    add(text, space, significant, writer) {
      const id = texts.length;
      texts.push(text);
      spaces.push(space);
      firsts.push(space);
      marks.push(significant ? 1 : 0);
      writers.push(writer);
      const entry = byText.get(text);
      if (entry === undefined) byText.set(text, id);
      else if (typeof entry === "number") byText.set(text, [entry, id]);
      else entry.push(id);
      return id;
    },
    text: (id) => texts[id] ?? -1,
    space: (id) => spaces[id] ?? -1,
    respace(id, space) {
      spaces[id] = space;
    },
    firstSpace: (id) => firsts[id] ?? -1,
    significant: (id) => marks[id] === 1,
    writer: (id) => writers[id] ?? NOBODY,
    setWriter(id, writer) {
      writers[id] = writer;
    },
    births(text) {
      const entry = byText.get(text);
      return entry === undefined ? 0 : typeof entry === "number" ? 1 : entry.length;
    },
    withText: (text) => listOf(byText.get(text)),
    sketch: (id) => sketches.get(id),
    setSketch: (id, sketch) => void sketches.set(id, sketch),
    editedFrom: (id) => edited.get(id),
    setEditedFrom: (id, from) => void edited.set(id, from),
    editedFroms: () => edited.values(),
  };
}
