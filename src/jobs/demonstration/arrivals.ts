/** The ways in which the demonstration's reports come in; all are the real ones. */
import { takeMail } from "../../actions/reports/take-mail.ts";
import { takeReport } from "../../actions/reports/take-report.ts";
import type { Actor } from "../../core/people/actor.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import type { ReportField } from "../../core/policy/report-form.ts";
import { publicKeysOf } from "../../store/keys/reader.ts";
import type { Arrives, Scene } from "./story.ts";

const anyone: Actor = { kind: "anyone" };
const system: Actor = { kind: "system", task: "seed-demonstration" };

type Fields = Readonly<Partial<Record<ReportField, string>>> & {
  readonly product: string;
  readonly description: string;
};

/** By the web form: answered by mail where an address is among the fields, else on the portal. */
export function byForm(fields: Fields): Arrives {
  const answersBy = fields.email ? ("mail" as const) : ("portal" as const);
  const report = { ...fields, answersBy, channel: "form" as const, files: [] };
  return ({ context }) => takeReport.run(context, anyone, report);
}

interface Letter {
  readonly from: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
}

/** By mail as anybody writes it. */
export function byPlainMail(letter: Letter): Arrives {
  return (scene) => handIn(scene, letter, async () => ({}));
}

/** By PGP/MIME: signed with a key made for the story, encrypted to ours, the public key attached. */
export function byEncryptedMail(letter: Letter): Arrives {
  return (scene) =>
    handIn(scene, letter, async () => {
      const { context, mailReader } = scene;
      const { name, address: email } = letter.from;
      const pair = await mailReader.makeKeyPair({ name, email, now: before(context.now(), 60) });
      const [ours] = await context.transaction(system, (tx) => publicKeysOf(tx, "mail"));
      if (!ours) throw new Error("there is no mail key");
      const bytes = Buffer.from(pair.armoredPublic);
      return {
        attachments: [{ name: "public-key.asc", type: "application/pgp-keys", bytes }],
        protection: { signWith: { armored: pair.armoredPrivate }, encryptTo: [ours.publicKey] },
      };
    });
}

type MailMaker = Scene["mailReader"]["compose"];

async function handIn(
  { context, mailReader }: Scene,
  letter: Letter,
  dress: () => Promise<{
    attachments?: NonNullable<Parameters<MailMaker>[0]["attachments"]>;
    protection?: NonNullable<Parameters<MailMaker>[1]>;
  }>,
): Promise<unknown> {
  const policy = inForceAt(context.policies, context.now());
  const { attachments, protection } = await dress();
  const [, domain] = letter.from.address.split("@");
  const raw = await mailReader.compose(
    {
      ...letter,
      to: [{ address: policy.channels.reportAddress }],
      messageId: `<${context.newId()}@${domain}>`,
      date: before(context.now(), 2),
      ...(attachments ? { attachments } : {}),
    },
    protection,
  );
  const to = [policy.channels.reportAddress];
  const envelope = { way: "lmtp", mailbox: null, from: letter.from.address, to } as const;
  return takeMail.run(context, anyone, { raw, envelope });
}

function before(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() - minutes * 60_000);
}
