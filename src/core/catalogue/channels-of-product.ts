/** Which of the policy's support channels are for a product: by its name or line, in any letter case. */
import type { Policy } from "../policy/policy.ts";
import { inLanguage } from "../policy/text.ts";

export type SupportChannel = Policy["liveIncident"]["channels"][number];

/** Those that name the product or its line, before those that are for every product. */
export function channelsOfProduct(
  { name, line }: { readonly name: string; readonly line: string | null },
  channels: readonly SupportChannel[],
  language: string,
): SupportChannel[] {
  const texts = [name, line ?? ""].map((text) => text.toLowerCase()).filter(Boolean);
  const names = ({ product }: SupportChannel) => {
    const said = product === undefined ? "" : inLanguage(product, language).toLowerCase().trim();
    return said !== "" && texts.some((text) => text.includes(said) || said.includes(text));
  };
  const own = channels.filter(names);
  return [...own, ...channels.filter(({ product }) => product === undefined)];
}
