// The texts of all identities: each distinct text once, found by its key, with the identities that have it.
import { packInts } from "../lib/pack.ts";

export type Texts = {
  /** How many identities there are. */
  count(): number;
  /** Makes the next identity. */
  add(text: number): number;
  /** The key of an identity's text; -1 for none. */
  of(id: number): number;
  /** How many identities have the text. */
  births(text: number): number;
  /** They, oldest first. */
  withText(text: number): readonly number[];
  save(): { readonly texts: Float64Array; readonly kinds: Uint8Array };
};

type Saved = { readonly texts: Float64Array; readonly kinds: Int32Array };

const NONE = -1;

/** The texts of no identity, or those saved. A kind is a distinct text's number, in the order of their first births. */
export function createTexts(saved?: Saved): Texts {
  let count = 0;
  let kinds = 0;
  let kindOf = new Int32Array(1024);
  /** The identity before with the same text. */
  let earlier = new Int32Array(1024);
  let textOf = new Float64Array(1024);
  let latest = new Int32Array(1024);
  let births = new Int32Array(1024);
  let slots = new Int32Array(4096).fill(NONE);
  /** Lists that were asked for, kept up to date. */
  const lists = new Map<number, number[]>();

  if (saved) {
    kindOf = Int32Array.from(saved.kinds);
    earlier = new Int32Array(kindOf.length);
    textOf = Float64Array.from(saved.texts);
    kinds = textOf.length;
    count = kindOf.length;
    latest = new Int32Array(kinds).fill(NONE);
    births = new Int32Array(kinds);
    resize();
    for (let id = 0; id < count; id++) link(id, kindOf[id] ?? 0);
  }

  function link(id: number, kind: number): void {
    earlier[id] = latest[kind] ?? NONE;
    latest[kind] = id;
    births[kind] = (births[kind] ?? 0) + 1;
  }

  /** The slot of a text: its own, or the empty one that it would take. Keys are as good as random already. */
  function slotOf(text: number): number {
    const mask = slots.length - 1;
    for (let slot = (text >>> 0) & mask; ; slot = (slot + 1) & mask) {
      const kind = slots[slot] ?? NONE;
      if (kind === NONE || textOf[kind] === text) return slot;
    }
  }

  function resize(): void {
    let size = slots.length;
    while (size < kinds * 2) size *= 2;
    slots = new Int32Array(size).fill(NONE);
    for (let kind = 0; kind < kinds; kind++) slots[slotOf(textOf[kind] ?? 0)] = kind;
  }

  function newKind(text: number, slot: number): number {
    const kind = kinds++;
    if (kind >= textOf.length) {
      textOf = grow(textOf, new Float64Array(kind * 2 + 1024));
      latest = grow(latest, new Int32Array(kind * 2 + 1024));
      births = grow(births, new Int32Array(kind * 2 + 1024));
    }
    textOf[kind] = text;
    latest[kind] = NONE;
    births[kind] = 0;
    slots[slot] = kind;
    if (kinds * 2 > slots.length) resize();
    return kind;
  }

  const find = (text: number): number => slots[slotOf(text)] ?? NONE;

  return {
    count: () => count,
    add(text) {
      const id = count++;
      if (id >= kindOf.length) {
        kindOf = grow(kindOf, new Int32Array(id * 2 + 1024));
        earlier = grow(earlier, new Int32Array(id * 2 + 1024));
      }
      const slot = slotOf(text);
      const known = slots[slot] ?? NONE;
      const kind = known === NONE ? newKind(text, slot) : known;
      kindOf[id] = kind;
      link(id, kind);
      lists.get(kind)?.push(id);
      return id;
    },
    of: (id) => (id >= 0 && id < count ? (textOf[kindOf[id] ?? 0] ?? -1) : -1),
    births(text) {
      const kind = find(text);
      return kind === NONE ? 0 : (births[kind] ?? 0);
    },
    withText(text) {
      const kind = find(text);
      if (kind === NONE) return [];
      const known = lists.get(kind);
      if (known) return known;
      const list: number[] = [];
      for (let id = latest[kind] ?? NONE; id !== NONE; id = earlier[id] ?? NONE) list.push(id);
      lists.set(kind, list.reverse());
      return list;
    },
    save: () => ({ texts: textOf.slice(0, kinds), kinds: packInts(kindOf.subarray(0, count)) }),
  };
}

function grow<T extends Int32Array | Float64Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
