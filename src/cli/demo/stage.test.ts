import { expect, test } from "vitest";
import { mustHold, Stage, StepFailed } from "./stage.ts";

function aStage(json = false) {
  const lines: string[] = [];
  const stage = new Stage({ json, paceMs: 0, out: (text) => void lines.push(text) });
  return { stage, said: () => lines.join("") };
}

test("a step is said only once it was seen, with what was seen and where", async () => {
  const { stage, said } = aStage();
  const value = await stage.step("Something happens", async () => {
    expect(said()).toBe("");
    return { value: 7, saw: ["it happened"], look: "http://localhost:8080/there" };
  });
  expect(value).toBe(7);
  expect(said()).toBe(
    " 1. Something happens\n      it happened\n      look: http://localhost:8080/there\n",
  );
});

test("a step that was not seen is named, and ends the play", async () => {
  const { stage, said } = aStage(true);
  const step = stage.step("Something happens", async () => {
    mustHold(false, "nothing happened");
    return { value: null, saw: [] };
  });
  await expect(step).rejects.toThrow(StepFailed);
  expect(JSON.parse(said())).toEqual({
    step: 1,
    title: "Something happens",
    ok: false,
    saw: ["nothing happened"],
  });
});

test("what a server says cannot move the cursor of the terminal", async () => {
  const { stage, said } = aStage();
  await stage.step("Words come", async () => ({ value: null, saw: ["a\u001b[2Jb\u009bc"] }));
  expect(said()).toContain("a?[2Jb?c");
});
