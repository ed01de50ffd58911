/**
 * Lets many callers share one costly deed: what comes while it runs is gathered and done together
 * next. Nobody waits on purpose: a caller alone goes at once.
 */

/**
 * `done` ends well only when all items it was given are done; the caller of each item hears of
 * that, or of its failure. Where several fail together each is tried once more by itself, so that
 * one bad item spoils nobody else's; `done` must therefore bear the same item twice.
 */
export function gathered<Item>(
  done: (items: readonly Item[]) => Promise<void>,
  limits: GatherLimits,
): (item: Item) => Promise<void> {
  const waiting: Waiting<Item>[] = [];
  let running = 0;
  const run = async () => {
    running += 1;
    while (waiting.length > 0) await settle(waiting.splice(0, limits.items), done);
    running -= 1;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (running < limits.batches) void run();
    });
}

export interface GatherLimits {
  /** So many items are done together at most. */
  readonly items: number;
  /** So many batches are under way at a time. */
  readonly batches: number;
}

interface Waiting<Item> {
  readonly item: Item;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** Never rejects: every outcome goes to the callers. */
async function settle<Item>(
  batch: readonly Waiting<Item>[],
  done: (items: readonly Item[]) => Promise<void>,
): Promise<void> {
  try {
    await done(batch.map(({ item }) => item));
    for (const { resolve } of batch) resolve();
  } catch (error) {
    if (batch.length === 1) batch[0]?.reject(error);
    else await Promise.all(batch.map((each) => settle([each], done)));
  }
}
