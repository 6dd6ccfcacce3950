#!/usr/bin/env node
// Plain JavaScript that even old Node versions parse, so that a too old one gets a sentence, not a SyntaxError.
import { existsSync } from "node:fs";
import * as module from "node:module";
import { fileURLToPath } from "node:url";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 24 || (major === 24 && minor < 11)) {
  process.stderr.write(
    `paceline needs Node 24.11 or newer, this is ${process.version}: run "npm install --save-dev node@24" ` +
      `and start it with "npx paceline" or from an npm script\n`,
  );
  process.exit(2);
}

// In a checkout the sources run as they are, so that nothing stale is ever measured. A published package
// holds src too, but Node strips no types below node_modules, and dist is what was tested there.
const source = new URL("../src/main.ts", import.meta.url);
const isCheckout =
  !fileURLToPath(source).includes("/node_modules/") &&
  !fileURLToPath(source).includes("\\node_modules\\") &&
  existsSync(source);

module.enableCompileCache();
if (isCheckout) {
  module.registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier, {
        ...context,
        conditions: [...context.conditions, "@paceline/source"],
      }),
  });
}
const { main } = await import(isCheckout ? source.href : "../dist/main.js");
await main();
