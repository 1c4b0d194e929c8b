import { expect, test } from "vitest";
import { madeUp, remember, remembered } from "../../../client/panel/memory.ts";

/** What VS Code keeps for a workspace. */
function memoryOf(kept: unknown) {
  let value = kept;
  return {
    keys: () => [],
    get: <T>(_: string, otherwise?: T): T | undefined => (value as T | undefined) ?? otherwise,
    update: async (_: string, next: unknown): Promise<void> => {
      value = next;
    },
  };
}

const filter = { period: "7d", repository: "/home/me/shop", agent: null, model: null, demo: false } as const;

test("a filter is there again", async () => {
  const memory = memoryOf(undefined);
  expect(remembered(memory)).toBeNull();
  expect(await remember(memory, filter)).toEqual(filter);
  expect(remembered(memory)).toEqual(filter);
});

test("made-up data is not come back to", async () => {
  const memory = memoryOf(undefined);
  expect(await remember(memory, { ...filter, demo: true })).toMatchObject({ demo: true });
  expect(remembered(memory)).toMatchObject({ demo: false });
  expect(madeUp(filter)).toEqual({ ...filter, repository: null, demo: true });
});

test.each([undefined, "7d", { ...filter, period: "ever" }, { ...filter, more: 1 }])(
  "%o is no filter",
  async (kept) => {
    expect(remembered(memoryOf(kept))).toBeNull();
    expect(await remember(memoryOf(filter), kept)).toBeNull();
  },
);
