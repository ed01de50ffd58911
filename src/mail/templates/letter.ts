/** What every letter to people outside shares: the team's name and ways, dates with their zone, the signature. */

export interface LetterTeam {
  readonly organisation: string;
  readonly teamName: string;
  readonly address: string;
  readonly portalUrl: string;
  readonly policyUrl: string;
  /** Of the team's key: 40 hexadecimal digits; null while it has none. */
  readonly fingerprint: string | null;
  /** Where to turn when an attack is happening now. */
  readonly liveIncidentText: string;
  /** What the policy says on rewards; null when it says nothing. */
  readonly rewardsText: string | null;
}

export interface Letter {
  readonly subject: string;
  /** What mail servers may read of an encrypted letter: the reference, never the matter. */
  readonly outerSubject: string;
  readonly text: string;
}

/** A date that was promised, in the words of the promise. */
export interface PromisedDate {
  /** Ends the sentence "We will…", such as "tell you whether this concerns our products". */
  readonly what: string;
  readonly by: Date;
}

/** Builds a letter: paragraphs with an empty line between them, the team's signature below. */
export function letter(
  team: LetterTeam,
  reference: string,
  title: string,
  paragraphs: readonly (string | null)[],
): Letter {
  const body = paragraphs.filter((each) => each !== null && each !== "");
  return {
    subject: `[${reference}] ${title}`,
    outerSubject: `[${reference}]`,
    text: `${[...body, signature(team)].join("\n\n")}\n`,
  };
}

/** Such as "Friday 2 January 2026, 04:04 (Europe/Paris)". */
export function dateText(date: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(date);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  const day = `${part("weekday")} ${part("day")} ${part("month")} ${part("year")}`;
  return `${day}, ${part("hour")}:${part("minute")} (${timeZone})`;
}

/** The promises that still lie ahead, one a line, earliest first; null when there is none. */
export function promisesText(
  promises: readonly PromisedDate[],
  now: Date,
  timeZone: string,
): string | null {
  const ahead = promises
    .filter(({ by }) => by > now)
    .sort((a, b) => a.by.getTime() - b.by.getTime())
    .map(({ what, by }) => `- We will ${what} by ${dateText(by, timeZone)}.`);
  return ahead.length === 0 ? null : ["What happens next:", ...ahead].join("\n");
}

/** How to read and answer: by the portal or by mail that keeps the reference. */
export function portalText(portalLink: string, reference: string): string {
  return [
    "You can follow your report and write to us here:",
    portalLink,
    `Or answer this mail. Our reference is ${reference}; keeping it in the subject helps us.`,
  ].join("\n");
}

/** Groups of four, as people compare them. */
export function fingerprintText(fingerprint: string): string {
  return (fingerprint.match(/.{1,4}/g) ?? []).join(" ");
}

function signature(team: LetterTeam): string {
  const key = team.fingerprint ? [`OpenPGP key: ${fingerprintText(team.fingerprint)}`] : [];
  return ["-- ", team.teamName, team.organisation, team.address, ...key].join("\n");
}
