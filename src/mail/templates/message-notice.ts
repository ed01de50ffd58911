/** Points to a message in the portal [COM-05]. Says nothing of it, so it may go out unencrypted. */
import { type Letter, type LetterTeam, letter } from "./letter.ts";

export interface MessageNoticeFacts {
  readonly team: LetterTeam;
  readonly reference: string;
  readonly portalLink: string;
  /** Why the message itself is not in this mail. */
  readonly because: "no-key" | "key-unusable" | "portal-chosen";
}

const reasons: Record<MessageNoticeFacts["because"], string> = {
  "no-key":
    "It is not in this mail because we know no public key of yours to encrypt it with. You can send us one, or read and answer on the page.",
  "key-unusable":
    "It is not in this mail because we could not encrypt it to the key we have of yours: it is expired or revoked, or not made for encryption. Please send us a new one, or read and answer on the page.",
  "portal-chosen": "It is not in this mail because you chose to read messages on the page.",
};

export function messageNotice({
  team,
  reference,
  portalLink,
  because,
}: MessageNoticeFacts): Letter {
  return letter(team, reference, "There is a new message for you", [
    "Hello,",
    `there is a new message for you from the ${team.teamName}:\n${portalLink}`,
    reasons[because],
  ]);
}
