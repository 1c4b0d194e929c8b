/**
 * What to spawn for a program and its words. On Windows a program such as `code` is a script, which only the shell starts: all
 * is one line for it then, each word quoted, since paths hold spaces. None may hold a quote, and no path there can.
 */
export function throughShell(
  program: string,
  words: readonly string[],
  platform: NodeJS.Platform,
): { readonly command: string; readonly args: readonly string[]; readonly shell: boolean } {
  if (platform !== "win32") return { command: program, args: words, shell: false };
  return { command: [program, ...words].map((word) => `"${word}"`).join(" "), args: [], shell: true };
}
