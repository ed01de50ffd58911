/** `parley invite` lets an operator give a colleague an account, through the running server. */
import type { Command } from "commander";
import { jsonBody } from "../../api/client.ts";
import { staffRoles } from "../../core/people/roles.ts";
import { fromServer, type Surroundings } from "../surroundings.ts";

interface Options {
  readonly name: string;
  readonly signIn: string;
  readonly role: readonly string[];
  readonly json?: boolean;
}

export function addInviteCommand(program: Command, around: Surroundings): void {
  program
    .command("invite")
    .description("invite a colleague and print the one-time link that sets the account up")
    .requiredOption("--name <name>", "how colleagues know this person")
    .requiredOption("--sign-in <name>", "what the person signs in with")
    .requiredOption("--role <roles...>", `one or more of: ${staffRoles.join(", ")}`)
    .option("--json", "one JSON object")
    .addHelpText("after", helpText)
    .action(async ({ name, signIn, role, json }: Options) => {
      const body = jsonBody({ name, signInName: signIn, roles: role });
      const path = "/command-line/people";
      const made = await fromServer(around, { method: "POST", path, body });
      around.out(json ? `${JSON.stringify(made)}\n` : inWords(made));
    });
}

const helpText = `
Prints with --json: the person's id and the link with its expiry, as the server made them.

The link is shown once and works once. Give it to its person by a way that nobody else reads.

Exit: 0 invited, 1 refused or no server runs, 2 wrong usage.`;

function inWords(made: Readonly<Record<string, unknown>>): string {
  return Object.entries(made)
    .map(([name, value]) => `${name}: ${String(value)}\n`)
    .join("");
}
