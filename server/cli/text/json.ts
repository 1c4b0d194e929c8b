// JSON as it is printed.
import { UNSEEN } from "../../lib/unseen.ts";

/**
 * A value as indented JSON that does nothing to a terminal: what is no plain letter stands escaped, which readers of
 * JSON take for the same.
 */
export function jsonOf(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(UNSEEN, (letters) =>
    letters === "\n"
      ? letters
      : Array.from({ length: letters.length }, (_, i) => escaped(letters, i)).join(""),
  );
}

const escaped = (text: string, i: number): string => `\\u${text.charCodeAt(i).toString(16).padStart(4, "0")}`;
