import fc from "fast-check";
import { expect, test } from "vitest";
import { isDiscarded, maildirName } from "./maildir-name.ts";

test.each([
  ["1204680122.27c448.mx,S=1044:2,RS", "1204680122.27c448.mx,S=1044", "RS"],
  ["1204680122.27c448.mx", "1204680122.27c448.mx", ""],
  ["1204680122.27c448.mx;2,S", "1204680122.27c448.mx", "S"],
  ["1204680122.27c448.mx:2,", "1204680122.27c448.mx", ""],
  ["a:1,x", "a:1,x", ""],
])("%s is a message", (name, unique, flags) => {
  expect(maildirName(name)).toEqual({ unique, flags });
});

test.each(["", ".", "..", ".mailbox", "a/b"])("%s is no message", (name) => {
  expect(maildirName(name)).toBeUndefined();
});

test("a mail keeps its name whatever its flags become, and drafts and rubbish are left out", () => {
  const unique = fc.stringMatching(/^[a-z0-9][a-z0-9.,=-]{0,30}$/);
  const flags = fc.uniqueArray(fc.constantFrom("P", "R", "S", "T", "D", "F", "a"));
  fc.assert(
    fc.property(unique, flags, (name, letters) => {
      const read = maildirName(`${name}:2,${letters.join("")}`);
      expect(read).toEqual({ unique: name, flags: letters.toSorted().join("") });
      if (read) expect(isDiscarded(read)).toBe(letters.includes("T") || letters.includes("D"));
    }),
  );
});
