import { expect, test } from "vitest";
import { gathered } from "./gather.ts";

const one = { items: 10, batches: 1 };

/** Records each batch and ends it when told to. */
function aSlowDeed() {
  const batches: string[][] = [];
  const ends: (() => void)[] = [];
  const deed = (items: readonly string[]) => {
    batches.push([...items]);
    return new Promise<void>((resolve) => ends.push(resolve));
  };
  return { batches, deed, end: () => ends.shift()?.() };
}

test("a caller alone goes at once, and what comes meanwhile goes together", async () => {
  const { batches, deed, end } = aSlowDeed();
  const take = gathered(deed, one);

  const all = [take("a"), take("b"), take("c")];
  expect(batches).toEqual([["a"]]);
  end();
  await all[0];
  await Promise.resolve();

  expect(batches).toEqual([["a"], ["b", "c"]]);
  end();
  await Promise.all(all);
});

test("a batch holds no more than it may", async () => {
  const batches: number[] = [];
  const take = gathered(
    async (items: readonly number[]) => {
      batches.push(items.length);
    },
    { items: 2, batches: 1 },
  );

  await Promise.all([1, 2, 3, 4, 5].map(take));

  expect(batches).toEqual([1, 2, 2]);
});

test("several batches are under way at a time where they may be", () => {
  const { batches, deed } = aSlowDeed();
  const take = gathered(deed, { items: 10, batches: 2 });

  for (const item of ["a", "b", "c"]) void take(item);

  expect(batches).toEqual([["a"], ["b"]]);
});

test("nobody is told done before their own item is", async () => {
  const { deed, end } = aSlowDeed();
  const take = gathered(deed, one);
  const heard: string[] = [];
  const first = take("a").then(() => heard.push("a"));
  const second = take("b").then(() => heard.push("b"));

  end();
  await first;
  await new Promise((resolve) => setImmediate(resolve));

  expect(heard).toEqual(["a"]);
  end();
  await second;
});

test("one bad item fails alone; the others of its batch are done", async () => {
  const done: string[] = [];
  const take = gathered(async (items: readonly string[]) => {
    await Promise.resolve();
    if (items.includes("bad")) throw new Error("a bad item");
    done.push(...items);
  }, one);

  const outcomes = await Promise.allSettled(["a", "b", "bad", "c"].map(take));

  expect(outcomes.map(({ status }) => status)).toEqual([
    "fulfilled",
    "fulfilled",
    "rejected",
    "fulfilled",
  ]);
  expect(done).toEqual(["a", "b", "c"]);
});
