import { expect, test } from "vitest";
import { type FollowUp, inOrder } from "./root-cause.ts";

const followUp = (followUpId: string, more: Partial<FollowUp>): FollowUp => ({
  followUpId,
  what: "",
  ownerId: null,
  dueOn: null,
  doneAt: null,
  doneWords: "",
  ...more,
});

test("what is to be done stands by its day, and what is done comes last", () => {
  const list = [
    followUp("done", { doneAt: new Date("2026-01-01T00:00:00Z"), dueOn: "2026-01-02" }),
    followUp("some day", {}),
    followUp("later", { dueOn: "2026-05-01" }),
    followUp("soon", { dueOn: "2026-04-01" }),
  ];
  const order = inOrder(list).map(({ followUpId }) => followUpId);
  expect(order).toEqual(["soon", "later", "some day", "done"]);
});
