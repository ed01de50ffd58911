/** Asks a reporter whether one recipient may learn who they are [TH-24]. Silence is no permission. */
import { type Letter, type LetterTeam, letter, portalText } from "./letter.ts";

export interface PermissionRequestFacts {
  readonly team: LetterTeam;
  readonly reference: string;
  readonly portalLink: string;
  /** Who would learn it and what for, in the words of the colleague who asks. */
  readonly recipient: string;
}

export function permissionRequest(facts: PermissionRequestFacts): Letter {
  const { team, reference, portalLink, recipient } = facts;
  return letter(team, reference, "May we pass on your name?", [
    "Hello,",
    "to handle your report, somebody else would need to learn who reported it:",
    recipient,
    "Please answer yes or no on the page of your report, below. Until you say yes, we keep your name to ourselves and pass on the matter alone. A no changes nothing in how we treat your report, and you can take back a yes at any time.",
    portalText(portalLink, reference),
  ]);
}
