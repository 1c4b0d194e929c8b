// Makes tokenworth.vsix, or the file that is named, offline, from what `.vscodeignore` allows: the same bytes from the same files, wherever and whenever.
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createVSIX, listFiles, PackageManager } from "@vscode/vsce";
import { withoutRelativeLinks } from "./plain-links.ts";

const VSIX = resolve(process.argv[2] ?? "tokenworth.vsix");
const MOST_BYTES = 2_000_000;

/** Fields of package.json that are about this checkout and not about the extension. */
const OWN = ["private", "scripts", "bin", "devDependencies", "optionalDependencies", "allowScripts", "knip"];

/** The package's manifest: nothing of how it is developed. */
function publishedManifest(): Record<string, unknown> {
  const { engines, ...manifest } = JSON.parse(readFileSync("package.json", "utf8")) as {
    readonly engines: { readonly vscode: string };
  } & Record<string, unknown>;
  const kept = Object.entries(manifest).filter(([name]) => !OWN.includes(name));
  return { ...Object.fromEntries(kept), engines: { vscode: engines.vscode } };
}

/** Copies a file of the package to a folder. All have the same mode, which the package keeps. */
function stage(folder: string, path: string, isPublic: boolean): void {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  if (path === "package.json") writeFileSync(target, JSON.stringify(publishedManifest(), null, 2));
  // Without a public repository there is nothing that a relative link of a page in the marketplace could lead to.
  else if (path.endsWith(".md") && !isPublic && !path.includes("/"))
    writeFileSync(target, withoutRelativeLinks(readFileSync(path, "utf8")));
  else copyFileSync(path, target);
  chmodSync(target, 0o644);
}

// The times in the package: those of `$SOURCE_DATE_EPOCH`, else the first that its format knows; never those of this machine.
process.env["SOURCE_DATE_EPOCH"] ??= "315532800";
process.env["TZ"] = "UTC";

const isPublic = "repository" in publishedManifest();
const folder = mkdtempSync(join(tmpdir(), "tokenworth-package-"));
try {
  const files = await listFiles({ packageManager: PackageManager.None });
  for (const path of [".vscodeignore", ...files]) stage(folder, path, isPublic);
  await createVSIX({
    cwd: folder,
    packagePath: VSIX,
    dependencies: false,
    allowMissingRepository: true,
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const { size } = statSync(VSIX);
if (size > MOST_BYTES) {
  console.error(`${VSIX} has ${size} bytes; at most ${MOST_BYTES} are allowed`);
  process.exitCode = 1;
}
