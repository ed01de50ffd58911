import { expect, it } from "vitest";
import { namesOfRepeated } from "./statement-names.ts";

it("names a statement that comes again, always the same, and no two alike", () => {
  const nameOf = namesOfRepeated("filtered");
  const ask = (text: string) => [1, 2, 3, 4].map(() => nameOf(text));
  const [first, second, third, fourth] = ask("select 1");
  expect([first, second]).toEqual([undefined, undefined]);
  expect(third).toMatch(/^filtered-[0-9a-f]{24}$/);
  expect(fourth).toBe(third);
  const other = ask("select 2").at(-1);
  expect([typeof other, other === third]).toEqual(["string", false]);
});

it("names no more than a connection should keep planned", () => {
  const nameOf = namesOfRepeated("filtered");
  const names = new Set<string | undefined>();
  for (let text = 0; text < 3_000; text += 1) {
    for (let times = 0; times < 3; times += 1) names.add(nameOf(`select ${text}`));
  }
  names.delete(undefined);
  expect(names.size).toBe(40);
  expect(names).toContain(nameOf("select 0"));
});
