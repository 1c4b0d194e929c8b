// The page that the panel is drawn in. Nothing but our own script and style may run or load in it.

export type Page = {
  readonly script: string;
  readonly style: string;
  /** Where the webview's own files come from. */
  readonly source: string;
  /** New for each page. */
  readonly nonce: string;
  readonly language: string;
};

/** The page as HTML. No stranger's text is in it: all data comes by messages. */
export function pageOf({ script, style, source, nonce, language }: Page): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    `font-src ${source}`,
    `img-src ${source} data: blob:`,
  ].join("; ");
  return `<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Tokenworth</title>
    <link rel="stylesheet" id="vscode-codicon-stylesheet" href="${style}" />
    <script type="module" nonce="${nonce}" src="${script}"></script>
  </head>
  <body></body>
</html>
`;
}
