// When a status is pushed, by a clock of the test's own for what lies between two.
import { expect, onTestFinished, test } from "vitest";
import { createPushes } from "../../../server/lsp/pushes.ts";
import { aStatus } from "../../media/a-status.ts";

test("a clock that was set back by a day delays no push", async () => {
  let now = 86_400_000;
  let sessions = 0;
  let tell = (): void => {};
  const pushes = createPushes(
    () => ({ ...aStatus(), sessions: ++sessions }),
    () => tell(),
    () => now,
  );
  onTestFinished(pushes.close);
  const told = (): Promise<void> =>
    new Promise((resolve) => {
      tell = resolve;
      pushes.note("figures");
    });
  await told();
  now = 0;
  await told();
  expect(sessions).toBe(2);
});
