#!/usr/bin/env node
// What `tokenworth` starts: looks at Node's version, then loads the bundle of `main.ts` that lies beside it in `dist/`.
"use strict";

require("./node-floor.cjs");
require("./quiet-sqlite.cjs");
require("./tokenworth.cjs");
