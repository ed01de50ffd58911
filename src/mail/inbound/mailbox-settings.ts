/** What is known of a mailbox that is read by IMAP. */
import type { OAuth2Settings } from "../access-tokens.ts";

export type SignIn =
  | { readonly by: "password"; readonly password: string }
  | { readonly by: "oauth2"; readonly oauth2: OAuth2Settings };

export interface MailServerSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte, after STARTTLS, or none (to this machine alone). */
  readonly tls: "implicit" | "starttls" | "none";
  readonly user: string;
  readonly signIn: SignIn;
  /** A certificate authority of one's own, as PEM. */
  readonly ca: string | null;
}

export type MailboxPurpose = "psirt" | "cna-coordinator";

export interface MailboxSettings extends MailServerSettings {
  /** Stands on the cases that come by it. */
  readonly name: string;
  readonly purpose: MailboxPurpose;
  readonly folder: string;
  /** What becomes of a mail in the mailbox once it was taken. */
  readonly after: { readonly do: "keep" | "delete" } | { readonly do: "move"; readonly to: string };
  /** Whether the first reading takes what is there already, or only what comes from then on. */
  readonly start: "new" | "all";
  /** Read beside another tool: the mailbox is left as it is, and nobody is written to. */
  readonly shadow: boolean;
  /** What its server writes into Authentication-Results; null trusts nobody. */
  readonly authservId: string | null;
}
