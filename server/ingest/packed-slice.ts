// A slice as two texts' worth of bytes: handing it from thread to thread takes a fraction of what copying its objects would.
import type { PrintedFileEdit, PrintedHunk } from "../ledger/facts.ts";
import type { EditRecord, NewChange, Slice } from "../ledger/records.ts";
import type { FilePrint } from "../lib/print.ts";

/** `plain`: all of it as JSON but for prints and digests, which stand in `texts`, `flags` and `bytes` in the order of their use. */
export type PackedSlice = {
  readonly plain: string;
  readonly texts: Float64Array<ArrayBuffer>;
  readonly flags: Uint32Array<ArrayBuffer>;
  readonly bytes: Uint8Array<ArrayBuffer>;
};

/** Lengths in the place of prints and sketches; -1 for none. */
type PlainHunk = Pick<PrintedHunk, "oldStart" | "signs"> & { readonly sketches: readonly number[] };
type PlainFile = Omit<PrintedFileEdit, "before" | "hunks"> & {
  readonly before: number;
  readonly hunks: readonly PlainHunk[];
};
type PlainChange = { readonly digest: number; readonly files: readonly PlainFile[] | null };
type Plain = Omit<Slice, "edits" | "skipped"> & {
  readonly edits: readonly EditRecord<PlainChange>[];
  readonly skipped: readonly (readonly [string, number])[];
};

/** Packs a slice. Its three arrays may be transferred. */
export function packSlice(slice: Slice): PackedSlice {
  const prints: FilePrint[] = [];
  const blobs: Uint8Array[] = [];
  const lengthOf = (print: FilePrint): number => prints.push(print) && print.text.length;
  const sizeOf = (blob: Uint8Array): number => blobs.push(blob) && blob.length;
  const plainHunk = ({ oldStart, signs, lines, sketches }: PrintedHunk): PlainHunk => {
    lengthOf(lines);
    return { oldStart, signs, sketches: sketches.map((sketch) => (sketch === null ? -1 : sizeOf(sketch))) };
  };
  const plainFile = ({ before, hunks, ...file }: PrintedFileEdit): PlainFile => ({
    ...file,
    before: before === null ? -1 : lengthOf(before),
    hunks: hunks.map(plainHunk),
  });
  const plainChange = ({ digest, files }: NewChange): PlainChange => ({
    digest: sizeOf(digest),
    files: files === null ? null : files.map(plainFile),
  });
  const plain: Plain = {
    ...slice,
    edits: slice.edits.map((edit) => ({
      ...edit,
      change: edit.change === null ? null : plainChange(edit.change),
    })),
    skipped: [...slice.skipped],
  };
  const text = JSON.stringify(plain);
  return { plain: text, ...joined(prints), bytes: joinedBytes(blobs) };
}

/** The slice that was packed, which is used up: its memory is given back at once, not when garbage is next collected. */
export function unpackSlice({ plain, texts, flags, bytes }: PackedSlice): Slice {
  const { edits, skipped, ...rest }: Plain = JSON.parse(plain);
  let lines = 0;
  let at = 0;
  // Copies: what is held of a print must not hold all the others.
  const print = (length: number): FilePrint => {
    lines += length;
    return { text: texts.slice(lines - length, lines), flags: flags.slice(lines - length, lines) };
  };
  const blob = (length: number): Uint8Array => bytes.slice(at, (at += length));
  const hunk = ({ oldStart, signs, sketches }: PlainHunk): PrintedHunk => {
    const of = print(signs.length);
    return { oldStart, signs, lines: of, sketches: sketches.map((size) => (size < 0 ? null : blob(size))) };
  };
  const file = ({ before, hunks, ...more }: PlainFile): PrintedFileEdit => {
    const whole = before < 0 ? null : print(before);
    return { ...more, before: whole, hunks: hunks.map(hunk) };
  };
  const change = ({ digest, files }: PlainChange): NewChange => {
    const name = blob(digest);
    return { digest: name, files: files === null ? null : files.map(file) };
  };
  const slice: Slice = {
    ...rest,
    edits: edits.map((edit) => ({ ...edit, change: edit.change === null ? null : change(edit.change) })),
    skipped: new Map(skipped),
  };
  for (const { buffer } of [texts, flags, bytes]) buffer.transfer(0);
  return slice;
}

function joined(prints: readonly FilePrint[]): Pick<PackedSlice, "texts" | "flags"> {
  const lines = prints.reduce((sum, { text }) => sum + text.length, 0);
  const [texts, flags] = [new Float64Array(lines), new Uint32Array(lines)];
  let at = 0;
  for (const print of prints) {
    texts.set(print.text, at);
    flags.set(print.flags, at);
    at += print.text.length;
  }
  return { texts, flags };
}

function joinedBytes(blobs: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(blobs.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const blob of blobs) {
    bytes.set(blob, at);
    at += blob.length;
  }
  return bytes;
}
