// Ends the process where Node is too old, in one line and before any file is read that such a Node cannot parse.
// Therefore this file and `entry.cjs` are written in the JavaScript of ten years ago. `engines.node` says the same floor.
"use strict";

var floor = [22, 16];
var have = process.versions.node.split(".").map(Number);

if (have[0] < floor[0] || (have[0] === floor[0] && have[1] < floor[1])) {
  console.error(
    "tokenworth needs Node " +
      floor.join(".") +
      " or newer; " +
      process.execPath +
      " is " +
      process.version +
      ".",
  );
  process.exit(3);
}
