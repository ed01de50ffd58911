import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { anAccount } from "../../../test/support/accounts.ts";
import { anyone, type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { takeMail } from "../../actions/reports/take-mail.ts";
import { type ProbeChannel, probeLine } from "../../core/probes/channel-probe.ts";
import { composeMail } from "../../formats/mail/compose-mail.ts";
import { readMail } from "../../formats/mail/read-mail.ts";
import { MailNotSent } from "../../mail/outbound/transport.ts";
import { outagesSince, probeRows } from "../../store/probes/reader.ts";
import { runOwed } from "../run-owed.ts";
import { type ChannelToProbe, probeChannels } from "./probe-channels.ts";

const rules = { everyHours: 24, alarmMinutes: 60 };
const psirt = { channel: "mail", address: null } as const;
const cna = { channel: "mail:cna", address: "cna@ale.example" } as const;

let house: TestContext;
let tasks: TestTasks;
beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  await anAccount(house.context, "administrator@ale.example", "administrator");
  await anAccount(house.context, "lead@ale.example", "lead");
  await anAccount(house.context, "analyst@ale.example", "analyst");
});
beforeEach(() => {
  tasks.sent.splice(0);
  house.passSeconds(25 * 3600);
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

const turn = (...channels: ChannelToProbe[]) => probeChannels(tasks.on, channels, rules);

async function comesIn(raw: Uint8Array, mailbox: string | null): Promise<void> {
  const envelope = { way: "lmtp" as const, mailbox, from: "psirt@ale.example", to: [] };
  await takeMail.run(house.context, anyone, { raw: new Uint8Array(raw), envelope });
  await runOwed(tasks.on);
}

const rowOf = async (channel: ProbeChannel) =>
  (await house.context.transaction(theWorker, probeRows)).find((row) => row.channel === channel);
const cases = async () => (await house.pools.worker.query("select 1 from cases")).rowCount;

/** What left, without the letters to colleagues. */
const probes = () =>
  tasks.sent.filter(({ from, to }) => from !== "" && /psirt|cna/.test(to[0] ?? ""));

test("[TH-09] a probe leaves daily by mail, encrypted to our own key; it comes back and makes no case", async () => {
  expect(await turn(psirt)).toBe(0);
  expect(await turn(psirt)).toBe(0);
  const [probe, ...more] = probes();
  if (!probe) throw new Error("no probe left");
  expect([probe.to, more]).toEqual([["psirt@ale.example"], []]);
  expect(Buffer.from(probe.raw).toString()).not.toContain("Parley-Probe");
  const before = await cases();
  house.passSeconds(12);
  await comesIn(probe.raw, null);
  expect(await rowOf("mail")).toMatchObject({ tookMs: 12_000, downSince: null });
  expect(await cases()).toBe(before);
  const { rows } = await house.pools.worker.query("select state, case_id from inbox");
  expect(rows).toEqual([{ state: "probe", case_id: null }]);
  expect((await house.pools.worker.query("select 1 from deliveries")).rowCount).toBe(0);
});

test("[TH-09] a probe that does not come back alarms administrators and leads once, and the outage is counted", async () => {
  await turn(psirt);
  const left = house.context.now();
  house.passSeconds(3_599);
  expect(await turn(psirt)).toBe(0);
  house.passSeconds(1);
  expect(await turn(psirt)).toBe(1);
  expect(await turn(psirt)).toBe(0);
  expect(await rowOf("mail")).toMatchObject({ downSince: left });
  await runOwed(tasks.on);
  const told = tasks.sent.filter(({ to }) => !/psirt/.test(to[0] ?? ""));
  expect(told.map(({ to }) => to[0]).sort()).toEqual([
    "administrator@ale.example",
    "lead@ale.example",
  ]);
  const now = house.context.now();
  const letter = await readMail(told[0]?.raw ?? new Uint8Array(), { own: [], trust: [], now });
  expect(letter.subject).toBe("A way in for reports is down");
  // While it is down it is tried again, nobody is told again, and what comes back ends the outage.
  house.passSeconds(3_600);
  expect(await turn(psirt)).toBe(0);
  const next = probes().at(-1);
  if (!next) throw new Error("no probe left while the channel was down");
  house.passSeconds(30);
  await comesIn(next.raw, null);
  expect(await rowOf("mail")).toMatchObject({ downSince: null, tookMs: 30_000 });
  const outages = await house.context.transaction(theWorker, (tx) => outagesSince(tx, left));
  expect(outages).toEqual([{ channel: "mail", beganAt: left, endedAt: house.context.now() }]);
});

test("[TH-09] of two entries of one account the probe is back by whichever sees it", async () => {
  const on = { ...tasks.on, probedAs: () => "mail:cna" as const };
  await probeChannels(on, [cna], rules);
  const [probe] = probes();
  const envelope = { way: "imap" as const, mailbox: "junk", from: null, to: [] };
  const raw = new Uint8Array(probe?.raw ?? []);
  await takeMail.run(house.context, anyone, { raw, envelope });
  await runOwed(on);
  expect(await rowOf("mail:cna")).toMatchObject({ awaitedSince: null, downSince: null });
});

test("a forged or spent probe is mail like any other; one that went astray or comes late is none", async () => {
  await turn(psirt, cna);
  const [toPsirt, toCna] = probes();
  if (!toPsirt || !toCna) throw new Error("two probes should have left");
  const before = (await cases()) ?? 0;
  // To the wrong mailbox: nobody's report, and no proof that either works.
  await comesIn(toCna.raw, null);
  expect(await cases()).toBe(before);
  const left = house.context.now();
  for (const channel of ["mail", "mail:cna"] as const) {
    expect(await rowOf(channel)).toMatchObject({ awaitedSince: left });
  }
  // A token that nobody gave out.
  const forged = {
    from: { address: "stranger@else.example" },
    to: [{ address: "psirt@ale.example" }],
    subject: "Probe",
    messageId: "<forged@else.example>",
    date: house.context.now(),
    text: `${probeLine("ab".repeat(32))}\n`,
  };
  await comesIn(await composeMail(forged, {}), null);
  expect(await cases()).toBe(before + 1);
  // The right one, and its token once more in another mail.
  const keys = { own: [{ armored: tasks.ownKey.armored }], trust: [], now: house.context.now() };
  const { text } = await readMail(toPsirt.raw, keys);
  await comesIn(toPsirt.raw, null);
  expect(await cases()).toBe(before + 1);
  await comesIn(
    await composeMail({ ...forged, messageId: "<spent@else.example>", text }, {}),
    null,
  );
  expect(await cases()).toBe(before + 2);
  // Late: the next one has left, which alone proves something, and the queue stood still for a day.
  house.passSeconds(25 * 3600);
  tasks.sent.splice(0);
  await turn(psirt);
  const [older] = probes();
  house.passSeconds(25 * 3600);
  await turn(psirt);
  const { cameAt } = (await rowOf("mail")) ?? {};
  await comesIn(older?.raw ?? new Uint8Array(), null);
  expect(await cases()).toBe(before + 2);
  expect(await rowOf("mail")).toMatchObject({ cameAt, downSince: expect.any(Date) });
});

test("a probe that no server takes is noted as left, so that its channel is told to be down", async () => {
  await turn(cna);
  await comesIn(probes().at(-1)?.raw ?? new Uint8Array(), "cna");
  house.passSeconds(25 * 3600);
  tasks.failNext(new MailNotSent("mail-send.temporary", null, ""));
  expect(await turn(cna)).toBe(0);
  house.passSeconds(3_600);
  expect(await turn(cna)).toBe(1);
});
