import { expect, test } from "vitest";
import { kindOfFile } from "../../../server/metrics/kind-of-file.ts";

test.each([
  ["/w/src/app.ts", "code"],
  ["/w/src/App.TSX", "code"],
  ["C:/w/Makefile", "code"],
  ["/w/db/0001.sql", "code"],
  ["/w/CMakeLists.txt", "code"],
  ["/w/src/app.test.ts", "tests"],
  ["/w/tests/test_rounding.py", "tests"],
  ["/w/pkg/parse_test.go", "tests"],
  ["/w/spec/models/user_spec.rb", "tests"],
  ["/w/src/__tests__/x.js", "tests"],
  ["/w/src/OrderTest.java", "tests"],
  ["/w/src/Contest.java", "code"],
  ["/w/src/latest.ts", "code"],
  ["/w/contest/app.ts", "code"],
  ["/w/src/Contest.py", "code"],
  ["/w/test/notes.md", "docs"],
  ["/w/README", "docs"],
  ["/w/docs/guide.adoc", "docs"],
  ["/w/web/app.scss", "styles"],
  ["/w/package.json", "data"],
  ["/w/.env", "data"],
  ["/w/.gitignore", "data"],
  ["/w/requirements.txt", "data"],
  ["/w/image", "other"],
  ["/w/constructor", "other"],
  ["/w/a.unheard-of", "other"],
  ["", "other"],
])("%s: %s", (path, kind) => {
  expect(kindOfFile(path)).toBe(kind);
});
