/** How every letter begins. */
import type { LetterPart } from "../letter-template.ts";

export const greeting: LetterPart = {
  title: "Greeting",
  needs: [],
  may: [],
  text: { en: ["Hello,"], fr: ["Bonjour,"] },
};
