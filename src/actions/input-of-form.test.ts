import fc from "fast-check";
import { expect, test } from "vitest";
import { formOf } from "./form-of.ts";
import { inputOfForm } from "./input-of-form.ts";
import { InvalidInput, readInput } from "./invalid-input.ts";
import { actions } from "./registry.ts";

function read(deed: string, values: Record<string, string | string[]>): unknown {
  const action = actions.find((each) => each.deed === deed && each.path !== null);
  if (!action) throw new Error(deed);
  return inputOfForm(formOf(action), values);
}

const caseId = "019d0000-0000-7000-8000-000000000001";

test("only fields of the deed are read; empty optional ones are left out", () => {
  const body = { caseId, reason: "resolved", _csrf: "x", constructor: "y", __proto__: "z" };
  expect(read("close-case", body)).toEqual({ caseId, reason: "resolved" });
  expect(read("add-product", { entity: "Home", name: "Gate", line: " ", purl: "" })).toEqual({
    entity: "Home",
    name: "Gate",
  });
});

test("a required text left empty meets its own sentence", () => {
  expect(read("write-note", { caseId, text: "" })).toEqual({ caseId, text: "" });
});

test("an unticked box says no, a box that was not shown says nothing", () => {
  const product = { entity: "Home", name: "Gate" };
  expect(read("add-product", { ...product, inSupport: "no" })).toMatchObject({ inSupport: false });
  expect(read("add-product", { ...product, inSupport: ["no", "yes"] })).toMatchObject({
    inSupport: true,
  });
  expect(read("add-product", product)).toEqual(product);
});

test("ticked boxes are a list, whether one or several", () => {
  const one = read("decide-relevancy", { caseId, outcome: "relevant", touches: "integrity" });
  expect(one).toMatchObject({ touches: ["integrity"] });
  const none = read("decide-relevancy", { caseId, outcome: "relevant" });
  expect(none).toEqual({ caseId, outcome: "relevant" });
});

test("a local date is read in its zone, in summer and in winter", () => {
  const remedy = (promisedFor: string, zone: string) =>
    read("plan-remedy", { promisedFor, promisedForZone: zone });
  expect(remedy("2026-07-01T09:30", "Europe/Paris")).toEqual({
    promisedFor: "2026-07-01T07:30:00.000Z",
  });
  expect(remedy("2026-12-01T09:30", "Europe/Paris")).toEqual({
    promisedFor: "2026-12-01T08:30:00.000Z",
  });
  expect(remedy("2026-02-30T09:30", "UTC")).toEqual({ promisedFor: "2026-02-30T09:30" });
  expect(remedy("2026-02-03T09:30", "Nowhere/Land")).toEqual({ promisedFor: "2026-02-03T09:30" });
});

test("rows are read by their index, and the spare one that nobody filled in is not", () => {
  const values = {
    caseId,
    vulnerabilityId: caseId,
    "products.0.productId": caseId,
    "products.0.status": "affected",
    "products.0.versions": "2.4",
    "products.1.productId": "",
    "products.1.status": "affected",
    "products.1.versions": " ",
  };
  expect(read("set-affected-products", values)).toEqual({
    caseId,
    vulnerabilityId: caseId,
    products: [{ productId: caseId, status: "affected", versions: "2.4" }],
  });
  const far = read("set-affected-products", { "products.9999.productId": caseId });
  expect(far).toEqual({ products: [] });
});

test("whatever a body holds, reading it ends in an input or in faults that name fields", () => {
  const names = [...new Set(actions.flatMap((action) => Object.keys(action.input.shape)))];
  const key = fc.oneof(fc.constantFrom(...names, "products.0.status"), fc.string());
  const value = fc.oneof(fc.string({ unit: "binary" }), fc.array(fc.string()));
  fc.assert(
    fc.property(fc.constantFrom(...actions), fc.dictionary(key, value), (action, values) => {
      if (action.path === null) return;
      try {
        readInput(action.input, inputOfForm(formOf(action), values));
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidInput);
        const { faults } = error as InvalidInput;
        expect(faults.length).toBeGreaterThan(0);
      }
    }),
  );
});

test("all faults are named at once, in words", () => {
  const planRemedy = actions.find((action) => action.deed === "plan-remedy");
  if (!planRemedy) throw new Error("no such deed");
  const faults = (input: object) => {
    try {
      readInput(planRemedy.input, input);
      return [];
    } catch (error) {
      return (error as InvalidInput).faults;
    }
  };
  expect(faults({ caseId: "x", kind: "magic", text: "", promisedFor: "soon" })).toEqual([
    { field: "caseId", message: "is not an id" },
    { field: "vulnerabilityId", message: "is missing" },
    { field: "kind", message: expect.stringContaining("must be one of configuration-change") },
    { field: "text", message: "Say what it is." },
    { field: "promisedFor", message: expect.stringContaining("is not an instant with its zone") },
  ]);
  const good = { caseId, vulnerabilityId: caseId, kind: "patch", text: "Update." };
  expect(faults(good)).toEqual([]);
  expect(faults({ ...good, text: "Up\0date." })).toEqual([
    { field: "text", message: "holds a character that no text has" },
  ]);
});
