/** Which languages the team reads, in a sentence (VEN-19). */
import type { Channels } from "../../core/policy/intake.ts";

const names = new Intl.DisplayNames("en", { type: "language" });

/** Such as "Please write in English if you can; we also read French." */
export function languagesInWords(
  channels: Pick<Channels, "languagesPreferred" | "languagesAccepted">,
): string {
  const { languagesPreferred: preferred, languagesAccepted: accepted } = channels;
  const others = accepted.filter((tag) => !preferred.includes(tag));
  const wish = `Please write in ${listed(preferred, "or")} if you can`;
  return others.length > 0 ? `${wish}; we also read ${listed(others, "and")}.` : `${wish}.`;
}

function listed(tags: readonly string[], type: "and" | "or"): string {
  const format = new Intl.ListFormat("en", {
    type: type === "and" ? "conjunction" : "disjunction",
  });
  return format.format(tags.map((tag) => names.of(tag) ?? tag));
}
