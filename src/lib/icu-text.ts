/**
 * Texts with variables in the message format of ICU: which variables a text asks for, and the text
 * with them filled in. A value is never read as a message: what it holds stands as it is.
 */
import { IntlMessageFormat } from "intl-messageformat";

export type IcuValues = Readonly<Record<string, string | number>>;

export interface IcuNeeds {
  readonly names: ReadonlySet<string>;
  /** For each choice the words that it is compared with, "other" left out. */
  readonly choices: ReadonlyMap<string, readonly string[]>;
  readonly counts: ReadonlySet<string>;
}

/**
 * Angle brackets are no tags: letters are plain text. Apostrophes are no quotes: in French one stands
 * before many a variable, and would hide it.
 */
function parsed(text: string, language: string): IntlMessageFormat {
  return new IntlMessageFormat(text.replaceAll("'", "''"), language, undefined, {
    ignoreTag: true,
  });
}

/** What the text asks for, or why it cannot be read, as the end of a sentence. */
export function icuNeeds(text: string, language: string): IcuNeeds | { problem: string } {
  try {
    return needsOf(parsed(text, language).getAst());
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

/** The text with its variables filled in. Throws where one is missing: a blank would be sent. */
export function icuText(text: string, language: string, values: IcuValues): string {
  return String(parsed(text, language).format({ ...values }));
}

type Ast = ReturnType<IntlMessageFormat["getAst"]>;

type Piece = Ast[number];
type Named = Exclude<Piece, { readonly type: 0 | 7 }>;

function needsOf(ast: Ast): IcuNeeds {
  const named = piecesIn(ast);
  // Numbers, dates and times would need values that letters do not have.
  if (named.some(({ type }) => type >= 2 && type <= 4)) throw new Error("INVALID_ARGUMENT_TYPE");
  const choices = new Map<string, readonly string[]>();
  for (const { value, words } of named.flatMap(choiceIn)) {
    choices.set(value, [...(choices.get(value) ?? []), ...words]);
  }
  const plurals = named.filter(({ type }) => type === 6);
  return {
    names: new Set(named.map(({ value }) => value)),
    choices,
    counts: new Set(plurals.map(({ value }) => value)),
  };
}

/** Everything that has a name, inside branches too. 0 is plain text, 7 the # of a plural. */
function piecesIn(ast: Ast): Named[] {
  return ast.flatMap((piece) => {
    if (piece.type === 0 || piece.type === 7) return [];
    if (!("options" in piece)) return [piece as Named];
    return [
      piece as Named,
      ...Object.values(piece.options).flatMap(({ value }) => piecesIn(value)),
    ];
  });
}

function choiceIn(piece: Named): { value: string; words: string[] }[] {
  if (piece.type !== 5 || !("options" in piece)) return [];
  return [
    { value: piece.value, words: Object.keys(piece.options).filter((word) => word !== "other") },
  ];
}

const problems: Readonly<Record<string, string>> = {
  EXPECT_ARGUMENT_CLOSING_BRACE: "a { is not closed by }",
  EMPTY_ARGUMENT: "{} names nothing",
  MALFORMED_ARGUMENT: "what stands between { and } is no name",
  INVALID_ARGUMENT_TYPE: "after the comma stands none of select, plural, selectordinal",
  MISSING_OTHER_CLAUSE: "a choice has no “other {…}”",
};

function problemOf(error: unknown): string {
  const code = error instanceof Error ? error.message : "";
  return problems[code] ?? "its braces { } do not fit together";
}
