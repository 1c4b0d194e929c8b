// Which rows of a long list are drawn, and which one a key leads to. Pure numbers.

export type Seen = { readonly first: number; readonly last: number };

/** Rows drawn above and below those that are seen, so that a little scrolling shows no gap. */
const SPARE = 6;

export type Scrolled = {
  /** Pixels. */
  readonly top: number;
  readonly height: number;
  readonly rowHeight: number;
  readonly total: number;
};

/** Both ends included; last < first where there are none. */
export function seenRows({ top, height, rowHeight, total }: Scrolled): Seen {
  return {
    first: Math.max(0, Math.min(total - 1, Math.floor(top / rowHeight) - SPARE)),
    last: Math.min(total - 1, Math.ceil((top + height) / rowHeight) + SPARE - 1),
  };
}

/** Where the list has to be scrolled to so that a row is wholly seen. */
export function scrolledTo(row: number, { top, height, rowHeight }: Scrolled): number {
  const begin = row * rowHeight;
  if (begin < top) return begin;
  return begin + rowHeight > top + height ? begin + rowHeight - height : top;
}

/** The row that a key leads to; null: the key means nothing here. `page`: rows that are seen at once. */
export function keyedRow(key: string, from: number, total: number, page: number): number | null {
  const within = (row: number): number => Math.max(0, Math.min(total - 1, row));
  switch (key) {
    case "ArrowDown":
      return within(from + 1);
    case "ArrowUp":
      return within(from - 1);
    case "PageDown":
      return within(from + page);
    case "PageUp":
      return within(from - page);
    case "Home":
      return 0;
    case "End":
      return within(total - 1);
    default:
      return null;
  }
}
