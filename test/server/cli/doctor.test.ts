import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Doctor } from "../../../server/protocol/doctor.ts";
import { call, wellAll } from "./cli-harness.ts";

const ill: Doctor = JSON.parse(
  readFileSync(new URL("../../fixtures/doctor/ill.json", import.meta.url), "utf8"),
);
const engineOf = (value: Doctor) => ({ doctor: async () => ({ ok: true, value }) as const });

test.for([80, 120])("a machine on which all is well, in %i columns", async (columns) => {
  const { status, stdout, stderr } = await call(["doctor"], { columns });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  await expect(stdout).toMatchFileSnapshot(`text/snapshots/doctor-well-${columns}.txt`);
});

test("one on which much is amiss: status 1, and no escape reaches the terminal", async () => {
  const { status, stdout } = await call(["doctor"], { columns: 80, engine: engineOf(ill) });
  expect(status).toBe(1);
  for (const escape of ["\u001b", "\u202e"]) expect(stdout).not.toContain(escape);
  await expect(stdout).toMatchFileSnapshot("text/snapshots/doctor-ill-80.txt");
});

test("one without any log is no fault", async () => {
  const without = { ...wellAll, agents: wellAll.agents.map((agent) => ({ ...agent, logs: 0, bytes: 0 })) };
  const { status, stdout } = await call(["doctor"], { engine: engineOf(without) });
  expect(status).toBe(0);
  expect(stdout).toMatch(/^Nothing is wrong, but no coding agent's log was found\.\n/);
});

test("JSON is all of it", async () => {
  const { status, stdout } = await call(["doctor", "--format", "json"], { engine: engineOf(ill) });
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toEqual(ill);
});
