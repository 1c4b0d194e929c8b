// code-server answers "yes" whenever an extension asks for a proposed API; VS Code on the desktop does not. Tests on such a
// host would pass for what fails at the user's: this puts the true answer back.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const MARK = "/*as on the desktop*/";

/** The file that asks, within code-server's folder. */
const askedIn = (codeServer: string): string =>
  join(codeServer, "lib/vscode/out/vs/workbench/api/node/extensionHostProcess.js");

/** The check's name, found where a known proposal is asked for: the file is minified. Throws where it is not to be found. */
function nameOfCheck(source: string): string {
  const name = /=>([\w$]+)\([\w$]+,"textDocumentChangeReason"\)/.exec(source)?.[1];
  if (name === undefined) throw new Error("nothing asks for a known proposed API: the host has changed");
  return name.replaceAll("$", String.raw`\$`);
}

/** Makes the check one that looks at what the extension declares. */
export function checkProposedApi(codeServer: string): void {
  const file = askedIn(codeServer);
  const source = readFileSync(file, "utf8");
  const name = nameOfCheck(source);
  const always = new RegExp(String.raw`function (${name})\(([\w$]+),([\w$]+)\)\{return!0\}`);
  if (!always.test(source)) throw new Error("the check of proposed API is another: the host has changed");
  const checked = source.replace(
    always,
    (_, own: string, extension: string, api: string) =>
      `function ${own}(${extension},${api}){${MARK}return!!${extension}.enabledApiProposals?.includes(${api})}`,
  );
  writeFileSync(file, checked);
}

/** Whether the host checks. */
export const checksProposedApi = (codeServer: string): boolean => {
  const source = readFileSync(askedIn(codeServer), "utf8");
  return new RegExp(String.raw`function ${nameOfCheck(source)}\([\w$]+,[\w$]+\)\{`).test(source)
    ? source.includes(MARK)
    : false;
};
