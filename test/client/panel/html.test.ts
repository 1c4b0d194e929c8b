import { expect, test } from "vitest";
import { pageOf } from "../../../client/panel/html.ts";

test("the panel's page lets nothing run or load but its own files", () => {
  const page = pageOf({
    script: "https://webview/panel.js",
    style: "https://webview/panel.css",
    source: "https://webview",
    nonce: "n0nce",
    language: "de",
  });
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1];
  expect(policy?.split("; ")).toEqual([
    "default-src 'none'",
    "script-src 'nonce-n0nce'",
    "style-src https://webview",
    "font-src https://webview",
    "img-src https://webview data: blob:",
  ]);
  expect(page.match(/<script[^>]*>/g)).toEqual([
    '<script type="module" nonce="n0nce" src="https://webview/panel.js">',
  ]);
  expect(page).not.toMatch(/<style|\sstyle=|\son\w+=/);
  expect(page).toContain('<html lang="de">');
});
