import { randomBytes } from "node:crypto";
import pg from "pg";
import { expect, test } from "vitest";
import { aCase } from "../../../test/support/cases.ts";
import { testContext } from "../../../test/support/context.ts";
import { verifyState } from "../admin/verify-state.ts";
import { masterKeyFrom } from "../sealing/master-key.ts";
import type { Tx } from "../transaction.ts";
import { macOfRow } from "./state-rows.ts";

const context = { masterKey: masterKeyFrom(new Uint8Array(randomBytes(32))) };
const before = { clock_id: "a clock", due_at: new Date("2026-03-11T08:00:00Z"), met_at: null };
const added = { policy_version: null, former_dues: null, next_alarm_at: null };
const macOf = (row: object) => macOfRow(context, "clocks", { ...row }).toString("hex");

test("a row from before a column was added keeps its MAC while the column is empty", () => {
  expect(macOf({ ...before, ...added })).toBe(macOf(before));
});

test("a value in an added column, or its removal, is another row", () => {
  const valued = { ...before, ...added, policy_version: 1 };
  expect(macOf(valued)).not.toBe(macOf(before));
  expect(macOf(valued)).not.toBe(macOf({ ...valued, policy_version: 2 }));
});

test("an empty column that was there from the first counts", () => {
  const { met_at: _, ...without } = before;
  expect(macOf(without)).not.toBe(macOf(before));
});

test("clocks written before they kept their version and alarms verify, and a changed one does not", async () => {
  const house = await testContext();
  await aCase(house);
  const admin = new pg.Client(house.database.connectionFor("admin"));
  await admin.connect();
  const later =
    "policy_version, former_dues, pauses, stopped_by_event_id, warned_at, next_alarm_at";
  const { rows } = await admin.query("select * from clocks");
  for (const { mac: _, ...row } of rows) {
    const old = Object.fromEntries(Object.entries(row).filter(([name]) => !later.includes(name)));
    const values = [macOfRow(house.context, "clocks", old as never), row.clock_id];
    await admin.query(`update clocks set mac = $1 where clock_id = $2`, values);
    const empty = later.split(", ").map((name) => `${name} = null`);
    await admin.query(`update clocks set ${empty.join(", ")}`);
  }
  const codes: string[] = [];
  const tx = {
    query: async (sql: string, values: unknown[]) => (await admin.query(sql, values)).rows,
  };
  const on = {
    tx: tx as unknown as Tx,
    masterKey: house.context.masterKey,
    report: ({ code }: { code: string }) => codes.push(code),
  };
  await verifyState(on as unknown as Parameters<typeof verifyState>[0]);
  expect(codes).toEqual([]);
  await admin.query("update clocks set policy_version = 7 where clock_id = $1", [rows[0].clock_id]);
  await verifyState(on as unknown as Parameters<typeof verifyState>[0]);
  expect(codes).toEqual(["row.altered"]);
  await admin.end();
  await house.close();
});
