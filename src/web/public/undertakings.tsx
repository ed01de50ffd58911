/** What reporters are asked, informed of, or commit to, at the strength that the policy gives it. */
import type { Policy } from "../../core/policy/policy.ts";
import { Checkbox } from "../../ui/checkbox.tsx";
import { FieldSet, Hidden } from "../../ui/form.tsx";
import { errorFor } from "../../ui/form-errors.tsx";
import { Prose } from "../../ui/layout.tsx";
import { say } from "./public-frame.tsx";
import type { FieldState } from "./report-field.tsx";

const heads = {
  asked: { must: "We ask you to", mustNot: "We ask you not to", legend: "What we ask of you" },
  informed: { must: "Please", mustNot: "You must not", legend: "The rules that hold" },
  accepted: { must: "You will", mustNot: "You will not", legend: "What you commit to" },
} as const;

/** Carries the version that was shown (VEN-24, TH-16). Nothing where the policy asks nothing. */
export function Undertakings(props: FieldState & { policy: Policy }) {
  const { must, mustNot, strength, version } = props.policy.reporterUndertakings;
  if (must.length + mustNot.length === 0) return null;
  return (
    <FieldSet legend={heads[strength].legend}>
      <Hidden name="undertakings" value={version} />
      <UndertakingsText policy={props.policy} />
      {strength === "accepted" && (
        <Checkbox
          name="accepted"
          label="I accept these commitments"
          required
          checked={props.answers.accepted === "yes"}
          error={errorFor(props.errors, "accepted")}
        />
      )}
    </FieldSet>
  );
}

/** The two lists alone, as the policy page and the portal show them. */
export function UndertakingsText(props: { policy: Policy }) {
  const { must, mustNot, strength } = props.policy.reporterUndertakings;
  const lists = [
    [heads[strength].must, must],
    [heads[strength].mustNot, mustNot],
  ] as const;
  return (
    <Prose>
      {lists
        .filter(([, items]) => items.length > 0)
        .map(([head, items]) => (
          <div key={head}>
            <p>
              <strong>{head}:</strong>
            </p>
            <ul>
              {items.map((item) => (
                <li key={say(item)}>{say(item)}</li>
              ))}
            </ul>
          </div>
        ))}
    </Prose>
  );
}
