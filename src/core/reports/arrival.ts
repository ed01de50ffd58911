/** A report as it was understood on arrival: what its author wrote, beside the untouched original. */
import type { MailAuthentication } from "../mail/authentication.ts";
import type { MailWay } from "../mail/envelope.ts";
import type { Proof } from "../mail/find-case.ts";
import type { ReportField } from "../policy/report-form.ts";

/** "hand": a colleague opened the case without a report. */
export type ReportChannel = "form" | "mail" | "api" | "support" | "import" | "hand";

export type SignatureState =
  | "good"
  | "good-expired-key"
  | "good-revoked-key"
  | "unknown-key"
  | "bad"
  | "none";

/** A public key that came with a mail. It is the sender's once a person has confirmed it. */
export interface OfferedKey {
  readonly armored: string;
  /** 40 upper-case hexadecimal digits. */
  readonly fingerprint: string;
  /** Those that the key itself certifies. */
  readonly userIds: readonly string[];
  readonly where: "attachment" | "body" | "autocrypt";
  /** Whose address its user ids name: a claim, not a proof. */
  readonly names: "sender" | "other" | "nobody";
  /** Whether the mail that brought it is signed by it. */
  readonly signedThis: boolean;
  /** Why nothing can be encrypted to it; null where something can. */
  readonly unusable: "expired" | "revoked" | "cannot-encrypt" | null;
  /** When it ends, in ISO 8601; null when it never does, left out where nobody looked. */
  readonly expiresAt?: string | null;
}

export interface ArrivedFile {
  readonly name: string;
  readonly type: string;
  /** Base 64, because an arrival travels as JSON inside one sealed value. */
  readonly base64: string;
}

/** The words of the report, by field of the form; a mail fills what it can. */
export type ReportFields = Readonly<Partial<Record<ReportField, string>>>;

export interface Arrival {
  readonly fields: ReportFields;
  readonly files: readonly ArrivedFile[];
  /** Language of the author as far as known, a BCP 47 tag. */
  readonly language: string;
  /** How the author wants to hear from us. */
  readonly answersBy: "mail" | "portal";
  /** Version of the undertakings that the author saw; null for a mail. */
  readonly undertakings: string | null;
  readonly encrypted: boolean;
  /** False where an encrypted message could not be read; the original waits for a key. */
  readonly decrypted: boolean;
  readonly signature: SignatureState;
  /** An armoured public key that came along, with its full fingerprint. */
  readonly key: {
    readonly armored: string;
    readonly fingerprint: string;
    readonly expiresAt?: string | null;
  } | null;
  /** Every public key that came along. */
  readonly keys?: readonly OfferedKey[];
  /** Addresses of keys that the author typed; nothing was fetched. */
  readonly keyLinks?: readonly string[];
  /** Who signed: the full fingerprint of the key, or of the certificate. */
  readonly signer?: { readonly kind: "openpgp" | "smime"; readonly fingerprint: string };
  /** Codes of what could not be read or is odd about the message. */
  readonly problems: readonly string[];
  /** Sent by a program: it is answered by nobody automatically (RFC 3834). */
  readonly automatic: boolean;
  /** When the author first tried to reach us, where that is known (CC-06). */
  readonly attemptedAt: string | null;
  /** The Message-ID of a report that came by mail, for answers to refer to. */
  readonly mailId?: string;
  /** By which way the mail came, and the configured mailbox that it was read from. */
  readonly way?: MailWay;
  readonly mailbox?: string;
  /** How large the mail was. */
  readonly bytes?: number;
  /** Which domain vouches for the mail. */
  readonly authentication?: MailAuthentication;
  /** What shows that a mail of a thread is its party's. */
  readonly provenBy?: Proof;
  /** Where its matter lies, of a mail that says no more than that. Nothing was fetched. */
  readonly contentAt?: string;
  /** The support agent who filed it for a customer. */
  readonly filedBy?: string;
  /** What the support desk keeps of it on its own side. */
  readonly filing?: Filing;
  /** The site that it lies at, and is answered at. */
  readonly elsewhere?: Elsewhere;
}

export interface Elsewhere {
  readonly site: "github" | "hackerone" | "bugcrowd" | "intigriti" | "yeswehack" | "other";
  /** What people call a site that we do not know. */
  readonly siteName?: string;
  /** What it is called there. */
  readonly number: string;
  /** Where it is answered; null where the site named no https address. */
  readonly url: string | null;
  /** Its state there in that site's word, as of when it was last read. */
  readonly state?: StateElsewhere;
  /** It only lies there: its author is answered by us. */
  readonly answeredHere?: true;
}

export interface StateElsewhere {
  readonly word: string;
  /** ISO 8601. */
  readonly seenAt: string;
}

export interface Filing {
  /** What the customer brought: a report, or the question whether it is one (ALE-22). */
  readonly asked: "report" | "question";
  /** The number that the support desk knows it by. */
  readonly ticket: string | null;
  /** The customer of the catalogue; shown to support alone. */
  readonly customerId: string | null;
  /** The token of the program that sent it. */
  readonly tokenId: string | null;
}

/** What stands for the product where a mail names none. */
export const productNotNamed = "Not named";

const titleLettersMax = 72;

/**
 * A title for lists until a person writes a better one: the product and the first words. A mail's
 * first line is its subject, and stands alone.
 */
export function titleOf(fields: ReportFields): string {
  const named = fields.product !== productNotNamed;
  const [first = ""] = (fields.description ?? "").split(/\n\s*\n/);
  const words = oneLine(named ? (fields.description ?? "") : first);
  const product = named ? oneLine(fields.product ?? "") : "";
  return (
    [product, shortened(words)].filter((part) => part !== "").join(": ") || "Report without words"
  );
}

/** Cut at a word, or at the first sentence where that is short enough. */
function shortened(words: string): string {
  const [sentence = words] = words.split(/(?<=[.!?])\s/);
  if (sentence.length <= titleLettersMax) return sentence.replace(/\.$/, "");
  return `${words.slice(0, titleLettersMax - 2).replace(/\s+\S*$/, "")} …`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** Everything an author wrote, as one text for the search index. */
export function searchTextOf(arrival: Pick<Arrival, "fields" | "files">): string {
  const names = arrival.files.map((file) => file.name);
  return [...Object.values(arrival.fields), ...names].join("\n");
}
