/** The customer support channels of a policy as lines of a letter, by region and product [ALE-27]. */
import type { Policy } from "./policy.ts";
import { inLanguage, type Text } from "./text.ts";

export function supportChannelLines(
  { liveIncident }: Pick<Policy, "liveIncident">,
  language: string,
): string {
  const say = (text: Text) => inLanguage(text, language);
  return liveIncident.channels
    .map(({ region, product, name, contact }) => {
      const what = product === undefined ? "" : ` (${say(product)})`;
      return `- ${say(region)}${what}: ${say(name)}, ${contact}`;
    })
    .join("\n");
}
