import { expect, test } from "vitest";
import { ourReply } from "../../core/cases/waiting.ts";
import { waitingFor, waitingWord } from "./case-words.ts";

test("on whom a case waits reads behind “Waiting for”, and as a word of its own", () => {
  expect(waitingFor("us", ourReply)).toBe("our answer");
  expect(waitingFor("us")).toBe("us");
  expect(waitingFor("outside", "coordinator")).toBe("a coordinator");
  expect(waitingWord("us", ourReply)).toBe("Our answer");
});
