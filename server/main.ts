// The entry of the language server (`--stdio`, `--node-ipc`) and of the process that works for it (`--work`).
// Only what this process needs is loaded: the server itself knows neither logs nor git.
const [first, second] = process.argv.slice(2);
if (first === "--work") void import("./lsp/work.ts").then(({ work }) => work(second === "watched"));
else void import("./lsp/serve.ts").then(({ serve }) => serve());
