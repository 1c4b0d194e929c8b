/** Control characters, and what turns around or hides the text beside it. */
const UNSEEN = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** The first words of a text on one line: at most `most` characters, cut after a word where one ends near. */
export function firstWords(text: string, most = 120): string {
  const line = text
    .slice(0, 16 * most)
    .toWellFormed()
    .replace(/\s+/gu, " ")
    .replace(UNSEEN, "")
    .trim();
  const characters = [...line];
  if (characters.length <= most) return line;
  const end = characters.lastIndexOf(" ", most - 1);
  return `${characters.slice(0, end > most / 2 ? end : most - 1).join("")}…`;
}
