import { expect, test } from "vitest";
import { channelsOfProduct, type SupportChannel } from "./channels-of-product.ts";

const channel = (name: string, product?: string): SupportChannel =>
  ({
    region: "Worldwide",
    name,
    contact: "support@home.example",
    ...(product ? { product } : {}),
  }) as SupportChannel;
const all = [channel("Desk"), channel("Phones", "phone"), channel("Network", "Network products")];
const named = (name: string, line: string | null) =>
  channelsOfProduct({ name, line }, all, "en").map((each) => each.name);

test("a product's own channels lead, found by its name or its line; those for all products follow", () => {
  expect(named("Desk Phone 30", null)).toEqual(["Phones", "Desk"]);
  expect(named("Campus Switch", "Network")).toEqual(["Network", "Desk"]);
  expect(named("Call Server", "Platforms")).toEqual(["Desk"]);
});
