/** The reporter of the play: has a key of their own, writes signed and encrypted, opens what is answered. */
import { randomBytes } from "node:crypto";
import { composeMail } from "../../formats/mail/compose-mail.ts";
import { makeKeyPair, type NewKeyPair, readPublicKey } from "../../formats/mail/keys.ts";
import { type ReadMail, readMail } from "../../formats/mail/read-mail.ts";
import type { HandIn } from "./post-office.ts";
import type { SiteVisitor } from "./site-visitor.ts";
import { eventually, mustHold } from "./stage.ts";

export interface Team {
  readonly address: string;
  readonly armored: string;
  readonly fingerprint: string;
}

export interface OpenedMail {
  readonly mail: ReadMail;
  readonly raw: string;
  /** The page of the mailbox that shows it, closed. */
  readonly page: string;
}

const name = "Reporter of the demonstration";

export class Reporter {
  readonly address: string;
  readonly pair: NewKeyPair;
  private readonly site: SiteVisitor;
  private readonly handIn: HandIn;
  private readonly seen = new Set<string>();

  constructor(parts: { address: string; pair: NewKeyPair; site: SiteVisitor; handIn: HandIn }) {
    this.address = parts.address;
    this.pair = parts.pair;
    this.site = parts.site;
    this.handIn = parts.handIn;
  }

  static async make(site: SiteVisitor, handIn: HandIn): Promise<Reporter> {
    const address = `reporter-${randomBytes(4).toString("hex")}@research.example`;
    // A minute old, so that a server whose clock is a little behind takes it for valid.
    const pair = await makeKeyPair({ name, email: address, now: new Date(Date.now() - 60_000) });
    return new Reporter({ address, pair, site, handIn });
  }

  /** Sends a signed and encrypted mail with the public key attached; answers what the server said. */
  async write(
    team: Team,
    letter: { subject: string; text: string; inReplyTo?: string; outerSubject?: string },
  ): Promise<{ answer: string; bytes: number }> {
    const raw = await composeMail(
      {
        ...letter,
        from: { name, address: this.address },
        to: [{ address: team.address }],
        messageId: `<${randomBytes(12).toString("hex")}@research.example>`,
        date: new Date(),
        attachments: [
          {
            name: "public-key.asc",
            type: "application/pgp-keys",
            bytes: Buffer.from(this.pair.armoredPublic),
          },
        ],
        ...(letter.inReplyTo ? { references: [letter.inReplyTo] } : {}),
      },
      { signWith: { armored: this.pair.armoredPrivate }, encryptTo: [team.armored] },
    );
    const answer = await this.handIn({ raw, from: this.address, to: team.address });
    return { answer, bytes: raw.length };
  }

  /** Waits for the next mail to this reporter, opens it, and insists on encryption and our signature. */
  async nextMail(team: Team, what: string): Promise<OpenedMail> {
    const mailId = await eventually(what, async () => {
      const { mails } = await this.site.json<{ mails: { mailId: string }[] }>(
        `/demonstration/mail?to=${encodeURIComponent(this.address)}`,
      );
      return mails.map((mail) => mail.mailId).find((id) => !this.seen.has(id));
    });
    this.seen.add(mailId);
    const raw = await this.site.get(`/demonstration/mail/${mailId}/message.eml`);
    const own = [{ armored: this.pair.armoredPrivate }];
    const mail = await readMail(raw, { own, trust: [team.armored], now: new Date() });
    mustHold(mail.encrypted && mail.decrypted, `${what} came, but not encrypted to the reporter`);
    mustHold(
      mail.signature.state === "good" && mail.signature.fingerprint === team.fingerprint,
      `${what} came, but its signature is ${mail.signature.state}`,
    );
    const page = this.site.url(`/demonstration/mail/${mailId}`);
    return { mail, raw: raw.toString("latin1"), page };
  }
}

/** The team's address and key as the public site tells them. */
export async function teamOf(site: SiteVisitor): Promise<Team> {
  const armored = (await site.get("/key.asc")).toString();
  const { fingerprint } = await readPublicKey(armored, new Date());
  const { channels } = await site.api<{ channels: { reportAddress: string } }>("/policy");
  return { address: channels.reportAddress, armored, fingerprint };
}

/** How an opened mail is told. */
export function toldOf({ mail }: OpenedMail): string[] {
  const [, ...lines] = mail.text.split("\n").filter((line) => line.trim() !== "");
  return [
    `decrypted with the reporter's key; signature good, by ${mail.signature.fingerprint}`,
    `subject inside: ${mail.subject}`,
    ...lines.slice(0, 2).map((line) => `| ${line.slice(0, 160)}`),
  ];
}
