/** Carries what a person of the team wrote. */
import type { LetterTemplate } from "../letter-template.ts";

export const message: LetterTemplate = {
  title: "Message",
  sent: "When a colleague writes to a party.",
  to: "party",
  by: "itself",
  says: "talk",
  needs: ["text", "portal"],
  may: [],
  subject: { en: "A message for you", fr: "Un message pour vous" },
  text: { en: ["{text}", "{portal}"], fr: ["{text}", "{portal}"] },
};
