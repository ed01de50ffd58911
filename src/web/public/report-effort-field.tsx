/** The small effort in the report form: a sum and a minute, or a calculation that the browser makes by itself. */
import { waitSeconds, workBits } from "../../core/intake/friction.ts";
import { FieldSet, Hidden } from "../../ui/form.tsx";
import { errorFor } from "../../ui/form-errors.tsx";
import { TextField } from "../../ui/text-field.tsx";
import type { AskedEffort } from "./report-effort.ts";
import type { FieldState } from "./report-field.tsx";

export const effortScript = "report-effort.js";

export function ReportEffort(
  props: Pick<FieldState, "answers" | "errors"> & { asked: AskedEffort | undefined },
) {
  const { asked, answers, errors } = props;
  if (!asked) return null;
  return (
    <FieldSet
      legend="One more thing"
      help={`Very many reports came in within an hour, so we ask for a small effort. Nothing of what you wrote is lost; files must be chosen again.`}
    >
      <Hidden name="effort" value={asked.token} />
      <TextField
        name="effortAnswer"
        label={`How much is ${asked.left} plus ${asked.right}?`}
        help={`In digits. Wait ${waitSeconds} seconds, then send the report again.`}
        inputMode="numeric"
        value={answers.effortAnswer ?? ""}
        error={errorFor(errors, "effortAnswer")}
        size="short"
      />
      <p class="field-help" data-effort={asked.token} data-bits={workBits} role="status" hidden>
        Your browser can do it for you instead: it is calculating.
      </p>
    </FieldSet>
  );
}
