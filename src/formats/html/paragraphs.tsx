/** Plain text as people typed it: blank lines part paragraphs, lines that begin with a dash make a list. */
export function Paragraphs(props: { text: string }) {
  const blocks = props.text
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== "");
  return (
    <>
      {blocks.map((block) => (
        <Block key={block} text={block} />
      ))}
    </>
  );
}

function Block(props: { text: string }) {
  const lines = props.text.split("\n");
  if (lines.length > 1 && lines.every((line) => /^\s*[-*•] /.test(line))) {
    return (
      <ul>
        {lines.map((line) => (
          <li key={line}>{line.replace(/^\s*[-*•] /, "")}</li>
        ))}
      </ul>
    );
  }
  return <p>{props.text}</p>;
}
