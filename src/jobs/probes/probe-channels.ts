/**
 * Writes to ourselves as a stranger would, by each way in for mail: out by our mail server, encrypted to
 * the published key, back through intake. Says in events and log which channel is down.
 */
import { beginProbe, judgeProbe } from "../../actions/probes/keep-probes.ts";
import {
  isProbeDue,
  type ProbeChannel,
  type ProbeRules,
  type ProbeState,
  probeLine,
} from "../../core/mail/channel-probe.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { MailNotSent } from "../../mail/outbound/transport.ts";
import { publicKeysOf } from "../../store/keys/reader.ts";
import { type ProbeRow, probeRows } from "../../store/probes/reader.ts";
import type { TaskContext } from "../task-context.ts";

const system = { kind: "system", task: "probe-channels" } as const;

export interface ChannelToProbe {
  readonly channel: ProbeChannel;
  /** Null for the report address of the policy in force. */
  readonly address: string | null;
}

export type Probing = Pick<TaskContext, "context" | "mailReader" | "transport" | "log">;

/** Returns for how many channels it is news that they are down. */
export async function probeChannels(
  on: Probing,
  channels: readonly ChannelToProbe[],
  rules: ProbeRules,
): Promise<number> {
  const { context, log } = on;
  let news = 0;
  for (const { channel, address } of channels) {
    if (await judgeProbe(context, channel, rules)) {
      log.error({ channel }, "a way in is down: its probe did not come back in time");
      news += 1;
    }
    const row = (await context.transaction(system, probeRows)).find(
      (each) => each.channel === channel,
    );
    if (isProbeDue(row && stateOf(row), rules, context.now()))
      await sendProbe(on, { channel, address });
  }
  return news;
}

function stateOf({ sentAt, cameAt, downSince }: ProbeRow): ProbeState {
  return { sentAt, downSince, pending: cameAt === null || cameAt < sentAt };
}

/** A channel whose server does not take it is told to be down later, as one that loses it is. */
export async function sendProbe(
  on: Probing,
  { channel, address: given }: ChannelToProbe,
): Promise<void> {
  const { context, mailReader, transport, log } = on;
  const { reportAddress } = inForceAt(context.policies, context.now()).channels;
  const address = given ?? reportAddress;
  const [key] = (await context.transaction(system, (tx) => publicKeysOf(tx, "mail"))).filter(
    ({ retiredAt }) => retiredAt === null,
  );
  // Noted first: a process that dies in between awaits a probe that never left, and says so.
  const token = await beginProbe(context, channel);
  const mail = {
    from: { address: reportAddress },
    to: [{ address }],
    subject: "Probe",
    messageId: `<${Buffer.from(context.randomBytes(16)).toString("hex")}@${reportAddress.split("@")[1]}>`,
    date: context.now(),
    text: `A probe of this mailbox. It makes no case.\n\n${probeLine(token)}\n`,
    autoSubmitted: "auto-generated" as const,
  };
  try {
    const raw = await mailReader.compose(mail, key ? { encryptTo: [key.publicKey] } : {});
    await transport.send({ raw, from: reportAddress, to: [address] });
  } catch (error) {
    // Whatever keeps a probe from leaving keeps it from coming back: the alarm follows from that.
    const why = error instanceof MailNotSent ? error.code : "not-composed";
    log.warn({ channel, why }, "a probe did not leave");
    if (!(error instanceof MailNotSent)) throw error;
  }
}
