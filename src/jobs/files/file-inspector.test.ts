import { expect, test } from "vitest";
import { patience } from "../../../test/support/patience.ts";
import { fileInspector } from "./file-inspector.ts";

test("a file that breaks its reader comes back without a preview, and the next one is read", async () => {
  const inspector = fileInspector({ deadlineMs: 1 });
  const bytes = Buffer.from("words");
  const late = await inspector.look("a.txt", { size: 5, head: bytes, tail: bytes });
  expect(late).toMatchObject({ kind: "text", preview: null, problem: "unreadable" });
  await inspector.close();
  const calm = fileInspector(patience);
  const look = await calm.look("a.txt", { size: 5, head: bytes, tail: bytes });
  expect(look.preview).toEqual({ is: "text", text: "words", cut: false });
  await calm.close();
});
