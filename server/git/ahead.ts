// Several sources read one after the other, the next ones being read ahead.

export type Ahead<T> = {
  /** How many sources run at a time. */
  readonly width: number;
  /** How much one may be ahead of its reader, in the sum of `weigh`. */
  readonly limit: number;
  readonly weigh: (item: T) => number;
};

/** The items of `sources` in order. Stopping early stops all that run. */
export async function* readAhead<T>(
  sources: readonly (() => AsyncIterable<T>)[],
  ahead: Ahead<T>,
): AsyncGenerator<T> {
  const running: Eager<T>[] = [];
  const waiting = sources.values();
  const startNext = (): void => {
    const next = waiting.next();
    if (!next.done) running.push(startReading(next.value(), ahead));
  };
  try {
    for (let i = 0; i < ahead.width; i++) startNext();
    for (let first = running[0]; first; first = running[0]) {
      for (let batch = await first.next(); batch; batch = await first.next()) yield* batch;
      running.shift();
      startNext();
    }
  } finally {
    await Promise.all(running.map((source) => source.stop()));
  }
}

type Eager<T> = {
  /** What has come since the last call; null at the end. Throws what the source threw. */
  next(): Promise<readonly T[] | null>;
  stop(): Promise<void>;
};

/** Begins to read at once. */
function startReading<T>(source: AsyncIterable<T>, { limit, weigh }: Ahead<T>): Eager<T> {
  let queue: T[] = [];
  let weight = 0;
  let stopped = false;
  let outcome: "running" | "done" | { readonly error: unknown } = "running";
  const filled = createBell();
  const drained = createBell();
  const fill = async (): Promise<void> => {
    for await (const item of source) {
      queue.push(item);
      weight += weigh(item);
      filled.ring();
      while (weight > limit && !stopped) await drained.wait();
      if (stopped) return;
    }
  };
  const filling = fill().then(
    () => (outcome = "done"),
    (error: unknown) => (outcome = { error }),
  );
  void filling.then(() => filled.ring());
  return {
    async next() {
      while (queue.length === 0 && outcome === "running") await filled.wait();
      if (queue.length === 0 && typeof outcome === "object") throw outcome.error;
      const batch = queue;
      queue = [];
      weight = 0;
      drained.ring();
      return batch.length > 0 ? batch : null;
    },
    async stop() {
      stopped = true;
      drained.ring();
      await filling;
    },
  };
}

/** Lets one wait for the other's next sign; a sign given before is not lost. */
function createBell() {
  let rung = false;
  let answer = (): void => {};
  return {
    ring(): void {
      rung = true;
      answer();
    },
    async wait(): Promise<void> {
      if (!rung) await new Promise<void>((resolve) => (answer = resolve));
      rung = false;
    },
  };
}
