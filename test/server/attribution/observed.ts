// All that can be seen of an attribution, as plain data to compare.
import type { Attribution } from "../../../server/attribution/attribute.ts";

/** Everything observable. */
export function observed({ registry, turns, replaced, moved, passages, pathOf, blobs }: Attribution) {
  const ids = Array.from({ length: registry.count() }, (_, id) => id);
  const events = ids.flatMap((id) => passages(id));
  return {
    lines: ids.map((id) => ({
      text: registry.text(id),
      space: registry.space(id),
      firstSpace: registry.firstSpace(id),
      significant: registry.significant(id),
      writer: registry.writer(id),
      births: registry.births(registry.text(id)),
      same: [...registry.withText(registry.text(id))],
      sketch: registry.sketch(id),
      editedFrom: registry.editedFrom(id),
      passages: passages(id),
      path: pathOf(id),
    })),
    turns: [...turns],
    replaced: [...replaced].sort((a, b) => a - b),
    moved: [...moved].sort((a, b) => a - b),
    blobs: events.map(({ order, path }) => {
      const left = blobs.left(order, path);
      return [left, left === undefined ? null : blobs.first(path, left), blobs.took(order, path)];
    }),
  };
}
