/** `parley migrate` brings the database to this version. A start does it too; this is for doing it alone. */
import type { Command } from "commander";
import { migrateData } from "../../store/admin/open-database.ts";
import { type Surroundings, settingsOf } from "../surroundings.ts";

export function addMigrateCommand(program: Command, around: Surroundings): void {
  program
    .command("migrate")
    .description("bring the database to this version")
    .option("--json", "one JSON object")
    .addHelpText("after", helpText)
    .action(async (options: { json?: boolean }) => {
      const applied = await migrateData(settingsOf(around), around.now());
      const words = applied.length === 0 ? "nothing to apply" : `applied ${applied.join(", ")}`;
      around.out(options.json ? `${JSON.stringify({ applied })}\n` : `${words}\n`);
    });
}

const helpText = `
Prints with --json: {applied:[…]}, the migrations applied now, in order.

Exit: 0 the database is at this version, 1 it could not be brought there, 2 wrong usage.`;
