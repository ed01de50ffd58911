/**
 * Takes a report that somebody wrote into fields of ours: its untouched original is sealed and committed
 * before anybody is told "received". A worker makes the case from it.
 */
import type { Arrival, ReportChannel } from "../../core/reports/arrival.ts";
import { codeOf } from "../../lib/secret-code.ts";
import type { Context } from "../../store/context.ts";
import { takeOriginal } from "../../store/intake/taking-writer.ts";
import { sealOriginal } from "../../store/intake/writer.ts";
import { portalSecretHash } from "../../store/parties/receipt-reader.ts";

/** The code opens the report in the portal; only its hash is kept. */
export async function takeArrival(
  context: Context,
  channel: ReportChannel,
  arrival: Arrival,
): Promise<{ receiptCode: string; receivedAt: string }> {
  const code = codeOf(context.randomBytes(16));
  const sealed = await sealOriginal(context, {
    channel,
    bytes: Buffer.from(JSON.stringify(arrival)),
    receiptHash: portalSecretHash(context, { kind: "code", secret: code }),
    once: false,
  });
  await takeOriginal(context, sealed);
  return { receiptCode: code, receivedAt: context.now().toISOString() };
}
