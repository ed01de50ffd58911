import fc from "fast-check";
import { expect, test } from "vitest";
import { alertBody, alertKinds, secondsUntilTry, signingSecrets } from "./alert.ts";

const at = new Date("2026-03-11T08:00:00.000Z");

test("no word of the case is in an alarm, whatever else its builder is handed", () => {
  const word = fc.stringMatching(/^[a-z]{6,30}$/).map((text) => `zq${text}qz`);
  const more = fc.dictionary(word, word, { minKeys: 1 });
  fc.assert(
    fc.property(fc.constantFrom(...alertKinds), word, word, more, (kind, title, name, others) => {
      const reference = "PSIRT-2026-0001";
      const link = `https://psirt.devices.example/console/cases/${reference}`;
      const facts = {
        alertId: "id",
        kind,
        at,
        reference,
        link,
        title,
        reporter: { name },
        ...others,
      };
      const body = alertBody(facts);
      for (const each of [title, name, ...Object.keys(others), ...Object.values(others)]) {
        expect(body).not.toContain(each);
      }
      expect(Object.keys(JSON.parse(body) as object)).toEqual([
        "id",
        "kind",
        "at",
        "reference",
        "link",
        "text",
      ]);
    }),
  );
});

test("a chat room shows the reference, one sentence and the link", () => {
  const link = "https://psirt.devices.example/console/cases/PSIRT-2026-0001";
  const facts = { alertId: "id", kind: "woken", at, reference: "PSIRT-2026-0001", link } as const;
  expect(JSON.parse(alertBody(facts))).toMatchObject({
    at: "2026-03-11T08:00:00.000Z",
    text: `[PSIRT-2026-0001] Urgent: nobody has taken this case. ${link}`,
  });
});

test("after a change of the secret both sign, until the day is over", () => {
  const secrets = { secret: "new", former: { secret: "old", until: "2026-03-12T08:00:00.000Z" } };
  expect(signingSecrets(secrets, at)).toEqual(["new", "old"]);
  expect(signingSecrets(secrets, new Date("2026-03-12T08:00:00.000Z"))).toEqual(["new"]);
});

test("tries lie further and further apart, never more than an hour", () => {
  expect([0, 1, 2, 12].map(secondsUntilTry)).toEqual([5, 10, 20, 3_600]);
});
