import { expect, test } from "vitest";
import { statusRows } from "./status-rows.ts";

const said = (more: object) => ({
  affectedId: "00000000-0000-4000-8000-000000000001",
  productId: "gate",
  productName: "OmniGate",
  entity: "Home",
  versionId: null as string | null,
  versions: "",
  status: "affected" as const,
  lastEventId: "00000000-0000-4000-8000-0000000000ee",
  ...more,
});
const versions = [
  { productId: "gate", versionId: "v2", name: "2.0" },
  { productId: "gate", versionId: "v1", name: "1.0" },
  { productId: "other", versionId: "v9", name: "9.0" },
];

test("every version of a named product has a row, and says what the product says until it is set", () => {
  const rows = statusRows([said({})], versions);
  expect(rows.map(({ version, inherited }) => [version, inherited])).toEqual([
    ["", undefined],
    ["2.0", "affected"],
    ["1.0", "affected"],
  ]);
});

test("a version that was set stands by itself, and one of a range inherits nothing", () => {
  const own = said({ versionId: "v1", versions: "1.0", status: "fixed" });
  const rows = statusRows([said({ versions: "vers:semver/<2.0.0" }), own], versions);
  expect(
    rows.map(({ version, inherited, said: row }) => [version, inherited, row?.status]),
  ).toEqual([
    ["vers:semver/<2.0.0", undefined, "affected"],
    ["2.0", undefined, undefined],
    ["1.0", undefined, "fixed"],
  ]);
  expect(rows[2]?.place).toBe(`row:${own.affectedId}:${own.lastEventId}`);
});
