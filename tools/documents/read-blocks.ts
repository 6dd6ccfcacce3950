/** A fenced code block of a Markdown file. `title` comes from the fence: ```ts title="sum.bench.ts". */
export interface CodeBlock {
  readonly language: string;
  readonly title: string | null;
  readonly text: string;
}

const FENCE = /^```(\w*)(?: title="([^"]+)")?\n([\s\S]*?)^```$/gm;

export const readBlocks = (markdown: string): readonly CodeBlock[] =>
  Array.from(markdown.matchAll(FENCE), ([, language = "", title = null, text = ""]) => ({
    language,
    title,
    text,
  }));

/** The commands of all shell blocks, one a line or joined by `&&`, without their comments. */
export const readCommands = (blocks: readonly CodeBlock[]): readonly string[] =>
  blocks
    .filter(({ language }) => language === "sh")
    .flatMap(({ text }) => text.split("\n"))
    .flatMap((line) => line.replace(/(^|\s)#.*$/, "").split("&&"))
    .map((command) => command.trim())
    .filter((command) => command !== "");
