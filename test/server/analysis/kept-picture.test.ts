import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { keepPicture, keptPictureIn } from "../../../server/analysis/kept-picture.ts";
import { spendPicture } from "../../../server/analysis/picture.ts";
import { openLedger } from "../../../server/ledger/ledger.ts";
import { createPrices } from "../../../server/pricing/prices.ts";

function ledgerInFolder() {
  const folder = mkdtempSync(join(tmpdir(), "kept-picture-"));
  const ledger = openLedger(folder, new Uint8Array(32));
  onTestFinished(() => {
    ledger.close();
    rmSync(folder, { recursive: true });
  });
  const picture = spendPicture({ at: 7, agents: [], unreadable: [], prices: createPrices() }, ledger);
  return { folder, ledger, picture };
}

test("a picture that was kept is there again, for the build that kept it", () => {
  const { folder, ledger, picture } = ledgerInFolder();
  expect(keptPictureIn(folder, "one")).toBeNull();
  keepPicture(picture, ledger.derived, "one");
  expect(keptPictureIn(folder, "one")).toEqual(picture);
  expect(keptPictureIn(folder, "another")).toBeNull();
  keepPicture({ ...picture, at: 8 }, ledger.derived, "one");
  expect(keptPictureIn(folder, "one")?.at).toBe(8);
});

test("nothing is kept by a build that is not known, nor after everything was erased", () => {
  const { folder, ledger, picture } = ledgerInFolder();
  keepPicture(picture, ledger.derived, "");
  expect(keptPictureIn(folder, "")).toBeNull();
  keepPicture(picture, ledger.derived, "one");
  ledger.forget("everything");
  expect(keptPictureIn(folder, "one")).toBeNull();
});

test("none is told where everything was erased, whoever kept it", () => {
  const { folder, ledger, picture } = ledgerInFolder();
  ledger.forget("everything");
  keepPicture(picture, ledger.derived, "one");
  expect(ledger.derived.get("", "picture")).not.toBeNull();
  expect(keptPictureIn(folder, "one")).toBeNull();
});

test("where there is no ledger, none is made", () => {
  const folder = mkdtempSync(join(tmpdir(), "kept-picture-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  expect(keptPictureIn(join(folder, "none"), "one")).toBeNull();
});
