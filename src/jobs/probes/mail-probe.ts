/** Writes to ourselves as a stranger would: out by our mail server, encrypted to the published key. */

import { inForceAt } from "../../core/policy/in-force.ts";
import { probeText } from "../../core/probes/channel-probe.ts";
import { MailNotSent } from "../../mail/outbound/transport.ts";
import { publicKeysOf } from "../../store/keys/reader.ts";
import type { TaskContext } from "../task-context.ts";

const system = { kind: "system", task: "probe-channels" } as const;

/** What no server takes is no error: whatever keeps a probe from leaving keeps it from coming back. */
export async function mailProbe(
  on: Pick<TaskContext, "context" | "mailReader" | "transport" | "log">,
  { channel, address: given }: { readonly channel: string; readonly address: string | null },
  token: string,
): Promise<void> {
  const { context, mailReader, transport, log } = on;
  const { reportAddress } = inForceAt(context.policies, context.now()).channels;
  const address = given ?? reportAddress;
  const [key] = (await context.transaction(system, (tx) => publicKeysOf(tx, "mail"))).filter(
    ({ retiredAt }) => retiredAt === null,
  );
  const mail = {
    from: { address: reportAddress },
    to: [{ address }],
    subject: "Probe",
    messageId: `<${Buffer.from(context.randomBytes(16)).toString("hex")}@${reportAddress.split("@")[1]}>`,
    date: context.now(),
    text: probeText(token),
    autoSubmitted: "auto-generated" as const,
  };
  try {
    const raw = await mailReader.compose(mail, key ? { encryptTo: [key.publicKey] } : {});
    await transport.send({ raw, from: reportAddress, to: [address] });
  } catch (error) {
    const why = error instanceof MailNotSent ? error.code : "not-composed";
    log.warn({ channel, why }, "a probe did not leave");
    if (!(error instanceof MailNotSent)) throw error;
  }
}
