/**
 * An explorer finds the goal of a world that it knows, by Active Inference. It sees its position through
 * a sensor that is right nine times in ten; the printed map shows where it went.
 *
 *     node --conditions=@paceline/source examples/explorer.ts
 */
import { createExplorer, createGridWorld, deadEndOutbox, parseGridMap } from "@paceline/agents";

const STEP_COUNT_MAX = 50;

const map = parseGridMap(`
  . . # . .
  . # . . .
  . . . # .
  # . . . .
  . . . . G
`);

export function main(): string {
  const world = createGridWorld({ map });
  const explorer = createExplorer("scout", { map: map.text });

  let seen = world.place("scout", 0);
  const path = [seen.cell];
  while (!map.isGoal(seen.cell) && path.length <= STEP_COUNT_MAX) {
    seen = world.step("scout", explorer.step(seen, deadEndOutbox));
    path.push(seen.cell);
  }
  const { beliefEntropyNats } = explorer.metrics();
  return [
    drawPath(path),
    `${path.length - 1} steps, ${explorer.beliefUpdateCount} belief updates,`,
    `uncertainty about its place at the end: ${beliefEntropyNats.toFixed(3)} nats`,
  ].join("\n");
}

/** The map with `o` where the path went. */
function drawPath(path: readonly number[]): string {
  const { rowCount, columnCount } = map;
  const rows = Array.from({ length: rowCount }, (_, row) =>
    Array.from({ length: columnCount }, (_unused, column) => {
      const cell = row * columnCount + column;
      if (map.isWall(cell)) return "#";
      if (map.isGoal(cell)) return "G";
      return path.includes(cell) ? "o" : ".";
    }).join(" "),
  );
  return rows.join("\n");
}

if (import.meta.main) console.log(main());
