// What an editor starts as the language server, and the server as the process that works for it: looks at Node's version,
// then loads the bundle of `main.ts` that lies beside it in `dist/`.
"use strict";

require("./cli/node-floor.cjs");
require("./cli/quiet-sqlite.cjs");
require("./language-server.cjs");
