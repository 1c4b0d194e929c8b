// Asks whoever sits at the terminal.
import { createInterface } from "node:readline/promises";

/** Asks on standard error and reads a line of standard input: whether it is a yes. null where either is no terminal. */
export async function confirmOn(
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
  signal: AbortSignal,
  question: string,
): Promise<boolean | null> {
  if (!input.isTTY || !output.isTTY) return null;
  const lines = createInterface({ input, output });
  try {
    return /^\s*y(es)?\s*$/i.test(await lines.question(`${question} [y/N] `, { signal }));
  } catch {
    // Ctrl-C, or the end of the input.
    return false;
  } finally {
    lines.close();
  }
}
