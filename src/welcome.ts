/** What the person at the terminal reads once Parley serves. The only place where links are printed. */
import type { Started } from "./parley.ts";

export function welcome(started: Started): string {
  const { baseUrl, administratorLink, seats } = started;
  const lines = [
    "",
    `Parley is ready at ${baseUrl}`,
    "",
    ...table([
      ["Public site", `${baseUrl}/`],
      ["Report a vulnerability", `${baseUrl}/report`],
      ["Follow a report", `${baseUrl}/portal`],
      ["Publications", `${baseUrl}/publications`],
      ["The team's console", `${baseUrl}/console`],
    ]),
    ...(administratorLink
      ? ["", "Set up the first administrator (works once, sees no case):", `  ${administratorLink}`]
      : []),
    ...(seats.length > 0 ? ["", "Seats of the demonstration:", ...table(rowsOf(seats))] : []),
    "",
    ...(started.policyProblem === null
      ? []
      : [
          "ATTENTION: the policy file cannot be used; the last good version stays in force.",
          `  ${started.policyProblem}`,
        ]),
    mailLine(started),
    ...(started.lmtpPort === null ? [] : [`Mail is taken by LMTP on port ${started.lmtpPort}.`]),
    ...(started.smtpPort === null ? [] : [`Mail is taken by SMTP on port ${started.smtpPort}.`]),
    "Stop with Ctrl+C.",
    "",
  ];
  return `${lines.join("\n")}\n`;
}

const rowsOf = (seats: Started["seats"]) =>
  seats.map(({ role, link }): [string, string] => [role, link]);

function table(rows: readonly [string, string][]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
}

function mailLine({ demonstration, mailLeaves, baseUrl }: Started): string {
  if (demonstration) {
    return `This is a demonstration: no mail leaves; all of it is kept at ${baseUrl}/demonstration`;
  }
  return mailLeaves
    ? "Mail leaves through the server of PARLEY_SMTP_URL."
    : "No mail leaves yet: set PARLEY_SMTP_URL. Letters that are owed wait until then.";
}
