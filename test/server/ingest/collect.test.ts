import { expect, test } from "vitest";
import { collect } from "../../../server/ingest/collect.ts";
import { prompt } from "./plain-agent.ts";

const notAsked = (): never => expect.fail("no text is printed or counted");

test("a prompt's text is dropped: neither what is stored nor what a copy is told by holds it", () => {
  const collector = collect({
    seal: notAsked,
    estimator: { part: notAsked, recall: notAsked, count: notAsked },
    toChange: notAsked,
    isStored: notAsked,
    onHandedOver: notAsked,
  });
  const event = prompt("key", 5);
  const told = collector.add({ ...event, text: "Plant the zinnias" } as typeof event, 0);
  const slice = collector.take();
  expect(slice.prompts).toEqual([{ session: "s", key: "key", at: 5, position: 0 }]);
  expect(told).toEqual({ kind: "prompt", session: "s", key: "key", at: 5 });
});
