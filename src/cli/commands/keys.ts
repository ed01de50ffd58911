/** `parley keys`: how the master keys stand, their rotation, and the end of former ones. */
import { randomBytes } from "node:crypto";
import type { Command } from "commander";
import { hasData, withDatabase } from "../../store/admin/open-database.ts";
import {
  forgetKeys,
  type KeyState,
  keyState,
  type Rotating,
  rotateKeys,
} from "../../store/admin/rotate-keys.ts";
import { progressTo } from "../progress.ts";
import { CommandEnd, fromServerIfRunning, type Surroundings, settingsOf } from "../surroundings.ts";

interface Options {
  readonly json?: boolean;
}

export function addKeysCommand(program: Command, around: Surroundings): void {
  const keys = program
    .command("keys")
    .description("say how the master keys stand; rotate them, and forget former ones");
  keys
    .command("status")
    .description("say which master keys are at hand and how much is wrapped under each")
    .option("--json", "one JSON object")
    .addHelpText("after", statusHelp)
    .action(async (options: Options) => {
      const state = await onData(around, ({ settings, database }) => keyState(settings, database));
      const strange = state.keys.some(({ role }) => role === "not at hand");
      around.out(options.json ? `${JSON.stringify(state)}\n` : stateInWords(state));
      process.exitCode = strange ? 1 : 0;
    });
  keys
    .command("rotate")
    .description("wrap everything under a new master key; content is not encrypted anew")
    .option("--json", "one JSON object")
    .addHelpText("after", rotateHelp)
    .action(async (options: Options) => {
      const done = await onData(around, rotateKeys);
      around.out(
        options.json
          ? `${JSON.stringify(done)}\n`
          : `wrapped anew: ${done.wraps} keys, now under ${done.to}\n` +
              `Former keys stay at hand until "parley keys forget".\n`,
      );
    });
  keys
    .command("forget")
    .description("take former master keys out of the key file, once nothing is under them")
    .option("--json", "one JSON object")
    .addHelpText("after", forgetHelp)
    .action(async (options: Options) => {
      const forgotten = await onData(around, forgetKeys);
      const words =
        forgotten.length === 0 ? "no former key was there" : `forgotten: ${forgotten.join(", ")}`;
      around.out(options.json ? `${JSON.stringify({ forgotten })}\n` : `${words}\n`);
    });
}

async function onData<T>(around: Surroundings, work: (on: Rotating) => Promise<T>): Promise<T> {
  const settings = settingsOf(around);
  if (!hasData(settings)) {
    throw new CommandEnd(1, `There is no data in ${settings.dataDirectory}.`);
  }
  const tell = progressTo(around);
  return withDatabase(settings, (database) =>
    work({
      settings,
      database,
      now: around.now(),
      randomBytes: (count) => new Uint8Array(randomBytes(count)),
      tellServer: async () => {
        const path = "/command-line/keys/reload";
        const answer = await fromServerIfRunning(around, { method: "POST", path });
        return answer && String(answer.current);
      },
      progress: (done, of) => tell(`wrapped anew: ${done} of ${of}`),
    }),
  );
}

function stateInWords({ where, keys }: KeyState): string {
  const lines = keys.map(({ id, role, wraps }) => `  ${id}  ${role}, ${wraps} keys under it\n`);
  return [`${where}\n`, ...lines].join("");
}

const statusHelp = `
Prints with --json: {source, where, keys:[{id, role, wraps}]}

  id    names a key and tells nothing of it
  role  current, former, or "not at hand": something is wrapped under a key that is not here

Exit: 0 every key is at hand, 1 one is not, 2 wrong usage.`;

const rotateHelp = `
Works beside a running server and on a stopped one. Where the keys come from a file, it makes the new
key itself; otherwise put the new key first in PARLEY_MASTER_KEY, or what the command prints, restart,
and run it. A rotation that was cut off is finished by running it again.

Prints with --json: {from:[…], to, wraps}, ids of keys and how many keys were wrapped anew.

Exit: 0 everything is under the current key, 1 it is not, 2 wrong usage.`;

const forgetHelp = `
Backups from before the rotation open with the former key alone: keep it as long as you keep them.

Prints with --json: {forgotten:[…]}

Exit: 0 forgotten, 1 something needs a former key or the keys are not in a file, 2 wrong usage.`;
