import { expect, test } from "vitest";
import { withoutRelativeLinks } from "../../build/plain-links.ts";

test.for([
  ["see [the docs](docs/a.md#b).", "see the docs."],
  ["![a panel](docs/panel.png)", ""],
  ["[![a panel](docs/panel.png)](docs/a.md)", ""],
  ["[out](https://example.org), [up](#up)", "[out](https://example.org), [up](#up)"],
  ["![shot](https://example.org/a.png)", "![shot](https://example.org/a.png)"],
  ["`[a-z]` and a [box]", "`[a-z]` and a [box]"],
] as const)("%s", ([before, after]) => {
  expect(withoutRelativeLinks(before)).toBe(after);
});
