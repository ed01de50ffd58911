/** Tells one of our own people that something changed in how an account is signed in to. Holds no secret and no link that does anything. */
import { dateText } from "./letter.ts";

export interface AccountChangedFacts {
  readonly teamName: string;
  /** Type of the event. */
  readonly what: string;
  /** The name of the person whose account it is; null where that is who reads. */
  readonly whose: string | null;
  readonly at: Date;
  readonly zone: string;
  /** Address of the page on which people see how they sign in. */
  readonly page: string;
}

const happened: Readonly<Record<string, string>> = {
  "passkey.added": "a passkey was added",
  "passkey.removed": "a passkey was removed",
  "passkey.copied":
    "a passkey answered whose counter had fallen back, as a copied one would; it was refused",
  "password.changed": "the password was changed",
  "password.dropped": "password and authenticator app were taken away",
  "app.enrolled": "an authenticator app was enrolled",
  "recovery-codes.renewed": "new recovery codes were given out",
  "recovery-code.used": "somebody signed in with a recovery code",
  "sso.linked": "the organisation's sign-in was linked",
  "sso.unlinked": "the link to the organisation's sign-in was ended",
  "person.set-up":
    "the account was set up by a set-up link, which replaced all that signed in before",
  "person.link-renewed": "an administrator asked for a new set-up link",
  "person.link-confirmed": "a second administrator confirmed the new set-up link",
  "person.link-refused": "the new set-up link was refused",
};

export function accountChanged(facts: AccountChangedFacts): { subject: string; text: string } {
  const { whose, what, teamName } = facts;
  const account = whose === null ? "your account" : `the account of ${whose}`;
  const of = happened[what] ?? "something changed";
  const paragraphs = [
    "Hello,",
    `on ${dateText(facts.at, facts.zone)} this happened with ${account} at ${teamName}: ${of}.`,
    whose === null
      ? "If that was you, or you know of it, there is nothing to do. If not, look at your account at once, and tell another administrator by another way than this mail:"
      : "If you know of it, there is nothing to do. If not, ask that person by another way than this mail; under their name you can refuse a link that stands open:",
    whose === null ? facts.page : facts.page.replace(/account$/, "people"),
    `-- \n${teamName}`,
  ];
  const subject = whose === null ? "Your account was changed" : "An account was changed";
  return { subject: `[${teamName}] ${subject}`, text: `${paragraphs.join("\n\n")}\n` };
}
