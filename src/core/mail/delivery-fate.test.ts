import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type DeliveryState,
  deliveryStates,
  fateAfter,
  isLost,
  type ReportAction,
  reportActions,
} from "./delivery-fate.ts";

const anyState = fc.constantFrom(...deliveryStates);
const anyAction = fc.constantFrom(...reportActions);

function after(state: DeliveryState, actions: readonly ReportAction[]): DeliveryState {
  return actions.reduce((at, action) => fateAfter(at, action) ?? at, state);
}

test("what a server reports moves a mail on as people would tell it", () => {
  expect(after("sent", ["delayed"])).toBe("delayed");
  expect(after("sent", ["delayed", "delivered"])).toBe("delivered");
  expect(after("sent", ["failed"])).toBe("bounced");
  expect(after("sent", ["relayed"])).toBe("sent");
  // It reached a mailbox that forwards, and the next one refused it.
  expect(after("sent", ["delivered", "failed"])).toBe("bounced");
});

test("no report takes a bounce back, and none sends what was held back", () => {
  fc.assert(
    fc.property(fc.array(anyAction, { maxLength: 8 }), (actions) => {
      expect(after("bounced", actions)).toBe("bounced");
      expect(after("failed", actions)).toBe("failed");
      expect(after("withheld", actions)).toBe("withheld");
    }),
  );
});

test("a mail is lost once at most, whatever reports come in whatever order", () => {
  fc.assert(
    fc.property(anyState, fc.array(anyAction, { maxLength: 12 }), (start, actions) => {
      let [state, losses] = [start, 0];
      for (const action of actions) {
        const next = fateAfter(state, action);
        if (next && isLost(next)) losses += 1;
        state = next ?? state;
      }
      expect(losses).toBeLessThanOrEqual(isLost(start) ? 0 : 1);
    }),
  );
});

test("the same report again changes nothing", () => {
  fc.assert(
    fc.property(anyState, anyAction, (state, action) => {
      const once = fateAfter(state, action) ?? state;
      expect(fateAfter(once, action)).toBeUndefined();
    }),
  );
});
