import { expect, test } from "vitest";
import { isMailProvider } from "./withheld-terms.ts";

test("two addresses of a mail provider are two of millions, two of an organisation are of one house", () => {
  for (const domain of ["gmail.com", "Outlook.com", "laposte.net", "proton.me"]) {
    expect([domain, isMailProvider(domain)]).toEqual([domain, true]);
  }
  for (const domain of ["coordinator.example", "mail.coordinator.example", ""]) {
    expect([domain, isMailProvider(domain)]).toEqual([domain, false]);
  }
});
