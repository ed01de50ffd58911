import fc from "fast-check";
import { expect, test } from "vitest";
import { contentElsewhere } from "./content-elsewhere.ts";

const link = "https://portal.coordinator.example/case/123456";

test.each([
  [`Hello,\n\nyou have been added to the case VU#123456. Please log in to read it:\n${link}\n`],
  [`A new message was posted. You can view it on the portal: <${link}>.`],
  [`A vendor case was opened for you. Sign-in needed: ${link}, until Friday.`],
  [`Bonjour, connectez-vous pour lire le dossier : ${link}`],
])("%s says no more than where its content is", (text) => {
  expect(contentElsewhere(text)).toBe(link);
});

test.each([
  ["no link", "Please log in to our portal to read the report."],
  ["no asking to sign in", `The packet restarts your gateway; a capture is at ${link}`],
  ["the matter itself", `Log in to your gateway at ${link} and send the packet: it crashes.`],
  ["a long letter", `Please log in: ${link}\n${"We describe it here. ".repeat(80)}`],
  ["a quoted letter", `Thank you, we will answer.\n> Please log in: ${link}`],
  ["the signature alone", `We found a flaw.\n-- \nLog in to our portal: ${link}`],
])("a letter with %s is read as one with its own content", (_, text) => {
  expect(contentElsewhere(text)).toBeNull();
});

test("any text is judged, and what is found stands in it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 2_000 }), (text) => {
      const found = contentElsewhere(`Please log in at http://x.example/ ${text}`);
      if (found !== null) expect(found.startsWith("http://x.example/")).toBe(true);
    }),
  );
});
