/** Act one: a reporter writes by encrypted mail, and is acknowledged. */

import type { HandIn } from "./post-office.ts";
import { Reporter, teamOf, toldOf } from "./reporter.ts";
import type { Scene } from "./scene.ts";
import type { SiteVisitor } from "./site-visitor.ts";
import { mustHold, NotSeen, type Stage } from "./stage.ts";

/** Words of the report that an acknowledgement must not repeat. */
const secretWords = ["LLDP", "heap", "Campus Switch"];

const report = {
  subject: "Campus Switch 24: heap overflow in the LLDP parser",
  text: `Hello,

the LLDP parser of the Campus Switch 24 (release 7.2 R03) copies the management address of a
neighbour into a buffer of 32 bytes on the heap and takes the length from the frame. A frame whose
length says 167 overwrites what follows. One frame from any port is enough: the switch restarts
after some seconds, and with a prepared heap we could move the instruction pointer.

How to see it: send one LLDP frame with a management address TLV of subtype 6 and length 167.

We keep this to ourselves and would like to hear how you go on.
`,
};

export async function playReport(
  stage: Stage,
  visitor: SiteVisitor,
  handIn: HandIn,
): Promise<Scene> {
  stage.act("A report comes in");
  await stage.step("The demonstration is there", async () => {
    const page = await visitor.find("/demonstration");
    mustHold(
      page !== undefined,
      `${visitor.baseUrl} is no demonstration: it has real mail to send`,
    );
    return {
      value: null,
      saw: ["all mail stays on its machine"],
      look: visitor.url("/demonstration"),
    };
  });
  const team = await stage.step("The reporter fetches the team's key", async () => {
    const value = await teamOf(visitor);
    const saw = [`fingerprint ${value.fingerprint}`, `reports go to ${value.address}`];
    return { value, saw, look: visitor.url("/key") };
  });
  const reporter = await stage.step("The reporter makes a key pair", async () => {
    const value = await Reporter.make(visitor, handIn);
    return { value, saw: [`${value.address}, fingerprint ${value.pair.fingerprint}`] };
  });
  await stage.step("The reporter sends the report, signed and encrypted", async () => {
    const { answer, bytes } = await reporter.write(team, { ...report, outerSubject: "..." });
    return {
      value: null,
      saw: [`${bytes} bytes of PGP/MIME with the public key attached`, answer],
    };
  });
  const reference = await stage.step("The acknowledgement comes, and gives nothing away", () =>
    acknowledged(team, reporter),
  );
  return { stage, visitor, team, reporter, reference };
}

async function acknowledged(team: Scene["team"], reporter: Reporter) {
  const opened = await reporter.nextMail(team, "an acknowledgement");
  const { mail, raw, page } = opened;
  const reference = /\[([A-Z][\w-]*-\d{4}-\d+)\]/.exec(mail.subject ?? "")?.[1];
  if (!reference) throw new NotSeen("the acknowledgement names no case");
  for (const word of secretWords) {
    const repeats = `${raw}\n${mail.subject}\n${mail.text}`.includes(word);
    mustHold(!repeats, `the acknowledgement repeats “${word}” of the report`);
  }
  const portal = /https?:\/\/\S+\/portal\/\S+/.exec(mail.text)?.[0];
  const saw = [...toldOf(opened), `none of ${secretWords.join(", ")} is in it`];
  return { value: reference, saw: [...saw, `the mail: ${page}`], look: portal ?? page };
}
