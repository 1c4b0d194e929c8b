// Files that say of themselves that a tool wrote them.

/** So many lines at its beginning are where a file says so. */
const HEAD = 12;

const SAYS_SO =
  /(?:^|[^\w@])@generated\b|\bgenerated\b[^]{0,200}\bdo not (?:edit|modify|change)\b|\bdo not (?:edit|modify|change)\b[^]{0,200}\bgenerated\b/i;

/** Whether the first lines of a text say that it is generated and not to be edited. */
export function saysGenerated(lines: readonly string[]): boolean {
  return SAYS_SO.test(
    lines
      .slice(0, HEAD)
      .map((line) => line.slice(0, 400))
      .join("\n"),
  );
}
