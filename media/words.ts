// Texts in the user's language. The English text is the key; all keys stand in l10n/bundle.l10n.json.

/** The text in the user's language, `{0}`, `{1}` ... replaced by the values. */
export type Translate = (english: string, ...values: readonly (string | number)[]) => string;

/** English text → text of the user's language; what is missing stays English. */
export function translator(texts: Readonly<Record<string, string>>): Translate {
  return (english, ...values) => {
    const text = Object.hasOwn(texts, english) ? (texts[english] ?? english) : english;
    if (values.length === 0) return text;
    return text.replaceAll(/\{(\d+)\}/g, (hole, at: string) => String(values[Number(at)] ?? hole));
  };
}

/** A text whose places are still open → its pieces, with what belongs in between: for numbers in bold, and links. */
export function woven<T>(text: string, values: readonly T[]): (string | T)[] {
  return text
    .split(/\{(\d+)\}/)
    .map((piece, at) => (at % 2 === 0 ? piece : (values[Number(piece)] ?? `{${piece}}`)));
}
