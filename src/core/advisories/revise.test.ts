import { expect, test } from "vitest";
import {
  advisoryContent,
  aNewVersion,
  aNotice,
  anAdvisory,
  aProduct,
  aWorkaround,
  releaseDay,
} from "../../../test/support/advisories.ts";
import { missingForPublication } from "./advisory-rules.ts";
import { advisoryFromNotice, firstRevision, revise } from "./revise.ts";

const nextDay = "2026-03-03T09:00:00.000Z";

test("[VEN-40] a revision counts on, keeps the first release and the whole history", () => {
  const published = anAdvisory();
  const next = revise(
    published,
    { ...advisoryContent, title: "A better title" },
    { date: nextDay, summary: "Title." },
  );
  expect(next.title).toBe("A better title");
  expect(next.revisions).toEqual([
    { number: 1, date: releaseDay, summary: "Initial version." },
    { number: 2, date: nextDay, summary: "Title." },
  ]);
  expect(next.initialReleaseDate).toBe(releaseDay);
  expect(next.currentReleaseDate).toBe(nextDay);
  expect(published.revisions).toHaveLength(1);
});

test("[ALE-60] a later revision of an early advisory adds the correction", () => {
  const early = anAdvisory({ early: true, products: [aProduct], remedies: [aWorkaround] });
  const content = { ...advisoryContent, early: false, remedies: [aWorkaround, aNewVersion] };
  const corrected = revise(early, content, { date: nextDay, summary: "New version added." });
  expect(missingForPublication(early)).toEqual([]);
  expect(missingForPublication(corrected)).toEqual([]);
});

test("a revision of the same instant as the last is refused", () => {
  const again = () =>
    revise(anAdvisory(), advisoryContent, { date: releaseDay, summary: "Again." });
  expect(again).toThrow(expect.objectContaining({ code: "advisory.date-not-later" }));
});

test("a publication never changes its id or type", () => {
  const release = { date: nextDay, summary: "Other." } as const;
  for (const change of [{ id: "EXAMPLE-SA-2026-0002" }, { type: "SN" as const }]) {
    expect(() => revise(anAdvisory(), { ...advisoryContent, ...change }, release)).toThrow(
      expect.objectContaining({ code: "advisory.identity-fixed" }),
    );
  }
});

test("[X-12] an advisory made of a notice has an id of its own and links back", () => {
  const url = "https://psirt.example/publications/EXAMPLE-SN-2026-0001";
  const content = advisoryFromNotice(aNotice(), "EXAMPLE-SA-2026-0002", url);
  const advisory = firstRevision(content, { date: nextDay, summary: "Initial version." });
  expect(advisory).toMatchObject({
    id: "EXAMPLE-SA-2026-0002",
    type: "SA",
    convertedFrom: { id: "EXAMPLE-SN-2026-0001", url },
  });
  expect(advisory.revisions).toHaveLength(1);
  expect(() => advisoryFromNotice(anAdvisory(), "EXAMPLE-SA-2026-0003", url)).toThrow(
    expect.objectContaining({ code: "advisory.not-a-notice" }),
  );
});
