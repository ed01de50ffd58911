import { expect, test } from "vitest";
import { policyOf } from "../../../test/support/policy-files.ts";
import { type HouseAlarm, houseAlarms, houseClocks } from "./house-clocks.ts";

const policy = policyOf("ale.yaml");
const keyExpiresAt = new Date("2026-12-31T00:00:00Z");
const securityTxtExpiresAt = new Date("2026-09-01T00:00:00Z");
const day = 86_400_000;
const before = (days: number) => new Date(+keyExpiresAt - days * day);
const fingerprint = "0123456789ABCDEF0123456789ABCDEF01234567";
const keys = [{ fingerprint, expiresAt: keyExpiresAt }];
const onlyKey = { keys, securityTxtExpiresAt: null };

/** Everything that is recorded if somebody looks at these instants. */
function recordedAt(...instants: Date[]): HouseAlarm[] {
  const recorded: HouseAlarm[] = [];
  for (const now of instants) {
    recorded.push(...houseAlarms(houseClocks(policy, onlyKey, now), recorded, now));
  }
  return recorded;
}

test("what runs out is listed by its date, and what never does is not", () => {
  const now = new Date("2026-08-01T00:00:00Z");
  const listed = houseClocks(policy, { keys, securityTxtExpiresAt }, now);
  expect(listed.map(({ promise, state }) => [promise, state])).toEqual([
    ["security-txt-expiry", "due-soon"],
    ["key-expiry", "open"],
  ]);
  expect(houseClocks(policy, { keys: [], securityTxtExpiresAt: null }, now)).toEqual([]);
  expect(houseClocks({ promises: {} }, onlyKey, now)).toEqual([]);
});

test("[ALE-47] a key that runs out warns 60, 30 and 7 days before, each once, and then is overdue", () => {
  const looks = [61, 59, 58, 29, 28, 6, 5, 1, -1, -2].map(before);
  expect(recordedAt(...looks).map(({ type, hoursBefore }) => [type, hoursBefore / 24])).toEqual([
    ["house-clock.warned", 60],
    ["house-clock.warned", 30],
    ["house-clock.warned", 7],
    ["house-clock.overdue", 0],
  ]);
});

test("warnings that were missed while nothing ran are one", () => {
  expect(recordedAt(before(6)).map(({ hoursBefore }) => hoursBefore)).toEqual([7 * 24]);
  expect(recordedAt(before(-3))).toMatchObject([{ type: "house-clock.overdue" }]);
});

test("a new key has another date and warns anew", () => {
  const said = recordedAt(before(50));
  const renewed = {
    ...onlyKey,
    keys: [{ fingerprint, expiresAt: new Date(+keyExpiresAt + 10 * day) }],
  };
  const now = before(45);
  expect(houseAlarms(houseClocks(policy, renewed, now), said, now)).toHaveLength(1);
});

test("[ALE-47] two keys that run out on one day warn each", () => {
  const other = { fingerprint: fingerprint.replace("0", "F"), expiresAt: keyExpiresAt };
  const now = before(50);
  const clocks = houseClocks(policy, { ...onlyKey, keys: [...keys, other] }, now);
  const said = houseAlarms(clocks, [], now);
  expect(said.map(({ subject }) => subject)).toEqual([fingerprint, other.fingerprint]);
  expect(houseAlarms(clocks, said, now)).toEqual([]);
});
