/** What stands under every letter. Ends with the address, so that a copy still says where to turn. */
import type { LetterPart } from "../letter-template.ts";

export const signature: LetterPart = {
  title: "Signature",
  needs: ["team", "address"],
  may: ["fingerprint"],
  text: {
    en: [
      "{team}\n{organisation}\n{address}{fingerprint, select, none {} other {\nOpenPGP key: {fingerprint}}}",
    ],
    fr: [
      "{team}\n{organisation}\n{address}{fingerprint, select, none {} other {\nClé OpenPGP : {fingerprint}}}",
    ],
  },
};
