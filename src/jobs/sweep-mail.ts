/**
 * Looks for late mails that no job tries any more, whatever stopped it: they are tried again, and given
 * up in the open after days. Leaves alone what was tried, or is to be, since it looked last.
 */
import { settleDelivery } from "../actions/messages/settle-delivery.ts";
import { lateAt } from "../core/mail/next-try.ts";
import type { Context } from "../store/context.ts";
import { type Delivery, stalledSince } from "../store/messages/delivery-reader.ts";
import { eachOf, throwAll } from "./each-of.ts";
import type { TaskContext } from "./task-context.ts";

const actor = { kind: "system", task: "sweep-mail" } as const;

const hourMs = 3_600_000;

/**
 * What stood still at the last look, with its tries: after a long stop the jobs that waited have their
 * turn first, or a mail would be given up that nobody had tried.
 */
const seen = new WeakMap<Context, ReadonlyMap<string, number>>();

/** Returns how many mails were taken up again, or given up. One that cannot be holds up no other. */
export async function sweepMail({ context, log }: Pick<TaskContext, "context" | "log">) {
  const stalled = await stalledNow(context);
  const before = seen.get(context) ?? new Map();
  const still = stalled.filter((each) => before.get(each.deliveryId) === each.attempts);
  seen.set(context, new Map(stalled.map((each) => [each.deliveryId, each.attempts])));
  const failures: unknown[] = [];
  const count = await eachOf(still, failures, async (delivery) => {
    await takeUp(context, delivery);
    const { caseId, deliveryId } = delivery;
    log.error({ caseId, deliveryId }, "a mail stood still that no job tried");
    return true;
  });
  throwAll(failures);
  return count;
}

async function stalledNow(context: Context): Promise<Delivery[]> {
  const now = context.now();
  const since = { owedBefore: lateAt(now), quietSince: new Date(+now - hourMs) };
  const stalled: Delivery[] = [];
  for (;;) {
    const page = await context.transaction(actor, (tx) => stalledSince(tx, since, stalled.at(-1)));
    stalled.push(...page);
    if (page.length === 0) return stalled;
  }
}

/** As after a try that never began: put off to a new job, or given up once its time is over. */
async function takeUp(context: Context, { caseId, deliveryId, code }: Delivery): Promise<void> {
  const outcome = { state: "owed", encrypted: null, code } as const;
  await settleDelivery.run(
    context,
    actor,
    settleDelivery.input.parse({ caseId, deliveryId, ...outcome }),
  );
}
