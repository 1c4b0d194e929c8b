// Remembers which texts were met lately, in a fixed amount of memory and without holding on to any of them.

/** Gives each text a slot; the caller keeps what it knows of the text there, in arrays of `slots` entries. */
export type Memo = {
  readonly slots: number;
  /** The slot of a text met before, else `~slot`, the bits turned over, of the slot that is now its own. */
  find(text: string): number;
};

/**
 * A memo of `2 ** bits` slots. A text is known by 64 bits of a cheap hash, so it may, once in many millions of years,
 * be taken for another; a text that falls on another's slot takes it over.
 */
export function createMemo(bits: number, seed: number): Memo {
  const slots = 2 ** bits;
  const low = new Int32Array(slots);
  const high = new Int32Array(slots);
  const used = new Uint8Array(slots);
  return {
    slots,
    find: (text) => {
      let a = seed ^ text.length;
      let b = ~seed;
      for (let index = 0; index < text.length; index++) {
        const unit = text.charCodeAt(index);
        a = Math.imul(rotate(a ^ unit, 15), 0x9e3779b1);
        b = Math.imul(rotate(b ^ unit, 11), 0x85ebca77);
      }
      a = mix(a ^ (b >>> 7));
      const slot = a & (slots - 1);
      if (used[slot] === 1 && low[slot] === a && high[slot] === b) return slot;
      used[slot] = 1;
      low[slot] = a;
      high[slot] = b;
      return ~slot;
    },
  };
}

const rotate = (value: number, by: number): number => (value << by) | (value >>> (32 - by));

function mix(value: number): number {
  const once = Math.imul(value ^ (value >>> 16), 0xc2b2ae35);
  return once ^ (once >>> 15);
}
