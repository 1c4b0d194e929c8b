// Lines as keyed fingerprints: enough to recognise a line, not to read it. All that the ledger keeps of a text.

/**
 * One line of a file.
 * `text`: keyed hash of the line without any white space, an integer below 2^48; equal for lines that differ in white space only.
 * `space`: keyed hash of the line as it stands (without its line end), below 2^16; with `text` it tells equal lines apart from re-indented ones.
 * `significant`: the line has at least one letter or digit.
 */
export type LinePrint = { readonly text: number; readonly space: number; readonly significant: boolean };

/** The lines of a file, in parallel arrays. `space` holds `space * 2 + (significant ? 1 : 0)`. */
export type FilePrint = { readonly text: Float64Array; readonly flags: Uint32Array };

/** Up to 24 keyed one-byte hashes of a line's tokens, in order: enough to see that a line was changed a little. */
export type Sketch = Uint8Array;

/** Makes prints with the user's own key. Pure but for its memory of lines already hashed. */
export type Printer = {
  line(text: string): LinePrint;
  file(lines: readonly string[]): FilePrint;
  sketch(text: string): Sketch;
};
