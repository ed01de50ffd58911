/** Tells that a remedy is there; after the publication the last one ends the request for silence [ALE-43]. */
import type { LetterTemplate } from "../letter-template.ts";

export const remedyAvailable: LetterTemplate = {
  title: "A remedy is available",
  sent: "When a remedy is marked as delivered.",
  to: "reporter",
  by: "itself",
  says: "secret",
  needs: ["portal"],
  may: ["remedies"],
  subject: { en: "A remedy is available", fr: "Un correctif est disponible" },
  text: {
    en: [
      "a remedy for what you reported in {reference} is available now. If you can try it and it does not mend what you found, please tell us: we will look again.",
      "{remedies, select, available {With it all remedies are available, and the publication is made. If we asked you to keep the matter confidential, that ends here. Thank you for your patience and your help.} other {}}",
      "{portal}",
    ],
    fr: [
      "un correctif pour ce que vous avez signalé dans {reference} est maintenant disponible. Si vous pouvez l’essayer et qu’il ne corrige pas ce que vous avez trouvé, dites-le-nous : nous regarderons de nouveau.",
      "{remedies, select, available {Tous les correctifs sont désormais disponibles et la publication est faite. Si nous vous avions demandé de garder le sujet confidentiel, cela prend fin ici. Merci de votre patience et de votre aide.} other {}}",
      "{portal}",
    ],
  },
};
