// Node 22 and 24 warn that node:sqlite is experimental. We know; the user need not. Any other warning is passed on.
"use strict";

var emitWarning = process.emitWarning.bind(process);
process.emitWarning = function (warning) {
  if (String(warning).startsWith("SQLite is an experimental feature")) return;
  emitWarning.apply(null, arguments);
};
