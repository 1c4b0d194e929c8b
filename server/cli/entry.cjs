#!/usr/bin/env node
// What `tokenworth` starts: looks at Node's version, then loads the bundle of `main.ts` that lies beside it in `dist/`.
"use strict";

require("./node-floor.cjs");

// Node 22 and 24 warn that node:sqlite is experimental. We know; the user need not. Any other warning is passed on.
var emitWarning = process.emitWarning.bind(process);
process.emitWarning = function (warning) {
  if (String(warning).startsWith("SQLite is an experimental feature")) return;
  emitWarning.apply(null, arguments);
};

require("./tokenworth.cjs");
