import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mkdtempSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { openLedger } from "../../../server/ledger/ledger.ts";

function open() {
  const folder = mkdtempSync(join(tmpdir(), "places-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return openLedger(folder, new Uint8Array(32).fill(1));
}

test("places stand in the order in which they were first seen, whatever is learnt of them later", () => {
  const { places, close } = open();
  expect(places.all()).toEqual([]);
  places.put({ folder: "/a", roots: ["1"] });
  places.put({ folder: "/b", roots: ["1"] });
  places.put({ folder: "/a", roots: ["1", "2"] });
  places.put({ folder: "/a", roots: ["1", "2"] });
  expect(places.all()).toEqual([
    { folder: "/a", roots: ["1", "2"] },
    { folder: "/b", roots: ["1"] },
  ]);
  close();
});

test("another repository in a folder is a new place", () => {
  const { places, close } = open();
  places.put({ folder: "/a", roots: ["1"] });
  places.put({ folder: "/b", roots: ["1"] });
  places.put({ folder: "/a", roots: ["3"] });
  expect(places.all().map(({ folder }) => folder)).toEqual(["/b", "/a"]);
  close();
});

test("forgetting leaves no place in which nothing was recorded", () => {
  const ledger = open();
  ledger.places.put({ folder: "/a", roots: ["1"] });
  ledger.forget([]);
  expect(ledger.places.all()).toEqual([]);
  ledger.places.put({ folder: "/a", roots: ["1"] });
  ledger.forget("everything");
  expect(ledger.places.all()).toEqual([]);
  ledger.close();
});
