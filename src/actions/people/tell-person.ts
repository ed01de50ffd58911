/** Owes letters about a change of how somebody signs in: to them, and for a new link to every administrator. */
import type { JsonValue } from "../../lib/canonical-json.ts";
import type { Context } from "../../store/context.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import type { Tx } from "../../store/transaction.ts";

/** Events of which the person hears by mail, where their sign-in name is an address. */
export const toldEvents = [
  "passkey.added",
  "passkey.removed",
  "passkey.copied",
  "password.changed",
  "password.dropped",
  "app.enrolled",
  "recovery-codes.renewed",
  "recovery-code.used",
  "sso.linked",
  "sso.unlinked",
  "person.set-up",
  "person.link-renewed",
  "person.link-confirmed",
  "person.link-refused",
] as const;

export type ToldEvent = (typeof toldEvents)[number];

/** Records the event and owes the letter of it. */
export async function recordAndTell(
  context: Context,
  tx: Tx,
  event: { type: ToldEvent; body: { readonly [key: string]: JsonValue } & { personId: string } },
): Promise<void> {
  const eventId = await appendHouseEvent(context, tx, event);
  await owe(context, tx, "tell-staff", { subjectId: eventId });
}
