// A picture on its way from one process to another, in parts: a large one is never there twice on its way.
import type { Picture } from "../metrics/picture.ts";

type Column = Int32Array | Uint8Array | Float64Array | BigInt64Array;
type Table = "turns" | "spends" | "pieces";

/** What is small of a picture, and how its columns are made up. */
export type PictureFrame = {
  readonly rest: Omit<Picture, Table>;
  readonly columns: readonly {
    readonly table: Table;
    readonly name: string;
    readonly type: "Int32Array" | "Uint8Array" | "Float64Array" | "BigInt64Array";
    readonly length: number;
  }[];
};

/** A part of a column: its bytes from `at` on. */
export type PicturePart = { readonly column: number; readonly at: number; readonly bytes: Uint8Array };

const TABLES: readonly Table[] = ["turns", "spends", "pieces"];
const MOST_BYTES = 2 ** 17;

/** The picture's frame, then its parts in order. */
export function takeApart(picture: Picture): {
  readonly frame: PictureFrame;
  readonly parts: Iterable<PicturePart>;
} {
  const { turns, spends, pieces, ...rest } = picture;
  const columns = TABLES.flatMap((table) =>
    Object.entries<Column>({ turns, spends, pieces }[table]).map(([name, values]) => ({
      table,
      name,
      values,
    })),
  );
  const frame = {
    rest,
    columns: columns.map(({ table, name, values }) => ({
      table,
      name,
      type: typeOf(values),
      length: values.length,
    })),
  };
  return { frame, parts: partsOf(columns.map(({ values }) => values)) };
}

function* partsOf(columns: readonly Column[]): Generator<PicturePart> {
  for (const [column, { buffer, byteOffset, byteLength }] of columns.entries())
    for (let at = 0; at < byteLength; at += MOST_BYTES) {
      // A copy: what is sent takes the whole buffer along.
      const bytes = new Uint8Array(buffer, byteOffset + at, Math.min(MOST_BYTES, byteLength - at)).slice();
      yield { column, at, bytes };
    }
}

/** Puts a picture together again: `add` each part, then `finish`. */
export function putTogether({ rest, columns }: PictureFrame): {
  add(part: PicturePart): void;
  finish(): Picture;
} {
  const values = columns.map(({ type, length }) => new TYPES[type](length));
  return {
    add({ column, at, bytes }) {
      const into = values[column];
      if (into !== undefined) new Uint8Array(into.buffer).set(bytes, at);
    },
    finish() {
      const tableOf = (table: Table): Readonly<Record<string, Column>> =>
        Object.fromEntries(
          columns.flatMap((one, i) =>
            one.table === table ? [[one.name, values[i] ?? new Uint8Array()]] : [],
          ),
        );
      const tables = { turns: tableOf("turns"), spends: tableOf("spends"), pieces: tableOf("pieces") };
      // Its columns are those of the picture that was taken apart.
      return { ...rest, ...tables } as unknown as Picture;
    },
  };
}

const TYPES = { Int32Array, Uint8Array, Float64Array, BigInt64Array } as const;

const typeOf = (values: Column): keyof typeof TYPES =>
  values instanceof Int32Array
    ? "Int32Array"
    : values instanceof Float64Array
      ? "Float64Array"
      : values instanceof BigInt64Array
        ? "BigInt64Array"
        : "Uint8Array";
