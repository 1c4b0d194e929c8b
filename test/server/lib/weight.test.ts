import { expect, test } from "vitest";
import { hasWeight } from "../../../server/lib/weight.ts";

test.each([
  "src/app.ts",
  "README.md",
  "lib/vendor.ts",
  "src/distance/index.ts",
  "cmd/distribute.go",
  "src/generate.ts",
  "src/generator/generated-code-test.ts",
  "src/min.js",
  "src/admin.js",
  "lock.json",
  "Cargo.toml",
  "src/lockfile.ts",
  "app/models/snapshot.rb",
  "maps/world.map",
  "__proto__",
  "constructor/toString",
])("%s carries weight", (path) => {
  expect(hasWeight(path)).toBe(true);
});

test.each([
  "package-lock.json",
  "web/package-lock.json",
  "yarn.lock",
  "Cargo.lock",
  "Gemfile.lock",
  "go.sum",
  "uv.lock",
  "node_modules/left-pad/index.js",
  "packages/a/node_modules/b.js",
  "vendor/github.com/x/y.go",
  "third_party/zlib/zlib.c",
  "dist/cli.js",
  "packages/a/dist/a.d.ts",
  "api/v1/service.pb.go",
  "lib/model.g.dart",
  "src/api_generated.ts",
  "src/schema.generated.ts",
  "internal/query_gen.go",
  "src/__snapshots__/a.test.ts.snap",
  "src/__generated__/types.ts",
  "public/app.js.map",
  "public/jquery.min.js",
  "public/site-min.css",
])("%s carries none", (path) => {
  expect(hasWeight(path)).toBe(false);
});

test("the repository's own attributes have the last word", () => {
  expect(hasWeight("src/app.ts", { generated: true })).toBe(false);
  expect(hasWeight("src/app.ts", { vendored: true })).toBe(false);
  expect(hasWeight("dist/index.js", { generated: false })).toBe(true);
  expect(hasWeight("vendor/ours.go", { vendored: false })).toBe(true);
  expect(hasWeight("vendor/ours.pb.go", { vendored: false })).toBe(false);
});
