/** In which language its author is answered: those that the team reads first, then every other. */
import type { Policy } from "../../core/policy/policy.ts";
import { languageChoices, languageInWords, languageOf } from "../../core/reports/languages.ts";
import { reportQuestions } from "../../core/reports/report-questions.ts";
import { errorFor } from "../../ui/form-errors.tsx";
import { Select } from "../../ui/select.tsx";
import type { FieldState } from "./report-field.tsx";

export function LanguageField(props: FieldState & { policy: Policy }) {
  const { languagesPreferred, languagesAccepted } = props.policy.channels;
  const read = [...new Set([...languagesPreferred, ...languagesAccepted])];
  const given = props.answers.language ?? "";
  const chosen = languageOf(given) ?? given;
  const others = languageChoices().filter(({ code }) => !read.includes(code));
  const isListed = [...read, ...others.map(({ code }) => code)].includes(chosen);
  const options = [...read, ...(chosen === "" || isListed ? [] : [chosen])].map((code) => ({
    value: code,
    label: languageInWords(code),
  }));
  return (
    <Select
      name="language"
      label={reportQuestions.language.label}
      help={reportQuestions.language.help}
      error={errorFor(props.errors, "language")}
      emptyLabel="The language of my report"
      value={chosen}
      options={options}
      groups={[
        {
          label: "Others",
          options: others.map(({ code, name }) => ({ value: code, label: name })),
        },
      ]}
    />
  );
}
