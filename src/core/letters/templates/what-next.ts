/** Stands above the dates that are promised next; left out where none is. */
import type { LetterPart } from "../letter-template.ts";

export const whatNext: LetterPart = {
  title: "What happens next",
  needs: [],
  may: [],
  text: { en: ["What happens next:"], fr: ["La suite :"] },
};
