import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aWednesday, type TestContext } from "../../../test/support/context.ts";
import { aDeliveryReport, type PostOffice, postOffice } from "../../../test/support/post-office.ts";
import type { TestTasks } from "../../../test/support/tasks.ts";
import { MailNotSent, type OutgoingMessage } from "../../mail/outbound/transport.ts";
import { runOwed } from "../run-owed.ts";
import { sweepMail } from "../sweep-mail.ts";

let post: PostOffice;
let house: TestContext;
let tasks: TestTasks;

beforeAll(async () => {
  post = await postOffice();
  ({ house, tasks } = post);
});
beforeEach(() => {
  house.setClock(aWednesday);
  tasks.sent.length = 0;
});
afterAll(() => post.close());

const typesOf = async (caseId: string) => (await post.timeline(caseId)).map(({ type }) => type);
const addressees = () => tasks.sent.flatMap(({ to }) => to);

describe("a mail that is put off", () => {
  const away = () => new MailNotSent("mail-send.temporary", null, "ECONNREFUSED");

  test("is called late after four hours, given up after five days, and told to owner and leads", async () => {
    const at = await post.aCase();
    const refuse: TestTasks["on"]["transport"] = {
      async send(mail) {
        if (!mail.to[0]?.endsWith("@ale.example")) throw away();
        return tasks.on.transport.send(mail);
      },
    };
    const on = { ...tasks.on, transport: refuse };
    const messageId = await post.write(at, { send: false });
    tasks.sent.length = 0;
    const states = new Map<string, number>();
    for (let hours = 0; hours <= 126; ) {
      await runOwed(on);
      const { state } = await post.mailOf(messageId);
      if (!states.has(state)) states.set(state, hours);
      // The first hours by the half, then by more than any wait.
      const step = hours < 6 ? 0.5 : 3;
      hours += step;
      house.passSeconds(step * 3600);
    }
    expect([...states.keys()]).toEqual(["owed", "delayed", "failed"]);
    expect(states.get("delayed")).toBeGreaterThanOrEqual(4);
    expect(states.get("delayed")).toBeLessThanOrEqual(5.5);
    expect(states.get("failed")).toBeGreaterThanOrEqual(120);
    expect(states.get("failed")).toBeLessThanOrEqual(123);
    expect(addressees().toSorted()).toEqual(["lead@ale.example", "owner@ale.example"]);
    // One line for each thing that is new, not for each try.
    const told = (await typesOf(at.caseId)).filter((type) => type.startsWith("delivery."));
    expect(told.toReversed()).toEqual([
      "delivery.owed",
      "delivery.delayed",
      "delivery.given-up",
      "delivery.alarmed",
    ]);
    expect((await post.mailOf(messageId)).attempts).toBeGreaterThan(20);
  });

  test("whose job was lost is taken up after some hours, and not while a job has it", async () => {
    const at = await post.aCase();
    const messageId = await post.write(at, { send: false });
    await house.pools.worker.query("delete from outbox");
    const look = async (hours: number) => {
      house.passSeconds(hours * 3600);
      return sweepMail(tasks.on);
    };
    expect([await look(3.9), await look(0.2), await look(1)]).toEqual([0, 0, 1]);
    expect((await post.mailOf(messageId)).state).toBe("delayed");
    // The new try is planned: nothing more is to be done.
    expect(await look(0.5)).toBe(0);
    await runOwed(tasks.on);
    expect((await post.mailOf(messageId)).state).toBe("sent");
    expect([await look(1), await look(1)]).toEqual([0, 0]);
  });

  test("whose job was lost is taken up behind one that cannot be", async () => {
    const [broken, at] = [await post.aCase(), await post.aCase()];
    await post.write(broken, { send: false });
    house.passSeconds(60);
    const messageId = await post.write(at, { send: false });
    await house.pools.worker.query("delete from outbox");
    const change = "update cases set policy_version = $2 where case_id = $1";
    const { rows } = await house.pools.worker.query(
      "select policy_version as version from cases where case_id = $1",
      [broken.caseId],
    );
    await house.pools.worker.query(change, [broken.caseId, 999]);
    house.passSeconds(5 * 3600);
    expect(await sweepMail(tasks.on)).toBe(0);
    house.passSeconds(3600);
    await expect(sweepMail(tasks.on)).rejects.toThrow(/policy/);
    await house.pools.worker.query(change, [broken.caseId, rows[0].version]);
    expect((await post.mailOf(messageId)).state).toBe("delayed");
    expect(await sweepMail(tasks.on)).toBe(1);
    house.passSeconds(1800);
    await runOwed(tasks.on);
    expect((await post.mailOf(messageId)).state).toBe("sent");
  });

  test("and waited while nothing ran is tried before it is given up", async () => {
    const at = await post.aCase();
    const messageId = await post.write(at, { send: false });
    house.passSeconds(9 * 86_400);
    expect(await sweepMail(tasks.on)).toBe(0);
    await runOwed(tasks.on);
    house.passSeconds(3600);
    expect(await sweepMail(tasks.on)).toBe(0);
    expect((await post.mailOf(messageId)).state).toBe("sent");
  });

  test("that no job could send is given up in the open when its time is over", async () => {
    const at = await post.aCase();
    const messageId = await post.write(at, { send: false });
    await house.pools.worker.query("delete from outbox");
    house.passSeconds(121 * 3600);
    expect(await sweepMail(tasks.on)).toBe(0);
    house.passSeconds(3600);
    expect(await sweepMail(tasks.on)).toBe(1);
    expect((await post.mailOf(messageId)).state).toBe("failed");
    expect(await typesOf(at.caseId)).toContain("delivery.given-up");
  });
});

/**
 * The process dies at one point: before or after a transaction, the writing of the mail, or its sending.
 * A death within a transaction is one before it, for nothing of it stays.
 */
function dying(point: number) {
  const passed: string[] = [];
  const at = (where: string) => {
    passed.push(where);
    if (passed.length === point) throw new Error("the process died");
  };
  const around = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    at(`before ${what}`);
    const result = await work();
    at(`after ${what}`);
    return result;
  };
  const { context, mailReader, transport } = tasks.on;
  const on: TestTasks["on"] = {
    ...tasks.on,
    context: {
      ...context,
      transaction: (actor, work) => around("a transaction", () => context.transaction(actor, work)),
    },
    mailReader: {
      ...mailReader,
      compose: (...letter) => around("writing", () => mailReader.compose(...letter)),
    },
    transport: { send: (mail) => around("sending", () => transport.send(mail)) },
  };
  return { on, passed };
}

test("a process that dies at any point of sending loses no mail, and sends another twice at one point alone", async () => {
  const at = await post.aCase();
  const whole = dying(0);
  await post.write(at, { send: false });
  await runOwed(whole.on);
  const twice: string[] = [];
  expect(whole.passed.length).toBeGreaterThan(10);
  for (const [index, where] of whole.passed.entries()) {
    const messageId = await post.write(at, { send: false });
    tasks.sent.length = 0;
    await expect(runOwed(dying(index + 1).on)).rejects.toThrow("the process died");
    await runOwed(tasks.on);
    const { state, mailId, unsure } = await post.mailOf(messageId);
    expect(state, where).toBe("sent");
    for (const { raw } of tasks.sent) {
      expect(Buffer.from(raw).toString("latin1")).toContain(`Message-ID: ${mailId}`);
    }
    expect([1, 2], where).toContain(tasks.sent.length);
    // Counted wherever it may have been: whoever died before sending is not told apart from after.
    if (tasks.sent.length === 2) {
      expect(unsure, where).toBe(1);
      twice.push(`${index}: ${where}`);
    }
  }
  // After the server took it and before that was committed; reading nothing, no transaction between.
  const sending = whole.passed.indexOf("after sending");
  expect(twice).toEqual([`${sending}: after sending`, `${sending + 1}: before a transaction`]);
});

test("a mail that a server told of before our own note is not sent again, and counts as sent", async () => {
  const at = await post.aCase();
  const messageId = await post.write(at, { send: false });
  tasks.sent.length = 0;
  const { transport } = tasks.on;
  const dies = {
    send: async (mail: OutgoingMessage) => Promise.reject(await transport.send(mail)),
  };
  await expect(runOwed({ ...tasks.on, transport: dies })).rejects.toBeDefined();
  const { mailId } = await post.mailOf(messageId);
  await post.hear(aDeliveryReport(mailId, "delivered", "2.0.0"));
  await runOwed(tasks.on);
  expect(tasks.sent).toHaveLength(1);
  expect((await post.mailOf(messageId)).state).toBe("delivered");
  // Nobody had agreed to plain answers: what left, and was noted before it did, is a pointer.
  expect((await typesOf(at.caseId)).slice(0, 2)).toEqual(["pointer.sent", "delivery.delivered"]);
});

test("of two mails of a case that are lost together its owner hears once", async () => {
  const at = await post.aCase();
  tasks.sent.length = 0;
  for (const minutes of [0, 1, 15]) {
    house.passSeconds(minutes * 60);
    tasks.failNext(new MailNotSent("mail-send.permanent", 550, "550 no"));
    await post.write(at);
  }
  expect(addressees()).toEqual(["owner@ale.example", "owner@ale.example"]);
});

test("every change of a mail that was tried is explained by its event", async () => {
  expect(await post.unexplainedRows()).toEqual([]);
});

test("each class of automatic mail says what it is, and only answers go without a return path", async () => {
  const at = await post.aCase();
  const [acknowledgement] = tasks.sent;
  const head = (raw: Uint8Array | undefined) =>
    Buffer.from(raw ?? [])
      .toString("latin1")
      .split("\r\n\r\n")[0] ?? "";
  expect(acknowledgement?.from).toBe("");
  expect(head(acknowledgement?.raw)).toMatch(/^Auto-Submitted: auto-replied\r$/m);
  tasks.sent.length = 0;
  tasks.failNext(new MailNotSent("mail-send.permanent", 550, "550 no"));
  await post.write(at);
  const [alarm] = tasks.sent;
  expect(alarm?.from).toBe("psirt@ale.example");
  expect(head(alarm?.raw)).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  tasks.sent.length = 0;
  await post.write(at);
  const [letter] = tasks.sent;
  expect(letter?.from).toBe("psirt@ale.example");
  expect(head(letter?.raw)).not.toMatch(/^(Auto-Submitted|X-Auto-Response-Suppress):/m);
  for (const { raw } of [acknowledgement, alarm].flatMap((mail) => mail ?? [])) {
    expect(head(raw)).toMatch(/^X-Auto-Response-Suppress: All\r$/m);
  }
});
