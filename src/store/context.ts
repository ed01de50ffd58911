/**
 * What an action is given: the time, ids, randomness, keys, the policies in force and the one way
 * to a connection. It carries no state of any request.
 */
import type { FileLimits } from "../core/attachments/file-limits.ts";
import type { PackEvidence } from "../core/evidence/pack.ts";
import type { PackFiles } from "../core/forwarding/package.ts";
import type { KeyOutside, OwnKeyTools } from "../core/keys/own-key-tools.ts";
import type { KnownMailbox } from "../core/mail/known-mailbox.ts";
import type { TryRules } from "../core/mail/next-try.ts";
import type { Actor } from "../core/people/actor.ts";
import type { Policy } from "../core/policy/policy.ts";
import type { PolicyProblem } from "../core/policy/policy-problem.ts";
import type { PackPerson } from "../core/retention/person-data.ts";
import type { KnownTracker } from "../core/trackers/tracker.ts";
import type { ErasureLog } from "./retention/erasure-log.ts";
import type { FileVault } from "./sealing/file-vault.ts";
import type { MasterKey } from "./sealing/master-key.ts";
import type { Tx } from "./transaction.ts";

export interface Context {
  now(): Date;
  /** A new UUIDv7. */
  newId(): string;
  randomBytes(count: number): Uint8Array;
  readonly masterKey: MasterKey;
  readonly files: FileVault;
  /** How much and what this installation takes. */
  readonly fileLimits: FileLimits;
  /** Every version of the organisation's policy that is or was in force, oldest first. It grows. */
  readonly policies: readonly Policy[];
  /** Why the policy file is not followed, while it is not. */
  readonly policyProblem?: PolicyProblem | undefined;
  /** The public address of this installation, without a slash at its end. */
  readonly baseUrl: string;
  /** True where all outgoing mail stays in the built-in mailbox. */
  readonly demonstration: boolean;
  /** The mailboxes that are read by IMAP. */
  readonly mailboxes?: readonly KnownMailbox[] | undefined;
  /** Other teams' trackers in which tickets are opened; undefined or empty: by hand alone. */
  readonly trackers?: readonly KnownTracker[] | undefined;
  /** For how long mail is tried; undefined: as is usual. */
  readonly tryRules?: TryRules | undefined;
  /** Nothing is sent to anybody. */
  readonly shadow?: boolean | undefined;
  /** Whether mail to our address with a tag (`psirt+tag@`) reaches us, so that parties get one of their own. */
  readonly replyAddresses?: boolean | undefined;
  /** Whether people may sign in with the organisation's own provider. */
  readonly hasSingleSignOn?: boolean | undefined;
  /** The one sign-in name that local sign-in is left to; undefined leaves it to everybody. */
  readonly localSignInFor?: string | undefined;
  /** Holidays of a country and year as "YYYY-MM-DD", for working-day clocks. */
  holidaysIn(country: string, year: number): readonly string[];
  /** Signs an evidence pack and puts it into its archive. */
  readonly packEvidence: PackEvidence;
  /** Puts what is held about a person into an archive that they can read. */
  readonly packPerson: PackPerson;
  /** Puts what goes to a third party into one archive. */
  readonly packFiles: PackFiles;
  /** OpenPGP for the deeds on our own keys. */
  readonly ownKeyTools: OwnKeyTools;
  /** Private keys of ours that lie in a file of the operator's, opened at the start, by fingerprint. */
  readonly keysOutside?: ReadonlyMap<string, KeyOutside> | undefined;
  /** Wraps a text in a clear signature by that armoured private key. */
  readonly signText: (text: string, armored: string, now: Date) => Promise<string>;
  /** What was erased, kept outside the database. */
  readonly erasureLog: ErasureLog;
  transaction<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T>;
}
