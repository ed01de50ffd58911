import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { promiseIds } from "../../core/clocks/promises.ts";
import { projectRoot } from "../../lib/project-root.ts";
import { runClock } from "./clock.ts";

const policy = `${projectRoot()}/policies/ale.yaml`;
const from = "2026-04-02T17:00:00+02:00";

test("a promise's due time by a policy file, in UTC, with whose number it is", async () => {
  const { code, out } = await runClock("acknowledge-report", { policy, from, json: true });
  expect(code).toBe(0);
  expect(JSON.parse(out[0] ?? "")).toEqual({
    promise: "acknowledge-report",
    from: "2026-04-02T15:00:00.000Z",
    due: "2026-04-07T21:59:59.000Z",
    timeZone: "Europe/Paris",
    rule: "2 working days",
    basis: "target",
  });
});

test("for people the due time is local", async () => {
  const { out } = await runClock("status-update", { policy, from });
  expect(out).toEqual(["status-update: due 2026-04-16 23:59:59 Europe/Paris (14 days)"]);
});

test("what has no number has no date, and an agreed date is the date", async () => {
  const none = await runClock("conclusion", { policy, from, json: true });
  expect(JSON.parse(none.out[0] ?? "").due).toBeNull();
  const agreed = "2026-09-01T10:00:00Z";
  const { out } = await runClock("remedy-date", { policy, from, agreed, json: true });
  expect(JSON.parse(out[0] ?? "").due).toBe("2026-09-01T10:00:00.000Z");
});

test("the list names every promise", async () => {
  const { code, out } = await runClock(undefined, { list: true, json: true });
  expect(code).toBe(0);
  expect(out.map((line) => JSON.parse(line).promise)).toEqual(promiseIds);
});

test("a promise whose own end moves to a working day says so here too", async () => {
  const file = join(await mkdtemp(join(tmpdir(), "parley-clock-")), "ale.yaml");
  const text = await readFile(policy, "utf8");
  const cadence = "  status-update:\n";
  expect(text).toContain(cadence);
  // Fourteen days after a Saturday is a Saturday.
  const saturday = "2026-03-07T10:00:00Z";
  const dueBy = async (moves: boolean) => {
    await writeFile(file, text.replace(cadence, `${cadence}    endMovesToWorkingDay: ${moves}\n`));
    const { out } = await runClock("status-update", { policy: file, from: saturday, json: true });
    return JSON.parse(out[0] ?? "{}").due;
  };
  expect(await dueBy(false)).toBe("2026-03-21T22:59:59.000Z");
  expect(await dueBy(true)).toBe("2026-03-23T22:59:59.000Z");
  await rm(dirname(file), { recursive: true });
});

test("what a policy does not promise is said with what it does promise", async () => {
  const { code, error } = await runClock("acknowledge-appeal", { policy, from });
  expect(code).toBe(1);
  expect(error).toContain(
    "does not promise to acknowledge an appeal. It promises: acknowledge-report, ",
  );
  expect(error).toContain("acknowledge-report");
});

test("the year 0200 and the far future are counted", async () => {
  for (const [began, due] of [
    ["0200-03-03T10:00:00Z", "0200-03-05"],
    ["+012026-03-03T10:00:00Z", "+012026-03-05"],
  ] as const) {
    const { code, out } = await runClock("acknowledge-report", {
      policy,
      from: began,
      json: true,
    });
    expect(code).toBe(0);
    expect(JSON.parse(out[0] ?? "{}").due).toContain(due);
  }
});

test.each([
  ["no promise", undefined, {}, 2],
  ["an unknown promise", "be-nice", {}, 2],
  ["a date without zone", "relevancy", { from: "2026-04-02T17:00:00" }, 2],
  ["text as a date", "relevancy", { from: "soon" }, 2],
  ["a date past all dates", "relevancy", { from: "+275760-09-12T00:00:00Z" }, 2],
  ["an unknown severity", "relevancy", { severity: "awful" }, 2],
  ["a file that is not there", "relevancy", { policy: "nowhere.yaml" }, 2],
  ["a file that is no policy", "relevancy", { policy: `${projectRoot()}/package.json` }, 1],
  ["a promise that the policy does not make", "acknowledge-appeal", {}, 1],
] as const)("%s is answered with a sentence", async (_, promise, options, code) => {
  const answer = await runClock(promise, { policy, from, ...options });
  expect(answer.code).toBe(code);
  expect(answer.out).toEqual([]);
  expect(answer.error).toMatch(/\w/);
});
