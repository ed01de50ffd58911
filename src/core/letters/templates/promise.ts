/** One promised date, as one line of a letter. A target is never told in it. */
import type { LetterPart } from "../letter-template.ts";

export const promise: LetterPart = {
  title: "A promised date",
  needs: ["promise", "by"],
  may: [],
  text: {
    en: [
      "- We will {promise, select, relevancy {tell you whether {house, select, coordinator {we take up your report} other {your report concerns our products}}} status_update {tell you how the investigation stands} conclusion {tell you the result of our analysis} remedy_date {make the remedy available} other {write to you again}} by {by}.",
    ],
    fr: [
      "- Nous {promise, select, relevancy {vous dirons si {house, select, coordinator {nous prenons en charge votre signalement} other {votre signalement concerne nos produits}}} status_update {vous dirons où en est l’enquête} conclusion {vous dirons le résultat de notre analyse} remedy_date {rendrons le correctif disponible} other {vous écrirons de nouveau}} au plus tard le {by}.",
    ],
  },
};
