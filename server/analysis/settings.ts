// The user's own settings: `settings.json` in the settings folder.
import { z } from "zod";
import { isMappable } from "../lib/path-mapping.ts";

const folder = z.string().refine(isMappable, "must be an absolute path");
const file = z.strictObject({
  /** Folders as records name them, and where they are found here. */
  paths: z.record(folder, folder).default({}),
});

export type Settings = Readonly<z.infer<typeof file>>;

/** Reads a parsed `settings.json`. A bad one gives one line that says where and why. */
export function readSettings(
  parsed: unknown,
): { readonly ok: true; readonly value: Settings } | { readonly ok: false; readonly message: string } {
  const result = file.safeParse(parsed);
  if (result.success) return { ok: true, value: result.data };
  const [issue] = result.error.issues;
  const where = issue?.path.map(String).join(": ") || "the file";
  const inner = issue?.code === "invalid_key" ? issue.issues[0]?.message : undefined;
  return { ok: false, message: `${where}: ${inner ?? issue?.message ?? "not a table of settings"}` };
}
