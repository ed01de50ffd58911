/** The commands of `parley`, as one tree. Building it reads nothing and starts nothing. */
import { Command } from "commander";
import { addBackupCommand } from "./commands/backup.ts";
import { addClockCommand } from "./commands/clock.ts";
import { addCsafCheckCommand } from "./commands/csaf-check.ts";
import { addCvssCommand } from "./commands/cvss.ts";
import { addDemoCommand } from "./commands/demo.ts";
import { addEvidenceCommand } from "./commands/evidence.ts";
import { addImportAdviceCommands } from "./commands/import-advice.ts";
import { importOfReports } from "./commands/import-export.ts";
import {
  addExportCatalogueCommand,
  addImportFileCommand,
  importOfCases,
  importOfCatalogue,
} from "./commands/import-file.ts";
import { addImportCommands } from "./commands/import-mail.ts";
import { addInviteCommand } from "./commands/invite.ts";
import { addJobsCommand } from "./commands/jobs.ts";
import { addKeysCommand } from "./commands/keys.ts";
import { addMailIngestCommand } from "./commands/mail-ingest.ts";
import { addMailReadCommand } from "./commands/mail-read.ts";
import { addMigrateCommand } from "./commands/migrate.ts";
import { addPolicyCheckCommand } from "./commands/policy-check.ts";
import { addPolicyDiffCommand } from "./commands/policy-diff.ts";
import { addPolicyServerCommands } from "./commands/policy-of-server.ts";
import { addProbeChannelCommand } from "./commands/probe-channel.ts";
import { addProbeLeakCommand } from "./commands/probe-leak.ts";
import { addRestoreCommand } from "./commands/restore.ts";
import { addVerifyCommand } from "./commands/verify.ts";
import { CommandEnd, type Surroundings } from "./surroundings.ts";

/** The whole command; usage errors are thrown as commander's own, never end the process here. */
export function parleyProgram(around: Surroundings): Command {
  const program = new Command("parley")
    .description("Runs a product security incident response team: reports in, advisories out.")
    .exitOverride()
    // "evidence --json" and "evidence verify --json" are two commands' own options.
    .enablePositionalOptions()
    .configureOutput({ writeOut: around.out, writeErr: around.err })
    .showHelpAfterError('(try "parley --help", or --help after a command)')
    .addHelpText("after", helpText);
  program
    .command("start")
    .description("start the server; its settings are in docs/reference/settings.md")
    .action(() => {
      // bin/parley starts the server itself: a program that is only being asked starts no database.
      throw new CommandEnd(2, 'Start the server with "bin/parley start" or "npm start".');
    });
  addDemoCommand(program, around);
  addMigrateCommand(program, around);
  addVerifyCommand(program, around);
  addKeysCommand(program, around);
  addBackupCommand(program, around);
  addRestoreCommand(program, around);
  const probe = group(program, "probe", "try what should work, look for what should not be there");
  addProbeChannelCommand(probe, around);
  addProbeLeakCommand(probe, around);
  addEvidenceCommand(program, around);
  addInviteCommand(program, around);
  addJobsCommand(program, around);
  const mail = group(program, "mail", "read mail files, or give them to the running server");
  addMailIngestCommand(mail, around);
  addMailReadCommand(mail);
  const imports = group(program, "import", "take over a mailbox or a catalogue of products");
  addImportAdviceCommands(imports, around);
  addImportCommands(imports, around);
  addImportFileCommand(imports, around, importOfCatalogue);
  addImportFileCommand(imports, around, importOfCases);
  addImportFileCommand(imports, around, importOfReports);
  addExportCatalogueCommand(group(program, "export", "write a file that can be imported"), around);
  addCvssCommand(program);
  addCsafCheckCommand(group(program, "csaf", "check CSAF documents"));
  const policy = group(
    program,
    "policy",
    "check policy files, and have the running server read them",
  );
  addPolicyCheckCommand(policy);
  addPolicyDiffCommand(policy, around);
  addPolicyServerCommands(policy, around);
  addClockCommand(program);
  return program;
}

function group(program: Command, name: string, description: string): Command {
  return program.command(name).description(description);
}

const helpText = `
Every command has --json. Exit: 0 fine, 1 the thing checked is bad or it could not be done, 2 usage.
"evidence verify", cvss, csaf, "policy check", "policy diff", clock and "mail read" need no server and no database.`;
