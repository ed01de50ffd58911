/** Which news a reporter gets by mail, and whether our mail reaches them: theirs to say, without script. */
import { type NewsChoice, newsChoices } from "../../core/portal/news.ts";
import { newestOf } from "../../core/portal/statement.ts";
import type { StatementView } from "../../store/portal/statement-reader.ts";
import { Button } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Form } from "../../ui/form.tsx";
import { Actions, Panel } from "../../ui/layout.tsx";
import { RadioGroup } from "../../ui/radio-group.tsx";
import { When } from "../../ui/when.tsx";
import { newsWords } from "./requests-words.ts";

export type NewsProps = {
  csrf: string;
  zone: string;
  said: readonly StatementView[];
  /** Whether letters go to a mail address at all. */
  byMail: boolean;
  /** Mail came from the address: that it reaches them needs no proof. */
  wroteByMail: boolean;
};

export function NewsPanel({ csrf, zone, said, byMail, wroteByMail }: NewsProps) {
  if (!byMail) return null;
  const chosen = newestOf(said, "news")?.word;
  const choice: NewsChoice = newsChoices.find((each) => each === chosen) ?? "every-change";
  const confirmedAt = newestOf(said, "address")?.at;
  return (
    <Panel title={newsWords.title} level={3} id="news">
      <p>{newsWords.now[choice]}</p>
      {confirmedAt ? (
        <p class="due-note">
          {newsWords.confirmed} <When at={confirmedAt} zone={zone} />.
        </p>
      ) : (
        !wroteByMail && <p class="due-note">{newsWords.unconfirmed}</p>
      )}
      <Disclosure summary={newsWords.change}>
        <Form action="/portal/news" csrf={csrf} label={newsWords.change}>
          <RadioGroup
            name="choice"
            id="field-news"
            label={newsWords.change}
            value={choice}
            choices={newsChoices.map((value) => ({ value, label: newsWords.choices[value] }))}
          />
          <p class="field-help">{newsWords.about}</p>
          <Actions>
            <Button look="secondary" small>
              {newsWords.save}
            </Button>
          </Actions>
        </Form>
      </Disclosure>
    </Panel>
  );
}
